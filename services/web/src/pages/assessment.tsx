// assessment.tsx — the four scores of a unit side by side, and its way from draft to final; the
// server decides which accounts may write what, and which step may follow.
import { useState } from "preact/hooks";
import { Account, Problem, Refused, Schemas, send } from "../api";
import { day, points, STATES, stepName } from "../format";
import { useFresh } from "../live";
import { Dialog, Trouble, Waiting } from "../parts/common";

type Assessment = Schemas["Assessment"];
type AssessmentCriterion = Schemas["AssessmentCriterion"];
type Assessed = Schemas["AssessedScore"];
type Move = Schemas["AssessmentMove"];
type Body = "self" | "appraised" | "approved";
type Draft = Record<string, { value: string; reason: string }>;
const BODIES: [Body, string][] = [["self", "Tự chấm"], ["appraised", "Thẩm định"], ["approved", "Được duyệt"]];

// The body for which this account may write now; null: it only reads.
function bodyOf(account: Account, state: string): Body | null {
  if (state === "draft" && ["officer", "council"].includes(account.role)) {
    return "self";
  }
  if (state === "self_closed" && account.role === "inspector") {
    return "appraised";
  }
  return state === "appraised" && account.role === "committee" ? "approved" : null;
}

// "1.234,5" as it is written here, and "1234.5" as some type it.
function plain(text: string): string {
  return text.includes(",") ? text.trim().replace(/\./g, "").replace(",", ".") : text.trim();
}

function Said({ said }: { said: Assessed | undefined }) {
  return said ? <span title={`${said.by}, ${day(said.at)}${said.reason ? `: ${said.reason}` : ""}`}>{points(said.value)}{said.reason && <small class="quiet"> {said.reason}</small>}</span> : <>–</>;
}

function Row({ row, body, draft, change }: { row: AssessmentCriterion; body: Body | null; draft: Draft; change: (part: Draft[string]) => void }) {
  if (row.not_applicable) {
    return <tr><th scope="row">{row.criterion} {row.name}</th><td colSpan={4} class="quiet">Không áp dụng: {row.not_applicable}</td></tr>;
  }
  const own = body ? draft[row.criterion] ?? { value: row.assessed[body] ? points(row.assessed[body]?.value) : "", reason: row.assessed[body]?.reason ?? "" } : null;
  return (
    <tr>
      <th scope="row">{row.criterion} {row.name} <span class="quiet">/ {points(row.points)}</span></th>
      <td data-label="Hệ thống">{row.computed_state === "person" ? "Chờ người chấm" : points(row.computed)}</td>
      {BODIES.map(([name, title]) => (
        <td data-label={title}>
          {name === body && own
            ? <>
                <input aria-label={`${title}, tiêu chí ${row.criterion}`} inputMode="decimal" value={own.value} onInput={(event) => change({ ...own, value: event.currentTarget.value })} />
                <input aria-label={`Lý do, tiêu chí ${row.criterion}`} placeholder="Lý do" value={own.reason} onInput={(event) => change({ ...own, reason: event.currentTarget.value })} />
              </>
            : <Said said={row.assessed[name]} />}
        </td>
      ))}
    </tr>
  );
}

function MoveDialog({ from, move, take, close }: { from: string; move: Move; take: (body: unknown) => Promise<Problem | null>; close: () => void }) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const submit = async (event: Event) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const text = (name: string) => String(form.get(name) ?? "").trim();
    const minutes = move.needs_minutes ? { symbol: text("symbol"), held_on: text("held_on"), present: Number(text("present")) || undefined } : undefined;
    setProblem(await take({ to: move.to, reason: text("reason"), minutes, fill: form.get("fill") === "on" }));
  };
  return (
    <Dialog title={stepName(from, move.to)} close={close}>
      {problem && <Trouble problem={problem} />}
      <form onSubmit={(event) => void submit(event)}>
        {move.needs_minutes && <>
          <label>Số, ký hiệu biên bản<input name="symbol" required /></label>
          <label>Ngày họp<input name="held_on" type="date" required /></label>
          <label>Số người dự<input name="present" type="number" min="1" /></label>
          <label class="check"><input name="fill" type="checkbox" checked /> Tiêu chí chưa chấm lấy điểm của bước trước</label>
        </>}
        <label>Lý do<textarea name="reason" required={move.needs_reason} rows={2} /></label>
        <button class="main">Xác nhận</button>
      </form>
    </Dialog>
  );
}

function Steps({ data }: { data: Assessment }) {
  return data.steps.length === 0 ? null : (
    <section>
      <h2>Các bước đã qua</h2>
      <ol>{data.steps.map((step) => (
        <li>{STATES[step.to] ?? step.to}: {step.by}, {day(step.at)}{step.minutes && <>, biên bản {step.minutes.symbol} ngày {day(step.minutes.held_on)}</>}{step.reason && <>. Lý do: {step.reason}</>}</li>
      ))}</ol>
    </section>
  );
}

export function AssessmentPage({ account, campaign, code }: { account: Account; campaign: string; code: string }) {
  const path = `/campaigns/${campaign}/units/${code}`;
  const { data, problem, reload } = useFresh<Assessment>(`${path}/assessment`, (cell) => cell.unit === code);
  const [draft, setDraft] = useState<Draft>({});
  const [refused, setRefused] = useState<Problem | null>(null);
  const [move, setMove] = useState<Move | null>(null);
  const body = data ? bodyOf(account, data.state) : null;

  const put = async (work: () => Promise<unknown>): Promise<Problem | null> => {
    try {
      await work();
      reload();
      return null;
    } catch (error) {
      return error instanceof Refused ? error.problem : Promise.reject(error);
    }
  };
  const save = async () => {
    const scores = Object.entries(draft).map(([criterion, said]) => ({ criterion, value: plain(said.value), reason: said.reason.trim() }));
    const fault = await put(() => send(`${path}/scores/${body}`, { scores }, "PUT"));
    setRefused(fault);
    if (!fault) {
      setDraft({});
    }
  };
  const take = async (step: unknown) => {
    const fault = await put(() => send(`${path}/steps`, step));
    if (!fault) {
      setMove(null);
    }
    return fault;
  };
  return (
    <main>
      {problem && <Trouble problem={problem} retry={reload} />}
      {!data && !problem && <Waiting />}
      {data && <>
        <h1>Đánh giá: {data.name}</h1>
        <p><a href={`/don-vi/${code}`}>Về trang đơn vị</a> · <b>{STATES[data.state] ?? data.state}</b></p>
        {refused && <Trouble problem={refused} />}
        <p>{data.moves.filter((item) => item.roles.includes(account.role)).map((item) => (
          <button type="button" onClick={() => setMove(item)}>{stepName(data.state, item.to)}</button>
        ))}</p>
        <table class="criteria four">
          <thead><tr><th scope="col">Tiêu chí</th><th scope="col">Hệ thống</th>{BODIES.map(([, title]) => <th scope="col">{title}</th>)}</tr></thead>
          <tbody>{data.criteria.map((row) => <Row key={row.criterion} row={row} body={body} draft={draft} change={(part) => setDraft({ ...draft, [row.criterion]: part })} />)}</tbody>
        </table>
        {body && <p><button type="button" class="main" disabled={Object.keys(draft).length === 0} onClick={() => void save()}>Ghi điểm ({Object.keys(draft).length})</button></p>}
        <Steps data={data} />
      </>}
      {move && data && <MoveDialog from={data.state} move={move} take={take} close={() => setMove(null)} />}
    </main>
  );
}
