// ties.tsx — which units an account may not inspect, and why: it belongs or belonged to them, or is
// named against them.
import { useState } from "preact/hooks";
import { ask, Campaign, Problem, problemOf, Schemas, send } from "../api";
import { day } from "../format";
import { useFresh } from "../live";
import { t } from "../words";
import { Badge } from "./badge";
import { Dialog, Trouble, Waiting } from "./common";
import { DateField } from "./date-field";
import { SelectSearch } from "./select-search";
import { TextField } from "./text-field";

type Ties = Schemas["AccountTies"];
type Tie = Ties["ties"][number];
const BLANK = { kind: "member", unit: "", since: "", until: "", reason: "" };

function timeOf(tie: Tie): string {
  return tie.until ? t("đến {day}", { day: day(tie.until) }) : tie.since ? t("từ {day}", { day: day(tie.since) }) : "";
}

function Line({ tie, withdraw }: { tie: Tie; withdraw: () => void }) {
  return (
    <li class={tie.withdrawn_at ? "tie quiet" : "tie"}>
      <span class="grow">
        <b>{tie.unit_name}</b>
        <span>{tie.kind === "named" ? t("Xung đột lợi ích: {reason}", { reason: tie.reason }) : t("Sinh hoạt, công tác {time}", { time: timeOf(tie) })}</span>
        <span class="quiet">{tie.is_kept ? t("theo đơn vị của tài khoản") : t("{by} ghi ngày {day}", { by: tie.by ?? "", day: day(tie.at) })}{tie.withdrawn_at && ` · ${t("{by} rút ngày {day}", { by: tie.withdrawn_by ?? "", day: day(tie.withdrawn_at) })}`}</span>
      </span>
      {tie.withdrawn_at ? <Badge>{t("đã rút")}</Badge> : !tie.is_kept && <button type="button" onClick={withdraw} aria-label={t("Rút dòng {name}", { name: tie.unit_name })}>{t("Rút")}</button>}
    </li>
  );
}

function Add({ campaign, path, done }: { campaign: string; path: string; done: () => void }) {
  const about = useFresh<Campaign>(`/campaigns/${campaign}`, () => false);
  const [fields, setFields] = useState(BLANK);
  const [problem, setProblem] = useState<Problem | null>(null);
  const change = (part: Partial<typeof BLANK>) => setFields((now) => ({ ...now, ...part }));
  const faultOf = (field: string) => (problem?.field === field ? `${problem.detail} ${problem.mend}` : null);
  const isMember = fields.kind === "member";
  const submit = async (event: Event) => {
    event.preventDefault();
    try {
      await send(path, { kind: fields.kind, unit: fields.unit, since: (isMember && fields.since) || undefined, until: (isMember && fields.until) || undefined, reason: fields.reason.trim() });
      setFields(BLANK);
      setProblem(null);
      done();
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <h3>{t("Ghi thêm")}</h3>
      {problem && <Trouble problem={problem} />}
      <label>{t("Loại quan hệ")}
        <select value={fields.kind} onChange={(event) => change({ kind: event.currentTarget.value })}><option value="member">{t("Sinh hoạt, công tác tại đơn vị")}</option><option value="named">{t("Xung đột lợi ích với đơn vị")}</option></select>
      </label>
      <SelectSearch label={t("Đơn vị")} required value={fields.unit} change={(unit) => change({ unit })} fault={faultOf("unit")} options={(about.data?.units ?? []).map((unit) => ({ value: unit.code, name: unit.name }))} />
      {isMember && <div class="filters"><DateField label={t("Từ ngày")} value={fields.since} change={(since) => change({ since })} fault={faultOf("since")} /><DateField label={t("Ngày thôi (để trống: vẫn còn)")} value={fields.until} change={(until) => change({ until })} fault={faultOf("until")} /></div>}
      <TextField label={t("Lý do")} required={!isMember} rows={2} most={4000} value={fields.reason} change={(reason) => change({ reason })} fault={faultOf("reason")} />
      <button class="main">{t("Ghi lại")}</button>
    </form>
  );
}

export function TiesDialog({ username, campaign, close }: { username: string; campaign: string; close: () => void }) {
  const path = `/accounts/${username}/ties`;
  const { data, problem, reload } = useFresh<Ties>(path, (cell) => !cell.unit);
  const [refused, setRefused] = useState<Problem | null>(null);
  const withdraw = (tie: Tie) => ask(`${path}/${tie.id}`, { method: "DELETE" }).then(() => { setRefused(null); reload(); }, (error) => setRefused(problemOf(error)));
  return (
    <Dialog title={t("Đơn vị {name} không được kiểm tra", { name: data?.full_name || username })} close={close}>
      {(problem ?? refused) && <Trouble problem={(problem ?? refused) as Problem} />}
      {data ? (
        <>
          <p class="quiet">{t("Người đã thôi ở một đơn vị chưa hết một nhiệm kỳ ({count} năm) thì chưa được kiểm tra đơn vị ấy.", { count: data.term_years })}</p>
          {data.ties.length === 0 ? <p>{t("Chưa ghi quan hệ nào: được kiểm tra mọi đơn vị.")}</p> : <ul class="plain">{data.ties.map((tie) => <Line key={tie.id} tie={tie} withdraw={() => void withdraw(tie)} />)}</ul>}
          <Add campaign={campaign} path={path} done={reload} />
        </>
      ) : !problem && <Waiting />}
    </Dialog>
  );
}
