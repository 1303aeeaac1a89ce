// import.tsx — one import: what each row will do before it counts, then what became of it, and its
// undoing.
import { useEffect, useRef, useState } from "preact/hooks";
import { ask, Problem, problemOf, Schemas, send } from "../api";
import { moment } from "../format";
import { useFresh } from "../live";
import { Trouble, Waiting } from "../parts/common";
import { Failed, Head } from "../parts/head";
import { Fix, ImportRow, Row } from "../parts/import-row";
import { KEPT, KINDS } from "../parts/import-words";
import { at, filterBy, useAddress } from "../place";
import { t } from "../words";

type Report = Schemas["Import"];
const FILTERS: Record<string, string> = { loi: "check", "can-xem": "doubtful", moi: "new", cu: "repeated", "tat-ca": "" };


// The report, read again until nothing is pending.
function useImport(id: string): { report: Report | null; problem: Problem | null; reload: () => void } {
  const [report, setReport] = useState<Report | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let timer = 0, isOver = false;
    const look = () => ask<Report>(`/imports/${id}`).then((answer) => {
      if (!isOver) {
        setReport(answer);
        setProblem(null);
        timer = answer.state === "accepted" ? window.setTimeout(look, 500) : 0;
      }
    }, (error: unknown) => setProblem(problemOf(error)));
    void look();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [id, turn]);
  return { report, problem, reload: () => setTurn(turn + 1) };
}

function Count({ name, value, tone = "" }: { name: string; value: number; tone?: string }) {
  return <div><span class="quiet">{name}</span><b class={`tone ${tone}`}>{value.toLocaleString("vi-VN")}</b></div>;
}

function Counts({ report }: { report: Report }) {
  const isPreview = report.state === "previewed";
  const parts = [report.accepted, report.repeated, report.rejected, report.hidden, report.empty].filter((part, at) => at < 3 || part > 0);
  return (
    <div class="import-counts">
      <Count name={t("Dòng đọc được")} value={report.read} />
      <Count name={isPreview ? t("Sẽ nộp") : report.kind === "evidence" ? t("Đã nộp") : t("Đã ghi")} value={report.accepted} tone="ok" />
      <Count name={t("Đã có từ trước")} value={report.repeated} />
      <Count name={t("Có lỗi")} value={report.rejected} tone={report.rejected > 0 ? "bad" : ""} />
      {report.hidden > 0 && <Count name={t("Hàng ẩn, không đọc")} value={report.hidden} tone="warn" />}
      {report.empty > 0 && <Count name={t("Hàng trống")} value={report.empty} />}
      <p class="quiet">
        {parts.map((part) => part.toLocaleString("vi-VN")).join(" + ")} = {report.read.toLocaleString("vi-VN")}.{" "}
        {isPreview && t("Sau khi nộp, hoàn tác được trong 30 phút.")}
        {report.hidden_sheets > 0 && <> {t("{count} trang tính ẩn không được đọc.", { count: report.hidden_sheets })}</>}
        {report.outside > 0 && <> {t("{count} dòng nằm ngoài bảng (tiêu đề, ghi chú).", { count: report.outside })}</>}
      </p>
    </div>
  );
}

function Rows({ report, fix }: { report: Report; fix?: Fix }) {
  const { query } = useAddress();
  const usual = report.rejected > 0 ? "loi" : "tat-ca";
  const chosen = query.get("xem") ?? usual;
  const [rows, setRows] = useState<Row[] | null>(null);
  const [next, setNext] = useState<number | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const campaign = useFresh<Schemas["Campaign"]>(report.campaign ? `/campaigns/${report.campaign}` : null, () => false);
  const state = FILTERS[chosen] ?? "";
  const read = (after: number) => ask<Schemas["ImportRowPage"]>(`/imports/${report.id}/rows?limit=100&after=${after}${state && `&state=${state}`}`).then((page) => {
    setRows((known) => (after === 0 ? page.items : [...known ?? [], ...page.items]));
    setNext(page.next);
    setProblem(null);
  }, (error: unknown) => setProblem(problemOf(error)));
  useEffect(() => void read(0), [report.id, report.version, report.state, state]);
  const chip = (key: string, name: string) => <button type="button" aria-pressed={chosen === key} onClick={() => filterBy({ xem: key })}>{name}</button>;
  const isPreview = report.state === "previewed";
  return (
    <section class="import-rows">
      <div class="chips">
        {chip("loi", t("Có lỗi {count}", { count: report.rejected }))}
        {report.doubtful > 0 && chip("can-xem", t("Cần xem {count}", { count: report.doubtful }))}
        {isPreview && chip("moi", t("Sẽ nộp {count}", { count: report.accepted }))}
        {isPreview && report.repeated > 0 && chip("cu", t("Đã có {count}", { count: report.repeated }))}
        {isPreview && chip("tat-ca", t("Tất cả {count}", { count: report.rows }))}
      </div>
      {problem && <Trouble problem={problem} retry={() => void read(0)} />}
      {!rows && !problem && <Waiting />}
      {rows && rows.length === 0 && <p class="quiet">{t("Không có dòng nào ở đây.")}</p>}
      {rows && rows.length > 0 && (
        <table>
          <thead><tr>{[t("Dòng"), t("Tiêu chí"), t("Tên minh chứng"), t("Ngày"), t("Số liệu"), t("Lỗi và cách sửa")].map((name) => <th scope="col">{name}</th>)}</tr></thead>
          <tbody>{rows.map((row) => <ImportRow key={`${row.n}/${report.version}`} row={row} criteria={campaign.data?.criteria.filter((one) => one.level === "criterion") ?? []} fix={fix} />)}</tbody>
        </table>
      )}
      {next !== null && <button type="button" onClick={() => void read(next)}>{t("Xem thêm")}</button>}
    </section>
  );
}

// Undone, or what may still be undone, and until when.
function Undo({ report, changed }: { report: Report; changed: () => void }) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isBusy, setBusy] = useState(false);
  const undo = async () => {
    setBusy(true);
    await ask(`/imports/${report.id}/undo`, { method: "POST" }).then(() => setProblem(null), (error: unknown) => setProblem(problemOf(error)));
    setBusy(false);
    changed();
  };
  const isOpen = report.undo_until && Date.parse(report.undo_until) > Date.now();
  return (
    <>
      {problem && <Trouble problem={problem} />}
      {report.state === "done" && isOpen && (
        <div class="note" role="status">
          {t("Nộp nhầm? Hoàn tác được cả lần nhập đến {time}.", { time: moment(report.undo_until ?? "") })}{" "}
          <button type="button" disabled={isBusy} onClick={() => void undo()}>{t("Hoàn tác")}</button>
        </div>
      )}
      {report.state === "undone" && (
        <div class="note" role="status">
          <p>{t("Đã hoàn tác {count} dòng: không dòng nào trong đó còn được tính; lịch sử vẫn giữ.", { count: report.undone })}</p>
          {report.kept.length > 0 && <p>{t("{count} dòng giữ nguyên vì việc sau đó dựa vào nó:", { count: report.kept.length })}</p>}
          <ul>{report.kept.map((row) => <li><a href={at(`/minh-chung/${row.id}`)}>{row.title}</a>: {KEPT[row.reason]}</li>)}</ul>
        </div>
      )}
    </>
  );
}

function titleOf(report: Report): string {
  switch (report.state) {
    case "accepted":
      return report.is_preview ? t("Đang đọc bảng tính") : t("Đang nộp");
    case "previewed":
      return t("Xem trước khi nhập");
    case "undone":
      return t("Đã hoàn tác lần nhập");
    case "refused":
      return t("Không nhận được tệp này");
    default:
      return t("Kết quả nhập");
  }
}

export function ImportPage({ id }: { id: string }) {
  const { report, problem, reload } = useImport(id);
  const [fault, setFault] = useState<Problem | null>(null);
  const [isBusy, setBusy] = useState(false);
  const last = useRef<Report | null>(null);
  if (!report) {
    return problem ? <Failed problem={problem} retry={reload} /> : <main><Head title={t("Xem trước khi nhập")} /><Waiting /></main>;
  }
  const isPending = report.state === "accepted";
  const seen = isPending ? last.current ?? report : report; // the table stays while a correction is judged
  last.current = seen;
  const act = async (path: string, body: unknown, method: string) => {
    setBusy(true);
    setFault(null);
    await send(`/imports/${id}${path}`, body, method).catch((error: unknown) => setFault(problemOf(error)));
    setBusy(false);
    reload();
  };
  const fix: Fix = (row, of, value) => void act("/cells", { cells: [{ n: row.n, place: of.place, value }] }, "PUT");
  const isPreview = report.is_preview && (report.state === "previewed" || isPending);
  return (
    <main class="wide">
      <Head title={titleOf(report)} back={[at("/nop-bang"), t("Các lần nhập")]}
        sub={<>{report.file}{report.kind !== "evidence" && ` · ${KINDS[report.kind]}`} · {isPreview ? t("chưa có gì được nộp") : moment(report.finished_at ?? report.created_at)}</>}>
        {isPreview && <a class="button" href={at("/nop-bang")}>{t("Chọn tệp khác")}</a>}
        {report.kind === "evidence" && report.rejected > 0 && report.state !== "refused" && <a class="button" download href={`/api/v1/imports/${id}/faulty.xlsx`}>{t("Tải tệp có đánh dấu lỗi")}</a>}
        {isPreview && (
          <button type="button" class="main" disabled={isBusy || isPending || report.accepted === 0} onClick={() => void act("/confirm", { version: report.version }, "POST")}>
            {t("Nộp {count} dòng đúng", { count: seen.accepted })}
          </button>
        )}
      </Head>
      {fault && <Trouble problem={fault} />}
      {isPending && <p role="status" class="quiet">{report.is_preview ? t("Đang xem lại từng dòng…") : t("Đang nộp: {done} dòng…", { done: report.accepted + report.repeated })}</p>}
      <Undo report={report} changed={reload} />
      {seen.state !== "accepted" && <Counts report={seen} />}
      {report.faults.filter((one) => one.row === 0).map((one) => <div class="notice bad" role="alert"><strong>{one.message}</strong> {one.mend}</div>)}
      {seen.kind === "evidence" && seen.state !== "accepted" && seen.state !== "refused" && (seen.is_preview || seen.rejected > 0)
        && <Rows report={seen} fix={isPreview && !isPending ? fix : undefined} />}
    </main>
  );
}
