// minutes.tsx — the minutes of a council's meeting, each saved version kept, and the sheet that its
// members sign: A4, with the head of the office, sums and places for signatures.
import { useState } from "preact/hooks";
import { Account, Problem, problemOf, Schemas, send, Unit } from "../api";
import { day, moment, points, today } from "../format";
import { useFresh } from "../live";
import { Trouble, Waiting } from "../parts/common";
import { DateField } from "../parts/date-field";
import { Failed, Head } from "../parts/head";
import { groupsOf, sum } from "../parts/groups";
import { at } from "../place";
import { t } from "../words";

type Assessment = Schemas["Assessment"];
type Minutes = Schemas["CouncilMinutes"];
type Scored = Schemas["AssessmentCriterion"];

const EMPTY: Minutes = {
  symbol: "", held_on: today(), place: "", note: "",
  members: [{ name: "", title: t("Chủ tịch hội đồng"), is_present: true }, { name: "", title: t("Thư ký"), is_present: true }],
};

function MinutesForm({ path, kept, done }: { path: string; kept: Schemas["KeptMinutes"]; done: () => void }) {
  const [minutes, setMinutes] = useState<Minutes>(kept?.content ?? EMPTY);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isSaved, setSaved] = useState(false);
  const change = (part: Partial<Minutes>) => {
    setSaved(false);
    setMinutes({ ...minutes, ...part });
  };
  const member = (place: number, part: Partial<Minutes["members"][number]>) =>
    change({ members: minutes.members.map((one, index) => (index === place ? { ...one, ...part } : one)) });
  const save = async (event: Event) => {
    event.preventDefault();
    try {
      await send(`${path}/minutes`, { seen: kept?.version ?? 0, minutes: { ...minutes, members: minutes.members.filter((one) => one.name.trim() !== "") } }, "PUT");
      setProblem(null);
      setSaved(true);
      done();
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  return (
    <form class="minutes" onSubmit={(event) => void save(event)}>
      {problem && <Trouble problem={problem} />}
      <div class="filters">
        <label>{t("Số, ký hiệu biên bản")}<input required value={minutes.symbol} onInput={(event) => change({ symbol: event.currentTarget.value })} /></label>
        <DateField label={t("Ngày họp")} required value={minutes.held_on} max={today()} change={(held_on) => change({ held_on })} />
        <label>{t("Nơi họp")}<input value={minutes.place ?? ""} onInput={(event) => change({ place: event.currentTarget.value })} /></label>
      </div>
      <fieldset>
        <legend>{t("Thành viên hội đồng")}</legend>
        {minutes.members.map((one, index) => (
          <div class="member">
            <label>{t("Họ tên, chức danh {n}", { n: index + 1 })}<input value={one.name} onInput={(event) => member(index, { name: event.currentTarget.value })} /></label>
            <label>{t("Vai trò {n}", { n: index + 1 })}<input value={one.title ?? ""} onInput={(event) => member(index, { title: event.currentTarget.value })} /></label>
            <label class="check"><input type="checkbox" checked={one.is_present} onChange={(event) => member(index, { is_present: event.currentTarget.checked })} /> {t("Có mặt")}</label>
          </div>
        ))}
        <button type="button" onClick={() => change({ members: [...minutes.members, { name: "", title: t("Ủy viên"), is_present: true }] })}>{t("Thêm thành viên")}</button>
      </fieldset>
      <label>{t("Nội dung, kết luận")}<textarea rows={4} value={minutes.note ?? ""} onInput={(event) => change({ note: event.currentTarget.value })} /></label>
      <button class="main">{t("Lưu biên bản")}</button>
      {isSaved && <p class="badge ok" role="status">{t("Đã lưu biên bản")}</p>}
    </form>
  );
}

function SheetRow({ row }: { row: Scored }) {
  const own = row.assessed.self;
  return (
    <tr>
      <td>{row.criterion}</td>
      <td>{row.name}</td>
      <td class="figure">{row.not_applicable ? "–" : points(row.points)}</td>
      <td class="figure">{points(row.computed)}</td>
      <td class="figure">{row.not_applicable ? t("không áp dụng") : points(own?.value)}</td>
      <td>{row.not_applicable ?? own?.reason ?? ""}</td>
    </tr>
  );
}

function Sheet({ data, unit, campaign, minutes }: { data: Assessment; unit: Unit; campaign: string; minutes: Minutes | null }) {
  const groups = groupsOf(data.criteria, unit);
  const own = (rows: Scored[]) => points(sum(rows.map((row) => row.assessed.self?.value)));
  const most = (rows: Scored[]) => points(sum(rows.map((row) => (row.not_applicable ? null : row.points))));
  const open = data.criteria.filter((row) => !row.not_applicable && !row.assessed.self).length;
  const present = minutes?.members.filter((one) => one.is_present) ?? [];
  const absent = minutes?.members.filter((one) => !one.is_present) ?? [];
  return (
    <article class="sheet" aria-label={t("Bảng tự chấm để ký")}>
      <header>
        <p>{t("TỈNH ĐOÀN")}<br /><b>{data.name}</b><br />***<br /><small>{t("Số: {symbol}", { symbol: minutes?.symbol || "……" })}</small></p>
        <p><b>{t("ĐOÀN TNCS HỒ CHÍ MINH")}</b><br /><small>{t("ngày {day}", { day: minutes ? day(minutes.held_on) : "…/…/……" })}</small></p>
      </header>
      <h2>{t("BIÊN BẢN VÀ BẢNG TỰ CHẤM ĐIỂM NĂM CÔNG TÁC {campaign}", { campaign })}</h2>
      {minutes && (
        <p>
          {minutes.place && `${t("Nơi họp: {place}", { place: minutes.place })}. `}
          {t("Có mặt: {names}.", { names: present.map((one) => [one.name, one.title].filter(Boolean).join(", ")).join("; ") || "–" })}
          {absent.length > 0 && ` ${t("Vắng: {names}.", { names: absent.map((one) => one.name).join("; ") })}`}
        </p>
      )}
      {minutes?.note && <p>{minutes.note}</p>}
      {open > 0 && <p><b>{t("Bản nháp: còn {count} tiêu chí chưa chấm.", { count: open })}</b></p>}
      <table>
        <thead><tr><th scope="col">{t("Mã")}</th><th scope="col">{t("Tiêu chí")}</th><th scope="col">{t("Tối đa")}</th><th scope="col">{t("Hệ thống")}</th><th scope="col">{t("Tự chấm")}</th><th scope="col">{t("Lý do, ghi chú")}</th></tr></thead>
        {groups.map((group) => (
          <tbody>
            <tr class="sum"><th scope="rowgroup" colSpan={2}>{group.code} {group.name}</th><td class="figure">{most(group.rows)}</td><td class="figure">{points(sum(group.rows.map((row) => row.computed)))}</td><td class="figure">{own(group.rows)}</td><td /></tr>
            {group.rows.map((row) => <SheetRow row={row} />)}
          </tbody>
        ))}
        <tfoot><tr class="sum"><th scope="row" colSpan={2}>{t("Tổng cộng")}</th><td class="figure">{most(data.criteria)}</td><td class="figure">{points(sum(data.criteria.map((row) => row.computed)))}</td><td class="figure">{own(data.criteria)}</td><td /></tr></tfoot>
      </table>
      <p class="quiet">{t("Cộng theo mục; tổng xếp loại tính theo mức trần và điều kiện của Bộ tiêu chí.")}</p>
      <footer>
        <p><b>{t("THƯ KÝ")}</b><br /><small>{t("(ký, ghi rõ họ tên)")}</small></p>
        <p><b>{t("TM. HỘI ĐỒNG")}</b><br /><small>{t("(ký, đóng dấu)")}</small></p>
      </footer>
    </article>
  );
}

export function MinutesPage({ account, campaign, code }: { account: Account; campaign: string; code: string }) {
  const path = `/campaigns/${campaign}/units/${code}`;
  const mine = (cell: { unit?: string }) => cell.unit === code;
  const { data, problem, reload } = useFresh<Assessment>(`${path}/assessment`, mine);
  const unit = useFresh<Unit>(path, mine);
  if (!data || !unit.data) {
    const trouble = problem ?? unit.problem;
    return trouble ? <Failed problem={trouble} retry={reload} /> : <main><Waiting /></main>;
  }
  const mayWrite = data.state === "draft" && ["officer", "council"].includes(account.role);
  return (
    <main class="wide">
      <Head title={t("Biên bản, bảng ký: {name}", { name: data.name })} back={[at(`/don-vi/${code}/danh-gia`), t("Tự chấm")]}
        sub={data.minutes ? t("Bản {version}, {by} lưu {at}", { version: data.minutes.version, by: data.minutes.by, at: moment(data.minutes.at) }) : t("Chưa có biên bản")}>
        <button type="button" class="main" onClick={() => print()}>{t("In bảng ký")}</button>
      </Head>
      {mayWrite && <MinutesForm key={data.minutes?.version ?? 0} path={path} kept={data.minutes} done={reload} />}
      <Sheet data={data} unit={unit.data} campaign={campaign} minutes={data.minutes?.content ?? null} />
    </main>
  );
}
