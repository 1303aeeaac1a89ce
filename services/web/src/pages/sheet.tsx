// sheet.tsx — submits a spreadsheet, and shows the result of each row.
import { useEffect, useState } from "preact/hooks";
import { ask, Problem, Refused, Schemas, upload } from "../api";
import { Trouble } from "../parts/common";
import { Head } from "../parts/head";
import { fixed, t } from "../words";

type ImportReport = Schemas["Import"];

const COLUMNS = ["Mã đơn vị", "Mã tiêu chí", "Loại", "Tiêu đề", "Ngày diễn ra", "Số ký hiệu", "Liên kết", "Nội dung"].map(fixed);

// An empty list with a column for each figure that the criterion reads.
function Template({ campaign }: { campaign: string }) {
  const [criteria, setCriteria] = useState<Schemas["Criterion"][]>([]);
  const [code, setCode] = useState("");
  useEffect(() => {
    ask<Schemas["Campaign"]>(`/campaigns/${campaign}`).then((answer) => setCriteria(answer.criteria.filter((row) => row.figures.length > 0)), () => setCriteria([]));
  }, [campaign]);
  const chosen = criteria.find((row) => row.code === code);
  const cells = [...COLUMNS, ...(chosen?.figures ?? []).map((name) => fixed(`Số liệu: ${name}`))].map((cell) => `"${cell.replaceAll('"', '""')}"`);
  return criteria.length === 0 ? null : (
    <p>
      <label>{t("Số liệu của tiêu chí")}
        <select value={code} onChange={(event) => setCode(event.currentTarget.value)}>
          <option value="">{t("Chọn tiêu chí")}</option>
          {criteria.map((row) => <option value={row.code}>{row.code} {row.name}</option>)}
        </select>
      </label>
      {chosen && <>{chosen.figures.join("; ")}. <a download={`mau-${code}.csv`} href={`data:text/csv;charset=utf-8,${encodeURIComponent(`\ufeff${cells.join(";")}\r\n`)}`}>{t("Tải bảng mẫu")}</a></>}
    </p>
  );
}

export function SheetPage({ campaign }: { campaign: string }) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const [share, setShare] = useState<number | null>(null);
  const [id, setId] = useState<string | null>(null);
  const [report, setReport] = useState<ImportReport | null>(null);

  useEffect(() => {
    if (!id || (report && report.state !== "accepted")) {
      return;
    }
    const timer = setTimeout(async () => {
      try {
        setReport(await ask<ImportReport>(`/imports/${id}`));
      } catch (error) {
        setProblem(error instanceof Refused ? error.problem : null);
      }
    }, report ? 700 : 200);
    return () => clearTimeout(timer);
  }, [id, report]);

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    form.append("campaign", campaign);
    setProblem(null);
    setReport(null);
    setShare(0);
    try {
      const answer = await upload<{ id: string }>("/imports", form, crypto.getRandomValues(new Uint32Array(4)).join("-"), setShare);
      setId(answer.id);
    } catch (error) {
      setProblem(error instanceof Refused ? error.problem : null);
    }
    setShare(null);
  };

  return (
    <main class="narrow">
      <Head title={t("Nộp bằng bảng tính")} />
      <p>{t("Tệp .xlsx hoặc .csv có dòng tiêu đề: Mã đơn vị, Mã tiêu chí, Loại, Tiêu đề, Ngày diễn ra, Số ký hiệu, Liên kết, Nội dung, Số liệu. Nộp lại cùng tệp không làm trùng.")}</p>
      <p>{t("Mỗi số liệu có thể đứng ở cột riêng, tên cột là “Số liệu: ” và tên số liệu; hoặc ghi “Số lượt = 1.234; nam = 12” ở cột Số liệu.")}</p>
      <Template campaign={campaign} />
      <form class="card" onSubmit={submit}>
        <label>{t("Bảng tính")}<input type="file" name="file" required accept=".xlsx,.csv" /></label>
        {problem && <Trouble problem={problem} />}
        {share !== null && <progress max={1} value={share} aria-label={t("Đang gửi")} />}
        <button class="main" disabled={share !== null}>{t("Nộp bảng")}</button>
      </form>
      {id && (
        <section aria-live="polite">
          <h2>{!report || report.state === "accepted" ? t("Đang đọc…") : report.state === "done" ? t("Đã xong") : t("Không nhận được")}</h2>
          {report && <p>{t("Đọc {read} dòng: {accepted} đã nhận, {repeated} đã có từ trước, {rejected} bị từ chối, {hidden} ẩn, {empty} trống.", { read: report.read, accepted: report.accepted, repeated: report.repeated, rejected: report.rejected, hidden: report.hidden, empty: report.empty })}</p>}
          {report && report.hidden_sheets > 0 && <p>{t("{count} trang tính ẩn không được đọc.", { count: report.hidden_sheets })}</p>}
          {report && report.outside > 0 && <p>{t("{count} dòng nằm ngoài bảng (tiêu đề, ghi chú, trang không có dòng tên cột).", { count: report.outside })}</p>}
          <ul class="items">
            {report?.faults.map((fault) => (
              <li><strong>{fault.sheet && `${fault.sheet}, `}{fault.row > 0 && t("dòng {row}", { row: fault.row })}{fault.column && `, ${t("cột {column}", { column: fault.column })}`}</strong>
                <p>{fault.message}</p><p>{t("Cách sửa: {mend}", { mend: fault.mend })}</p></li>
            ))}
          </ul>
        </section>
      )}
    </main>
  );
}
