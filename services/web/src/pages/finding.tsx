// finding.tsx — one finding: what is wrong, where, what is at stake, and which ways out there are.
import { useEffect } from "preact/hooks";
import { Account, Evidence, Finding, mayFile, Schemas, Unit } from "../api";
import { fieldName, points, SEVERITIES, shownName } from "../format";
import { useFresh } from "../live";
import { Answers } from "../parts/answers";
import { Verdict, Waiting, Where } from "../parts/common";
import { Failed, Head } from "../parts/head";
import { Icon } from "../parts/icon";
import { isDrawn, PageView, pieceFile } from "../parts/page-view";
import { passageOf } from "../parts/passage";
import { Withdraw } from "../parts/withdraw";
import { at, go } from "../place";
import { t } from "../words";

const ORDER = ["fatal", "error", "warning", "hint"];

export const bySeverity = (findings: Finding[]) =>
  [...findings].sort((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));

function ownWords(of: Evidence, field: string): string {
  const figure = /^figures\[(\d+)\]/.exec(field);
  const [name, value] = figure ? [of.figures[Number(figure[1])]?.name, of.figures[Number(figure[1])]?.value] : [];
  const texts: Record<string, string | null | undefined> = { title: of.title, document_symbol: of.document_symbol, link: of.link, text: of.text };
  return name ? `${name}: ${points(value)}` : texts[field] ?? "";
}

function Words({ text, line, said, isPaper }: { text: string; line: number; said: string; isPaper: boolean }) {
  const { before, words, after } = passageOf(text, line || 1, said);
  return !before && !words && !after ? null : <p class={isPaper ? "passage" : "passage own"}>{before}{words && <mark class="bad">{words}</mark>}{after}</p>;
}

// The passage in the submission's own words or in one of its files, and the page that has it.
function Passage({ of, finding: { place } }: { of: Evidence; finding: Finding }) {
  const file = place.file ? of.files.findIndex((one) => one.name === place.file) + 1 : 0;
  const name = shownName(place.file ?? "");
  const text = useFresh<Schemas["FileText"]>(file > 0 ? `/evidence/${of.id}/files/${file}/text` : null, () => false);
  const isPage = file > 0 && isDrawn(name);
  return (
    <div class="card passage-card">
      {file > 0
        ? <Words text={text.data?.text ?? ""} line={place.line} said={place.words} isPaper />
        : <Words text={ownWords(of, place.field)} line={place.line} said={place.words} isPaper={place.field === "text"} />}
      {isPage && <PageView path={pieceFile(of.id, file)} name={name} page={place.page || 1} said={place.words} />}
      <div class="passage-foot">
        {file > 0 ? <Where place={{ ...place, words: "" }} /> : <span class="quiet">{fieldName(place.field)}</span>}
        {file > 0 && <a href={at(`/minh-chung/${of.id}/tep/${file}?trang=${place.page || 1}`)}>{isPage ? t("Mở cả trang") : t("Mở tệp")}</a>}
      </div>
    </div>
  );
}

// What the criteria have now of what they could have.
function Stake({ of }: { of: Evidence }) {
  const { data } = useFresh<Unit>(`/campaigns/${of.campaign}/units/${of.unit}`);
  const cells = (data?.criteria ?? []).filter((cell) => of.criteria.includes(cell.code) && cell.level === "criterion");
  return <>{cells.map((cell) => <p class="quiet">{t("Tiêu chí {code}: đang có {value} trên {points} điểm", { code: cell.code, value: points(cell.value), points: points(cell.points) })}</p>)}</>;
}

function Way({ href, title, sub }: { href: string; title: string; sub: string }) {
  return <a class="card way" href={href}><span class="grow"><b>{title}</b><span class="quiet">{sub}</span></span><Icon name="next" /></a>;
}

export function FindingPage({ id, finding: key, account }: { id: string; finding: string; account: Account }) {
  const { data, problem, reload } = useFresh<Evidence>(`/evidence/${id}`, (cell) => !cell.evidence || cell.evidence === id);
  const all = bySeverity(data?.findings ?? []);
  const here = all.findIndex((one) => one.key === key);
  const finding = all[here];
  const show = (n: number) => all[n]?.key && go(at(`/minh-chung/${id}/loi/${all[n]?.key}`));
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!(event.target as Element).closest("input, textarea, select, dialog") && !event.ctrlKey && !event.metaKey) {
        if (event.key === "j") { show(here + 1); }
        if (event.key === "k") { show(here - 1); }
      }
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  });
  if (!data) {
    return problem ? <Failed problem={problem} retry={reload} /> : <main><Waiting /></main>;
  }
  const back: [string, string] = [at(`/minh-chung/${id}`), data.title];
  if (!finding) {
    return <main class="narrow"><Head title={t("Lỗi này không còn")} back={back} /><p>{t("Minh chứng đã được sửa hoặc kiểm tra lại.")}</p></main>;
  }
  const isOwn = mayFile(account) && (!account.unit || account.unit === data.unit) && data.state !== "withdrawn";
  const isHeavy = finding.severity === "fatal" || finding.severity === "error";
  return (
    <main class="narrow finding-page">
      <Head title={data.code ?? data.title} sub={data.scores.map((score) => `${score.criterion} ${score.name}`).join("; ")} back={back}>
        <Verdict verdict={data.verdict} />
      </Head>
      <Passage of={data} finding={finding} />
      <section class={isHeavy ? "notice bad" : "notice"}>
        <h2>{finding.message}</h2>
        <p>{SEVERITIES[finding.severity]}. {t("Cách sửa: {how}", { how: finding.mend })}</p>
        {isHeavy && !finding.accepted && <Stake of={data} />}
      </section>
      {isOwn && (
        <section>
          <h2>{t("Chọn một cách")}</h2>
          <Way href={at(`/minh-chung/${id}/sua`)} title={t("Sửa và nộp lại")} sub={t("Sửa đúng chỗ đã nêu; lần nộp trước vẫn được giữ")} />
          {data.files.length > 0 && <Way href={at(`/minh-chung/${id}/sua`)} title={t("Thay tệp hoặc thêm tệp")} sub={t("Nếu nộp nhầm văn bản hoặc còn thiếu")} />}
        </section>
      )}
      <section>
        {isOwn && <h2>{t("Giải thích cho đoàn kiểm tra")}</h2>}
        <Answers evidence={id} finding={finding} account={account} done={reload} />
      </section>
      {all.length > 1 && (
        <div class="turn">
          <button type="button" disabled={here === 0} onClick={() => show(here - 1)}>{t("Lỗi trước")}</button>
          <span role="status">{t("Lỗi {n}/{last}", { n: here + 1, last: all.length })}</span>
          <button type="button" disabled={here === all.length - 1} onClick={() => show(here + 1)}>{t("Lỗi sau")}</button>
        </div>
      )}
      {isOwn && data.is_unit_open && <Withdraw of={data} done={() => go(at(`/minh-chung/${id}`))} />}
    </main>
  );
}
