// papers.tsx — the papers of a round: each kind is made, watched, downloaded and issued here; an issued one
// is corrected by a new one.
import { useEffect, useState } from "preact/hooks";
import { Problem, problemOf, Schemas, send } from "../api";
import { day, moment, size, today } from "../format";
import { useFresh } from "../live";
import { Badge, Tone } from "../parts/badge";
import { Dialog, Trouble, Waiting } from "../parts/common";
import { DateField } from "../parts/date-field";
import { Failed, Head } from "../parts/head";
import { PaperFaults } from "../parts/paper-faults";
import { AGAIN_MS, Paper, PAPER_KINDS, PDF_AGAIN_MS } from "../parts/paper-words";
import { SelectSearch } from "../parts/select-search";
import { Empty } from "../parts/states";
import { TextField } from "../parts/text-field";
import { at } from "../place";
import { newId } from "../queue/store";
import { t } from "../words";

type Papers = Schemas["Papers"];
type Kind = Papers["kinds"][number];
type Make = (kind: Kind, unit: string | null, supersedes: string | null) => void;

const STATES: Record<Paper["state"], [Tone, string]> = {
  owed: ["new", t("Đang làm")], made: ["warn", t("Bản nháp")], failed: ["bad", t("Làm chưa được")], issued: ["ok", t("Đã ban hành")],
};

function Issue({ paper, isNumbered, done, close }: { paper: Paper; isNumbered: boolean; done: () => void; close: () => void }) {
  const [symbol, setSymbol] = useState("");
  const [book, setBook] = useState("");
  const books = useFresh<Schemas["RegisterBooks"]>(isNumbered ? "/register/books" : null, () => false).data?.items.filter((one) => one.may_write) ?? [];
  const [dated, setDated] = useState(today());
  const [problem, setProblem] = useState<Problem | null>(null);
  const hasOwn = ["plan", "conclusion"].includes(paper.kind) && !paper.supersedes;
  const issue = async (event: Event) => {
    event.preventDefault();
    try {
      await send(`/papers/${paper.id}/issue`, { ...(book ? { book } : symbol.trim() && { symbol: symbol.trim() }), ...((!hasOwn || book || symbol.trim()) && { dated }) });
      done();
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  return (
    <Dialog title={t("Ban hành: {paper}", { paper: PAPER_KINDS[paper.kind] })} close={close}>
      <form onSubmit={(event) => void issue(event)}>
        {problem && <Trouble problem={problem} />}
        <p>{t("Sau khi ban hành, tệp và nội dung giữ nguyên. Muốn sửa thì làm văn bản mới thay văn bản này.")}</p>
        {hasOwn && <p class="quiet">{t("Bỏ trống để dùng số và ngày đã ghi ở kế hoạch, kết luận.")}</p>}
        {books.length > 0 && (
          <SelectSearch label={t("Lấy số ở sổ")} value={book} change={setBook}
            options={[{ value: "", name: t("Không, tự ghi số") }, ...books.map((one) => ({ value: one.code, name: t("{type}, {issuer}: số {number}", { type: one.type_name || one.type, issuer: one.issuer_name, number: one.next_number }) }))]} />
        )}
        {isNumbered && !book && <TextField label={t("Số, ký hiệu")} required={!hasOwn} most={200} value={symbol} fault={problem?.field === "symbol" ? problem.detail : null} change={setSymbol} />}
        <DateField label={t("Ngày ban hành")} required max={today()} value={dated} fault={problem?.field === "dated" ? problem.detail : null} change={setDated} />
        <button class="main">{t("Ban hành")}</button>
      </form>
    </Dialog>
  );
}

function About({ paper }: { paper: Paper }) {
  if (paper.state === "owed") {
    return <span role="status">{paper.ahead ? t("Chờ sau {count} văn bản khác", { count: paper.ahead }) : t("Đang làm, thường mất vài giây")}</span>;
  }
  if (paper.state === "issued") {
    return <span>{paper.symbol ? t("{symbol} ngày {day}", { symbol: paper.symbol, day: paper.dated ? day(paper.dated) : "–" }) : day(paper.dated ?? "")}{paper.superseded_by && <> · {t("đã có văn bản thay")}</>}</span>;
  }
  return <span>{t("{by} làm lúc {at}", { by: paper.by, at: moment(paper.at) })}</span>;
}

function PaperLine({ kind, paper, make, issue }: { kind: Kind; paper: Paper; make: Make; issue: (paper: Paper) => void }) {
  const [tone, word] = STATES[paper.state];
  const mayWrite = kind.may_make || kind.units.some((unit) => unit.code === paper.unit);
  return (
    <li class="card">
      <div>
        {paper.unit_name && <b>{paper.unit_name} </b>}<Badge tone={tone}>{word}</Badge> <About paper={paper} />
        {paper.faults.length > 0 && <PaperFaults faults={paper.faults} />}
        {paper.remarks.length > 0 && <><Badge tone="warn">{t("Thiếu ảnh")}</Badge><PaperFaults faults={paper.remarks} /></>}
      </div>
      {paper.size && <a class="button" download href={`/api/v1/papers/${paper.id}/file`}>{t("Tải tệp Word ({size})", { size: size(paper.size) })}</a>}
      {paper.size && kind.is_table && <a class="button" download href={`/api/v1/papers/${paper.id}/sheet.xlsx`}>{t("Tải bảng tính")}</a>}
      {paper.pdf === "made" && paper.pdf_size && <a class="button" download href={`/api/v1/papers/${paper.id}/pdf`}>{t("Tải PDF ({size})", { size: size(paper.pdf_size) })}</a>}
      {paper.pdf === "owed" && <span class="quiet" role="status">{t("Đang làm bản PDF")}</span>}
      {paper.pdf === "failed" && <span class="quiet">{t("Không làm được bản PDF")}</span>}
      {mayWrite && paper.state === "made" && <button type="button" class="main" onClick={() => issue(paper)}>{t("Ban hành")}…</button>}
      {mayWrite && ["made", "failed"].includes(paper.state) && <button type="button" onClick={() => make(kind, paper.unit, paper.supersedes)}>{t("Làm lại")}</button>}
      {mayWrite && paper.state === "issued" && !paper.superseded_by && <button type="button" onClick={() => make(kind, paper.unit, paper.id)}>{t("Làm bản thay")}</button>}
    </li>
  );
}

function KindOf({ kind, mayWrite, code, make, issue }: { kind: Kind; mayWrite: boolean; code: string; make: Make; issue: (paper: Paper) => void }) {
  const [unit, setUnit] = useState("");
  const has = (wanted: string | null) => kind.papers.some((paper) => paper.unit === wanted);
  const left = kind.units.filter((one) => !has(one.code));
  return (
    <section id={kind.kind} aria-labelledby={`h-${kind.kind}`}>
      <h2 id={`h-${kind.kind}`}>{PAPER_KINDS[kind.kind]}</h2>
      {kind.papers.length > 0 && (
        <ul class="plain rows">
          {kind.papers.map((paper) => <PaperLine key={paper.id} kind={kind} paper={paper} make={make} issue={issue} />)}
        </ul>
      )}
      <div class="make">
        {kind.may_make && !has(null) && <button type="button" onClick={() => make(kind, null, null)}>{t("Làm văn bản")}</button>}
        {left.length > 0 && (
          <>
            <SelectSearch label={t("Đơn vị")} value={unit} change={setUnit} options={left.map((one) => ({ value: one.code, name: one.name }))} />
            <button type="button" disabled={!unit} onClick={() => { make(kind, unit, null); setUnit(""); }}>{t("Làm văn bản")}</button>
          </>
        )}
        {mayWrite && <a href={at(`/kiem-tra/${code}/van-ban/${kind.kind}`)}>{kind.template ? t("Mẫu: {name}, bản {version}", { name: kind.template.name, version: kind.template.version }) : t("Chưa có mẫu")}</a>}
      </div>
    </section>
  );
}

export function PapersPage({ campaign, code }: { campaign: string; code: string }) {
  const path = `/campaigns/${campaign}/rounds/${code}`;
  const { data, problem, reload } = useFresh<Papers>(`${path}/papers`, () => false);
  const [issued, setIssued] = useState<Paper | null>(null);
  const [refused, setRefused] = useState<Problem | null>(null);
  const papers = data?.kinds.flatMap((kind) => kind.papers) ?? [];
  const again = papers.some((paper) => paper.state === "owed") ? AGAIN_MS : papers.some((paper) => paper.pdf === "owed") ? PDF_AGAIN_MS : 0;
  useEffect(() => {
    const timer = again ? setInterval(reload, again) : undefined;
    return () => clearInterval(timer);
  }, [again, path]);
  if (!data) {
    return problem ? <Failed problem={problem} retry={reload} /> : <main><Waiting /></main>;
  }
  const make: Make = (kind, unit, supersedes) => {
    setRefused(null);
    const body = { kind: kind.kind, ...(unit && { unit }), ...(supersedes && { supersedes }) };
    void send(`${path}/papers/${newId()}`, body, "PUT").then(reload, (error) => setRefused(problemOf(error)));
  };
  return (
    <main class="papers">
      <Head title={t("Văn bản của cuộc kiểm tra")} back={[at(`/kiem-tra/${code}`), data.title]} />
      {refused && <Trouble problem={refused} />}
      {data.kinds.length === 0 && <Empty title={t("Chưa có văn bản nào")}>{t("Kế hoạch và văn bản của đơn vị hiện ở đây khi được ban hành.")}</Empty>}
      {data.kinds.map((kind) => <KindOf key={kind.kind} kind={kind} mayWrite={data.may_write} code={code} make={make} issue={setIssued} />)}
      {issued && <Issue paper={issued} isNumbered={data.kinds.some((kind) => kind.kind === issued.kind && kind.is_numbered)} done={() => { setIssued(null); reload(); }} close={() => setIssued(null)} />}
    </main>
  );
}
