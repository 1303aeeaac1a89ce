// conclusion.tsx — the conclusion of a round: drafted from what was found, edited line by line beside
// the figures that each rests on, issued as a document; and the news item that tells of the round.
import { useState } from "preact/hooks";
import { Problem, problemOf, Schemas, send } from "../api";
import { day, daysAfter, moment, today } from "../format";
import { useFresh } from "../live";
import { Badge } from "../parts/badge";
import { Dialog, Trouble, Waiting } from "../parts/common";
import { CopyButton } from "../parts/copy";
import { DateField } from "../parts/date-field";
import { Failed, Head } from "../parts/head";
import { Icon } from "../parts/icon";
import { Panel } from "../parts/panel";
import { Empty } from "../parts/states";
import { TextField } from "../parts/text-field";
import { toast } from "../parts/toast";
import { at } from "../place";
import { t } from "../words";

type Conclusion = Schemas["Conclusion"];
type Line = Schemas["ConclusionLine"];
type Fact = Schemas["ConclusionFact"];
type News = Schemas["RoundNews"];
type Section = Line["section"];
interface Edited { seen: number; lines: Line[] }

const SECTIONS: Record<Section, string> = { strength: t("Ưu điểm"), limit: t("Hạn chế"), recommendation: t("Kiến nghị") };
const STATES: Record<Conclusion["state"], string> = { none: t("Dự thảo của hệ thống"), draft: t("Đang soạn"), issued: t("Đã ban hành") };
const DUE_DAYS = 30;
// The usual due day of a recommendation; none is due before the round has ended.
const usualDue = ({ period_to }: Conclusion) => daysAfter(period_to > today() ? period_to : today(), DUE_DAYS);

// "Một số đơn vị" opens to which, with the figure of each.
function Figures({ fact }: { fact: Fact }) {
  return (
    <details class="figures-of">
      <summary>{t("{title}: {count} trên {of} đơn vị", { title: fact.title, count: fact.count, of: fact.of })}</summary>
      <ul class="plain">
        {fact.units.map((one) => (
          <li key={one.unit}><a href={at(`/don-vi/${one.unit}`)}>{one.name}</a> <span class="quiet">{one.of ? t("{figure} trên {of}", { figure: one.figure, of: one.of }) : one.figure}</span></li>
        ))}
      </ul>
    </details>
  );
}

function LineView({ line, fact, names }: { line: Line; fact: Fact | undefined; names: Map<string, string> }) {
  return (
    <li class="card">
      <p>{line.unit && <b>{names.get(line.unit) ?? line.unit}: </b>}{line.text}</p>
      {line.section === "recommendation" && <p class="quiet">{t("Hoàn thành khi: {measure}. Hạn {day}.", { measure: line.measure?.replace(/\.\s*$/, "") ?? "–", day: line.due_on ? day(line.due_on) : "–" })}</p>}
      {fact && <Figures fact={fact} />}
    </li>
  );
}

function LineForm({ line, fact, names, fault, change, remove }: {
  line: Line; fact: Fact | undefined; names: Map<string, string>; fault: (field: string) => string | null; change: (part: Partial<Line>) => void; remove: () => void;
}) {
  return (
    <li class="card">
      {line.unit && <b>{names.get(line.unit) ?? line.unit}</b>}
      <TextField label={t("Nội dung")} rows={2} most={4000} required value={line.text} fault={fault("text")} change={(text) => change({ text })} />
      {line.section === "recommendation" && (
        <div class="filters">
          <TextField label={t("Hoàn thành khi")} most={4000} required value={line.measure ?? ""} fault={fault("measure")} change={(measure) => change({ measure })} />
          <DateField label={t("Hạn")} required value={line.due_on ?? ""} fault={fault("due_on")} change={(due_on) => change({ due_on })} />
        </div>
      )}
      {fact && <Figures fact={fact} />}
      <button type="button" class="link" onClick={remove}>{t("Bỏ dòng này")}</button>
    </li>
  );
}

function Issue({ path, of, done, close }: { path: string; of: Conclusion; done: () => void; close: () => void }) {
  const [symbol, setSymbol] = useState("");
  const [dated, setDated] = useState(today());
  const [problem, setProblem] = useState<Problem | null>(null);
  const asked = of.lines.filter((line) => line.section === "recommendation").length;
  const issue = async (event: Event) => {
    event.preventDefault();
    try {
      await send(`${path}/conclusion/issue`, { version: of.version, symbol: symbol.trim(), dated });
      done();
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  return (
    <Dialog title={t("Ban hành kết luận")} close={close}>
      <form onSubmit={(event) => void issue(event)}>
        {problem && <Trouble problem={problem} />}
        <p>{t("Sau khi ban hành, nội dung không đổi nữa; các đơn vị đọc được phần chung và phần của mình, {count} kiến nghị được giao.", { count: asked })}</p>
        <TextField label={t("Số, ký hiệu")} required most={200} value={symbol} fault={problem?.field === "symbol" ? problem.detail : null} change={setSymbol} />
        <DateField label={t("Ngày ban hành")} required max={today()} value={dated} fault={problem?.field === "dated" ? problem.detail : null} change={setDated} />
        <button class="main">{t("Ban hành")}</button>
      </form>
    </Dialog>
  );
}

// The news item; below each paragraph the figures that it tells.
function NewsItem({ path, facts }: { path: string; facts: Fact[] }) {
  const { data, problem, reload } = useFresh<News>(`${path}/news`, () => false);
  if (!data) {
    return problem ? <Trouble problem={problem} retry={reload} /> : <Waiting />;
  }
  const text = data.paragraphs.map((parts) => parts.map((part) => part.text).join("")).join("\n\n");
  return (
    <article>
      <h3>{data.title}</h3>
      {data.paragraphs.map((parts) => (
        <>
          <p>{parts.map((part) => part.text).join("")}</p>
          {facts.filter((fact) => parts.some((part) => part.fact === fact.key)).map((fact) => <Figures key={fact.key} fact={fact} />)}
        </>
      ))}
      <CopyButton text={`${data.title}\n\n${text}`} label={t("Chép bản tin")} />
    </article>
  );
}

function Facts({ facts, add }: { facts: Fact[]; add: ((fact: Fact) => void) | null }) {
  return (
    <ul class="plain facts-found">
      {facts.map((fact) => (
        <li key={fact.key}>
          <Figures fact={fact} />
          {add && fact.section !== "course" && <button type="button" class="link" onClick={() => add(fact)}>{t("Thêm thành một dòng")}</button>}
        </li>
      ))}
    </ul>
  );
}

function History({ of }: { of: Conclusion }) {
  return <ul class="plain">{of.history.map((one) => <li key={one.version}>{t("Bản {version}: {count} dòng, {by}, {at}", { version: one.version, count: one.lines.length, by: one.by, at: moment(one.at) })}</li>)}</ul>;
}

function SectionOf({ section, of, lines, problem, edit }: {
  section: Section; of: Conclusion; lines: Line[]; problem: Problem | null; edit: ((lines: Line[]) => void) | null;
}) {
  const facts = new Map(of.facts.map((fact) => [fact.key, fact]));
  const names = new Map(of.facts.flatMap((fact) => fact.units.map((one) => [one.unit, one.name] as const)));
  const put = (place: number, part: Partial<Line>) => edit?.(lines.map((line, n) => (n === place ? { ...line, ...part } : line)));
  const remove = (place: number) => {
    edit?.(lines.filter((_, n) => n !== place));
    toast(t("Đã bỏ một dòng"), () => edit?.(lines));
  };
  const more: Line = section === "recommendation" ? { section, text: "", measure: "", due_on: usualDue(of) } : { section, text: "" };
  const own = lines.map((line, place) => ({ line, place })).filter(({ line }) => line.section === section);
  return !edit && own.length === 0 ? null : (
    <section>
      <h2>{SECTIONS[section]} ({own.length})</h2>
      <ul class="plain lines">
        {own.map(({ line, place }) => (edit
          ? <LineForm key={place} line={line} fact={facts.get(line.fact ?? "")} names={names} change={(part) => put(place, part)} remove={() => remove(place)}
              fault={(field) => (problem?.field === `lines[${place}].${field}` ? problem.detail : null)} />
          : <LineView key={place} line={line} fact={facts.get(line.fact ?? "")} names={names} />))}
      </ul>
      {edit && <button type="button" onClick={() => edit([...lines, more])}><Icon name="add" /> {t("Thêm dòng")}</button>}
    </section>
  );
}

function useEdit(path: string, of: Conclusion | null, reload: () => void) {
  const [edited, setEdited] = useState<Edited | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const edit = (lines: Line[]) => setEdited({ seen: edited?.seen ?? of?.version ?? 0, lines });
  const save = async () => {
    try {
      await send(`${path}/conclusion`, edited ?? { seen: of?.version ?? 0, lines: of?.lines ?? [] }, "PUT");
      setEdited(null);
      setProblem(null);
      reload();
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  return { edited, problem, edit, save, lines: edited?.lines ?? of?.lines ?? [] };
}

export function ConclusionPage({ campaign, code, mayReadNews }: { campaign: string; code: string; mayReadNews: boolean }) {
  const path = `/campaigns/${campaign}/rounds/${code}`;
  const { data, problem, reload } = useFresh<Conclusion>(`${path}/conclusion`, (cell) => !cell.unit);
  const work = useEdit(path, data, reload);
  const [isIssuing, setIssuing] = useState(false);
  if (!data) {
    return problem ? <Failed problem={problem} retry={reload} /> : <main><Waiting /></main>;
  }
  const isKept = !work.edited && data.version > 0;
  const addFact = (fact: Fact) => work.edit([...work.lines, { section: fact.section === "strength" ? "strength" : "limit", text: fact.title, fact: fact.key }]);
  return (
    <main class="conclusion">
      <Head title={t("Kết luận kiểm tra")} back={[at(`/kiem-tra/${code}`), data.round_title]}
        sub={<><Badge tone={data.state === "issued" ? "ok" : "warn"}>{STATES[data.state]}</Badge> {data.state === "issued" ? t("{symbol} ngày {day}", { symbol: data.symbol, day: data.dated ? day(data.dated) : "–" }) : data.version > 0 ? t("bản {version}", { version: data.version }) : ""}</>}>
        {data.may_write && !isKept && <button type="button" class="main" onClick={() => void work.save()}>{t("Lưu bản {version}", { version: data.version + 1 })}</button>}
        {data.may_write && isKept && <button type="button" class="main" onClick={() => setIssuing(true)}>{t("Ban hành")}…</button>}
      </Head>
      {work.problem && <Trouble problem={work.problem} />}
      {work.lines.length === 0 && !data.may_write && <Empty title={t("Chưa có nội dung")} />}
      {(Object.keys(SECTIONS) as Section[]).map((section) => <SectionOf key={section} section={section} of={data} lines={work.lines} problem={work.problem} edit={data.may_write ? work.edit : null} />)}
      <div class="panels">
        <Panel name="so-lieu" title={t("Mọi số liệu đã đếm ({count})", { count: data.facts.length })}>{() => <Facts facts={data.facts} add={data.may_write ? addFact : null} />}</Panel>
        {mayReadNews && <Panel name="ban-tin" title={t("Bản tin về cuộc kiểm tra")}>{() => <NewsItem path={path} facts={data.facts} />}</Panel>}
        {data.history.length > 0 && <Panel name="lich-su" title={t("Các bản đã lưu ({count})", { count: data.history.length })}>{() => <History of={data} />}</Panel>}
      </div>
      {isIssuing && <Issue path={path} of={data} done={() => { setIssuing(false); reload(); }} close={() => setIssuing(false)} />}
    </main>
  );
}
