// rounds.tsx — the inspection rounds of a campaign: how far each is, and what of it is the reader's.
import type { Schemas } from "../api";
import { day } from "../format";
import { useFresh } from "../live";
import { Badge } from "../parts/badge";
import { Waiting } from "../parts/common";
import { Failed, Head } from "../parts/head";
import { Icon } from "../parts/icon";
import { lazy } from "../parts/lazy";
import { POSTS, ROUND_FORMS, ROUND_KINDS, ROUND_STATES, ROUND_TONES, windowOf } from "../parts/round-words";
import { Empty } from "../parts/states";
import { at, useAddress } from "../place";
import { t } from "../words";

const NewRoundPage = lazy(() => import("./round-plan").then((page) => page.NewRoundPage));

type Item = Schemas["RoundItem"];
interface Rounds { may_write: boolean; items: Item[] }

// What the reader has in the round: a post in a team, or units that are inspected.
function mineOf(round: Item): string[] {
  return [
    ...round.my_teams.map((team) => t("{name}: bạn là {post}, {count} đơn vị", { name: team.name, post: (POSTS[team.post] ?? "").toLowerCase(), count: team.unit_count })),
    ...round.my_units.map((unit) => (unit.visited_on ? t("{name}: đoàn làm việc ngày {day}", { name: unit.name, day: day(unit.visited_on) }) : t("{name}: chưa có ngày làm việc", { name: unit.name }))),
  ];
}

function Line({ round }: { round: Item }) {
  const { unit_count: all, done_count: done } = round;
  const mine = mineOf(round);
  return (
    <li>
      <a href={at(`/kiem-tra/${round.code}`)}>
        <span class="grow">
          <b>{round.title}</b>
          <span class="quiet">{t("Kiểm tra {kind}, {form}", { kind: ROUND_KINDS[round.kind], form: ROUND_FORMS[round.form] })} · {windowOf(round.period_from, round.period_to)}{round.symbol && ` · ${round.symbol}`}</span>
          {mine.slice(0, 3).map((line) => <span>{line}</span>)}
          {mine.length > 3 && <span class="quiet">{t("và {count} đơn vị nữa", { count: mine.length - 3 })}</span>}
          {round.state !== "draft" && all > 0 && <span class="bar" aria-hidden="true"><i style={{ width: `${(100 * done) / all}%` }} /></span>}
        </span>
        <span class="round-state"><Badge tone={ROUND_TONES[round.state]}>{ROUND_STATES[round.state]}</Badge><span class="quiet">{round.state === "draft" ? t("{count} đơn vị", { count: all }) : t("{done} trên {all} đơn vị", { done, all })}</span></span>
        <Icon name="next" />
      </a>
    </li>
  );
}

export function RoundsPage({ campaign }: { campaign: string }) {
  const { data, problem, reload } = useFresh<Rounds>(`/campaigns/${campaign}/rounds`, (cell) => !cell.unit);
  const isNew = useAddress().query.get("lap") === "moi";
  if (!data) {
    return problem ? <Failed problem={problem} retry={reload} /> : <main><Waiting /></main>;
  }
  if (isNew && data.may_write) {
    return <NewRoundPage campaign={campaign} taken={data.items.map((round) => round.code)} reload={reload} />;
  }
  return (
    <main>
      <Head title={t("Kiểm tra")} sub={data.items.length > 0 && t("{count} cuộc kiểm tra trong đợt", { count: data.items.length })}>
        {data.may_write && <a class="button main" href={at("/kiem-tra?lap=moi")}>{t("Lập cuộc kiểm tra")}</a>}
      </Head>
      {data.items.length === 0
        ? <Empty title={t("Chưa có cuộc kiểm tra nào")}>{data.may_write ? t("Lập kế hoạch, chọn đơn vị và đoàn kiểm tra, rồi ban hành: đơn vị thấy kế hoạch ở đây.") : t("Khi một kế hoạch kiểm tra được ban hành, nó hiện ở đây.")}</Empty>
        : <ul class="jobs rounds">{data.items.map((round) => <Line key={round.code} round={round} />)}</ul>}
    </main>
  );
}
