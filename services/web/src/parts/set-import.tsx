// set-import.tsx — a criteria set as a workbook: every fault at its cell, stored when it has none.
import { useState } from "preact/hooks";
import { Problem, Refused, Schemas } from "../api";
import { t } from "../words";
import { Trouble } from "./common";
import { Faults, FileChoice, sendFile } from "./list-import";

type Report = Schemas["SetReport"];
const SAMPLE = "/mau/bo-tieu-chi.xlsx";

export function SetImport({ done }: { done: () => void }) {
  const [file, setFile] = useState<File | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [report, setReport] = useState<Report | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const hand = async (chosen: File) => {
    setFile(chosen);
    setBusy(true);
    setProblem(null);
    setReport(null);
    try {
      const found = await sendFile<Report>("/criteria-sets/check", chosen);
      setReport(found);
      if (found.wrong === 0) {
        await sendFile("/criteria-sets", chosen);
        done();
      }
    } catch (error) {
      setProblem(error instanceof Refused ? error.problem : null);
    } finally {
      setBusy(false);
    }
  };
  const sample = async () => {
    const bytes = await fetch(SAMPLE).then((answer) => (answer.ok ? answer.blob() : null), () => null);
    if (bytes) {
      await hand(new File([bytes], "bo-tieu-chi.xlsx"));
    }
  };
  return (
    <section>
      <p class="file-acts">
        <a class="button" href={SAMPLE} download target="_blank">{t("Tải tệp mẫu")}</a>
        <button type="button" disabled={isBusy} onClick={() => void sample()}>{t("Dùng bộ của Trà Vinh 2023 (60 tiêu chí)")}</button>
      </p>
      <FileChoice accept=".xlsx" file={file} busy={isBusy} choose={(chosen) => void hand(chosen)}>
        {report && <small role="status">{report.wrong > 0 ? t("Đọc được {criteria} tiêu chí; còn {wrong} ô cần sửa", { criteria: report.criteria, wrong: report.wrong }) : t("Đọc được {criteria} tiêu chí, không có lỗi", { criteria: report.criteria })}</small>}
      </FileChoice>
      {problem && <Trouble problem={problem} />}
      {report && report.faults.length > 0 && <Faults rows={report.faults.map((fault) => ({ place: fault.place, need: fault.text }))} />}
    </section>
  );
}
