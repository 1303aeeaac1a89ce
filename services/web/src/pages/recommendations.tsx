// recommendations.tsx — what inspection rounds asked of their units: of a campaign for those who
// follow it up, of the own unit, over all years, for those who answer.
import { Account, Campaign, mayFile } from "../api";
import { useFresh } from "../live";
import { AskedLines, AskedList, Progress } from "../parts/asked";
import { Trouble, Waiting } from "../parts/common";
import { Head } from "../parts/head";
import { SelectSearch } from "../parts/select-search";
import { Empty } from "../parts/states";
import { at, filterBy, useAddress } from "../place";
import { t } from "../words";

const STATES: Record<string, string> = {
  unmet: t("Chưa xong"), overdue: t("Quá hạn"), open: t("Chưa làm"), reported: t("Chờ công nhận"), returned: t("Bị trả lại"), accepted: t("Đã xong"),
};

function Filters({ campaign, unit, state }: { campaign: string | null; unit: string; state: string }) {
  const about = useFresh<Campaign>(campaign && `/campaigns/${campaign}`, () => false);
  return (
    <div class="filters">
      <label>{t("Tình trạng")}
        <select value={state} onChange={(event) => filterBy({ "tinh-trang": event.currentTarget.value })}>
          <option value="">{t("Mọi tình trạng")}</option>
          {Object.entries(STATES).map(([code, name]) => <option value={code}>{name}</option>)}
        </select>
      </label>
      {about.data && (
        <SelectSearch label={t("Đơn vị")} empty={t("Mọi đơn vị")} value={unit} change={(code) => filterBy({ "don-vi": code })}
          options={[...about.data.units].sort((a, b) => a.name.localeCompare(b.name, "vi")).map((one) => ({ value: one.code, name: one.name }))} />
      )}
    </div>
  );
}

export function RecommendationsPage({ account, campaign }: { account: Account; campaign: string }) {
  const own = mayFile(account) && account.unit ? account.unit : "";
  const { query } = useAddress();
  const [state, unit, round] = [query.get("tinh-trang") ?? "", query.get("don-vi") ?? "", query.get("cuoc") ?? ""];
  const asked = Object.entries({ state, unit: own ? "" : unit, round: own ? "" : round }).filter(([, value]) => value).map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&");
  const { data, problem, reload } = useFresh<AskedList>(`${own ? `/units/${own}` : `/campaigns/${campaign}`}/recommendations${asked && `?${asked}`}`, (cell) => !cell.unit);
  return (
    <main>
      <Head title={t("Kiến nghị")} sub={own ? t("Của mọi năm, việc đến hạn trước đứng trên") : t("Sau kiểm tra, quá hạn đứng trên")} />
      {problem && <Trouble problem={problem} retry={reload} />}
      {!data && !problem && <Waiting />}
      {data && data.of > 0 && <Progress done={data.accepted} of={data.of} overdue={data.overdue} />}
      {data && data.of > 0 && <Filters campaign={own ? null : campaign} unit={unit} state={state} />}
      {round && <p>{t("Chỉ cuộc kiểm tra {code}", { code: round })} <button type="button" onClick={() => filterBy({ cuoc: "" })}>{t("Mọi cuộc")}</button></p>}
      {data?.of === 0 && !unit && !state
        ? <Empty title={t("Chưa có kiến nghị")}>{own ? t("Khi đoàn kiểm tra kiến nghị với đơn vị, việc cần làm và hạn hiện ở đây.") : <>{t("Kiến nghị được ghi khi cuộc kiểm tra đang diễn ra hoặc đã kết luận.")} <a href={at("/kiem-tra")}>{t("Xem các cuộc kiểm tra")}</a></>}</Empty>
        : data?.items.length === 0 ? <Empty title={t("Không có kiến nghị nào như vậy.")} />
          : data && <AskedLines items={data.items} query={unit ? `?don-vi=${unit}` : ""} />}
    </main>
  );
}
