// piece-form.tsx — the form of a submission, first or revised.  What is typed and chosen is kept on
// the device, and handed over to the queue, which sends it at once or when there is a line.
import { useEffect, useState } from "preact/hooks";
import { Campaign, Evidence, Problem, Schemas } from "../api";
import { KINDS, moment, shownName, size } from "../format";
import { at, correct, go } from "../place";
import { Drafting, useDraft } from "../queue/draft";
import { Early, useEarly } from "../queue/early";
import { useProgress } from "../queue/hooks";
import { follow } from "../queue/sender";
import { addressOf, reopen } from "../queue/store";
import { t } from "../words";
import { Trouble, Waiting } from "./common";
import { DateField } from "./date-field";
import { Field } from "./field";
import { PieceFigures } from "./piece-figures";
import { PieceFiles } from "./piece-files";
import { basisOf, figuresOf, filledIn, heldBy } from "./proposed";
import { SelectSearch } from "./select-search";
import { TextField } from "./text-field";

const OTHERS_MOST = 3; // proposed criteria beside the chosen one

export interface Draft {
  unit: string; criteria: string[]; kind: string; title: string; occurred_on: string; document_symbol: string;
  link: string; text: string; figures: string; keep_files: string[]; base_revision: number | null;
  proposed: Record<string, string>; // what was filled in for the user, by field
}

export const figuresText = (figures: Evidence["figures"]) =>
  figures.map(({ name, value }) => `${name} = ${value.replace(".", ",")}`).join("\n");

interface Chosen { campaign: Campaign; value: string[]; change: (criteria: string[]) => void; proposal: { isProposed: boolean; hint?: string }; others: string[] }

function Criteria({ campaign, value, change, proposal, others }: Chosen) {
  const options = campaign.criteria.filter((row) => row.level === "criterion")
    .sort((a, b) => a.code.localeCompare(b.code, "vi", { numeric: true }))
    .map((row) => ({ value: row.code, name: `${row.code} ${row.name}` }));
  const chosen = value.length > 0 ? value : [""];
  const put = (at: number, code: string) => change(chosen.map((old, index) => (index === at ? code : old)).filter(Boolean));
  return (
    <>
      {chosen.map((code, at) => (
        <SelectSearch key={at} label={at === 0 ? t("Tiêu chí") : t("Tiêu chí thứ {place}", { place: at + 1 })} required={at === 0} options={options}
          value={code} change={(next) => put(at, next)} {...at === 0 && proposal} />
      ))}
      {proposal.isProposed && others.length > 0 && (
        <p class="others quiet">{t("Khác:")} {others.slice(0, OTHERS_MOST).map((code) => (
          <button type="button" class="link" title={options.find((option) => option.value === code)?.name} onClick={() => put(0, code)}>{code}</button>
        ))}</p>
      )}
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

interface Form { campaign: Campaign; empty: Draft; place: string; draft: string | null; of?: Evidence }

// `of`: the evidence item that is revised.  `place`: where this form is, behind /{campaign}.
export function PieceForm({ campaign, empty, place, draft, of }: Form) {
  const drafting = useDraft(campaign.code, place, draft, empty);
  return drafting ? <Fields campaign={campaign} drafting={drafting} empty={empty} of={of} /> : <Waiting />;
}

function bodyOf(campaign: Campaign, { figures, keep_files, base_revision, proposed: _proposed, ...rest }: Draft, of?: Evidence): Schemas["Submission"] {
  const revised = of ? { id: of.id, base_revision, keep_files } : {};
  return { campaign: campaign.code, ...rest, figures: figuresOf(figures), ...revised } as Schemas["Submission"];
}

// Which kinds the chosen criteria ask for, if the draft's is none of them.
function kindFault(campaign: Campaign, { criteria, kind }: Draft): string | null {
  const row = campaign.criteria.find((one) => criteria.includes(one.code) && one.required_kinds.length > 0 && !one.required_kinds.includes(kind as never));
  return row ? t("Tiêu chí {code} cần: {kinds}.", { code: row.code, kinds: row.required_kinds.map((one) => KINDS[one] ?? one).join(", ") }) : null;
}

function Reading({ early, isFilled }: { early: Early; isFilled: boolean }) {
  const twice = early.found?.duplicates ?? [];
  return (
    <div role="status">
      {early.isReading && <p class="quiet">{t("Đang đọc tệp và liên kết để điền giúp…")}</p>}
      {isFilled && <p class="note new"><span><b>{t("Hệ thống đọc được và điền giúp.")}</b> {t("Ô viền xanh là gợi ý, chạm để sửa.")}</span></p>}
      {twice.map((one) => (
        <p class="note warn" key={one.id}><span>
          {one.because === "file" ? t("Tệp này đã nộp trong minh chứng") : t("Liên kết này đã nộp trong minh chứng")} <a href={at(`/minh-chung/${one.id}`)}>{one.title}</a>, {moment(one.received_at)}.
        </span></p>
      ))}
    </div>
  );
}

// Follows what was handed over: what the server refuses at once opens here again, what has to wait
// is shown by the queue.
function useSent(): [string, (id: string) => void] {
  const [sent, setSent] = useState("");
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
  return [sent, setSent];
}

function Fields({ campaign, drafting, empty, of }: { campaign: Campaign; drafting: Drafting<Draft>; empty: Draft; of?: Evidence }) {
  const { form: draft, change, item } = drafting;
  const [sent, setSent] = useSent();
  const [refusal, setRefusal] = useState<Problem | null>(item?.problem ?? null);
  const progress = useProgress(sent);
  const early = useEarly(campaign.code, draft.unit, sent ? null : item, of ? "" : draft.link);
  const problem = drafting.problem ?? refusal;
  const found = early.found?.proposals ?? [];
  const files = early.names.map(shownName);
  useEffect(() => {
    const part = of ? null : filledIn(campaign, empty, draft, found);
    if (part) {
      change(part);
    }
  }, [early.found]);

  const faultOf = (field: string) => (problem?.field?.startsWith(field) ? problem.detail : null);
  const proposedIn = (field: "title" | "kind" | "occurred_on" | "document_symbol" | "criteria") => {
    const held = of ? undefined : heldBy(found, draft, field);
    return { isProposed: held !== undefined, ...held && { hint: basisOf(held, files) } };
  };
  const text = (name: "title" | "document_symbol" | "link" | "text") => ({
    value: draft[name], change: (value: string) => change({ [name]: value }), fault: faultOf(name),
  });
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setRefusal(null);
    early.stop();
    const kept = await drafting.submit(bodyOf(campaign, draft, of));
    setSent(kept?.id ?? "");
  };
  const units = campaign.units.filter((unit) => unit.readable);
  const isOwn = units.length === 1 && units[0]?.code === draft.unit; // there is nothing to choose
  return (
    <form class="card piece-form" onSubmit={(event) => void submit(event)}>
      {of && <KeptFiles of={of.files} value={draft.keep_files} change={(keep_files) => change({ keep_files })} />}
      <PieceFiles of={drafting} paste={(link) => change({ link })} />
      <TextField label={t("Liên kết")} type={of ? undefined : "url"} inputMode="url" placeholder="https://" {...text("link")} />
      <Reading early={early} isFilled={!of && found.some((one) => draft.proposed[one.field] === one.value)} />
      {!isOwn && (
        <label>{t("Đơn vị")}
          <select required disabled={!!of} value={draft.unit} onChange={(event) => change({ unit: event.currentTarget.value })}>
            <option value="">{t("Chọn đơn vị")}</option>
            {units.map((unit) => <option value={unit.code}>{unit.name}</option>)}
          </select>
        </label>
      )}
      <Criteria campaign={campaign} value={draft.criteria} change={(criteria) => change({ criteria })} proposal={proposedIn("criteria")}
        others={found.filter((one) => one.field === "criteria" && !draft.criteria.includes(one.value)).map((one) => one.value)} />
      <TextField label={t("Tiêu đề")} required most={300} {...text("title")} {...proposedIn("title")} />
      <div class="pair">
        <DateField label={t("Ngày diễn ra")} required value={draft.occurred_on} change={(occurred_on) => change({ occurred_on })} fault={faultOf("occurred_on")} {...proposedIn("occurred_on")} />
        <TextField label={t("Số, ký hiệu văn bản")} placeholder={t("128-KH/UBKTTĐ")} {...text("document_symbol")} {...proposedIn("document_symbol")} />
      </div>
      <Field label={t("Loại")} {...proposedIn("kind")} fault={faultOf("kind") ?? kindFault(campaign, draft)}>
        {(control) => (
          <select {...control} value={draft.kind} onChange={(event) => change({ kind: event.currentTarget.value })}>
            {Object.entries(KINDS).map(([code, name]) => <option value={code}>{name}</option>)}
          </select>
        )}
      </Field>
      <PieceFigures campaign={campaign} criteria={draft.criteria} value={draft.figures} change={(figures) => change({ figures })} found={found} files={files} fault={faultOf("figures")} />
      <TextField label={t("Nội dung")} rows={6} {...text("text")} />
      {of && draft.base_revision !== of.revision && (
        <p class="note">{t("Minh chứng này đã có bản mới hơn, lần {n}.", { n: of.revision })} <button type="button" onClick={() => change({ base_revision: of.revision })}>{t("Sửa tiếp từ bản ấy")}</button></p>
      )}
      {problem && <Trouble problem={problem} />}
      {sent && <progress max={1} value={progress && progress.total > 0 ? progress.sent / progress.total : undefined} aria-label={t("Đang gửi")} />}
      <div class="dock">
        {item && !sent && <span class="quiet grow">{drafting.isKept ? t("Nháp đã lưu trên máy") : t("Đang lưu nháp…")}</span>}
        <button class="main" disabled={sent !== ""}>{sent ? t("Đang gửi…") : of ? t("Nộp bản sửa") : t("Nộp")}</button>
      </div>
    </form>
  );
}
