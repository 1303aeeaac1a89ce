// round.tsx — one inspection round: its plan, its way, its teams and units, what it asks, its
// history.
import { useState } from "preact/hooks";
import { Account, mayFile } from "../api";
import { day } from "../format";
import { useFresh } from "../live";
import { Badge } from "../parts/badge";
import { Waiting } from "../parts/common";
import { Column, DataTable } from "../parts/data-table";
import { Failed, Head } from "../parts/head";
import { Panel } from "../parts/panel";
import { isSampled, preparationOf, ReportBadge, SAMPLE_BY, sampleWords } from "../parts/preparation";
import { RoundAsked, RoundLeft } from "../parts/round-asked";
import { RoundHistory } from "../parts/round-history";
import { RoundSteps, RoundStepDialog } from "../parts/round-step";
import { MINUTES_STATES, ORDER, POSTS, Round, ROUND_FORMS, ROUND_KINDS, ROUND_STATES, roundStep, ROUND_TONES, Team, windowOf } from "../parts/round-words";
import { Empty } from "../parts/states";
import { at } from "../place";
import { t } from "../words";

type RoundUnit = Round["units"][number];

function Plan({ round }: { round: Round }) {
  return (
    <section>
      <h2>{t("Kế hoạch")}</h2>
      <dl class="facts">
        <dt>{t("Số, ký hiệu")}</dt><dd>{round.symbol ? t("{symbol} ngày {day}", { symbol: round.symbol, day: round.dated ? day(round.dated) : "–" }) : t("chưa có")}</dd>
        <dt>{t("Cơ quan ban hành")}</dt><dd>{round.authority || "–"}</dd>
        <dt>{t("Loại, hình thức")}</dt><dd>{t("Kiểm tra {kind}, {form}", { kind: ROUND_KINDS[round.kind], form: ROUND_FORMS[round.form] })}</dd>
        <dt>{t("Thời gian")}</dt><dd>{windowOf(round.period_from, round.period_to)}</dd>
        <dt>{t("Đơn vị được kiểm tra")}</dt><dd>{round.peer_group ? t("cả {group}: {count} đơn vị", { group: round.peer_group, count: round.unit_count }) : t("{count} đơn vị", { count: round.unit_count })}</dd>
        {round.report_due_on && <><dt>{t("Báo cáo tự kiểm tra")}</dt><dd>{t("gửi đến hết ngày {day}", { day: day(round.report_due_on) })}</dd></>}
        {round.sample_by && <><dt>{t("Mẫu cơ sở đoàn")}</dt><dd>{t("{count} cơ sở mỗi đơn vị, {by}", { count: round.sample_size, by: SAMPLE_BY[round.sample_by] })}</dd></>}
        {round.papers.length > 0 && <><dt>{t("Giấy tờ cần chuẩn bị")}</dt><dd><ul class="plain">{round.papers.map((paper) => <li key={paper}>{paper}</li>)}</ul></dd></>}
        <dt>{t("Tiêu chí")}</dt><dd>{round.criteria.length === 0 ? t("mọi tiêu chí") : <details><summary>{t("{count} tiêu chí", { count: round.criteria.length })}</summary><ul class="plain">{round.criteria.map((one) => <li>{one.code} {one.name}</li>)}</ul></details>}</dd>
        <dt>{t("Đề cương")}</dt><dd>{round.outline ? <pre>{round.outline}</pre> : "–"}</dd>
      </dl>
    </section>
  );
}

function TeamCard({ team, code, account, mayEdit }: { team: Team; code: string; account: Account; mayEdit: boolean }) {
  const isMine = team.members.some((member) => member.username === account.username);
  return (
    <li class="card team">
      <div class="section-head"><h3>{team.name}{isMine && <> <Badge tone="new">{t("đoàn của bạn")}</Badge></>}</h3>{mayEdit && <a href={at(`/kiem-tra/${code}/doan/${team.code}`)} aria-label={t("Sửa {name}", { name: team.name })}>{t("Sửa")}</a>}</div>
      <ul class="plain">
        {team.members.map((member) => <li key={member.username}><span class="quiet">{POSTS[member.post]}: </span><b>{member.full_name || member.username}</b>{member.task && <span class="quiet"> · {member.task}</span>}</li>)}
      </ul>
      <p class="quiet">{t("{count} đơn vị", { count: team.units.length })}</p>
    </li>
  );
}

function Teams({ round, account }: { round: Round; account: Account }) {
  const mayEdit = round.may_write && !["concluded", "closed"].includes(round.state);
  return (
    <section>
      <div class="section-head"><h2>{t("Đoàn kiểm tra")}</h2>{mayEdit && <a class="button" href={at(`/kiem-tra/${round.code}/doan`)}>{t("Thêm đoàn")}</a>}</div>
      {round.teams.length === 0 ? <Empty title={t("Chưa có đoàn kiểm tra")}>{mayEdit && t("Lập đoàn, chọn trưởng đoàn và đơn vị; ai không được kiểm tra đơn vị nào hiện ngay khi chọn.")}</Empty>
        : <ul class="plain teams">{round.teams.map((team) => <TeamCard key={team.code} team={team} code={round.code} account={account} mayEdit={mayEdit} />)}</ul>}
    </section>
  );
}

function Units({ round, isOwn }: { round: Round; isOwn: boolean }) {
  const teams = new Map(round.teams.map((team) => [team.code, team.name]));
  const teamOf = (unit: RoundUnit) => (unit.team ? teams.get(unit.team) ?? unit.team : null);
  const placeOf = (unit: RoundUnit) => at(`/kiem-tra/${round.code}/don-vi/${unit.code}`);
  const readyAt = (unit: RoundUnit) => at(preparationOf({ round: round.code, unit: unit.code }));
  const isMine = (unit: RoundUnit) => unit.may_visit || isOwn;
  const demands: Column<RoundUnit>[] = [
    ...round.report_due_on ? [{ key: "bao-cao", name: t("Báo cáo tự kiểm tra"), sort: (unit: RoundUnit) => unit.report?.days_late ?? -1, cell: (unit: RoundUnit) => (unit.report ? <a href={readyAt(unit)}><ReportBadge of={unit.report} /></a> : "–") }] : [],
    ...round.sample_by ? [{ key: "mau", name: t("Mẫu cơ sở đoàn"), sort: (unit: RoundUnit) => unit.sample?.chosen ?? -1, cell: (unit: RoundUnit) => (unit.sample ? <a href={readyAt(unit)}>{isSampled(unit.sample) ? t("{count} cơ sở", { count: unit.sample.chosen }) : sampleWords(unit.sample)}</a> : "–") }] : [],
  ];
  const columns: Column<RoundUnit>[] = [
    { key: "don-vi", name: t("Đơn vị"), head: true, sort: (unit) => unit.name, cell: (unit) => (isMine(unit) && round.state !== "draft" ? <a href={unit.may_visit ? placeOf(unit) : readyAt(unit)}>{unit.name}</a> : unit.name) },
    { key: "ngay", name: t("Ngày làm việc"), sort: (unit) => unit.visited_on, cell: (unit) => (unit.visited_on ? day(unit.visited_on) : t("chưa xếp")) },
    { key: "doan", name: t("Đoàn"), sort: teamOf, cell: (unit) => teamOf(unit) ?? <Badge tone="warn">{t("chưa có đoàn")}</Badge> },
    ...demands,
    { key: "bien-ban", name: t("Biên bản"), sort: (unit) => unit.minutes, cell: (unit) => (unit.minutes === "none" ? "–" : <a href={`${placeOf(unit)}/bien-ban`}>{MINUTES_STATES[unit.minutes]}</a>) },
    { key: "cu", name: t("Kiến nghị lần trước chưa xong"), figure: true, sort: (unit) => unit.unmet_before, cell: (unit) => (unit.unmet_before > 0 ? unit.unmet_before : "–") },
  ];
  return (
    <section>
      <h2>{t("Đơn vị được kiểm tra")}</h2>
      {round.units.length === 0 ? <Empty title={t("Chưa chọn đơn vị")} />
        : <DataTable name="round-units" caption={t("Đơn vị được kiểm tra, ngày làm việc và đoàn")} columns={columns} rows={round.units} keyOf={(unit) => unit.code} />}
    </section>
  );
}

function Acts({ round, account, step }: { round: Round; account: Account; step: (move: Round["moves"][number]) => void }) {
  const isAhead = (move: Round["moves"][number]) => ORDER.indexOf(move.to) > ORDER.indexOf(round.state);
  const moves = round.may_write ? [...round.moves].sort((a, b) => Number(isAhead(a)) - Number(isAhead(b))) : [];
  // A unit reads it once it is issued.
  const hasConclusion = ["concluded", "closed"].includes(round.state) || (round.state === "under_way" && !mayFile(account));
  return (
    <>
      <a class="button" href={at(`/kiem-tra/${round.code}/lich`)}>{t("Lịch kiểm tra")}</a>
      <a class="button" href={at(`/kiem-tra/${round.code}/van-ban`)}>{t("Văn bản")}</a>
      {hasConclusion && <a class="button" href={at(`/kiem-tra/${round.code}/ket-luan`)}>{t("Kết luận")}</a>}
      {round.may_write && round.state === "draft" && <a class="button" href={at(`/kiem-tra/${round.code}/ke-hoach`)}>{t("Sửa kế hoạch")}</a>}
      {moves.map((move) => <button type="button" class={isAhead(move) ? "main" : ""} onClick={() => step(move)}>{roundStep(round.state, move.to)}…</button>)}
    </>
  );
}

export function RoundPage({ account, campaign, code }: { account: Account; campaign: string; code: string }) {
  const { data, problem, reload } = useFresh<Round>(`/campaigns/${campaign}/rounds/${code}`, (cell) => !cell.unit);
  const [move, setMove] = useState<Round["moves"][number] | null>(null);
  if (!data) {
    return problem ? <Failed problem={problem} retry={reload} /> : <main><Waiting /></main>;
  }
  return (
    <main class="wide round">
      <Head title={data.title} back={[at("/kiem-tra"), t("Kiểm tra")]} sub={<><Badge tone={ROUND_TONES[data.state]}>{ROUND_STATES[data.state]}</Badge> {data.state === "draft" ? t("{count} đơn vị", { count: data.unit_count }) : t("{done} trên {all} đơn vị", { done: data.done_count, all: data.unit_count })} · {windowOf(data.period_from, data.period_to)}</>}>
        <Acts round={data} account={account} step={setMove} />
      </Head>
      <RoundSteps round={data} />
      <div class="halves"><Plan round={data} /><Teams round={data} account={account} /></div>
      <RoundAsked round={data} account={account} />
      <RoundLeft round={data} />
      <Units round={data} isOwn={mayFile(account)} />
      {data.history.length > 0 && <div class="panels"><Panel name="lich-su" title={t("Lịch sử thay đổi ({count})", { count: data.history.length })}>{() => <RoundHistory of={data.history} />}</Panel></div>}
      {move && <RoundStepDialog round={data} campaign={campaign} move={move} done={() => { setMove(null); reload(); }} close={() => setMove(null)} />}
    </main>
  );
}
