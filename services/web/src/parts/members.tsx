// members.tsx — a unit's exports of the member software: members and score over time, how the last
// score was computed, which rows lack what; its officers upload new ones.
import { useState } from "preact/hooks";
import type { Schemas } from "../api";
import { day, points } from "../format";
import { useFresh } from "../live";
import { t } from "../words";
import { Trouble, Waiting } from "./common";
import { Panel } from "./panel";
import { MemberImport, MemberUpload } from "./members-import";
import { at } from "../place";

type Group = Schemas["MemberFindingGroup"];
type Snapshot = Schemas["MemberSnapshot"];
type Members = Schemas["Members"];

// "Danh sách dòng 4, 7; Nghiệp vụ dòng 2": the places of one fault, sheet by sheet.
function Rows({ of }: { of: Group }) {
  const sheets = new Map<string, string[]>();
  for (const { sheet, row, column } of of.places) {
    const place = row > 0 ? String(row) : t("cả cột {column}", { column });
    sheets.set(sheet, [...(sheets.get(sheet) ?? []), place]);
  }
  const named = [...sheets].map(([sheet, rows]) => `${sheet ? `${sheet} ` : ""}${/^\d/.test(rows[0] ?? "") ? t("dòng {row}", { row: rows.join(", ") }) : rows.join(", ")}`);
  return <p class="where">{named.join("; ")}{of.count > of.places.length && " " + t("và {count} chỗ khác", { count: of.count - of.places.length })}</p>;
}

function Faults({ of }: { of: Snapshot }) {
  const groups = of.groups ?? [];
  return groups.length === 0 ? <p>{t("Không có chỗ nào cần sửa.")}</p> : (
    <details open><summary>{t("{count} chỗ cần sửa trong phần mềm", { count: of.finding_count })}</summary>
      <ul class="items">{groups.map((group) => (
        <li key={group.code}>
          <strong>{group.message}</strong> <span class={`count ${group.severity === "error" ? "invalid" : "mend"}`}>{t("{count} chỗ", { count: group.count })}</span>
          <p>{group.mend} <a href={at(`/quy-tac?ma=${group.code}`)}>{t("Quy tắc")}</a></p>
          <Rows of={group} />
        </li>
      ))}</ul>
    </details>
  );
}

function Last({ of }: { of: Snapshot }) {
  return (
    <>
      <details open><summary>{t("Cách tính điểm {score}", { score: points(of.score) })}</summary>
        <ol>{of.steps?.map((step) => <li>{step.text}{step.value !== undefined && <b class="number"> {points(step.value)}</b>}</li>)}</ol>
      </details>
      <Faults of={of} />
    </>
  );
}

function History({ of }: { of: Snapshot[] }) {
  return (
    <table class="criteria">
      <thead><tr><th scope="col">{t("Ngày")}</th><th scope="col">{t("Đoàn viên")}</th><th scope="col">{t("Điểm")}</th><th scope="col">{t("Cần sửa")}</th></tr></thead>
      <tbody>{of.map((one) => (
        <tr>
          <th scope="row">{day(one.as_of)}</th>
          <td data-label={t("Đoàn viên")}>{points(String(one.members))}{one.before !== null && one.members < one.before && <span class="count mend"> {t("giảm {count}", { count: points(String(one.before - one.members)) })}</span>}</td>
          <td data-label={t("Điểm")}>{points(one.score)}</td>
          <td data-label={t("Cần sửa")}>{one.finding_count}</td>
        </tr>
      ))}</tbody>
    </table>
  );
}

function Opened({ campaign, unit, maySend }: { campaign: string; unit: string; maySend: boolean }) {
  const base = `/campaigns/${campaign}/units/${unit}/members`;
  const { data, problem, reload } = useFresh<Members>(base, (cell) => cell.unit === unit);
  const [sent, setSent] = useState<string[]>([]);
  if (!data) {
    return problem ? <Trouble problem={problem} retry={reload} /> : <Waiting />;
  }
  const [last] = data.snapshots;
  const open = maySend ? [...new Set([...sent, ...data.waiting.map((one) => one.id)])] : [];
  return (
    <>
      {maySend && <MemberUpload base={base} sent={(id) => setSent([id, ...sent])} />}
      {open.map((id) => <MemberImport key={id} base={base} id={id} over={() => { setSent([...new Set([...sent, id])]); reload(); }} />)}
      {last ? <><History of={data.snapshots} /><Last of={last} /></> : <p>{t("Chưa có số liệu nào được nhập từ phần mềm Quản lý đoàn viên.")}</p>}
    </>
  );
}

export function MembersOf(props: { campaign: string; unit: string; maySend: boolean }) {
  return <Panel name="doan-vien" class="members" title={t("Phần mềm Quản lý đoàn viên")}>{() => <Opened {...props} />}</Panel>;
}
