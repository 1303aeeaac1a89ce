// cadence.tsx — "one good item a day, one good story a week": what is covered and what is missed.
import type { Schemas } from "../api";
import { day } from "../format";
import { useFresh } from "../live";
import { nodes, t } from "../words";
import { Trouble, Waiting } from "./common";
import { Panel } from "./panel";
import { PostsOf } from "./posts";

type Cadence = Schemas["CadenceCount"];
type Cell = NonNullable<Cadence["calendar"]>[number];
type Report = Schemas["Cadence"];

// Filled where something was posted, outlined where not; missed days also stand in words.
function Month({ name, cells, missed, noun }: { name: string; cells: Cell[]; missed: Set<string>; noun: string }) {
  const covered = cells.filter((cell) => cell.posts > 0).length;
  return (
    <div class="month" role="img" aria-label={t("{name}: {covered} trên {all} {noun} có bài", { name, covered, all: cells.length, noun })}>
      <b>{name}</b>
      <div>{cells.map((cell) => (
        <span class={cell.posts > 0 ? "covered" : missed.has(cell.start) ? "missed" : "open"} title={t("{day}: {count} bài", { day: day(cell.start), count: cell.posts })}>{Number(cell.start.slice(8))}</span>
      ))}</div>
    </div>
  );
}

function Kind({ title, every, of }: { title: string; every: "day" | "week"; of: Cadence }) {
  const noun = every === "day" ? t("ngày") : t("tuần");
  const months = new Map<string, Cell[]>();
  for (const cell of of.calendar ?? []) {
    const name = `${cell.start.slice(5, 7)}/${cell.start.slice(0, 4)}`;
    months.set(name, [...(months.get(name) ?? []), cell]);
  }
  const missed = of.missed ?? [];
  return (
    <section>
      <h3>{title}</h3>
      <p>
        {nodes("Có bài {covered} trên {due} {noun}, tất cả {posts} bài", { covered: <b class="number">{of.covered}</b>, due: <b class="number">{of.due}</b>, noun, posts: of.posts })}
        {of.last !== null && <>, {t("bài cuối ngày {day}", { day: day(of.last) })}</>}.
        {of.longest_gap > 1 && <> {t("Dài nhất {count} {noun} liền không có bài.", { count: of.longest_gap, noun })}</>}
        {of.streak > 1 && <> {t("Đang giữ đều {count} {noun} liền.", { count: of.streak, noun })}</>}
      </p>
      <div class="months">{[...months].map(([name, cells]) => <Month key={name} name={name} cells={cells} missed={new Set(missed)} noun={noun} />)}</div>
      {missed.length > 0 && (
        <details><summary>{t("{count} {noun} còn thiếu", { count: missed.length, noun })}</summary><p>{missed.map((start) => (every === "week" ? t("tuần từ {day}", { day: day(start) }) : day(start))).join("; ")}</p></details>
      )}
    </section>
  );
}

function Opened({ campaign, unit }: { campaign: string; unit: string }) {
  const { data, problem, reload } = useFresh<Report>(`/campaigns/${campaign}/cadence?unit=${unit}`, (cell) => cell.unit === unit);
  const own = data?.units[0];
  if (!data) {
    return problem ? <Trouble problem={problem} retry={reload} /> : <Waiting />;
  }
  return own
    ? <><Kind title={t("Mỗi ngày một tin tốt")} every="day" of={own.news} /><Kind title={t("Mỗi tuần một câu chuyện đẹp")} every="week" of={own.story} /><PostsOf campaign={campaign} unit={unit} changed={reload} /></>
    : <p>{t("Chưa được xem đơn vị này.")}</p>;
}

export function CadenceOf({ campaign, unit }: { campaign: string; unit: string }) {
  return <Panel name="tin-tot" title={t("Tin tốt, câu chuyện đẹp")}>{() => <Opened campaign={campaign} unit={unit} />}</Panel>;
}
