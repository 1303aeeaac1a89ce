// visit-minutes.tsx — the minutes of a visit: drafted from the checklist, edited in versions, signed by the
// team, confirmed by the unit or objected to; and the sheet as it is printed.
import { useState } from "preact/hooks";
import { Problem, problemOf, Schemas, send } from "../api";
import { day, moment, today } from "../format";
import { useFresh } from "../live";
import { Badge } from "../parts/badge";
import { Trouble, Waiting } from "../parts/common";
import { DateField } from "../parts/date-field";
import { Failed, Head } from "../parts/head";
import { Empty } from "../parts/states";
import { TextField } from "../parts/text-field";
import { pathOf, Place, placeOf } from "../parts/visit";
import { at } from "../place";
import { t } from "../words";

type Minutes = Schemas["VisitMinutes"];
type Version = Minutes["versions"][number];

const ACTS: Record<Version["acts"][number]["act"], string> = {
  signed: t("Đoàn kiểm tra ký"), confirmed: t("Đơn vị xác nhận"), objected: t("Đơn vị nêu ý kiến"), locked: t("Trưởng đoàn khóa, giữ ý kiến của đơn vị"),
};
const STATES: Record<Minutes["state"], string> = {
  none: t("Chưa lưu bản nào"), draft: t("Dự thảo"), signed: t("Chờ đơn vị xác nhận"), objected: t("Đơn vị có ý kiến"), locked: t("Đã khóa"),
};

function useSending(done: () => void) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isBusy, setBusy] = useState(false);
  const run = async (path: string, body: unknown, method?: string) => {
    setBusy(true);
    try {
      await send(path, body, method);
      setProblem(null);
      done();
    } catch (error) {
      setProblem(problemOf(error));
    }
    setBusy(false);
  };
  return { problem, isBusy, run };
}

function MinutesForm({ path, of, done }: { path: string; of: Minutes; done: () => void }) {
  const last = of.versions[0];
  const team = (of.team?.members ?? []).map((one) => one.full_name).join(", ");
  const [form, setForm] = useState({ held_on: of.visited_on ?? today(), place: "", team, unit: "", text: of.draft ?? "", ...last?.content });
  const { problem, isBusy, run } = useSending(done);
  const change = (part: Partial<typeof form>) => setForm({ ...form, ...part });
  const fault = (name: string) => (problem?.field === name ? problem.detail : null);
  return (
    <form class="minutes card" onSubmit={(event) => { event.preventDefault(); void run(path, { seen: last?.version ?? 0, ...form }, "PUT"); }}>
      {problem && <Trouble problem={problem} />}
      <div class="filters">
        <DateField label={t("Ngày làm việc")} required value={form.held_on} change={(held_on) => change({ held_on })} />
        <TextField label={t("Nơi làm việc")} most={500} value={form.place ?? ""} change={(where) => change({ place: where })} />
      </div>
      <TextField label={t("Đoàn kiểm tra có mặt")} rows={2} most={4000} value={form.team ?? ""} change={(value) => change({ team: value })} />
      <TextField label={t("Đơn vị có mặt")} rows={2} most={4000} value={form.unit ?? ""} change={(unit) => change({ unit })} />
      <TextField label={t("Nội dung")} rows={14} most={50000} required value={form.text} fault={fault("text")} change={(text) => change({ text })} />
      {last && of.draft && <button type="button" class="link" onClick={() => change({ text: of.draft ?? "" })}>{t("Lấy lại dự thảo từ danh mục hiện nay")}</button>}
      <button class="main" disabled={isBusy}>{t("Lưu bản {version}", { version: (last?.version ?? 0) + 1 })}</button>
    </form>
  );
}

function Answer({ path, of, done }: { path: string; of: Minutes; done: () => void }) {
  const version = of.versions[0]?.version ?? 0;
  const [text, setText] = useState("");
  const [isTried, setTried] = useState(false);
  const { problem, isBusy, run } = useSending(done);
  const act = (what: string) => void run(`${path}/acts`, { act: what, version, text });
  const object = () => {
    setTried(true);
    if (text.trim()) {
      act("objected");
    }
  };
  return (
    <section class="card">
      {problem && <Trouble problem={problem} />}
      {of.may_write && of.state === "draft" && <button type="button" class="main" disabled={isBusy} onClick={() => act("signed")}>{t("Ký bản {version} cho đoàn", { version })}</button>}
      {of.may_lock && <button type="button" class="main" disabled={isBusy} onClick={() => act("locked")}>{t("Khóa, giữ ý kiến của đơn vị")}</button>}
      {of.may_answer && (
        <>
          <h2>{t("Đơn vị đã đọc bản {version}", { version })}</h2>
          <button type="button" class="main" disabled={isBusy} onClick={() => act("confirmed")}>{t("Xác nhận biên bản")}</button>
          <TextField label={t("Ý kiến của đơn vị")} rows={3} most={4000} value={text} change={setText} fault={isTried && !text.trim() ? t("Viết ý kiến rồi gửi.") : null} />
          <button type="button" disabled={isBusy} onClick={object}>{t("Gửi ý kiến")}</button>
        </>
      )}
    </section>
  );
}

function Acts({ of }: { of: Version }) {
  return of.acts.length === 0 ? null : (
    <ul class="plain acts-said">
      {of.acts.map((one) => <li key={one.at}><b>{ACTS[one.act]}</b>, {one.by}, {moment(one.at)}{one.text && <>: “{one.text}”</>}</li>)}
    </ul>
  );
}

function Sheet({ of, version }: { of: Minutes; version: Version }) {
  const { content } = version;
  return (
    <article class="sheet" aria-label={t("Biên bản làm việc")}>
      <header>
        <p>{t("TỈNH ĐOÀN")}<br /><b>{of.team?.name.toLocaleUpperCase("vi")}</b><br />***</p>
        <p><b>{t("ĐOÀN TNCS HỒ CHÍ MINH")}</b><br /><small>{t("ngày {day}", { day: day(content.held_on) })}</small></p>
      </header>
      <h2>{t("BIÊN BẢN LÀM VIỆC")}</h2>
      <p>{t("{title} tại {unit}", { title: of.round_title, unit: of.unit_name })}{of.symbol && ` (${of.symbol})`}</p>
      {content.place && <p>{t("Nơi làm việc: {place}", { place: content.place })}</p>}
      {content.team && <p>{t("Đoàn kiểm tra: {names}", { names: content.team })}</p>}
      {content.unit && <p>{t("Đơn vị: {names}", { names: content.unit })}</p>}
      <p class="text">{content.text}</p>
      <Acts of={version} />
      <footer>
        <p><b>{t("ĐẠI DIỆN ĐƠN VỊ")}</b><br /><small>{t("(ký, ghi rõ họ tên)")}</small></p>
        <p><b>{t("TRƯỞNG ĐOÀN")}</b><br /><small>{t("(ký, ghi rõ họ tên)")}</small></p>
      </footer>
    </article>
  );
}

export function VisitMinutesPage({ mayVisit, ...place }: Place & { mayVisit: boolean }) {
  const path = `${pathOf(place)}/minutes`;
  const { data, problem, reload } = useFresh<Minutes>(path, () => false);
  if (!data) {
    return problem ? <Failed problem={problem} retry={reload} /> : <main><Waiting /></main>;
  }
  const [last, ...earlier] = data.versions;
  const back: [string, string] = mayVisit ? [at(placeOf(place)), t("Danh mục kiểm tra")] : [at(`/kiem-tra/${place.round}`), data.round_title];
  return (
    <main class="visit-minutes">
      <Head title={t("Biên bản: {unit}", { unit: data.unit_name })} back={back}
        sub={last ? t("Bản {version}, {by} lưu {at}", { version: last.version, by: last.by, at: moment(last.at) }) : data.round_title}>
        <Badge tone={data.state === "locked" ? "ok" : data.state === "objected" ? "warn" : ""}>{STATES[data.state]}</Badge>
        {last && <button type="button" onClick={() => print()}>{t("In biên bản")}</button>}
      </Head>
      {(data.may_answer || data.may_lock || (data.may_write && data.state === "draft")) && <Answer key={`${data.state} ${last?.version}`} path={path} of={data} done={reload} />}
      {data.may_write && <MinutesForm key={last?.version ?? 0} path={path} of={data} done={reload} />}
      {last ? <Sheet of={data} version={last} /> : !data.may_write && <Empty title={t("Đoàn chưa lập biên bản.")} />}
      {earlier.length > 0 && (
        <section class="earlier">
          <h2>{t("Các bản trước")}</h2>
          {earlier.map((version) => (
            <details key={version.version} class="card">
              <summary>{t("Bản {version}, {by} lưu {at}", { version: version.version, by: version.by, at: moment(version.at) })}</summary>
              <Acts of={version} /><p class="text">{version.content.text}</p>
            </details>
          ))}
        </section>
      )}
    </main>
  );
}
