// checks.tsx — the handbook of checks for everybody, and for the editor the campaign's settings of
// each: off, severity, parameters, tried first and then saved.
import { useEffect, useState } from "preact/hooks";
import { Account, CampaignItem, Problem, problemOf, Schemas, send } from "../api";
import { day, KINDS, moment, SEVERITIES } from "../format";
import { useFresh, useSoon } from "../live";
import { Trouble, Waiting } from "../parts/common";
import { Ground } from "../parts/ground";
import { Head } from "../parts/head";
import { NumberField } from "../parts/number-field";
import { TrialOf, Wish } from "../parts/trial";
import { at, useAddress } from "../place";
import { t } from "../words";

type Example = Schemas["CheckExample"];
type Check = Schemas["HandbookCheck"];
type Handbook = Schemas["Handbook"];
type Setting = Schemas["CheckSetting"];
type Settings = Schemas["Checks"];
interface Measured { planted: number; found: number; false: number; per_1000_articles?: number }
// services/web/src/quality.json, which `make quality` writes.
interface Quality { measured_on?: string; checks: Record<string, Measured> }
type Summary = Schemas["FindingSummary"];
type Answers = Summary["answers"][number];

// "ngan" finds "ngắn": people type without diacritics.
function plain(text: string): string {
  return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d");
}

function ExampleItem({ example }: { example: Example }) {
  return (
    <li>
      <b class={`count ${example.fires ? "invalid" : "valid"}`}>{example.fires ? t("✗ bị báo") : t("✓ không báo")}</b>
      {example.fields.map((field) => <> · {field.name}: <q>{field.value.length > 300 ? `${field.value.slice(0, 300)}…` : field.value}</q></>)}
    </li>
  );
}

function About({ check, quality, answers }: { check: Check; quality: Measured | undefined; answers: Answers | undefined }) {
  const kinds = check.kinds.split(",").filter(Boolean).map((kind) => KINDS[kind] ?? kind);
  return (
    <>
      <dl>
        <dt>{t("Cách sửa")}</dt><dd>{check.mend}</dd>
        <dt>{t("Mức độ gốc")}</dt><dd>{SEVERITIES[check.severity]}</dd>
        <dt>{t("Áp dụng cho")}</dt><dd>{kinds.length > 0 ? kinds.join(", ") : t("mọi loại minh chứng")}</dd>
        {check.parameters.map((parameter) => <><dt>{t("Tham số")}</dt><dd>{parameter.help}: {parameter.value}</dd></>)}
        <dt>{t("Tiếng Anh")}</dt><dd lang="en">{check.message_en}</dd>
        <dt>{t("Mã")}</dt><dd><code>{check.code}</code></dd>
        {quality && quality.planted > 0 && <><dt>{t("Đo được")}</dt><dd>{t("gieo {planted} lỗi, tìm thấy {found}, báo nhầm {wrong}", { planted: quality.planted, found: quality.found, wrong: quality.false })}{quality.per_1000_articles !== undefined && "; " + t("trên 1.000 bài thật báo {count}", { count: quality.per_1000_articles.toLocaleString("vi-VN") })}</dd></>}
        {answers && <><dt>{t("Người xem trả lời")}</dt><dd>{t("đợt này đã sửa {fixed}, giải trình {explained}, được chấp nhận {accepted}, còn mở {open}", { fixed: answers.mended, explained: answers.explained, accepted: answers.accepted, open: answers.open })}</dd></>}
      </dl>
      <details><summary>{t("Ví dụ ({count})", { count: check.examples.length })}</summary><ul class="plain">{check.examples.map((example) => <ExampleItem example={example} />)}</ul></details>
    </>
  );
}

function SetForm({ campaign, check, set, campaigns, saved }: { campaign: CampaignItem; check: Check; set: Setting | null; campaigns: CampaignItem[]; saved: () => void }) {
  const [wish, setWish] = useState<Wish>({ off: set?.off ?? false, severity: set?.severity ?? null, parameters: set?.parameters ?? {} });
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isSaved, setSaved] = useState(false);
  const [ground, setGround] = useState("");
  const path = `/campaigns/${campaign.code}/checks/${check.code}`;
  const last = campaigns.find((item) => item.code !== campaign.code) ?? campaign;

  const change = (part: Partial<Wish>) => {
    setSaved(false);
    setWish({ ...wish, ...part });
  };
  const parameter = (name: string, text: string) => {
    const { [name]: _, ...others } = wish.parameters;
    change({ parameters: text === "" ? others : { ...others, [name]: Number(text) } });
  };
  const save = async (event: Event) => {
    event.preventDefault();
    try {
      await send(path, { ...wish, seen: set?.version ?? "", ground }, "PUT");
      setProblem(null);
      setSaved(true);
    } catch (error) {
      setProblem(problemOf(error));
    }
    saved();
  };
  return (
    <form class="set" onSubmit={(event) => void save(event)}>
      <h3>{t("Thiết đặt cho {name}", { name: campaign.name })}</h3>
      {problem && <Trouble problem={problem} />}
      <Ground problem={problem} value={ground} change={setGround} />
      <label class="check"><input type="checkbox" checked={wish.off} onChange={(event) => change({ off: event.currentTarget.checked })} /> {t("Tắt quy tắc này")}</label>
      <label>{t("Mức độ")}
        <select value={wish.severity ?? ""} onChange={(event) => change({ severity: event.currentTarget.value || null })}>
          <option value="">{t("Mức gốc ({severity})", { severity: SEVERITIES[check.severity] ?? "" })}</option>
          {Object.entries(SEVERITIES).map(([name, title]) => <option key={name} value={name}>{title}</option>)}
        </select>
      </label>
      {check.parameters.map(({ name, value, help }) => (
        <NumberField key={name} label={`${help} ${t("(gốc: {value})", { value })}`} whole min={0} value={String(wish.parameters[name] ?? "")} change={(text) => parameter(name, text)} />
      ))}
      {check.can_be_tried
        ? <TrialOf path={path} wish={wish} campaigns={campaigns} first={last.code} />
        : <p class="quiet">{check.code.startsWith("members.")
          ? t("Quy tắc về tệp phần mềm không thử được: dữ liệu đoàn viên không được giữ; tệp nộp từ bây giờ được chấm theo thiết đặt mới.")
          : t("Quy tắc về bản sao không thử được: ai nộp trước chỉ biết lúc nộp.")}</p>}
      <button class="main">{t("Lưu cho đợt này")}</button>
      <p role="status">{isSaved && t("Đã lưu; minh chứng nộp hoặc sửa từ bây giờ được kiểm tra theo thiết đặt này.")}</p>
    </form>
  );
}

function State({ check, set }: { check: Check; set: Setting | null }) {
  const severity = set?.severity ?? check.severity;
  return <span class={`count ${set?.off ? "waiting" : severity === "error" || severity === "fatal" ? "invalid" : "mend"}`}>{set?.off ? t("Đã tắt") : SEVERITIES[severity]}</span>;
}

function Item({ check, set, quality, answers, isWanted, form }: { check: Check; set: Setting | null; quality: Measured | undefined; answers: Answers | undefined; isWanted: boolean; form: (() => preact.JSX.Element) | null }) {
  const [isOpen, setOpen] = useState(isWanted);
  return (
    <li>
      <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary><strong>{check.message}</strong> <State check={check} set={set} /></summary>
        {isOpen && <>
          {set && <p class="quiet">{t("{by} lúc {at}", { by: set.by ? t("{by} đặt", { by: set.by }) : t("Đặt từ dòng lệnh"), at: moment(set.at) })}</p>}
          <About check={check} quality={quality} answers={answers} />
          {form && form()}
        </>}
      </details>
    </li>
  );
}

export function ChecksPage({ account, campaigns, campaign: code }: { account: Account; campaigns: CampaignItem[]; campaign: string }) {
  const wanted = useAddress().query.get("ma") ?? "";
  const [sought, setSought] = useState("");
  const [quality, setQuality] = useState<Quality>({ checks: {} });
  const book = useSoon<Handbook>("/handbook", () => false);
  const settings = useFresh<Settings>(`/campaigns/${code}/checks`, () => false);
  const summary = useFresh<Summary>(`/campaigns/${code}/findings/summary`, () => false);
  const answersTo = (check: Check) => summary.data?.answers.find((item) => item.code === check.code);
  const chosen = campaigns.find((item) => item.code === code);
  useEffect(() => {
    fetch("/quality.json").then((answer) => answer.json()).then((found: Quality) => setQuality(found), () => undefined);
  }, []);
  const setOf = (check: Check) => settings.data?.checks.find((item) => item.code === check.code)?.set ?? null;
  const words = plain(sought).split(/\s+/);
  const fits = (check: Check) => (sought || !wanted ? words.every((word) => plain(`${check.code} ${check.message} ${check.mend}`).includes(word)) : check.code === wanted);
  const families = (book.data?.families ?? []).map((family) => ({ ...family, checks: family.checks.filter(fits) })).filter((family) => family.checks.length > 0);
  const mayset = account.role === "editor" && chosen && chosen.state !== "published";
  const form = (check: Check) => () => <SetForm key={`${code} ${check.code} ${settings.data !== null}`} campaign={chosen!} check={check} set={setOf(check)} campaigns={campaigns} saved={settings.reload} />;
  return (
    <main>
      <Head title={t("Quy tắc kiểm tra")} sub={quality.measured_on && t("Độ chính xác đo ngày {day}", { day: day(quality.measured_on) })} />
      <p class="quiet">{t("Mỗi minh chứng được kiểm tra theo các quy tắc dưới đây ngay khi nộp.")}{account.role === "editor" && chosen?.state === "published" && " " + t("Đợt đã công bố, không đổi được nữa.")}</p>
      {(book.problem ?? settings.problem) && <Trouble problem={(book.problem ?? settings.problem)!} retry={() => { book.reload(); settings.reload(); }} />}
      {!(book.data && settings.data) && !book.problem && !settings.problem && <Waiting />}
      <div class="filters">
        <label>{t("Tìm quy tắc")}<input type="search" value={sought} onInput={(event) => setSought(event.currentTarget.value)} /></label>
      </div>
      {wanted && !sought && <p><a href={at("/quy-tac")}>{t("Mọi quy tắc")}</a></p>}
      {book.data && families.length === 0 && <p class="quiet">{t("Không có quy tắc nào như vậy.")}</p>}
      {settings.data && families.map((family) => (
        <section key={family.name}>
          <h2>{family.name} ({family.checks.length})</h2>
          <ul class="items checks">
            {family.checks.map((check) => <Item key={check.code} check={check} set={setOf(check)} quality={quality.checks[check.code]} answers={answersTo(check)} isWanted={check.code === wanted} form={mayset ? form(check) : null} />)}
          </ul>
        </section>
      ))}
    </main>
  );
}
