// score-row.tsx — one criterion on the scoring page: what the others say, and the own score, which
// is saved as soon as the field is left.
import type { Problem, Schemas, Unit } from "../api";
import { day, points } from "../format";
import { at } from "../place";
import { t } from "../words";
import { Badge } from "./badge";
import { Points } from "./common";
import { FoundBy } from "./found-by";
import { differ } from "./groups";

export type Body = "self" | "appraised" | "approved";
export interface Typed { value: string; reason: string; fault: Problem | null }
type Scored = Schemas["AssessmentCriterion"];
type Said = Schemas["AssessedScore"];
type Counts = Unit["criteria"][number]["evidence"];

export const BODIES: [Body, string][] = [["self", t("Tự chấm")], ["appraised", t("Thẩm định")], ["approved", t("Được duyệt")]];

// The columns between a criterion's name and the end of its row; `body`: who writes a score here.
export const columnsOf = (body: Body | null): { key: string; name: string; head?: boolean }[] => [
  { key: "evidence", name: t("Minh chứng") }, { key: "points", name: t("Tối đa") }, { key: "computed", name: t("Hệ thống") },
  ...BODIES.map(([key, name]) => ({ key, name, head: key === body })),
];

function SaidBy({ said }: { said: Said | undefined }) {
  return said
    ? <span title={`${said.by}, ${day(said.at)}`}>{points(said.value)}{said.reason && <small> {said.reason}</small>}</span>
    : <>–</>;
}

function Evidence({ counts }: { counts: Counts | undefined }) {
  const all = counts ? counts.valid + counts.mend + counts.invalid + counts.waiting : 0;
  const bad = counts ? counts.mend + counts.invalid : 0;
  return all === 0
    ? <Badge>{t("chưa có")}</Badge>
    : <Badge tone={bad > 0 ? "warn" : "ok"}>{bad > 0 ? t("{all} · {count} cần sửa", { all, count: bad }) : t("{count} hợp lệ", { count: all })}</Badge>;
}

function Own({ row, title, typed, type, save }: { row: Scored; title: string; typed: Typed; type: (part: Partial<Typed>) => void; save: () => void }) {
  const isReason = typed.fault?.field?.endsWith("reason") ?? false;
  const said = row.assessed.self?.value;
  const isSame = title === BODIES[0]?.[1] && said && row.computed && !differ(said, row.computed) && typed.reason === "";
  return (
    <>
      <td data-label={title} class="own">
        <input id={`diem-${row.criterion}`} aria-label={t("{title}, tiêu chí {code}", { title, code: row.criterion })} inputMode="decimal" value={typed.value}
          aria-invalid={typed.fault && !isReason ? true : undefined}
          onInput={(event) => type({ value: event.currentTarget.value })} onChange={save} />
      </td>
      <td data-label={t("Lý do")} class="reason">
        <input aria-label={t("{title}, tiêu chí {code}", { title: t("Lý do"), code: row.criterion })} placeholder={t("Ghi lý do khi khác")} value={typed.reason}
          aria-invalid={typed.fault && isReason ? true : undefined}
          onInput={(event) => type({ reason: event.currentTarget.value })} onChange={save} />
        {typed.fault && <em class="fault">{typed.fault.detail} {typed.fault.mend}</em>}
        {!typed.fault && isSame && <small>{t("bằng hệ thống")}</small>}
      </td>
    </>
  );
}

function Computed({ row, why }: { row: Scored; why: () => void }) {
  return row.computed_state === "person"
    ? <span class="quiet">{t("chờ chấm")}</span>
    : <Points value={row.computed} open={why} label={t("Điểm hệ thống của tiêu chí {code}: {points}, vì sao", { code: row.criterion, points: points(row.computed) })} />;
}

export function ScoreRow({ unit, row, shown, counts, body, typed, type, save, why, isOpen, toggle }: {
  unit: string; row: Scored; shown: string[]; counts: Counts | undefined; body: Body | null; typed: Typed;
  type: (part: Partial<Typed>) => void; save: () => void; why: () => void; isOpen: boolean; toggle: () => void;
}) {
  const name = (
    <th scope="row">
      {row.not_applicable
        ? <a href={at(`/don-vi/${unit}/tieu-chi/${row.criterion}`)}>{row.criterion} {row.name}</a>
        : <button type="button" class="link" aria-expanded={isOpen} onClick={toggle}>{row.criterion} {row.name}</button>}
      <FoundBy items={row.found} />
    </th>
  );
  if (row.not_applicable) {
    return <tr>{name}<td colSpan={shown.length + Number(body !== null)} class="quiet">{t("Không áp dụng: {reason}", { reason: row.not_applicable })}</td></tr>;
  }
  return (
    <tr class={isOpen ? "now" : ""}>
      {name}
      {shown.map((key) => {
        const [, title] = BODIES.find(([name]) => name === key) ?? ["", ""];
        switch (key) {
          case "evidence":
            return <td key={key} data-label={t("Minh chứng")}><Evidence counts={counts} /></td>;
          case "points":
            return <td key={key} data-label={t("Tối đa")} class="figure">{points(row.points)}</td>;
          case "computed":
            return <td key={key} data-label={t("Hệ thống")} class="figure"><Computed row={row} why={why} /></td>;
          case body:
            return <Own key={key} row={row} title={title} typed={typed} type={type} save={save} />;
          default:
            return <td key={key} data-label={title}><SaidBy said={row.assessed[key as Body]} /></td>;
        }
      })}
    </tr>
  );
}
