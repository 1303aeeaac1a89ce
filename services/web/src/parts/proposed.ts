// proposed.ts — what the server read in the files of a draft, as the form takes it: only fields that
// stand empty are filled, each with what it rests on.
import type { Campaign, Schemas } from "../api";
import { t } from "../words";
import type { Draft } from "./piece-form";
import { readNumber } from "./number-field";

type Proposal = Schemas["Proposal"];
type Named = "title" | "kind" | "occurred_on" | "document_symbol" | "criteria";
const PRESET: Named[] = ["kind", "occurred_on"]; // these never stand empty
const NAMED: Named[] = ["title", "kind", "occurred_on", "document_symbol", "criteria"];

export const sameName = (name: string) => name.normalize("NFC").trim().toLocaleLowerCase("vi");

// "nam = 12" a line, as the form keeps its figures; the service reads the numbers.
export function figuresOf(text: string): { name: string; value: string }[] {
  return text.split("\n").filter((line) => line.trim()).map((line) => {
    const at = line.lastIndexOf("=");
    return { name: line.slice(0, at < 0 ? undefined : at).trim(), value: at < 0 ? "" : line.slice(at + 1).trim() };
  });
}
export const figuresLines = (figures: { name: string; value: string }[]) => figures.map(({ name, value }) => `${name} = ${value}`).join("\n");

const textOf = (draft: Draft, field: Named) => (field === "criteria" ? draft.criteria.join() : draft[field]);

// The names that the chosen criteria read, as the campaign writes them.
export function figureNames(campaign: Campaign, criteria: string[]): { code: string; name: string }[] {
  return campaign.criteria.filter((row) => criteria.includes(row.code)).flatMap((row) => row.figures.map((name) => ({ code: row.code, name })));
}

// The part of the form that changes; null: nothing does.  What was proposed once and then changed by
// the user stays changed.
export function filledIn(campaign: Campaign, empty: Draft, draft: Draft, found: Proposal[]): Partial<Draft> | null {
  const part: Partial<Draft> = {};
  const proposed = { ...draft.proposed };
  for (const field of NAMED) {
    const best = found.find((one) => one.field === field);
    const text = textOf(draft, field);
    const isDefault = text === "" || (PRESET.includes(field) && text === textOf(empty, field));
    const isFree = isDefault || text === proposed[field];
    if (best && isFree && proposed[field] !== best.value) {
      Object.assign(part, { [field]: field === "criteria" ? [best.value] : best.value });
      proposed[field] = best.value;
    }
  }
  const rows = figuresOf(draft.figures);
  for (const { name } of figureNames(campaign, part.criteria ?? draft.criteria)) {
    const best = figureFound(found, name);
    const key = `figures ${sameName(name)}`;
    if (best && proposed[key] !== best.value && !rows.some((row) => sameName(row.name) === sameName(name))) {
      rows.push({ name, value: best.value.replace(".", ",") });
      proposed[key] = best.value;
      part.figures = figuresLines(rows);
    }
  }
  return Object.keys(part).length > 0 ? { ...part, proposed } : null;
}

export const figureFound = (found: Proposal[], name: string): Proposal | undefined =>
  found.find((one) => one.field === "figures" && one.name !== null && sameName(one.name) === sameName(name));

// The proposal that a field holds, if it holds one.
export function heldBy(found: Proposal[], draft: Draft, field: Named): Proposal | undefined {
  return found.find((one) => one.field === field && (field === "criteria" ? draft.criteria[0] === one.value : draft[field] === one.value));
}

// What a figure's field says against what a file says of it: the file's value.
export function contradicted(found: Proposal[], name: string, value: string): Proposal | null {
  const best = figureFound(found, name);
  const typed = readNumber(value);
  return best && typed && Number(typed) !== Number(best.value) ? best : null;
}

// What a proposal rests on, in words.
export function basisOf({ basis, file, page, quote, sure }: Proposal, files: string[]): string {
  const name = files[file] ?? "";
  const place = basis === "photo" ? t("Ngày chụp của {name}", { name })
    : basis === "page" ? t("Theo trang của liên kết")
    : basis === "file" ? t("Theo tên tệp {name}", { name })
      : basis === "criteria" ? t("Khớp với lời của tiêu chí")
        : page > 0 ? t("Trang {page} của {name}", { page, name }) : t("Đọc được trong {name}", { name });
  return [place, quote && t("“{quote}”", { quote }), sure === "low" && t("hãy xem lại")].filter(Boolean).join(" · ");
}
