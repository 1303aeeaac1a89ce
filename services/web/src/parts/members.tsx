// members.tsx — what the exports of the member software say of a unit: members and score over
// time, how the last score came about, which rows lack what.
import { useState } from "preact/hooks";
import { day, points } from "../format";
import { useFresh } from "../live";
import { Trouble, Waiting } from "./common";

interface Fault { sheet: string; row: number; column: string; severity: string; message: string; mend: string }
interface Snapshot {
  as_of: string; members: number; before: number | null; rows: number; score: string; finding_count: number;
  steps: { text: string; value?: string }[] | null; findings: Fault[] | null;
}

function Last({ of }: { of: Snapshot }) {
  return (
    <>
      <details open><summary>Cách tính điểm {points(of.score)}</summary>
        <ol>{of.steps?.map((step) => <li>{step.text}{step.value !== undefined && <b class="number"> {points(step.value)}</b>}</li>)}</ol>
      </details>
      {of.findings !== null && of.findings.length > 0 && (
        <details><summary>{of.finding_count} chỗ cần sửa trong phần mềm</summary>
          <ul>{of.findings.map((fault) => <li><b>{fault.sheet} dòng {fault.row}, {fault.column}</b>: {fault.message} <span class="quiet">{fault.mend}</span></li>)}</ul>
        </details>
      )}
    </>
  );
}

function Opened({ campaign, unit }: { campaign: string; unit: string }) {
  const { data, problem, reload } = useFresh<{ snapshots: Snapshot[] }>(`/campaigns/${campaign}/units/${unit}/members`, (cell) => cell.unit === unit);
  if (!data) {
    return problem ? <Trouble problem={problem} retry={reload} /> : <Waiting />;
  }
  const [last] = data.snapshots;
  if (!last) {
    return <p>Chưa có số liệu nào được nhập từ phần mềm Quản lý đoàn viên.</p>;
  }
  return (
    <>
      <table class="criteria">
        <thead><tr><th scope="col">Ngày</th><th scope="col">Đoàn viên</th><th scope="col">Điểm</th><th scope="col">Cần sửa</th></tr></thead>
        <tbody>{data.snapshots.map((one) => (
          <tr>
            <th scope="row">{day(one.as_of)}</th>
            <td data-label="Đoàn viên">{points(String(one.members))}{one.before !== null && one.members < one.before && <span class="count mend"> giảm {points(String(one.before - one.members))}</span>}</td>
            <td data-label="Điểm">{points(one.score)}</td>
            <td data-label="Cần sửa">{one.finding_count}</td>
          </tr>
        ))}</tbody>
      </table>
      <Last of={last} />
    </>
  );
}

export function MembersOf({ campaign, unit }: { campaign: string; unit: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen((event.target as HTMLDetailsElement).open)}>
      <summary>Phần mềm Quản lý đoàn viên</summary>
      {isOpen && <Opened campaign={campaign} unit={unit} />}
    </details>
  );
}
