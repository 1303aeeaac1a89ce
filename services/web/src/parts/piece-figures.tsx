// piece-figures.tsx — the figures of a draft: those that its criteria read have fields of their own, others
// get a name; what a file says otherwise is asked about.
import { useState } from "preact/hooks";
import type { Campaign, Schemas } from "../api";
import { points } from "../format";
import { t } from "../words";
import { basisOf, contradicted, figureFound, figureNames, figuresLines, figuresOf, sameName } from "./proposed";
import { TextField } from "./text-field";

interface Figures {
  campaign: Campaign; criteria: string[]; value: string; change: (figures: string) => void;
  found: Schemas["Proposal"][]; files: string[]; fault: string | null;
}

function Asked({ name, value, found, files, use }: { name: string; value: string; found: Schemas["Proposal"][]; files: string[]; use: (value: string) => void }) {
  const [kept, setKept] = useState("");
  const other = contradicted(found, name, value);
  return !other || kept === `${value} ${other.value}` ? null : (
    <div class="asked" role="alert">
      <em class="fault">{t("{basis}. Đúng là {value}?", { basis: basisOf({ ...other, sure: "high" }, files), value: points(other.value) })}</em>
      <div class="row">
        <button type="button" onClick={() => use(other.value.replace(".", ","))}>{t("Dùng {value}", { value: points(other.value) })}</button>
        <button type="button" class="link" onClick={() => setKept(`${value} ${other.value}`)}>{t("Giữ {value}", { value })}</button>
      </div>
    </div>
  );
}

export function PieceFigures({ campaign, criteria, value, change, found, files, fault }: Figures) {
  const rows = figuresOf(value);
  const names = figureNames(campaign, criteria);
  const isNamed = (name: string) => names.some((one) => sameName(one.name) === sameName(name));
  const valueOf = (name: string) => rows.find((row) => sameName(row.name) === sameName(name))?.value ?? "";
  const put = (name: string, text: string) => {
    const others = rows.filter((row) => sameName(row.name) !== sameName(name));
    change(figuresLines(text ? [...others, { name, value: text }] : others));
  };
  const heldBy = (name: string) =>
    (valueOf(name) === "" || contradicted(found, name, valueOf(name)) ? undefined : figureFound(found, name));
  return (
    <>
      {names.map(({ code, name }) => {
        const held = heldBy(name);
        return (
          <div key={name}>
            <TextField label={t("{name} ({code})", { name, code })} inputMode="decimal" value={valueOf(name)} change={(text) => put(name, text)}
              isProposed={held !== undefined} {...held && { hint: basisOf(held, files) }} />
            <Asked name={name} value={valueOf(name)} found={found} files={files} use={(text) => put(name, text)} />
          </div>
        );
      })}
      <OtherFigures key={names.map(({ name }) => name).join()} fault={fault} value={figuresLines(rows.filter((row) => !isNamed(row.name)))}
        change={(text) => change([figuresLines(rows.filter((row) => isNamed(row.name))), text].filter(Boolean).join("\n"))} />
    </>
  );
}

// What is typed stays where it is typed, also when a line comes to name a figure of a criterion.
function OtherFigures({ value, change, fault }: { value: string; change: (figures: string) => void; fault: string | null }) {
  const [text, setText] = useState(value);
  return (
    <details class="more-figures" open={fault !== null || value !== ""}>
      <summary>{t("Số liệu khác")}</summary>
      <TextField label={t("Mỗi dòng một số: tên = số")} rows={3} placeholder={t("Tổng số = 30\nnam = 12\nnữ = 18")} fault={fault}
        value={text} change={(next) => { setText(next); change(next); }} />
    </details>
  );
}
