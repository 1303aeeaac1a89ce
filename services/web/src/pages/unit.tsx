// unit.tsx — one unit: its criteria with points, targets and the state of its evidence.
import { useState } from "preact/hooks";
import type { Account, Schemas, Unit } from "../api";
import { measured, points } from "../format";
import { useSoon } from "../live";
import { Points, Trouble, Waiting } from "../parts/common";
import { Failed, Head } from "../parts/head";
import { ReceiptDialog } from "../parts/receipt";
import { CadenceOf } from "../parts/cadence";
import { FiguresOf } from "../parts/figures";
import { GainsOf } from "../parts/gains";
import { isEmpty } from "../parts/groups";
import { MembersOf } from "../parts/members";
import { SitesOf } from "../parts/sites";
import { PublicUnit } from "../parts/public-unit";
import { Stale } from "../parts/states";
import { Total } from "../parts/total";
import { at, filterBy, useAddress } from "../place";
import { t } from "../words";

type Counts = Schemas["Counts"];
type UnitCriterion = Schemas["UnitCriterion"];

function Evidence({ counts }: { counts: Counts }) {
  const parts: [keyof Counts, string][] = [["valid", t("hợp lệ")], ["mend", t("cần sửa")], ["invalid", t("không hợp lệ")], ["waiting", t("đang kiểm tra")]];
  const shown = parts.filter(([key]) => counts[key] > 0);
  return shown.length === 0
    ? <span class="quiet">{t("chưa có")}</span>
    : <>{shown.map(([key, name]) => <span class={`count ${key}`}>{counts[key]} {name} </span>)}</>;
}

// Each group before its contents, each content before its criteria.
function inTree(rows: UnitCriterion[], parent: string | null = null): UnitCriterion[] {
  return rows.filter((row) => row.parent === parent).flatMap((row) => [row, ...inTree(rows, row.code)]);
}

const FILTERS: [string, string][] = [["", t("Tất cả")], ["chua-co", t("Chưa có minh chứng")], ["can-sua", t("Cần sửa")], ["cham", t("Chậm tiến độ")]];

function fits(row: UnitCriterion, filter: string): boolean {
  switch (filter) {
    case "chua-co":
      return isEmpty(row);
    case "can-sua":
      return row.evidence.mend + row.evidence.invalid > 0;
    default:
      return row.pace?.is_behind ?? false;
  }
}

// A filter leaves the criteria alone, without the groups around them.
function chosen(rows: UnitCriterion[], filter: string): UnitCriterion[] {
  const all = inTree(rows);
  return filter ? all.filter((row) => row.level === "criterion" && fits(row, filter)) : all;
}

// The unit's value so far, and whether it is enough by today.
function Target({ row }: { row: UnitCriterion }) {
  if (!row.pace) {
    return <>{points(row.target)}</>;
  }
  return (
    <>
      {measured(row.pace.achieved)} / {points(row.target)}
      {row.pace.is_behind && <span class="count mend" title={t("Đến hôm nay cần {points}", { points: measured(row.pace.expected) })}> {row.pace.days_left > 0 ? t("chậm") : t("chưa đạt")}</span>}
    </>
  );
}

function Criterion({ unit, row, open }: { unit: string; row: UnitCriterion; open: () => void }) {
  if (row.level !== "criterion") {
    return <tr class={row.level}><th colSpan={4} scope="colgroup">{row.code}. {row.name} <span class="quiet">{t("({points} điểm)", { points: points(row.points) })}</span></th></tr>;
  }
  return (
    <tr>
      <th scope="row"><a href={at(`/don-vi/${unit}/tieu-chi/${row.code}`)}>{row.code} {row.name}</a></th>
      <td data-label={t("Điểm")}>
        {row.state === "not_applicable" ? t("Không áp dụng") : row.state === "person" ? t("Chờ người chấm") : <Points value={row.value} open={open} label={t("Điểm tiêu chí {code}: {points}, xem cách tính", { code: row.code, points: points(row.value) })} />}
        <span class="quiet"> / {points(row.points)}</span>
      </td>
      <td data-label={t("Chỉ tiêu")}><Target row={row} /></td>
      <td data-label={t("Minh chứng")}><Evidence counts={row.evidence} /></td>
    </tr>
  );
}

export function UnitPage({ account, campaign, code }: { account: Account; campaign: string; code: string }) {
  const { data, readAt, problem, reload } = useSoon<Unit>(`/campaigns/${campaign}/units/${code}`, (cell) => !cell.unit || cell.unit === code);
  const filter = useAddress().query.get("loc") ?? "";
  const [receipt, setReceipt] = useState<UnitCriterion | null>(null);
  if (problem && !data) {
    return problem.status === 404 ? <PublicUnit campaign={campaign} code={code} /> : <Failed retry={reload} problem={problem} />;
  }
  return (
    <main>
      {problem && (data && problem.code === "offline" ? <Stale since={readAt}><button type="button" onClick={reload}>{t("Thử lại")}</button></Stale> : <Trouble problem={problem} retry={reload} />)}
      {!data && !problem && <Waiting />}
      {data && (
        <>
          <Head title={data.name} sub={<>{data.peer_group} · <Evidence counts={data.evidence} /></>}>
            <a class="button" href={at(`/don-vi/${code}/giai-trinh`)}>{t("Giải trình")}</a>
            <a class="button" href={at(`/kien-nghi?don-vi=${code}`)}>{t("Kiến nghị")}</a>
            <a class="button" href={at(`/don-vi/${code}/ket-qua`)}>{t("Kết quả")}</a>
            <a class="button" href={at(`/don-vi/${code}/danh-gia`)}>{t("Tự chấm, thẩm định, duyệt")}</a>
          </Head>
          <Total campaign={campaign} unit={code} />
          <div class="panels">
            <GainsOf campaign={campaign} unit={code} />
            <FiguresOf campaign={campaign} unit={code} />
            <CadenceOf campaign={campaign} unit={code} />
            <MembersOf campaign={campaign} unit={code} maySend={["officer", "council", "system"].includes(account.role)} />
            <SitesOf unit={code} title={t("Trang web đã đăng ký")} />
          </div>
          <p class="chips" role="group" aria-label={t("Lọc tiêu chí")}>
            {FILTERS.map(([name, title]) => (
              <button type="button" aria-pressed={filter === name} onClick={() => filterBy({ loc: name })}>{title}</button>
            ))}
          </p>
          <table class="criteria">
            <thead><tr><th scope="col">{t("Tiêu chí")}</th><th scope="col">{t("Điểm")}</th><th scope="col">{t("Chỉ tiêu")}</th><th scope="col">{t("Minh chứng")}</th></tr></thead>
            <tbody>{chosen(data.criteria, filter).map((row) => <Criterion key={row.code} unit={code} row={row} open={() => setReceipt(row)} />)}</tbody>
          </table>
        </>
      )}
      {receipt && <ReceiptDialog of={{ campaign, unit: code, criterion: receipt.code, name: receipt.name }} close={() => setReceipt(null)} />}
    </main>
  );
}
