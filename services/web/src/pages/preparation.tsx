// preparation.tsx — what a unit prepares for a visit: when and with whom, its report, the sample, papers and
// outline; read by its team and those who plan rounds, too.
import { useEffect } from "preact/hooks";
import { Account, mayFile } from "../api";
import { day, moment } from "../format";
import { useFresh } from "../live";
import { Waiting } from "../parts/common";
import { Failed, Head } from "../parts/head";
import { HALVES, Preparation, visitWords } from "../parts/preparation";
import { POSTS } from "../parts/round-words";
import { SampleSection } from "../parts/sample";
import { SelfReport } from "../parts/self-report";
import { pathOf, Place, placeOf } from "../parts/visit";
import { at, useAddress } from "../place";
import { t } from "../words";

type Notice = Preparation["notices"][number];

const NOTICES: Record<Notice["act"], string> = { set: t("Báo lịch"), moved: t("Đổi lịch"), team: t("Đổi đoàn"), cancelled: t("Không tiến hành") };

function When({ of }: { of: Preparation }) {
  const { visit } = of;
  return (
    <section class="card">
      <h2>{t("Buổi làm việc")}</h2>
      {visit ? (
        <dl class="facts">
          <dt>{t("Ngày, buổi")}</dt><dd>{visitWords(visit)}</dd>
          <dt>{t("Đoàn")}</dt><dd>{visit.team}</dd>
          {visit.members.map((member) => <><dt>{POSTS[member.post]}</dt><dd>{member.full_name || member.username}{member.task && <span class="quiet"> · {member.task}</span>}</dd></>)}
          {of.symbol && <><dt>{t("Kế hoạch")}</dt><dd>{of.symbol}</dd></>}
        </dl>
      ) : <p>{t("Chưa xếp ngày; khi có lịch, hệ thống báo cho đơn vị.")}</p>}
      {of.notices.length > 0 && (
        <details>
          <summary>{t("Đã báo cho đơn vị ({count})", { count: of.notices.length })}</summary>
          <ul class="plain">{of.notices.map((one) => <li key={one.at}><b>{NOTICES[one.act]}</b> {day(one.day)}, {HALVES[one.half]}; {one.team}{one.head && `, ${one.head}`} <span class="quiet">· {moment(one.at)}</span></li>)}</ul>
        </details>
      )}
    </section>
  );
}

function Papers({ of }: { of: Preparation }) {
  return of.papers.length === 0 && !of.outline ? null : (
    <section class="card">
      {of.papers.length > 0 && <><h2>{t("Giấy tờ cần chuẩn bị")}</h2><ol>{of.papers.map((paper) => <li key={paper}>{paper}</li>)}</ol></>}
      {of.outline && <><h2>{t("Đề cương")}</h2><p class="outline">{of.outline}</p></>}
    </section>
  );
}

export function PreparationPage({ account, ...place }: Place & { account: Account }) {
  const path = pathOf(place);
  const { data, problem, reload } = useFresh<Preparation>(`${path}/preparation`, (cell) => !cell.unit);
  const job = useAddress().query.get("viec") ?? "";
  const isRead = data !== null;
  useEffect(() => job && isRead ? document.getElementById(job)?.scrollIntoView() : undefined, [job, isRead]);
  if (!data) {
    return problem ? <Failed problem={problem} retry={reload} /> : <main><Waiting /></main>;
  }
  const isOwn = mayFile(account);
  const isReportOpen = (data.report?.may_submit && data.report.versions.length === 0) ?? false;
  const back: [string, string] = isOwn || data.round_state === "draft" ? [at(`/kiem-tra/${place.round}`), data.round_title] : [at(placeOf(place)), t("Danh mục kiểm tra")];
  return (
    <main class="preparation">
      <Head title={isOwn ? t("Chuẩn bị buổi làm việc") : t("Chuẩn bị: {unit}", { unit: data.unit_name })} back={back} sub={data.visit ? visitWords(data.visit) : t("chưa xếp ngày")}>
        {data.minutes !== "none" && <a class="button" href={at(`${placeOf(place)}/bien-ban`)}>{t("Biên bản")}</a>}
      </Head>
      <div class="halves">
        <div class="stack">
          {data.report && <SelfReport place={place} of={data.report} done={reload} />}
          {data.sample && <SampleSection path={path} of={data.sample} isMain={!isReportOpen} done={reload} />}
        </div>
        <div class="stack"><When of={data} /><Papers of={data} /></div>
      </div>
    </main>
  );
}
