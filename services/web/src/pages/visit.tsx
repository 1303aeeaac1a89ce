// visit.tsx — a visit of a round, on the phone at the unit: the checklist, the riskiest first, and what the
// inspectors of the team record.  It opens without a line once it has been opened with one; what is
// recorded goes through the queue of the device.
import { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { ask, problemOf, Problem } from "../api";
import { day, weekday } from "../format";
import { useFresh } from "../live";
import { Badge } from "../parts/badge";
import { Trouble, Waiting } from "../parts/common";
import { FoundLine } from "../parts/found";
import { Failed, Head } from "../parts/head";
import { Icon } from "../parts/icon";
import { PreparationCard } from "../parts/preparation";
import { MINUTES_STATES } from "../parts/round-words";
import { Empty } from "../parts/states";
import { toast } from "../parts/toast";
import { Item, pathOf, Place, placeOf, Shown, shownOf, Visit } from "../parts/visit";
import { FindingForm } from "../parts/visit-finding";
import { About, RecordForm, Records, StateBadge, STATES, Tick } from "../parts/visit-item";
import { KeptPhotos } from "../parts/visit-photos";
import { WithdrawFinding } from "../parts/visit-withdraw";
import { at, filterBy, useAddress } from "../place";
import { keptAnswer } from "../queue/answers";
import { useOnline, useQueue } from "../queue/hooks";
import type { Kept } from "../queue/types";
import { t } from "../words";

const AGAIN_MS = 20_000; // no event says that another inspector has recorded something

// What stands on the server, read again while the page is looked at and when the device has sent something.
function useVisit(place: Place) {
  const path = `${pathOf(place)}/visit`;
  const visit = useFresh<Visit>(path, () => false);
  const records = (useQueue() ?? []).filter((one) => one.record?.path.startsWith(`${path}/`));
  const arrived = records.filter((one) => one.state === "arrived").length;
  useEffect(() => visit.data ? visit.reload() : undefined, [arrived]);
  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === "visible" && visit.reload(), AGAIN_MS);
    return () => clearInterval(timer);
  }, [path]);
  return { ...visit, records };
}

function useWide(): boolean {
  const [isWide, setWide] = useState(() => matchMedia("(min-width: 1000px)").matches);
  useEffect(() => {
    const query = matchMedia("(min-width: 1000px)");
    const look = () => setWide(query.matches);
    query.addEventListener("change", look);
    return () => query.removeEventListener("change", look);
  }, []);
  return isWide;
}

function Opened({ place, shown, visit, close }: { place: Place; shown: Shown; visit: Visit; close: () => void }) {
  const done = () => {
    toast(t("Đã ghi “{title}”.", { title: shown.item.title }));
    close();
  };
  return (
    <div class="opened">
      <About shown={shown} place={place} />
      <Records shown={shown} />
      {visit.may_write && <RecordForm key={shown.item.key} place={place} shown={shown} maySettle={visit.may_settle} done={done} />}
      {visit.may_write && <button type="button" class="link" onClick={() => filterBy({ muc: "", "phat-hien": shown.item.key })}>{t("Ghi phát hiện về mục này")}</button>}
    </div>
  );
}

function Row({ shown, isOpen, children }: { shown: Shown; isOpen: boolean; children: ComponentChildren }) {
  const { item, local, state } = shown;
  const onDevice = local.filter((one) => one.state !== "arrived").length;
  return (
    <li class={isOpen ? "on" : ""}>
      <button type="button" class="row" aria-expanded={isOpen} onClick={() => filterBy({ muc: isOpen ? "" : item.key, "phat-hien": "" })}>
        <Tick state={state} />
        <span class="grow">
          <b class={state === "right" ? "done" : ""}>{item.title}</b>
          <span class="quiet">{item.why}</span>
          {onDevice > 0 && <span class="quiet">{t("lưu trên máy, chờ gửi")}</span>}
        </span>
        {state === "disputed" ? <StateBadge state={state} /> : <Icon name="next" />}
      </button>
      {children}
    </li>
  );
}

const FILTERS = ["", "open", "wrong", "disputed"] as const;

function Filter({ all, chosen }: { all: Shown[]; chosen: string }) {
  const names = { "": t("Tất cả"), open: STATES.open, wrong: STATES.wrong, disputed: STATES.disputed };
  return (
    <div class="chips" role="group" aria-label={t("Lọc")}>
      {FILTERS.map((one) => (
        <button key={one} type="button" aria-pressed={chosen === one} onClick={() => filterBy({ loc: one })}>
          {names[one]} {all.filter((shown) => !one || shown.state === one).length}
        </button>
      ))}
    </div>
  );
}

function LocalFinding({ of }: { of: Kept }) {
  return (
    <li>
      <b>{of.record?.finding?.text}</b>
      <p class="quiet">{of.state === "arrived" ? t("đã gửi") : t("lưu trên máy, chờ gửi")}</p>
      {of.problem && of.state === "refused" && <p class="fault">{of.problem.detail} {of.problem.mend}</p>}
      <KeptPhotos files={of.files} />
    </li>
  );
}

function Findings({ place, visit, records, reload }: { place: Place; visit: Visit; records: Kept[]; reload: () => void }) {
  const known = new Set([...visit.findings, ...visit.withdrawn].map((one) => one.id));
  const local = records.filter((one) => one.record?.finding && !known.has(one.id));
  const count = local.length + visit.findings.length;
  return count + visit.withdrawn.length === 0 ? null : (
    <section>
      <h2>{t("Phát hiện ({count})", { count })}</h2>
      <ul class="items">{local.map((one) => <LocalFinding key={one.id} of={one} />)}{visit.findings.map((one) => <FoundLine key={one.id} of={one}>{visit.withdrawable.includes(one.id) && <WithdrawFinding place={place} id={one.id} done={reload} />}</FoundLine>)}</ul>
      {visit.withdrawn.length > 0 && <details><summary>{t("Đã rút ({count})", { count: visit.withdrawn.length })}</summary><ul class="items">{visit.withdrawn.map((one) => <FoundLine key={one.id} of={one} />)}</ul></details>}
    </section>
  );
}

function MinutesCard({ place, visit, marked }: { place: Place; visit: Visit; marked: number }) {
  return (
    <section class="card row">
      <span class="grow"><b>{t("Biên bản")}</b><span class="quiet">{visit.minutes === "none" ? t("Dự thảo tự lập từ {count} mục đã ghi", { count: marked }) : MINUTES_STATES[visit.minutes]}</span></span>
      <a class="button" href={at(`${placeOf(place)}/bien-ban`)}>{t("Xem")}</a>
    </section>
  );
}

function Dock({ take }: { take: (photos: File[]) => void }) {
  return (
    <div class="dock">
      <input class="hidden" type="file" id="visit-camera" accept="image/jpeg,image/png,image/webp" capture="environment"
        onChange={(event) => { take([...event.currentTarget.files ?? []]); event.currentTarget.value = ""; }} />
      <label for="visit-camera" class="button"><Icon name="camera" /><span class="hidden">{t("Chụp ảnh một phát hiện")}</span></label>
      <button type="button" class="main" onClick={() => take([])}>{t("Ghi phát hiện mới")}</button>
    </div>
  );
}

function useOpening(place: Place, visit: Visit | null, reload: () => void) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const list = () => ask(`${pathOf(place)}/visit`, { method: "POST" }).then(() => { setProblem(null); reload(); }, (error) => setProblem(problemOf(error)));
  const isUnlisted = visit !== null && visit.may_write && visit.listed_at === null;
  useEffect(() => {
    if (isUnlisted) {
      void list();
    }
  }, [isUnlisted]);
  return { problem, list };
}

function useIsKept(place: Place, data: Visit | null): boolean {
  const [isKept, setKept] = useState(false);
  useEffect(() => void keptAnswer(`${pathOf(place)}/visit`).then((kept) => setKept(kept !== null)), [data]);
  return isKept;
}

function Body({ place, visit, records, reload }: { place: Place; visit: Visit; records: Kept[]; reload: () => void }) {
  const { query } = useAddress();
  const isWide = useWide(), isOnline = useOnline();
  const [photos, setPhotos] = useState<File[]>([]);
  const { problem, list } = useOpening(place, visit, reload);
  const all = shownOf(visit, records);
  const marked = all.filter((one) => one.state !== "open").length;
  const disputed = all.filter((one) => one.state === "disputed").length;
  const filter = query.get("loc") ?? "", finding = query.get("phat-hien"), key = query.get("muc");
  const shown = all.filter((one) => !filter || one.state === filter || one.item.key === key);
  const opened = all.find((one) => one.item.key === key) ?? null;
  const about: Item | null = all.find((one) => one.item.key === finding)?.item ?? null;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [finding]); // the form may stand above what is on the screen
  const close = () => filterBy({ muc: "", "phat-hien": "" });
  const take = (chosen: File[]) => {
    setPhotos(chosen);
    filterBy({ muc: "", "phat-hien": "1" });
  };
  const form = finding && visit.may_write ? (
    <section class="card">
      <div class="section-head"><h2 ref={heading} tabIndex={-1}>{t("Phát hiện mới")}</h2><button type="button" class="link" onClick={close}>{t("Đóng")}</button></div>
      <FindingForm key={finding} place={place} item={about} photos={photos} done={() => { setPhotos([]); toast(t("Đã ghi phát hiện.")); close(); }} />
    </section>
  ) : null;
  return (
    <>
      {problem && <Trouble problem={problem} />}
      {disputed > 0 && <p class="note warn" role="status">{t("{count} mục có hai ý kiến ghi cùng lúc; đã giữ cả hai.", { count: disputed })}</p>}
      <section class="row progress">
        <span><b class="big">{marked}</b> {t("trên {count} mục", { count: all.length })}</span>
        <progress max={Math.max(1, all.length)} value={marked} aria-label={t("Mục đã ghi")} />
        {visit.people > 1 && <span class="quiet">{t("{count} người đang ghi", { count: visit.people })}</span>}
      </section>
      <div class="visit-columns">
        <div>
          <PreparationCard place={place} report={visit.report} sample={visit.sample} />
          {!isWide && form}
          <section>
            <h2>{t("Rủi ro cao trước")}</h2>
            <Filter all={all} chosen={filter} />
            {all.length === 0 && <Empty title={visit.listed_at ? t("Không có mục nào cần kiểm tra.") : t("Danh mục chưa lập.")}>{t("Danh mục lập khi đoàn mở trang này trong lúc cuộc kiểm tra đang tiến hành.")}</Empty>}
            <ul class="checklist">
              {shown.map((one) => (
                <Row key={one.item.key} shown={one} isOpen={one.item.key === key}>
                  {!isWide && one.item.key === key && <Opened place={place} shown={one} visit={visit} close={close} />}
                </Row>
              ))}
            </ul>
            {visit.may_write && isOnline && <button type="button" onClick={() => void list()}>{t("Làm mới danh mục")}</button>}
          </section>
          <Findings place={place} visit={visit} records={records} reload={reload} />
          <MinutesCard place={place} visit={visit} marked={marked} />
        </div>
        {isWide && (
          <aside aria-label={t("Mục đang mở")}>
            {visit.may_write && !form && <Dock take={take} />}
            {form ?? (opened ? <section class="card"><h2>{opened.item.title}</h2><Opened key={opened.item.key} place={place} shown={opened} visit={visit} close={close} /></section>
              : <Empty title={t("Chọn một mục để xem và ghi.")} />)}
          </aside>
        )}
      </div>
      {!isWide && visit.may_write && !form && <Dock take={take} />}
    </>
  );
}

export function VisitPage(place: Place) {
  const { data, problem, reload, records } = useVisit(place);
  const isKept = useIsKept(place, data);
  if (!data) {
    return problem ? <Failed problem={problem} retry={reload} /> : <main><Waiting /></main>;
  }
  const when = data.visited_on ? `${weekday(data.visited_on)} ${day(data.visited_on)}` : t("chưa xếp ngày");
  return (
    <main class="visit">
      <Head title={t("Kiểm tra {unit}", { unit: data.unit_name })} sub={[when, data.team].filter(Boolean).join(" · ")} back={[at(`/kiem-tra/${place.round}`), data.round_title]}>
        {data.is_locked ? <Badge>{t("Đã khóa")}</Badge> : isKept && <Badge tone="ok">{t("Có sẵn ngoại tuyến")}</Badge>}
      </Head>
      <Body place={place} visit={data} records={records} reload={reload} />
    </main>
  );
}
