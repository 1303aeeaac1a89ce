// list-import.tsx — one file that an office has filled in: chosen or dropped, checked, and stored whole
// or, with each fault at its cell, not at all.
import { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { ask, Problem, Refused, Schemas } from "../api";
import { size } from "../format";
import { t } from "../words";
import { Trouble } from "./common";

type Fault = Schemas["ListFault"];
export type Stored = Schemas["ListStored"];

// A list's template, written here: the headings and a row that shows how it is meant.
export interface Template { file: string; head: string[]; rows: string[][] }

const cell = (text: string) => (/[",\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);

export function save(file: string, rows: string[][]): void {
  const text = `\ufeff${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
  link.download = file;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60e3);
}

export function Faults({ rows }: { rows: { place: string; now?: string | null; need: string }[] }) {
  return (
    <table class="faults">
      <thead><tr><th scope="col">{t("Ô")}</th><th scope="col">{t("Đang ghi")}</th><th scope="col">{t("Cần")}</th></tr></thead>
      <tbody>
        {rows.map(({ place, now, need }) => (
          <tr>
            <th scope="row" data-label={t("Ô")}>{place}</th>
            <td class="bad" data-label={t("Đang ghi")}>{now || "–"}</td>
            <td data-label={t("Cần")}>{need}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const placeOf = ({ sheet, row, column }: Fault) =>
  [sheet, row > 0 ? t("dòng {row}", { row }) : "", column].filter(Boolean).join(", ");

export function faultRows(faults: Fault[]) {
  return faults.map((fault) => ({ place: placeOf(fault), now: fault.about, need: `${fault.message} ${fault.mend}` }));
}

export function counted(answer: Stored): string {
  return t("Đọc {read} dòng: {accepted} đã ghi, {repeated} đã có, {rejected} bị từ chối, {hidden} ẩn, {empty} trống", { ...answer, faults: 0 } as never);
}

export function FileChoice({ accept, file, busy, choose, children }: {
  accept: string; file: File | null; busy: boolean; choose: (file: File) => void; children?: ComponentChildren;
}) {
  const drop = (event: DragEvent) => {
    event.preventDefault();
    const dropped = event.dataTransfer?.files[0];
    if (dropped) {
      choose(dropped);
    }
  };
  return (
    <div class="file-choice" onDragOver={(event) => event.preventDefault()} onDrop={drop}>
      <span class="grow">
        {file ? <><b>{file.name}</b><small>{size(file.size)}{busy && ` · ${t("đang đọc…")}`}</small></> : <><b>{t("Thả tệp vào đây")}</b><small>{t("hoặc chọn tệp .xlsx, .csv")}</small></>}
        {children}
      </span>
      <label class="button">
        {file ? t("Thay tệp") : t("Chọn tệp")}
        <input type="file" class="hidden" accept={accept} disabled={busy} onChange={(event) => {
          const chosen = event.currentTarget.files?.[0];
          event.currentTarget.value = "";
          if (chosen) {
            choose(chosen);
          }
        }} />
      </label>
    </div>
  );
}

export function sendFile<T>(path: string, file: Blob): Promise<T> {
  return ask<T>(path, { method: "POST", body: file, headers: { "Content-Type": "application/octet-stream" } });
}

type Faulty = Problem & { faults?: Fault[] };

// `path`: where the file goes; `ready`: false while the page still needs something else first.
export function ListImport<T extends Stored>({ path, template, done }: { path: () => string | null; template: Template; done: (answer: T) => void }) {
  const [file, setFile] = useState<File | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Faulty | null>(null);
  const [answer, setAnswer] = useState<T | null>(null);
  const hand = async (chosen: File) => {
    const to = path();
    if (!to) {
      return;
    }
    setFile(chosen);
    setBusy(true);
    setProblem(null);
    setAnswer(null);
    try {
      const stored = await sendFile<T>(`${to}${to.includes("?") ? "&" : "?"}name=${encodeURIComponent(chosen.name)}`, chosen);
      setAnswer(stored);
      done(stored);
    } catch (error) {
      setProblem(error instanceof Refused ? error.problem as Faulty : null);
    } finally {
      setBusy(false);
    }
  };
  const faults = problem?.faults ?? answer?.faults ?? [];
  return (
    <section>
      <p class="file-acts"><button type="button" onClick={() => save(template.file, [template.head, ...template.rows])}>{t("Tải tệp mẫu")}</button></p>
      <FileChoice accept=".xlsx,.csv" file={file} busy={isBusy} choose={(chosen) => void hand(chosen)} />
      {problem && <Trouble problem={problem} />}
      {answer && <p class="notice ok" role="status">{counted(answer)}</p>}
      {faults.length > 0 && <Faults rows={faultRows(faults as Fault[])} />}
    </section>
  );
}
