// results.tsx — a unit's result: what system, council, inspectors and committee say of each
// criterion, what would still raise it; once published its rank, the five around it, and the appeal.
import { useState } from "preact/hooks";
import { Account, Problem, problemOf, Schemas, send, Unit } from "../api";
import { day, points, STATES, today, unitPoints } from "../format";
import { useFresh } from "../live";
import { Points, Trouble, Waiting } from "../parts/common";
import { DecisionLine } from "../parts/decision";
import { GainsOf } from "../parts/gains";
import { differ, groupsOf, sum } from "../parts/groups";
import { Failed, Head } from "../parts/head";
import { ReceiptDialog } from "../parts/receipt";
import { at } from "../place";
import { t } from "../words";

type Assessment = Schemas["Assessment"];
type Scored = Schemas["AssessmentCriterion"];
type Board = Schemas["Scoreboard"];
type Row = Schemas["BoardUnit"];

// The unit and up to two before and two behind it in its group.
function around(board: Board, code: string): Row[] {
  const own = board.units.find((unit) => unit.code === code);
  const group = board.units.filter((unit) => unit.peer_group === own?.peer_group).sort((a, b) => (a.rank ?? 999) - (b.rank ?? 999));
  const place = group.findIndex((unit) => unit.code === code);
  const from = Math.max(0, Math.min(place - 2, group.length - 5));
  return group.slice(from, from + 5);
}

function Standing({ board, code }: { board: Board; code: string }) {
  const own = board.units.find((unit) => unit.code === code);
  return own ? (
    <section aria-labelledby="hang">
      <h2 id="hang">{t("Hạng {rank} trong {group}, xếp loại {band}", { rank: own.rank ?? "–", group: own.peer_group, band: own.band ?? "–" })}</h2>
      <table class="board scores">
        <thead><tr><th scope="col">{t("Hạng")}</th><th scope="col">{t("Đơn vị")}</th><th scope="col">{t("Được duyệt")}</th><th scope="col" class="band">{t("Xếp loại")}</th></tr></thead>
        <tbody>{around(board, code).map((unit) => (
          <tr class={unit.code === code ? "now" : ""} aria-current={unit.code === code ? "true" : undefined}>
            <td class="number rank">{unit.rank}</td><th scope="row">{unit.name}</th>
            <td data-label={t("Được duyệt")} class="number">{unitPoints(unit.approved ?? unit.appraised ?? unit.computed)}</td><td data-label={t("Xếp loại")} class="band">{unit.band ?? "–"}</td>
          </tr>
        ))}</tbody>
      </table>
    </section>
  ) : null;
}

function Appeal({ data, path, may, done }: { data: Assessment; path: string; may: boolean; done: () => void }) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const [reason, setReason] = useState("");
  const asked = data.steps.filter((step) => step.to === "appealed").slice(-1)[0];
  const answer = data.steps.filter((step) => step.from === "appealed").slice(-1)[0];
  const isLate = !data.appeal_until || data.appeal_until < today();
  const submit = async (event: Event) => {
    event.preventDefault();
    try {
      await send(`${path}/steps`, { to: "appealed", reason });
      done();
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  if (!asked && data.state !== "published") {
    return null;
  }
  return (
    <section aria-labelledby="khieu-nai">
      <h2 id="khieu-nai">{t("Khiếu nại kết quả")}</h2>
      {asked && <p>{t("{by} gửi ngày {day}: {reason}", { by: asked.by, day: day(asked.at), reason: asked.reason })}</p>}
      {data.state === "appealed" && <p class="badge warn">{t("Đang chờ Ban Thường vụ trả lời")}</p>}
      {answer && (
        <p class="notice">
          <strong>{answer.to === "final" ? t("Ban Thường vụ giữ nguyên kết quả") : t("Ban Thường vụ chấp nhận, xem lại kết quả")}</strong>{" "}
          {t("{by}, ngày {day}: {reason}", { by: answer.by, day: day(answer.at), reason: answer.reason })}
          {answer.minutes && ` (${t("biên bản {symbol}", { symbol: answer.minutes.symbol })})`}
        </p>
      )}
      {data.state === "published" && isLate && <p class="quiet">{data.appeal_until ? t("Hạn khiếu nại đã hết ngày {day}.", { day: day(data.appeal_until) }) : t("Đợt này không nhận khiếu nại kết quả.")}</p>}
      {data.state === "published" && !isLate && may && (
        <form onSubmit={(event) => void submit(event)}>
          {problem && <Trouble problem={problem} />}
          <p class="quiet">{t("Nhận đến hết ngày {day}. Nêu tiêu chí, điểm đề nghị và căn cứ.", { day: day(data.appeal_until ?? "") })}</p>
          <label>{t("Nội dung khiếu nại")}<textarea required rows={4} value={reason} onInput={(event) => setReason(event.currentTarget.value)} /></label>
          <button class="main">{t("Gửi khiếu nại")}</button>
        </form>
      )}
    </section>
  );
}

function Said({ said, before, title }: { said: Schemas["AssessedScore"] | undefined; before: string | null | undefined; title: string }) {
  const isOther = said && before && differ(said.value, before);
  return (
    <td data-label={title} class={`figure ${isOther ? "differs" : ""}`}>
      {said ? points(said.value) : "–"}
      {said?.reason && <small> {said.reason}</small>}
    </td>
  );
}

function Criteria({ data, unit, why }: { data: Assessment; unit: Unit; why: (row: Scored) => void }) {
  return (
    <table class="criteria four">
      <thead><tr><th scope="col">{t("Tiêu chí")}</th><th scope="col">{t("Tối đa")}</th><th scope="col">{t("Hệ thống")}</th><th scope="col">{t("Tự chấm")}</th><th scope="col">{t("Thẩm định")}</th><th scope="col">{t("Được duyệt")}</th></tr></thead>
      {groupsOf(data.criteria, unit).map((group) => (
        <tbody>
          <tr class="group"><th scope="rowgroup" colSpan={6}>{group.code} {group.name} <span class="quiet">({points(sum(group.rows.map((row) => row.assessed.approved?.value ?? row.assessed.appraised?.value ?? row.assessed.self?.value ?? row.computed)))} / {points(sum(group.rows.map((row) => (row.not_applicable ? null : row.points))))})</span></th></tr>
          {group.rows.map((row) => (
            <tr>
              <th scope="row"><a href={at(`/don-vi/${data.unit}/tieu-chi/${row.criterion}`)}>{row.criterion} {row.name}</a></th>
              <td data-label={t("Tối đa")} class="figure">{row.not_applicable ? t("Không áp dụng") : points(row.points)}</td>
              <td data-label={t("Hệ thống")} class="figure"><Points value={row.computed} open={() => why(row)} label={t("Điểm hệ thống của tiêu chí {code}: {points}, vì sao", { code: row.criterion, points: points(row.computed) })} /></td>
              <Said said={row.assessed.self} before={row.computed} title={t("Tự chấm")} />
              <Said said={row.assessed.appraised} before={row.assessed.self?.value} title={t("Thẩm định")} />
              <Said said={row.assessed.approved} before={row.assessed.appraised?.value} title={t("Được duyệt")} />
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  );
}

export function ResultsPage({ account, campaign, code }: { account: Account; campaign: string; code: string }) {
  const path = `/campaigns/${campaign}/units/${code}`;
  const mine = (cell: { unit?: string }) => cell.unit === code;
  const { data, problem, reload } = useFresh<Assessment>(`${path}/assessment`, mine);
  const unit = useFresh<Unit>(path, mine);
  const board = useFresh<Board>(`/campaigns/${campaign}/scoreboard`);
  const isPublished = board.data?.state === "published";
  const publication = useFresh<{ decision: Schemas["Decision"] | null }>(isPublished ? `/campaigns/${campaign}/publication` : null);
  const [receipt, setReceipt] = useState<Scored | null>(null);
  if (!data || !unit.data) {
    const trouble = problem ?? unit.problem;
    return trouble ? <Failed problem={trouble} retry={reload} /> : <main><Waiting /></main>;
  }
  return (
    <main class="wide">
      <Head title={t("Kết quả: {name}", { name: data.name })} sub={isPublished ? t("Đã công bố") : t("{state} · điểm còn có thể đổi", { state: STATES[data.state] ?? "" })}>
        <a class="button" href={at("/bang-diem")}>{t("Bảng điểm")}</a>
      </Head>
      {isPublished && board.data && <Standing board={board.data} code={code} />}
      {publication.data && <DecisionLine campaign={campaign} decision={publication.data.decision} />}
      <Appeal data={data} path={path} may={["officer", "council"].includes(account.role)} done={reload} />
      {data.state === "draft" && <div class="panels"><GainsOf campaign={campaign} unit={code} /></div>}
      <Criteria data={data} unit={unit.data} why={setReceipt} />
      {receipt && <ReceiptDialog of={{ campaign, unit: code, criterion: receipt.criterion, name: receipt.name }} close={() => setReceipt(null)} />}
    </main>
  );
}
