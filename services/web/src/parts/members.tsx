// members.tsx — a unit's exports of the member software: members and score over time, how the last
// score was computed, which rows lack what; its officers upload new ones.
import { useState } from "preact/hooks";
import type { Schemas } from "../api";
import { day, points } from "../format";
import { useFresh } from "../live";
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
    const place = row > 0 ? String(row) : `cả cột ${column}`;
    sheets.set(sheet, [...(sheets.get(sheet) ?? []), place]);
  }
  const named = [...sheets].map(([sheet, rows]) => `${sheet ? `${sheet} ` : ""}${/^\d/.test(rows[0] ?? "") ? "dòng " : ""}${rows.join(", ")}`);
  return <p class="where">{named.join("; ")}{of.count > of.places.length && ` và ${of.count - of.places.length} chỗ khác`}</p>;
}

function Faults({ of }: { of: Snapshot }) {
  const groups = of.groups ?? [];
  return groups.length === 0 ? <p>Không có chỗ nào cần sửa.</p> : (
    <details open><summary>{of.finding_count} chỗ cần sửa trong phần mềm</summary>
      <ul class="items">{groups.map((group) => (
        <li key={group.code}>
          <strong>{group.message}</strong> <span class={`count ${group.severity === "error" ? "invalid" : "mend"}`}>{group.count} chỗ</span>
          <p>{group.mend} <a href={at(`/quy-tac?ma=${group.code}`)}>Quy tắc</a></p>
          <Rows of={group} />
        </li>
      ))}</ul>
    </details>
  );
}

function Last({ of }: { of: Snapshot }) {
  return (
    <>
      <details open><summary>Cách tính điểm {points(of.score)}</summary>
        <ol>{of.steps?.map((step) => <li>{step.text}{step.value !== undefined && <b class="number"> {points(step.value)}</b>}</li>)}</ol>
      </details>
      <Faults of={of} />
    </>
  );
}

function History({ of }: { of: Snapshot[] }) {
  return (
    <table class="criteria">
      <thead><tr><th scope="col">Ngày</th><th scope="col">Đoàn viên</th><th scope="col">Điểm</th><th scope="col">Cần sửa</th></tr></thead>
      <tbody>{of.map((one) => (
        <tr>
          <th scope="row">{day(one.as_of)}</th>
          <td data-label="Đoàn viên">{points(String(one.members))}{one.before !== null && one.members < one.before && <span class="count mend"> giảm {points(String(one.before - one.members))}</span>}</td>
          <td data-label="Điểm">{points(one.score)}</td>
          <td data-label="Cần sửa">{one.finding_count}</td>
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
      {last ? <><History of={data.snapshots} /><Last of={last} /></> : <p>Chưa có số liệu nào được nhập từ phần mềm Quản lý đoàn viên.</p>}
    </>
  );
}

export function MembersOf(props: { campaign: string; unit: string; maySend: boolean }) {
  return <Panel name="doan-vien" class="members" title="Phần mềm Quản lý đoàn viên">{() => <Opened {...props} />}</Panel>;
}
