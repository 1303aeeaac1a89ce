// appraisal.tsx — an inspector's home: the units that wait for appraisal, the riskiest first.
import type { CampaignItem, Schemas } from "../api";
import { day, STATES } from "../format";
import { useFresh, useSoon } from "../live";
import { Badge } from "../parts/badge";
import { Trouble, Waiting } from "../parts/common";
import { Head } from "../parts/head";
import { Icon } from "../parts/icon";
import { Queued } from "../parts/queued";
import { at } from "../place";
import { t } from "../words";

type Summary = Schemas["FindingSummary"];
type Counts = Summary["units"][number];
interface Step { code: string; name: string; peer_group: string; state: string; since: string | null }
interface Steps { units: Step[] }

function Line({ unit, counts }: { unit: Step; counts: Counts | undefined }) {
  const bad = (counts?.fatal ?? 0) + (counts?.error ?? 0);
  return (
    <li>
      <a href={at(`/don-vi/${unit.code}/danh-gia`)}>
        <span class="grow"><b>{unit.name}</b><span class="quiet">{unit.since ? t("{state} từ {day}", { state: STATES[unit.state] ?? "", day: day(unit.since) }) : STATES[unit.state]} · {unit.peer_group}</span></span>
        {bad > 0 && <Badge tone="bad">{t("{count} lỗi", { count: bad })}</Badge>}
        {(counts?.explained ?? 0) > 0 && <Badge tone="warn">{t("{count} giải trình", { count: counts?.explained ?? 0 })}</Badge>}
        <Icon name="next" />
      </a>
    </li>
  );
}

export function AppraisalPage({ campaign }: { campaign: CampaignItem }) {
  const steps = useFresh<Steps>(`/campaigns/${campaign.code}/assessments`);
  const summary = useSoon<Summary>(`/campaigns/${campaign.code}/findings/summary`);
  const problem = steps.problem ?? summary.problem;
  const counts = new Map((summary.data?.units ?? []).map((item) => [item.unit, item]));
  const risk = (unit: Step) => (counts.get(unit.code)?.fatal ?? 0) + (counts.get(unit.code)?.error ?? 0) + (counts.get(unit.code)?.explained ?? 0);
  const units = [...(steps.data?.units ?? [])].sort((a, b) => risk(b) - risk(a) || a.name.localeCompare(b.name, "vi"));
  const sections: [string, string, Step[]][] = [
    [t("Chờ thẩm định"), t("Chưa đơn vị nào chốt tự chấm. Khi một hội đồng chốt, đơn vị ấy hiện ở đây."), units.filter((unit) => unit.state === "self_closed")],
    [t("Đang tự chấm"), "", units.filter((unit) => unit.state === "draft")],
    [t("Đã thẩm định"), "", units.filter((unit) => !["draft", "self_closed"].includes(unit.state))],
  ];
  return (
    <main>
      <Head title={t("Hôm nay")} sub={t("Hạn nộp của các đơn vị {day}", { day: day(campaign.filing_deadline) })} />
      <Queued />
      {problem && <Trouble problem={problem} retry={steps.reload} />}
      {!steps.data && !problem && <Waiting />}
      {steps.data && sections.map(([name, empty, of]) => (of.length > 0 || empty) && (
        <section key={name}>
          <div class="section-head"><h2>{name} ({of.length})</h2></div>
          {of.length === 0 ? <p class="card quiet">{empty}</p> : <ul class="jobs">{of.map((unit) => <Line key={unit.code} unit={unit} counts={counts.get(unit.code)} />)}</ul>}
        </section>
      ))}
    </main>
  );
}
