// round-plan.tsx — the plan of an inspection round, written while it is a draft.
import { useEffect, useState } from "preact/hooks";
import { Campaign, Problem, problemOf, send } from "../api";
import { day } from "../format";
import { useFresh } from "../live";
import { Trouble, Waiting } from "../parts/common";
import { DateField } from "../parts/date-field";
import { Failed, Head } from "../parts/head";
import { NumberField } from "../parts/number-field";
import { Others } from "../parts/others";
import { Choice, PickMany } from "../parts/pick-many";
import { SAMPLE_BY } from "../parts/preparation";
import { Round, ROUND_FORMS, ROUND_KINDS } from "../parts/round-words";
import { TextField } from "../parts/text-field";
import { Fields, useTypedForm } from "../parts/typed-form";
import { at, go } from "../place";
import { t } from "../words";

const NAMES: Record<string, string> = {
  title: t("Tên cuộc kiểm tra"), kind: t("Loại"), form: t("Hình thức"), symbol: t("Số, ký hiệu kế hoạch"), dated: t("Ngày ban hành"), authority: t("Cơ quan ban hành"),
  period_from: t("Kiểm tra từ ngày"), period_to: t("đến ngày"), by: t("Cách chọn đơn vị"), peer_group: t("Cụm, khối"), units: t("Đơn vị được kiểm tra"), outline: t("Đề cương, nội dung"), papers: t("Giấy tờ đơn vị chuẩn bị"), report_due_on: t("Hạn gửi báo cáo tự kiểm tra"), sample_size: t("Số cơ sở đoàn lấy mẫu ở mỗi đơn vị"), sample_by: t("Cách chọn mẫu"), criteria: t("Tiêu chí"),
};
const BLANK: Fields = {
  title: "", kind: "year_end", form: "on_site", symbol: "", dated: "", authority: "", period_from: "", period_to: "", by: "units", peer_group: "", units: "", outline: "", papers: "", report_due_on: "", sample_size: "", sample_by: "unit", criteria: "",
};
const list = (text = "") => text.split(",").filter(Boolean);

function fieldsOf(round: Round): Fields {
  return {
    title: round.title, kind: round.kind, form: round.form, symbol: round.symbol, dated: round.dated ?? "", authority: round.authority,
    period_from: round.period_from, period_to: round.period_to, by: round.peer_group ? "group" : "units", peer_group: round.peer_group ?? "",
    units: round.peer_group ? "" : round.units.map((unit) => unit.code).sort().join(","), outline: round.outline,
    papers: round.papers.join("\n"), report_due_on: round.report_due_on ?? "", sample_size: round.sample_size > 0 ? String(round.sample_size) : "", sample_by: round.sample_by ?? "unit", criteria: round.criteria.map((one) => one.code).join(","),
  };
}

function bodyOf(fields: Fields, seen: number) {
  const { by, units, criteria, peer_group, dated, title, papers, report_due_on, sample_size, sample_by, ...texts } = fields;
  const size = Number(sample_size || 0);
  return {
    ...texts, seen, title: title?.trim(), dated: dated || undefined, criteria: list(criteria),
    papers: (papers ?? "").split("\n").map((line) => line.trim()).filter(Boolean), report_due_on: report_due_on || undefined,
    ...(size > 0 && { sample_size: size, sample_by }),
    ...(by === "group" ? { peer_group } : { units: list(units) }),
  };
}

// The criteria of the campaign, each under the topmost group of its set.
function criteriaOf(about: Campaign): Choice[] {
  const nodes = new Map(about.criteria.map((node) => [node.code, node]));
  const top = (code: string | null): string => {
    const node = nodes.get(code ?? "");
    return node?.parent ? top(node.parent) : node?.name ?? "";
  };
  return about.criteria.filter((node) => node.level === "criterion").map((node) => ({ value: node.code, name: `${node.code} ${node.name}`, group: top(node.parent) }));
}

function Subjects({ fields, about, change, faultOf }: { fields: Fields; about: Campaign; change: (part: Fields) => void; faultOf: (field: string) => string | null }) {
  const groups = [...new Set(about.units.map((unit) => unit.peer_group))];
  const count = about.units.filter((unit) => unit.peer_group === fields["peer_group"]).length;
  return (
    <>
      <label>{NAMES["by"]}
        <select value={fields["by"]} onChange={(event) => change({ by: event.currentTarget.value, peer_group: fields["peer_group"] || groups[0] || "" })}>
          <option value="units">{t("Nêu từng đơn vị")}</option><option value="group">{t("Cả một cụm, khối")}</option>
        </select>
      </label>
      {fields["by"] === "group"
        ? (
          <label>{NAMES["peer_group"]}
            <select value={fields["peer_group"]} aria-invalid={faultOf("peer_group") ? true : undefined} onChange={(event) => change({ peer_group: event.currentTarget.value })}>{groups.map((group) => <option value={group}>{group}</option>)}</select>
            <small>{t("{count} đơn vị", { count })}</small>{faultOf("peer_group") && <em class="fault">{faultOf("peer_group")}</em>}
          </label>
        )
        : (
          <PickMany label={t("Đơn vị được kiểm tra")} fault={faultOf("units")} value={list(fields["units"])} change={(units) => change({ units: [...units].sort().join(",") })}
            options={about.units.map((unit) => ({ value: unit.code, name: unit.name, group: unit.peer_group }))} />
        )}
    </>
  );
}

function PlanForm({ campaign, code, round, about, saved, changed, back }: {
  campaign: string; code: string; round: Round | null; about: Campaign; saved: (round: Round) => void; changed: () => void; back: string;
}) {
  const was = round ? fieldsOf(round) : { ...BLANK, title: t("Kiểm tra năm {year}", { year: about.period_to.slice(0, 4) }) };
  const typed = useTypedForm(`plan-${campaign}-${round ? code : ""}`, was, round?.version ?? 0);
  const { fields, change } = typed;
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => document.querySelector<HTMLElement>("form [aria-invalid]")?.focus(), [problem]);
  const save = async (event: Event) => {
    event.preventDefault();
    try {
      const now = await send<Round>(`/campaigns/${campaign}/rounds/${code}`, bodyOf(fields, typed.version), "PUT");
      typed.forget();
      saved(now);
    } catch (error) {
      const refused = problemOf(error);
      setProblem(refused.code === "round.changed" ? null : refused);
      if (refused.code === "round.changed") {
        changed();
      }
    }
  };
  const faultOf = (field: string) => (problem?.field?.replace(/\[.*/, "") === field ? `${problem.detail} ${problem.mend}` : null);
  const text = (field: string) => ({ label: NAMES[field] ?? "", value: fields[field] ?? "", change: (value: string) => change({ [field]: value }), fault: faultOf(field) });
  const choice = (field: string, of: Record<string, string>) => (
    <label>{NAMES[field]}<select value={fields[field]} onChange={(event) => change({ [field]: event.currentTarget.value })}>{Object.entries(of).map(([value, name]) => <option value={value}>{name}</option>)}</select></label>
  );
  const show = (field: string, value: string) => (["dated", "period_from", "period_to", "report_due_on"].includes(field) ? value && day(value)
    : field === "kind" ? ROUND_KINDS[value as Round["kind"]] : field === "form" ? ROUND_FORMS[value as Round["form"]] : field === "sample_by" ? SAMPLE_BY[value as keyof typeof SAMPLE_BY] : field === "by" ? (value === "group" ? t("Cả một cụm, khối") : t("Nêu từng đơn vị"))
      : ["units", "criteria"].includes(field) ? t("{count} mục: {codes}", { count: list(value).length, codes: list(value).slice(0, 8).join(", ") }) : value);
  return (
    <form class="round-form" onSubmit={(event) => void save(event)}>
      {problem && <Trouble problem={problem} />}
      <Others of={typed.others} nameOf={(field) => NAMES[field] ?? field} show={show} take={typed.take} />
      <TextField {...text("title")} required most={500} />
      <div class="filters">{choice("kind", ROUND_KINDS)}{choice("form", ROUND_FORMS)}</div>
      <div class="filters">
        <DateField {...text("period_from")} required />
        <DateField {...text("period_to")} required min={fields["period_from"] || undefined} />
      </div>
      <div class="filters">
        <TextField {...text("symbol")} most={200} placeholder={t("ví dụ 128-KH/UBKTTĐ")} hint={t("Cần có trước khi ban hành.")} />
        <DateField {...text("dated")} hint={t("Cần có trước khi ban hành.")} />
        <TextField {...text("authority")} most={200} />
      </div>
      <Subjects fields={fields} about={about} change={change} faultOf={faultOf} />
      <TextField {...text("outline")} rows={6} most={20000} />
      <TextField {...text("papers")} rows={4} most={20000} hint={t("Mỗi dòng một loại; đơn vị thấy trong tin báo lịch.")} />
      <div class="filters">
        <DateField {...text("report_due_on")} max={fields["period_to"] || undefined} hint={t("Để trống: không yêu cầu báo cáo.")} />
        <NumberField {...text("sample_size")} whole min={0} max={50} hint={t("Để trống: không lấy mẫu.")} />
        {Number(fields["sample_size"] || 0) > 0 && choice("sample_by", SAMPLE_BY)}
      </div>
      <PickMany label={t("Tiêu chí")} hint={t("Không chọn mục nào: kiểm tra mọi tiêu chí.")} fault={faultOf("criteria")} value={list(fields["criteria"])} change={(criteria) => change({ criteria: criteria.join(",") })}
        options={criteriaOf(about)} />
      <div class="start-acts">
        <a class="button" href={back} onClick={typed.forget}>{typed.isTyped ? t("Bỏ phần đã sửa") : t("Quay lại")}</a>
        <button class="main">{round ? t("Lưu kế hoạch") : t("Lưu bản nháp")}</button>
      </div>
    </form>
  );
}

// The first code of the campaign's rounds that is free.
function codeOf(campaign: string, taken: string[]): string {
  const name = `KT-${campaign}`.slice(0, 36);
  return [name, ...taken.map((_, at) => `${name}-${at + 2}`)].find((code) => !taken.includes(code)) ?? name;
}

export function NewRoundPage({ campaign, taken, reload }: { campaign: string; taken: string[]; reload: () => void }) {
  const about = useFresh<Campaign>(`/campaigns/${campaign}`, () => false);
  return (
    <main>
      <Head title={t("Lập cuộc kiểm tra")} sub={t("Bản nháp: chỉ người lập kế hoạch và đoàn kiểm tra thấy, cho đến khi ban hành.")} back={[at("/kiem-tra"), t("Kiểm tra")]} />
      {about.data ? <PlanForm campaign={campaign} code={codeOf(campaign, taken)} round={null} about={about.data} saved={(round) => go(at(`/kiem-tra/${round.code}`))} changed={reload} back={at("/kiem-tra")} />
        : about.problem ? <Trouble problem={about.problem} retry={about.reload} /> : <Waiting />}
    </main>
  );
}

export function PlanPage({ campaign, code }: { campaign: string; code: string }) {
  const about = useFresh<Campaign>(`/campaigns/${campaign}`, () => false);
  const { data, problem, reload } = useFresh<Round>(`/campaigns/${campaign}/rounds/${code}`, (cell) => !cell.unit);
  const failure = problem ?? about.problem;
  if (!data || !about.data) {
    return failure ? <Failed problem={failure} retry={reload} /> : <main><Waiting /></main>;
  }
  const back = at(`/kiem-tra/${code}`);
  return (
    <main>
      <Head title={t("Sửa kế hoạch")} sub={data.title} back={[back, t("Cuộc kiểm tra")]} />
      {data.state === "draft" && data.may_write
        ? <PlanForm campaign={campaign} code={code} round={data} about={about.data} saved={() => go(back)} changed={reload} back={back} />
        : <p class="notice">{t("Kế hoạch chỉ sửa được khi còn là bản nháp: trả về bản nháp, có nêu lý do, rồi sửa.")}</p>}
    </main>
  );
}
