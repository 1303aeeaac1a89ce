// assessment.tsx — a unit's scores beside each other; the body whose turn it is writes its own,
// takes another's for what it has not scored, and closes its step.
import { useState } from "preact/hooks";
import { Account, Problem, problemOf, Schemas, send, Unit } from "../api";
import { day, hour, points, STATES, stepName } from "../format";
import { useFresh } from "../live";
import { useColumns } from "../parts/columns";
import { Trouble, Waiting } from "../parts/common";
import { Failed, Head } from "../parts/head";
import { MoveDialog } from "../parts/move";
import { readNumber } from "../parts/number-field";
import { ReceiptDialog } from "../parts/receipt";
import { Body, columnsOf, ScoreRow, Typed } from "../parts/score-row";
import { Group, groupsOf, sum } from "../parts/groups";
import { CellPanel } from "../parts/cell-panel";
import { at, filterBy, useAddress } from "../place";
import { t } from "../words";

type Assessment = Schemas["Assessment"];
type Scored = Schemas["AssessmentCriterion"];
type Total = Schemas["UnitReceipt"];
type Move = Schemas["AssessmentMove"];
interface Score { criterion: string; value: string; reason: string }
const BEFORE: Record<Body, [string, (row: Scored) => string | null | undefined]> = {
  self: [t("hệ thống"), (row) => row.computed],
  appraised: [t("tự chấm"), (row) => row.assessed.self?.value],
  approved: [t("thẩm định"), (row) => row.assessed.appraised?.value],
};

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

function Steps({ data }: { data: Assessment }) {
  return data.steps.length === 0 ? null : (
    <section>
      <h2>{t("Các bước đã qua")}</h2>
      <ol>{data.steps.map((step) => (
        <li>{STATES[step.to] ?? step.to}: {step.by}, {day(step.at)}{step.minutes && <>, {t("biên bản {symbol} ngày {day}", { symbol: step.minutes.symbol, day: day(step.minutes.held_on) })}</>}{step.reason && <>. {t("Lý do: {reason}", { reason: step.reason })}</>}</li>
      ))}</ol>
    </section>
  );
}

function Faults({ typed }: { typed: Record<string, Typed> }) {
  const faults = Object.entries(typed).filter(([, own]) => own.fault);
  return faults.length === 0 ? null : (
    <div class="notice bad" role="alert">
      <strong>{t("{count} chỗ chưa ghi được", { count: faults.length })}</strong>
      <ul class="plain">
        {faults.map(([code, own]) => (
          <li><a href={`#diem-${code}`} onClick={(event) => { event.preventDefault(); document.getElementById(`diem-${code}`)?.focus(); }}>{code}: {own.fault?.detail}</a></li>
        ))}
      </ul>
    </div>
  );
}

// A group with its sum so far, and what of it can be taken from the body before.
function GroupRow({ group, body, width, valueOf, source, fill }: {
  group: Group; body: Body | null; width: number; valueOf: (row: Scored) => string | null | undefined; source: string; fill: (rows: Scored[]) => void;
}) {
  const own = (row: Scored) => row.assessed[body ?? "approved"]?.value ?? (body ? null : row.assessed.appraised?.value ?? row.assessed.self?.value);
  const takeable = body ? group.rows.filter((row) => !row.not_applicable && !row.assessed[body] && valueOf(row)) : [];
  return (
    <tr class="group">
      <th scope="rowgroup" colSpan={width}>
        <span>{group.code} {group.name}</span>
        <span class="quiet number">{points(sum(group.rows.map(own)))} / {points(sum(group.rows.map((row) => (row.not_applicable ? null : row.points))))}</span>
        {takeable.length > 0 && <button type="button" onClick={() => fill(takeable)}>{t("Nhóm này: lấy điểm {source} cho {count} mục", { source, count: takeable.length })}</button>}
      </th>
    </tr>
  );
}

// Why the unit came back, and from whom; what arrived after it had closed.
function Notices({ data, code }: { data: Assessment; code: string }) {
  const last = data.steps.slice(-1)[0];
  const isReturned = last && last.reason !== "" && last.to === data.state && ["draft", "self_closed"].includes(last.to) && last.from !== "draft";
  return (
    <>
      {isReturned && <div class="notice warn" role="status"><strong>{t("Hồ sơ được trả lại")}</strong> {t("{by}, ngày {day}: {reason}", { by: last.by, day: day(last.at), reason: last.reason })}</div>}
      {data.held > 0 && <div class="notice warn"><strong>{t("{count} minh chứng nộp sau khi chốt, chưa được tính", { count: data.held })}</strong> <a href={at(`/don-vi/${code}/nop-sau`)}>{t("Xem và nhận")}</a></div>}
    </>
  );
}

export function AssessmentPage({ account, campaign, code }: { account: Account; campaign: string; code: string }) {
  const path = `/campaigns/${campaign}/units/${code}`;
  const mine = (cell: { unit?: string }) => cell.unit === code;
  const { data, problem, reload } = useFresh<Assessment>(`${path}/assessment`, mine);
  const unit = useFresh<Unit>(path, mine);
  const [typed, setTyped] = useState<Record<string, Typed>>({});
  const [saved, setSaved] = useState("");
  const [refused, setRefused] = useState<Problem | null>(null);
  const [move, setMove] = useState<Move | null>(null);
  const [why, setWhy] = useState<Scored | null>(null);
  const open_ = useAddress().query.get("muc") ?? "";
  const body = data ? bodyOf(account, data.state) : null;
  const { shown, chooser } = useColumns("scores", columnsOf(body));
  const width = 1 + shown.length + Number(body !== null);
  const total = useFresh<Total>(body ? `${path}/receipt?body=${body}` : null, mine);

  const kept = (row: Scored): Typed => ({
    value: body && row.assessed[body] ? points(row.assessed[body]?.value) : "", reason: (body && row.assessed[body]?.reason) || "", fault: null,
  });
  const put = async (work: () => Promise<unknown>): Promise<Problem | null> => {
    try {
      await work();
      reload();
      total.reload();
      return null;
    } catch (error) {
      return problemOf(error);
    }
  };
  const write = (scores: Score[]) => put(async () => {
    await send(`${path}/scores/${body}`, { scores }, "PUT");
    setSaved(hour(new Date().toISOString()));
  });
  const save = async (row: Scored) => {
    const own = typed[row.criterion];
    if (own && own.value.trim() !== "") {
      const fault = await write([{ criterion: row.criterion, value: readNumber(own.value) ?? own.value, reason: own.reason.trim() }]);
      setTyped((all) => ({ ...all, [row.criterion]: { ...own, ...all[row.criterion], fault } }));
    }
  };
  const take = async (step: unknown) => {
    const fault = await put(() => send(`${path}/steps`, step));
    if (!fault) {
      setMove(null);
      setTyped({});
    }
    return fault;
  };
  // The rows stand under the groups that the unit's own answer names: drawn once, not twice.
  if (!data || !(unit.data ?? unit.problem)) {
    return problem ? <Failed problem={problem} retry={reload} /> : <main><Waiting /></main>;
  }
  const rows = data.criteria.filter((row) => !row.not_applicable);
  const open = body ? rows.filter((row) => !row.assessed[body]) : [];
  const [source, valueOf] = BEFORE[body ?? "self"];
  const takeable = open.filter((row) => valueOf(row));
  const fill = async (rows: Scored[]) => setRefused(await write(rows.map((row) => ({ criterion: row.criterion, value: valueOf(row) ?? "", reason: "" }))));
  const counts = new Map(unit.data?.criteria.map((row) => [row.code, row.evidence]));
  const progress = t("{count} trên {all} tiêu chí đã chấm", { count: rows.length - open.length, all: rows.length }) + (total.data ? ` · ${t("tổng {points}", { points: points(total.data.value) })}` : "");
  const moves = data.moves.filter((item) => item.roles.includes(account.role));
  return (
    <main class="wide">
      <Head title={t("Đánh giá: {name}", { name: data.name })} sub={<>{STATES[data.state] ?? data.state}{body && ` · ${progress}`}</>} back={[at(`/don-vi/${code}`), data.name]}>
        {saved && <span class="badge ok" role="status">{t("Đã lưu {at}", { at: saved })}</span>}
        <a class="button" href={at(`/don-vi/${code}/bien-ban`)}>{t("Biên bản, bảng ký")}</a>
        {moves.map((item, index) => <button type="button" class={index === 0 ? "main" : ""} onClick={() => setMove(item)}>{stepName(data.state, item.to)}…</button>)}
      </Head>
      {refused && <Trouble problem={refused} />}
      <Notices data={data} code={code} />
      <Faults typed={typed} />
      {body && takeable.length > 0 && <p><button type="button" onClick={() => void fill(takeable)}>{t("Lấy điểm {source} cho {count} mục chưa chấm", { source, count: takeable.length })}</button></p>}
      {chooser}
      <table class="criteria four">
        <thead>
          <tr><th scope="col">{t("Tiêu chí")}</th>
            {shown.map(({ key, name }) => <><th key={key} scope="col">{name}</th>{key === body && <th scope="col">{t("Lý do khi khác")}</th>}</>)}</tr>
        </thead>
        {(unit.data ? groupsOf(data.criteria, unit.data) : [{ code: "", name: "", rows: data.criteria }]).map((group) => (
          <tbody key={group.code}>
            {group.name && <GroupRow group={group} body={body} width={width} valueOf={valueOf} source={source} fill={(rows) => void fill(rows)} />}
            {group.rows.map((row) => (
              <>
                <ScoreRow key={row.criterion} unit={code} row={row} shown={shown.map(({ key }) => key)} counts={counts.get(row.criterion)} body={body} typed={typed[row.criterion] ?? kept(row)}
                  type={(part) => setTyped((all) => ({ ...all, [row.criterion]: { ...(all[row.criterion] ?? kept(row)), ...part } }))}
                  save={() => void save(row)} why={() => setWhy(row)}
                  isOpen={open_ === row.criterion} toggle={() => filterBy({ muc: open_ === row.criterion ? "" : row.criterion })} />
                {open_ === row.criterion && !row.not_applicable && <CellPanel of={{ campaign, unit: code, criterion: row.criterion, name: row.name }} width={width} />}
              </>
            ))}
          </tbody>
        ))}
      </table>
      <Steps data={data} />
      {why && <ReceiptDialog of={{ campaign, unit: code, criterion: why.criterion, name: why.name }} close={() => setWhy(null)} />}
      {move && <MoveDialog from={data.state} move={move} kept={data.minutes?.content} summary={body ? `${data.name}: ${progress}.` : data.name} take={take} close={() => setMove(null)} />}
    </main>
  );
}
