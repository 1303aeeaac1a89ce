// piece-form.tsx — the form of a submission, first or revised.  The draft and its key are kept
// until the answer is there, so that sending again after a lost answer duplicates nothing.
import { useEffect, useState } from "preact/hooks";
import { Campaign, Evidence, Problem, problemOf, upload } from "../api";
import { KINDS, size } from "../format";
import { at, go } from "../place";
import { t } from "../words";
import { Trouble } from "./common";
import { DateField } from "./date-field";
import { FileField } from "./file-field";
import { SelectSearch } from "./select-search";

export interface Draft {
  key: string; unit: string; criteria: string[]; kind: string; title: string; occurred_on: string;
  document_symbol: string; link: string; text: string; figures: string; keep_files: string[];
}

export function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function readDraft(place: string, empty: Draft): Draft {
  try {
    return { ...empty, ...JSON.parse(localStorage.getItem(place) ?? "{}") };
  } catch {
    return empty;
  }
}

// "nam = 12" a line; the service reads the numbers.
function figuresOf(text: string): { name: string; value: string }[] {
  return text.split("\n").filter((line) => line.trim()).map((line) => {
    const at = line.lastIndexOf("=");
    return { name: line.slice(0, at < 0 ? undefined : at).trim(), value: at < 0 ? "" : line.slice(at + 1).trim() };
  });
}
export const figuresText = (figures: Evidence["figures"]) =>
  figures.map(({ name, value }) => `${name} = ${value.replace(".", ",")}`).join("\n");

function Criteria({ campaign, value, change }: { campaign: Campaign; value: string[]; change: (criteria: string[]) => void }) {
  const options = campaign.criteria.filter((row) => row.level === "criterion")
    .sort((a, b) => a.code.localeCompare(b.code, "vi", { numeric: true }))
    .map((row) => ({ value: row.code, name: `${row.code} ${row.name}` }));
  const chosen = value.length > 0 ? value : [""];
  const put = (at: number, code: string) => change(chosen.map((old, index) => (index === at ? code : old)).filter(Boolean));
  return (
    <>
      {chosen.map((code, at) => (
        <SelectSearch key={at} label={at === 0 ? t("Tiêu chí") : t("Tiêu chí thứ {place}", { place: at + 1 })} required={at === 0} options={options}
          value={code} change={(next) => put(at, next)} />
      ))}
      {value.length > 0 && (
        <SelectSearch key={value.length} label={t("Phục vụ thêm tiêu chí khác")} options={options.filter((option) => !value.includes(option.value))}
          value="" change={(next) => change([...new Set([...value, next])].filter(Boolean))} />
      )}
    </>
  );
}

function KeptFiles({ of, value, change }: { of: Evidence["files"]; value: string[]; change: (keep: string[]) => void }) {
  return of.length === 0 ? null : (
    <fieldset>
      <legend>{t("Tệp đã nộp, đánh dấu để giữ lại")}</legend>
      {of.map(({ name, hash, size: bytes }) => (
        <label class="check">
          <input type="checkbox" checked={value.includes(hash)}
            onChange={(event) => change(event.currentTarget.checked ? [...value, hash] : value.filter((one) => one !== hash))} />
          {name} ({size(bytes)})
        </label>
      ))}
    </fieldset>
  );
}

// The names that the chosen criteria read, each added to the figures as a line of its own.
function FigureNames({ campaign, criteria, value, change }: { campaign: Campaign; criteria: string[]; value: string; change: (figures: string) => void }) {
  const known = new Set(figuresOf(value).map(({ name }) => name.normalize("NFC").toLocaleLowerCase("vi")));
  const names = campaign.criteria.filter((row) => criteria.includes(row.code)).flatMap((row) => row.figures.map((name) => ({ code: row.code, name })));
  return names.length === 0 ? null : (
    <fieldset>
      <legend>{t("Số liệu được tính điểm")}</legend>
      {names.map(({ code, name }) => (
        <button type="button" disabled={known.has(name.normalize("NFC").toLocaleLowerCase("vi"))}
          onClick={() => change(`${value.trimEnd()}${value.trim() && "\n"}${name} = `)}>{name} ({code})</button>
      ))}
    </fieldset>
  );
}

// `of`: the evidence item that is revised.  `place`: where the draft is kept.
export function PieceForm({ campaign, empty, place, of }: { campaign: Campaign; empty: Draft; place: string; of?: Evidence }) {
  const [draft, setDraft] = useState<Draft>(() => readDraft(place, empty));
  const [files, setFiles] = useState<File[]>([]);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [share, setShare] = useState<number | null>(null);
  useEffect(() => localStorage.setItem(place, JSON.stringify(draft)), [draft]);

  // Other content is another submission: it gets a key of its own.
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part, key: newKey() });
  const text = (name: "title" | "document_symbol" | "link" | "text" | "figures") => ({
    value: draft[name],
    onInput: (event: Event) => change({ [name]: (event.target as HTMLInputElement).value }),
    "aria-invalid": problem?.field?.startsWith(name) ? true : undefined,
  });

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const { key, figures, keep_files, ...rest } = draft;
    const mended = of ? { id: of.id, base_revision: of.revision, keep_files } : {};
    const form = new FormData();
    form.append("evidence", new Blob([JSON.stringify({ campaign: campaign.code, ...rest, figures: figuresOf(figures), ...mended })],
      { type: "application/json" }));
    files.forEach((file) => form.append("file", file, file.name));
    setProblem(null);
    setShare(0);
    try {
      const answer = await upload<{ id: string }>("/evidence", form, key, setShare);
      localStorage.removeItem(place);
      go(at(`/minh-chung/${answer.id}`));
    } catch (error) {
      setProblem(problemOf(error));
    }
    setShare(null);
  };

  return (
    <form class="card" onSubmit={submit}>
      <label>{t("Đơn vị")}
        <select required disabled={!!of} value={draft.unit} onChange={(event) => change({ unit: event.currentTarget.value })}>
          <option value="">{t("Chọn đơn vị")}</option>
          {campaign.units.filter((unit) => unit.readable).map((unit) => <option value={unit.code}>{unit.name}</option>)}
        </select>
      </label>
      <Criteria campaign={campaign} value={draft.criteria} change={(criteria) => change({ criteria })} />
      <label>{t("Loại")}
        <select value={draft.kind} onChange={(event) => change({ kind: event.currentTarget.value })}>
          {Object.entries(KINDS).map(([code, name]) => <option value={code}>{name}</option>)}
        </select>
      </label>
      <label>{t("Tiêu đề")}<input required maxLength={300} {...text("title")} /></label>
      <DateField label={t("Ngày diễn ra")} required value={draft.occurred_on} change={(occurred_on) => change({ occurred_on })} fault={problem?.field === "occurred_on" ? problem.detail : null} />
      <label>{t("Số, ký hiệu văn bản")}<input placeholder={t("128-KH/UBKTTĐ")} {...text("document_symbol")} /></label>
      <label>{t("Liên kết")}<input type={of ? "text" : "url"} inputMode="url" placeholder="https://" {...text("link")} /></label>
      <label>{t("Nội dung")}<textarea rows={6} {...text("text")} /></label>
      <label>{t("Số liệu, mỗi dòng một số")}<textarea rows={3} placeholder={t("Tổng số = 30\nnam = 12\nnữ = 18")} {...text("figures")} /></label>
      <FigureNames campaign={campaign} criteria={draft.criteria} value={draft.figures} change={(figures) => change({ figures })} />
      {of && <KeptFiles of={of.files} value={draft.keep_files} change={(keep_files) => change({ keep_files })} />}
      <FileField label={t("Tệp đính kèm")} multiple change={(next) => { setFiles(next); change({}); }} />
      {problem && <Trouble problem={problem} />}
      {share !== null && <progress max={1} value={share} aria-label={t("Đang gửi")} />}
      <button class="main" disabled={share !== null}>{share !== null ? t("Đang gửi…") : of ? t("Nộp bản sửa") : t("Nộp")}</button>
    </form>
  );
}
