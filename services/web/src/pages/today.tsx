// today.tsx — an officer's home: what is to be done now, by when, and what it is worth.
import type { Account, CampaignItem, Schemas, Unit } from "../api";
import { day, daysBetween, measured, points, STATES, today, weekday } from "../format";
import { useSoon } from "../live";
import { Badge, Tone } from "../parts/badge";
import { Points, Trouble, Waiting } from "../parts/common";
import { DueAsked } from "../parts/due-asked";
import { DueVisits } from "../parts/due-visits";
import { Head } from "../parts/head";
import { isEmpty } from "../parts/groups";
import { Icon } from "../parts/icon";
import { Queued } from "../parts/queued";
import { Stepper, stepOf } from "../parts/stepper";
import { at } from "../place";
import { t } from "../words";

type Assessment = Schemas["Assessment"];
type Board = Schemas["Scoreboard"];
type Cadence = Schemas["Cadence"];
type Criterion = Schemas["UnitCriterion"];
type Findings = Schemas["FindingPage"];
type Summary = Schemas["FindingSummary"];
type Total = Schemas["UnitReceipt"];

const SHOWN = 4;
const LONG_PAST = 31; // days; later the count says nothing to the reader

// What is still to be had in a criterion.
const openPoints = (row: Criterion) => Math.max(0, Number(row.points) - Number(row.value ?? 0));

function Deadline({ campaign }: { campaign: CampaignItem }) {
  const left = daysBetween(today(), campaign.filing_deadline);
  const by = `${weekday(campaign.filing_deadline)} ${day(campaign.filing_deadline)}`;
  if (campaign.state !== "open" || left < -LONG_PAST) {
    return <div><strong class="big">{t("Đã hết hạn nộp")}</strong><span class="quiet">{t("Hạn nộp là {by}", { by })}</span></div>;
  }
  return (
    <div>
      <strong class="big">{left > 1 ? t("Còn {count} ngày", { count: left }) : left === 1 ? t("Hạn nộp là ngày mai") : left === 0 ? t("Hôm nay là hạn nộp") : t("Quá hạn {count} ngày", { count: -left })}</strong>
      <span class="quiet">{left < 0 ? t("Minh chứng nộp từ nay được ghi là nộp muộn") : t("Hạn nộp 23:59, {by}", { by })}</span>
    </div>
  );
}

function Score({ total }: { total: Total }) {
  return (
    <div class="score">
      <strong class="big"><Points value={total.value} /></strong>
      <span class="quiet">{t("hệ thống tính, trên {points} điểm", { points: points(total.points) })}</span>
    </div>
  );
}

// After publication: what has become of the year.
function Result({ campaign, unit }: { campaign: string; unit: string }) {
  const { data } = useSoon<Board>(`/campaigns/${campaign}/scoreboard`);
  const row = data?.units.find((item) => item.code === unit);
  if (!row || row.rank === null) {
    return null;
  }
  const peers = data?.units.filter((item) => item.peer_group === row.peer_group).length;
  return (
    <section class="card result">
      <h2>{t("Kết quả đã công bố")}</h2>
      <p><b>{row.band}</b> · {t("hạng {rank} trên {all} trong {group} · {points} điểm được duyệt", { rank: row.rank, all: peers ?? "–", group: row.peer_group, points: points(row.approved) })}</p>
      <a class="button" href={at("/bang-diem")}>{t("Xem bảng điểm")}</a>
    </section>
  );
}

function Job({ href, icon, title, about, amount, tone, children }: {
  href: string; icon: "alert" | "clock"; title: string; about: string; amount: number; tone: Tone; children?: preact.ComponentChildren;
}) {
  return (
    <li>
      <a href={href}>
        <span class={`tone ${tone}`}><Icon name={icon} /></span>
        <span class="grow"><b>{title}</b><span class="quiet">{about}</span>{children}</span>
        {amount > 0 && <Badge tone={tone}>{t("{points} điểm", { points: measured(amount) })}</Badge>}
      </a>
    </li>
  );
}

function Pace({ row }: { row: Criterion }) {
  const target = Number(row.target) || 1;
  const share = (amount: string | undefined) => Math.min(100, (100 * Number(amount)) / target);
  return (
    <>
      <span class="bar"><i style={{ width: `${share(row.pace?.achieved)}%` }} /><em style={{ left: `${share(row.pace?.expected)}%` }} /></span>
      <span class="quiet">{t("Nhịp cần có hôm nay {points}", { points: measured(row.pace?.expected) })}</span>
    </>
  );
}

function Jobs({ unit, findings, summary }: { unit: Unit; findings: Findings; summary: Summary }) {
  const rows = new Map(unit.criteria.map((row) => [row.code, row]));
  const behind = unit.criteria.filter((row) => row.pace?.is_behind).sort((a, b) => openPoints(b) - openPoints(a));
  const counts = summary.units.find((item) => item.unit === unit.code);
  const faults = (counts?.fatal ?? 0) + (counts?.error ?? 0) + (counts?.warning ?? 0);
  const shown = findings.items.filter((item) => item.severity !== "hint").slice(0, SHOWN);
  return (
    <section>
      <div class="section-head"><h2>{t("Cần làm ngay")}</h2>{faults > shown.length && <a href={at("/can-sua")}>{t("Xem cả {count} chỗ cần sửa", { count: faults })}</a>}</div>
      {shown.length + behind.length === 0
        ? <p class="card quiet">{t("Không có việc nào chờ đơn vị. Minh chứng vừa nộp được kiểm tra trong vài giây; điều gì cần sửa sẽ hiện ở đây.")}</p>
        : (
          <ul class="jobs">
            {shown.map((item) => {
              const row = rows.get(item.criteria[0] ?? "");
              const tone = item.severity === "warning" ? "warn" : "bad";
              return <Job key={item.evidence + item.key} href={at(`/minh-chung/${item.evidence}`)} icon="alert" tone={tone} title={item.message}
                about={`${item.title} · ${row ? `${row.code} ${row.name}` : item.criteria.join(", ")}`} amount={row ? openPoints(row) : 0} />;
            })}
            {behind.slice(0, 2).map((row) => (
              <Job key={row.code} href={at(`/don-vi/${unit.code}/tieu-chi/${row.code}`)} icon="clock" tone="warn" amount={openPoints(row)}
                title={t("{name}: {achieved} trên {target}", { name: row.name, achieved: measured(row.pace?.achieved), target: points(row.target) })} about={row.code}><Pace row={row} /></Job>
            ))}
          </ul>
        )}
      {behind.length > 2 && <p><a href={at("/tieu-chi?loc=cham")}>{t("Cả {count} chỉ tiêu chậm tiến độ", { count: behind.length })}</a></p>}
    </section>
  );
}

function Missing({ unit }: { unit: Unit }) {
  const rows = unit.criteria.filter((row) => isEmpty(row) && openPoints(row) > 0).sort((a, b) => openPoints(b) - openPoints(a));
  return rows.length === 0 ? null : (
    <section>
      <div class="section-head"><h2>{t("Chưa có minh chứng")}</h2>{rows.length > SHOWN && <a href={at("/tieu-chi?loc=chua-co")}>{t("Tất cả {count}", { count: rows.length })}</a>}</div>
      <ul class="jobs">
        {rows.slice(0, SHOWN).map((row) => (
          <li key={row.code}>
            <a href={at(`/nop?tieu-chi=${row.code}`)}>
              <span class="grow">{row.code} {row.name}</span><Badge>{t("còn {points} điểm", { points: measured(openPoints(row)) })}</Badge><Icon name="next" />
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

// Today's good news; nothing when the unit has it, or the campaign does not count it.
function News({ campaign, unit }: { campaign: string; unit: string }) {
  const { data } = useSoon<Cadence>(`/campaigns/${campaign}/cadence?unit=${unit}`, (cell) => cell.unit === unit);
  const calendar = data?.units[0]?.news.calendar ?? [];
  const now = today();
  if (!calendar.some((item) => item.start === now && item.posts === 0)) {
    return null;
  }
  const sinceMonday = (new Date(`${now}T12:00:00Z`).getUTCDay() + 6) % 7;
  const week = calendar.filter((item) => item.start <= now && daysBetween(item.start, now) <= sinceMonday);
  return (
    <section class="note warn">
      <div class="grow"><b>{t("Hôm nay chưa có tin tốt")}</b><span class="quiet">{t("Tuần này {count} trên {all} ngày", { count: week.filter((item) => item.posts > 0).length, all: week.length })}</span></div>
      <a class="button" href={at(`/don-vi/${unit}?mo=tin-tot`)}>{t("Thêm tin")}</a>
    </section>
  );
}

export function TodayPage({ account, campaign }: { account: Account; campaign: CampaignItem }) {
  const code = account.unit ?? "";
  const path = `/campaigns/${campaign.code}`;
  const mine = (cell: { unit?: string }) => !cell.unit || cell.unit === code;
  const unit = useSoon<Unit>(`${path}/units/${code}`, mine);
  const total = useSoon<Total>(`${path}/units/${code}/receipt`, mine);
  const step = useSoon<Assessment>(`${path}/units/${code}/assessment`, mine);
  const findings = useSoon<Findings>(`${path}/findings?unit=${code}&state=open&limit=8`, mine);
  const summary = useSoon<Summary>(`${path}/findings/summary`, mine);
  const problem = unit.problem ?? findings.problem ?? summary.problem;
  const isOver = campaign.state === "published";
  return (
    <main class="today">
      <Head title={t("Hôm nay")} sub={unit.data?.name} />
      {problem && <Trouble problem={problem} retry={unit.reload} />}
      <section class="year">
        <div class="section-head"><Deadline campaign={campaign} />{total.data && <Score total={total.data} />}</div>
        {total.data && <div class="bar" aria-hidden="true"><i style={{ width: `${Math.min(100, (100 * Number(total.data.base)) / (Number(total.data.points) || 1))}%` }} /></div>}
        {step.data && <><Stepper now={stepOf(step.data.state, campaign.filing_deadline)} /><p class="hidden">{STATES[step.data.state]}</p></>}
      </section>
      <Queued />
      {isOver && <Result campaign={campaign.code} unit={code} />}
      {!unit.data && !problem && <Waiting />}
      {unit.data && findings.data && summary.data && !isOver && <Jobs unit={unit.data} findings={findings.data} summary={summary.data} />}
      <DueVisits unit={code} />
      <DueAsked unit={code} />
      {unit.data && !isOver && <Missing unit={unit.data} />}
      {campaign.state === "open" && <News campaign={campaign.code} unit={code} />}
    </main>
  );
}
