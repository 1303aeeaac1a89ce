// piece-form.tsx — the form of a submission, first or revised.  What is typed and chosen is kept on
// the device, and handed over to the queue, which sends it at once or when there is a line.
import { useEffect, useState } from "preact/hooks";
import { Campaign, Evidence, Problem, Schemas } from "../api";
import { KINDS, shownName, size } from "../format";
import { at, correct, go } from "../place";
import { Drafting, useDraft } from "../queue/draft";
import { useProgress } from "../queue/hooks";
import { follow } from "../queue/sender";
import { addressOf, reopen } from "../queue/store";
import { t } from "../words";
import { Trouble, Waiting } from "./common";
import { DateField } from "./date-field";
import { FileField } from "./file-field";
import { SelectSearch } from "./select-search";

export interface Draft {
  unit: string; criteria: string[]; kind: string; title: string; occurred_on: string; document_symbol: string;
  link: string; text: string; figures: string; keep_files: string[]; base_revision: number | null;
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

function Files({ drafting }: { drafting: Drafting<Draft> }) {
  const [round, setRound] = useState(0);
  const files = drafting.item?.files ?? [];
  // What was chosen is kept at once, and the field is empty again for more.
  const keep = (chosen: File[]) => chosen.length > 0 && void drafting.addFiles(chosen).then(() => setRound(round + 1));
  return (
    <>
      <FileField key={round} label={t("Tệp đính kèm")} multiple change={keep} />
      <ul class="plain">
        {files.map((file) => (
          <li key={file.id}>{shownName(file.name)} ({size(file.size)}) <button type="button" class="link" onClick={() => void drafting.keepFiles(files.filter((one) => one !== file))} aria-label={t("Bỏ {name}", { name: shownName(file.name) })}>{t("Bỏ")}</button></li>
        ))}
      </ul>
    </>
  );
}

interface Form { campaign: Campaign; empty: Draft; place: string; draft: string | null; of?: Evidence }

// `of`: the evidence item that is revised.  `place`: where this form is, behind /{campaign}.
export function PieceForm({ campaign, empty, place, draft, of }: Form) {
  const drafting = useDraft(campaign.code, place, draft, empty);
  return drafting ? <Fields campaign={campaign} drafting={drafting} of={of} /> : <Waiting />;
}

function bodyOf(campaign: Campaign, { figures, keep_files, base_revision, ...rest }: Draft, of?: Evidence): Schemas["Submission"] {
  const revised = of ? { id: of.id, base_revision, keep_files } : {};
  return { campaign: campaign.code, ...rest, figures: figuresOf(figures), ...revised } as Schemas["Submission"];
}

function Fields({ campaign, drafting, of }: { campaign: Campaign; drafting: Drafting<Draft>; of?: Evidence }) {
  const { form: draft, change, item } = drafting;
  const [sent, setSent] = useState("");
  const [refusal, setRefusal] = useState<Problem | null>(item?.problem ?? null);
  const progress = useProgress(sent);
  const problem = drafting.problem ?? refusal;
  const text = (name: "title" | "document_symbol" | "link" | "text" | "figures") => ({
    value: draft[name],
    onInput: (event: Event) => change({ [name]: (event.target as HTMLInputElement).value }),
    "aria-invalid": problem?.field?.startsWith(name) ? true : undefined,
  });
  // What the server refuses at once opens here again; what has to wait is shown by the queue.
  useEffect(() => {
    if (sent) {
      void follow(sent).then(async (end) => {
        const again = end?.state === "refused" ? await reopen(sent) : null;
        if (again) {
          correct(at(addressOf(again)));
        } else {
          go(at(end?.receipt ? `/minh-chung/${end.receipt.id}` : "/cho-gui"));
        }
      });
    }
  }, [sent]);

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setRefusal(null);
    const kept = await drafting.submit(bodyOf(campaign, draft, of));
    setSent(kept?.id ?? "");
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
      <Files drafting={drafting} />
      {of && draft.base_revision !== of.revision && (
        <p class="note">{t("Minh chứng này đã có bản mới hơn, lần {n}.", { n: of.revision })} <button type="button" onClick={() => change({ base_revision: of.revision })}>{t("Sửa tiếp từ bản ấy")}</button></p>
      )}
      {problem && <Trouble problem={problem} />}
      {sent && <progress max={1} value={progress && progress.total > 0 ? progress.sent / progress.total : undefined} aria-label={t("Đang gửi")} />}
      <button class="main" disabled={sent !== ""}>{sent ? t("Đang gửi…") : of ? t("Nộp bản sửa") : t("Nộp")}</button>
    </form>
  );
}
