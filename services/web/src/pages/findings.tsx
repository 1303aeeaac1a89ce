// findings.tsx — what is to be fixed: over all units for inspectors, in the own unit for an
// officer.
import { useState } from "preact/hooks";
import { Account, CampaignItem, mayFile, Schemas } from "../api";
import { day, daysBetween, SEVERITIES, today } from "../format";
import { usePages, useSoon } from "../live";
import { News, Trouble, Waiting, Where } from "../parts/common";
import { Column, DataTable } from "../parts/data-table";
import { Head } from "../parts/head";
import { SelectSearch } from "../parts/select-search";
import { Empty } from "../parts/states";
import { at, filterBy, useAddress } from "../place";
import { t } from "../words";

type UnitCount = Schemas["FindingSummary"]["units"][number];
type CheckCount = Schemas["FindingSummary"]["checks"][number];
type Summary = Schemas["FindingSummary"];
type Told = Schemas["FindingItem"];
type Handbook = Schemas["Handbook"];
interface Filter { unit: string; code: string; severity: string; state: string; q: string }
const IN_ADDRESS: Record<keyof Filter, string> = { unit: "don-vi", code: "ma", severity: "muc", state: "tinh-trang", q: "tim" };

const STATES: Record<string, string> = {
  open: t("Chưa xử lý"), explained: t("Đã giải trình"), accepted: t("Đã chấp nhận"), mended: t("Đã sửa"),
};

const COUNTS: [keyof UnitCount, string][] = [
  ["fatal", t("Không tính được")], ["error", t("Lỗi cần sửa")], ["warning", t("Cảnh báo")], ["hint", t("Gợi ý")],
  ["explained", t("Đã giải trình")], ["accepted", t("Đã chấp nhận")], ["mended", t("Đã sửa")],
];

function Units({ of, choose }: { of: UnitCount[]; choose: (unit: string) => void }) {
  const columns: Column<UnitCount>[] = [
    { key: "don-vi", name: t("Đơn vị"), head: true, sort: (unit) => unit.name, cell: (unit) => <button type="button" class="link" onClick={() => choose(unit.unit)}>{unit.name}</button> },
    ...COUNTS.map(([key, name]) => ({ key, name, figure: true, sort: (unit: UnitCount) => Number(unit[key]), cell: (unit: UnitCount) => unit[key] })),
  ];
  return <DataTable name="faults" caption={t("Số lỗi của từng đơn vị, nhiều lỗi nhất trước")} columns={columns} rows={of} keyOf={(unit) => unit.unit} choosable />;
}

// What the handbook calls a check; "" until it has been read.
function useNames(): (code: string) => string {
  const book = useSoon<Handbook>("/handbook", () => false);
  const names = new Map((book.data?.families ?? []).flatMap((family) => family.checks.map((check) => [check.code, check.message])));
  return (code) => names.get(code) ?? (book.data ? code : "");
}

function CheckList({ of, choose }: { of: CheckCount[]; choose: (code: string) => void }) {
  const nameOf = useNames();
  return (
    <ul class="plain">
      {of.filter((check) => nameOf(check.code)).map((check) => (
        <li key={check.code}>
          <button type="button" class="link" onClick={() => choose(check.code)}>{nameOf(check.code)}</button>{" "}
          <span class="quiet">{SEVERITIES[check.severity]}: {t("{findings} chỗ ở {units} đơn vị", { findings: check.findings, units: check.units })}</span>
        </li>
      ))}
    </ul>
  );
}

// The handbook is read by who opens it.
function Checks({ of, choose }: { of: CheckCount[]; choose: (code: string) => void }) {
  const [isOpen, setOpen] = useState(false);
  return of.length === 0 ? null : (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t("Lỗi nào, ở bao nhiêu đơn vị ({count})", { count: of.length })}</summary>
      {isOpen && <CheckList of={of} choose={choose} />}
    </details>
  );
}

function OnlyCheck({ code, all }: { code: string; all: () => void }) {
  const name = useNames()(code);
  return <p>{t("Chỉ quy tắc")} {name && <a href={at(`/quy-tac?ma=${code}`)}>{name}</a>} <button type="button" onClick={all}>{t("Mọi quy tắc")}</button></p>;
}

function Item({ of, isOne, may }: { of: Told; isOne: boolean; may: boolean }) {
  return (
    <li class={of.severity}>
      <strong><a href={at(`/minh-chung/${of.evidence}/loi/${of.key}`)}>{of.message}</a></strong>
      {of.state !== "open" && <span class="count valid"> {STATES[of.state]}{of.mended_in && ` ${t("ở lần {revision}", { revision: of.mended_in })}`}</span>}
      {of.came_back && <span class="count mend"> {t("từng sửa, nay lại có")}</span>}
      <p>
        <a href={at(`/minh-chung/${of.evidence}`)}>{of.title}</a>
        <span class="quiet">{of.evidence_code && ` · ${of.evidence_code}`}{!isOne && ` · ${of.unit_name}`} · {t("tiêu chí {codes}", { codes: of.criteria.join(", ") })}</span>
      </p>
      <Where place={of.place} />
      {of.state !== "mended" && <p>{t("Cách sửa: {how}", { how: of.mend })}</p>}
      {may && of.state !== "mended" && <a class="button" href={at(`/minh-chung/${of.evidence}/sua`)}>{t("Sửa và nộp lại")}</a>}
    </li>
  );
}

function List({ path, isOne, may }: { path: string; isOne: boolean; may: boolean }) {
  const { items, next, problem, news, more, reload } = usePages<Told>(path, (item) => item.evidence + item.key);
  return (
    <>
      {problem && <Trouble problem={problem} retry={reload} />}
      {!items && !problem && <Waiting />}
      <News count={news} show={reload} />
      {items?.length === 0 && <Empty title={t("Không có lỗi nào như vậy.")} />}
      {["fatal", "error", "warning", "hint"].filter((severity) => items?.some((item) => item.severity === severity)).map((severity) => (
        <section class={`findings ${severity}`} key={severity}>
          <h2>{SEVERITIES[severity]}</h2>
          <ul class="items">
            {items?.filter((item) => item.severity === severity).map((item) => <Item key={item.evidence + item.key} of={item} isOne={isOne} may={may} />)}
          </ul>
        </section>
      ))}
      {next && <p><button type="button" onClick={more}>{t("Xem thêm")}</button></p>}
    </>
  );
}

function deadlineOf(campaign: CampaignItem): string {
  const last = day(campaign.filing_deadline);
  const left = daysBetween(today(), campaign.filing_deadline);
  return campaign.state !== "open" ? t("Hạn nộp {day}", { day: last })
    : left >= 0 ? t("Hạn nộp {day}, còn {count} ngày.", { day: last, count: left })
      : t("Hạn nộp {day}, đã qua hạn; bản sửa vẫn được nhận và ghi là nộp muộn.", { day: last });
}

export function FindingsPage({ account, campaign }: { account: Account; campaign: CampaignItem }) {
  const own = mayFile(account) && account.unit ? account.unit : "";
  const { query: asked } = useAddress();
  const filter: Filter = {
    unit: asked.get("don-vi") ?? own, code: asked.get("ma") ?? "", severity: asked.get("muc") ?? "", state: asked.get("tinh-trang") ?? "open",
    q: asked.get("tim") ?? "",
  };
  const { data, problem, reload } = useSoon<Summary>(`/campaigns/${campaign.code}/findings/summary`);
  const change = (part: Partial<Filter>) =>
    filterBy(Object.fromEntries(Object.entries(part).map(([name, value]) => [IN_ADDRESS[name as keyof Filter], value])));
  const query = Object.entries(filter).filter(([, value]) => value && value !== "all").map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  const isOne = (data?.units.length ?? 0) <= 1;
  return (
    <main>
      <Head title={own ? t("Việc cần sửa") : t("Lỗi theo đơn vị")} sub={deadlineOf(campaign)} />
      {problem && <Trouble problem={problem} retry={reload} />}
      {data && !isOne && <Units of={data.units} choose={(unit) => change({ unit })} />}
      {data && <Checks of={data.checks} choose={(code) => change({ code })} />}
      <div class="filters">
        <label>{t("Tìm theo tên, ký hiệu, mã minh chứng")}
          <input type="search" maxLength={200} value={filter.q} onChange={(event) => change({ q: event.currentTarget.value })} />
        </label>
        {!isOne && (
          <SelectSearch label={t("Đơn vị")} empty={t("Mọi đơn vị")} value={filter.unit} change={(unit) => change({ unit })}
            options={[...(data?.units ?? [])].sort((a, b) => a.name.localeCompare(b.name, "vi")).map((unit) => ({ value: unit.unit, name: unit.name }))} />
        )}
        <label>{t("Mức")}
          <select value={filter.severity} onChange={(event) => change({ severity: event.currentTarget.value })}>
            <option value="">{t("Mọi mức")}</option>
            {Object.entries(SEVERITIES).map(([code, name]) => <option value={code}>{name}</option>)}
          </select>
        </label>
        <label>{t("Tình trạng")}
          <select value={filter.state} onChange={(event) => change({ state: event.currentTarget.value })}>
            <option value="all">{t("Mọi tình trạng")}</option>
            {Object.entries(STATES).map(([code, name]) => <option value={code}>{name}</option>)}
          </select>
        </label>
      </div>
      {filter.code && <OnlyCheck code={filter.code} all={() => change({ code: "" })} />}
      <List path={`/campaigns/${campaign.code}/findings?limit=50&${query.join("&")}`} isOne={isOne || filter.unit !== ""} may={mayFile(account)} />
    </main>
  );
}
