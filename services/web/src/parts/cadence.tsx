// cadence.tsx — "one good item a day, one good story a week": what is covered and what is missed.
import type { Schemas } from "../api";
import { day } from "../format";
import { useFresh } from "../live";
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
    <div class="month" role="img" aria-label={`${name}: ${covered} trên ${cells.length} ${noun} có bài`}>
      <b>{name}</b>
      <div>{cells.map((cell) => (
        <span class={cell.posts > 0 ? "covered" : missed.has(cell.start) ? "missed" : "open"} title={`${day(cell.start)}: ${cell.posts} bài`}>{Number(cell.start.slice(8))}</span>
      ))}</div>
    </div>
  );
}

function Kind({ title, noun, of }: { title: string; noun: string; of: Cadence }) {
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
        Có bài <b class="number">{of.covered}</b> trên <b class="number">{of.due}</b> {noun}, tất cả {of.posts} bài
        {of.last !== null && <>, bài cuối ngày {day(of.last)}</>}.
        {of.longest_gap > 1 && <> Dài nhất {of.longest_gap} {noun} liền không có bài.</>}
        {of.streak > 1 && <> Đang giữ đều {of.streak} {noun} liền.</>}
      </p>
      <div class="months">{[...months].map(([name, cells]) => <Month key={name} name={name} cells={cells} missed={new Set(missed)} noun={noun} />)}</div>
      {missed.length > 0 && (
        <details><summary>{missed.length} {noun} còn thiếu</summary><p>{missed.map((start) => (noun === "tuần" ? `tuần từ ${day(start)}` : day(start))).join("; ")}</p></details>
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
    ? <><Kind title="Mỗi ngày một tin tốt" noun="ngày" of={own.news} /><Kind title="Mỗi tuần một câu chuyện đẹp" noun="tuần" of={own.story} /><PostsOf campaign={campaign} unit={unit} changed={reload} /></>
    : <p>Chưa được xem đơn vị này.</p>;
}

export function CadenceOf({ campaign, unit }: { campaign: string; unit: string }) {
  return <Panel name="tin-tot" title="Tin tốt, câu chuyện đẹp">{() => <Opened campaign={campaign} unit={unit} />}</Panel>;
}
