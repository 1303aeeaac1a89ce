// board.tsx — the scoreboard of the campaign, by peer group.
import type { Account, Schemas } from "../api";
import { unitPoints } from "../format";
import { useFresh } from "../live";
import { Points, Trouble, Waiting } from "../parts/common";
import { Head } from "../parts/head";
import { at } from "../place";
import { t } from "../words";

type Board = Schemas["Scoreboard"];
type BoardRow = Schemas["BoardUnit"];

function Row({ row }: { row: BoardRow }) {
  return (
    <tr>
      <td class="number rank">{row.rank ?? "–"}</td>
      <th scope="row"><a href={at(`/don-vi/${row.code}`)}>{row.name}</a></th>
      <td data-label={t("Hệ thống")}><Points value={row.computed} write={unitPoints} /></td>
      <td data-label={t("Tự chấm")}><Points value={row.self} write={unitPoints} /></td>
      <td data-label={t("Thẩm định")}><Points value={row.appraised} write={unitPoints} /></td>
      <td data-label={t("Được duyệt")}><Points value={row.approved} write={unitPoints} /></td>
      <td data-label={t("Xếp loại")}>{row.band ?? "–"}</td>
    </tr>
  );
}

function order(a: BoardRow, b: BoardRow): number {
  return (a.rank ?? 999) - (b.rank ?? 999) || a.name.localeCompare(b.name, "vi");
}

export function BoardPage({ account, campaign, name }: { account: Account; campaign: string; name: string }) {
  const { data, problem, reload } = useFresh<Board>(`/campaigns/${campaign}/scoreboard`);
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
      {groups.map((group) => (
        <section>
          <h2>{group}</h2>
          <table class="board scores">
            <thead>
              <tr><th scope="col">{t("Hạng")}</th><th scope="col">{t("Đơn vị")}</th><th scope="col">{t("Hệ thống")}</th><th scope="col">{t("Tự chấm")}</th>
                <th scope="col">{t("Thẩm định")}</th><th scope="col">{t("Được duyệt")}</th><th scope="col">{t("Xếp loại")}</th></tr>
            </thead>
            <tbody>{units.filter((unit) => unit.peer_group === group).sort(order).map((row) => <Row key={row.code} row={row} />)}</tbody>
          </table>
        </section>
      ))}
    </main>
  );
}
