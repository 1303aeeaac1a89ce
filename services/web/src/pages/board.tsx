// board.tsx — the scoreboard of the campaign, by peer group.
import type { ComponentChildren } from "preact";
import type { Account, Schemas } from "../api";
import { unitPoints } from "../format";
import { useSoon } from "../live";
import { useColumns } from "../parts/columns";
import { Points, Trouble, Waiting } from "../parts/common";
import { Head } from "../parts/head";
import { at } from "../place";
import { t } from "../words";

type Board = Schemas["Scoreboard"];
type BoardRow = Schemas["BoardUnit"];

interface Column { key: string; name: string; head?: boolean; class?: string; cell: (row: BoardRow) => ComponentChildren }
const COLUMNS: Column[] = [
  { key: "hang", name: t("Hạng"), head: true, cell: (row) => row.rank ?? "–" },
  { key: "don-vi", name: t("Đơn vị"), head: true, cell: (row) => <a href={at(`/don-vi/${row.code}`)}>{row.name}</a> },
  { key: "he-thong", name: t("Hệ thống"), cell: (row) => <Points value={row.computed} write={unitPoints} /> },
  { key: "tu-cham", name: t("Tự chấm"), cell: (row) => <Points value={row.self} write={unitPoints} /> },
  { key: "tham-dinh", name: t("Thẩm định"), cell: (row) => <Points value={row.appraised} write={unitPoints} /> },
  { key: "duyet", name: t("Được duyệt"), cell: (row) => <Points value={row.approved} write={unitPoints} /> },
  { key: "xep-loai", name: t("Xếp loại"), class: "band", cell: (row) => row.band ?? "–" },
];

function Row({ row, columns }: { row: BoardRow; columns: Column[] }) {
  const [rank, unit, ...others] = columns;
  return (
    <tr>
      <td class="number rank">{rank?.cell(row)}</td>
      <th scope="row">{unit?.cell(row)}</th>
      {others.map((column) => <td key={column.key} data-label={column.name} class={column.class}>{column.cell(row)}</td>)}
    </tr>
  );
}

function order(a: BoardRow, b: BoardRow): number {
  return (a.rank ?? 999) - (b.rank ?? 999) || a.name.localeCompare(b.name, "vi");
}

export function BoardPage({ account, campaign, name }: { account: Account; campaign: string; name: string }) {
  const { data, problem, reload } = useSoon<Board>(`/campaigns/${campaign}/scoreboard`);
  const { shown, chooser } = useColumns("board", COLUMNS);
  const isOpen = data !== null && data.state !== "published";
  // A unit's own people see its row and no rows of dashes.
  const isOwnOnly = isOpen && account.role !== "inspector" && data.units.some((unit) => unit.code === account.unit);
  const units = data?.units.filter((unit) => !isOwnOnly || unit.code === account.unit) ?? [];
  const groups = [...new Set(units.map((unit) => unit.peer_group))];
  return (
    <main>
      <Head title={name}>
        {account.role === "committee" && isOpen && <a class="button main" href={at("/cong-bo")}>{t("Công bố kết quả")}…</a>}
      </Head>
      {problem && <Trouble problem={problem} retry={reload} />}
      {!data && !problem && <Waiting />}
      {isOwnOnly && <p class="quiet">{t("Kết quả chưa công bố: đơn vị chỉ thấy điểm của mình. Sau khi Ban Thường vụ công bố, bảng của cả tỉnh hiện ở đây.")}</p>}
      {isOpen && !isOwnOnly && account.role !== "committee" && <p class="quiet">{t("Kết quả chưa công bố: dấu – là phần tài khoản này chưa được xem.")}</p>}
      {units.length > 0 && chooser}
      {groups.map((group) => (
        <section>
          <h2>{group}</h2>
          <table class="board scores">
            <thead><tr>{shown.map((column) => <th key={column.key} scope="col" class={column.class}>{column.name}</th>)}</tr></thead>
            <tbody>{units.filter((unit) => unit.peer_group === group).sort(order).map((row) => <Row key={row.code} row={row} columns={shown} />)}</tbody>
          </table>
        </section>
      ))}
    </main>
  );
}
