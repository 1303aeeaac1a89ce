// self-report.tsx — the self-inspection report of a unit: sending it from files, and the receipts of what the
// server has.
import { useEffect, useRef, useState } from "preact/hooks";
import { Problem, problemOf, Schemas, send } from "../api";
import { day, moment, shownName, size } from "../format";
import { at } from "../place";
import { newId } from "../queue/store";
import { sendWhole } from "../uploads";
import { t } from "../words";
import { Trouble } from "./common";
import { FileField } from "./file-field";
import { FileRemarks, isRefused } from "./file-remarks";
import { FaultyBadge, preparationOf, ReportBadge } from "./preparation";
import { TextField } from "./text-field";
import { toast } from "./toast";
import { pathOf, Place } from "./visit";

type Report = Schemas["SelfReportPage"];
type Receipt = Schemas["SelfReport"];

const READ_MS = 3000; // about as long as reading a file takes

const ACCEPTED = ".pdf,.doc,.docx,.odt,.xls,.xlsx,.jpg,.jpeg,.png";

// What was sent of an attempt: another one goes on there, and has the same effect.
interface Attempt { id: string; begun: { current: string }[]; ids: string[] }

function useReport(path: string, done: () => void) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const [sent, setSent] = useState<number | null>(null);
  const attempt = useRef<Attempt | null>(null);
  const submit = async (files: File[], note: string) => {
    const of = attempt.current ?? { id: newId(), begun: files.map(() => ({ current: "" })), ids: [] };
    attempt.current = of;
    setProblem(null);
    try {
      for (const [at, file] of files.entries()) {
        setSent(at / files.length);
        of.ids[at] ??= await sendWhole(file, of.begun[at] ?? { current: "" });
      }
      const receipt = await send<Receipt>(`${path}/self-report/${of.id}`, { uploads: of.ids.map((id) => ({ id })), note }, "PUT");
      attempt.current = null;
      toast(t("Hệ thống đã nhận báo cáo, biên nhận {code}.", { code: receipt.code }));
      done();
    } catch (error) {
      if (problemOf(error).code.startsWith("upload.")) {
        attempt.current = null; // what was uploaded is gone: the next attempt sends it again
      }
      setProblem(problemOf(error));
    }
    setSent(null);
  };
  return { problem, sent, submit, forget: () => { attempt.current = null; } };
}

function SendForm({ path, isFirst, done }: { path: string; isFirst: boolean; done: () => void }) {
  const [files, setFiles] = useState<File[]>([]);
  const [note, setNote] = useState("");
  const [isTried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const { problem, sent, submit, forget } = useReport(path, () => {
    form.current?.reset();
    setFiles([]);
    setNote("");
    setTried(false);
    done();
  });
  const go = (event: Event) => {
    event.preventDefault();
    setTried(true);
    if (files.length > 0) {
      void submit(files, note.trim());
    }
  };
  return (
    <form ref={form} onSubmit={go}>
      {problem && <Trouble problem={problem} />}
      <FileField label={t("Chọn tệp báo cáo")} accept={ACCEPTED} multiple hint={t("PDF, Word, Excel hoặc ảnh bản đã ký; kéo thả cũng được.")} change={(chosen) => { setFiles(chosen); forget(); }} />
      {isTried && files.length === 0 && <em class="fault" role="alert">{t("Chọn tệp báo cáo rồi gửi.")}</em>}
      <TextField label={t("Ghi chú")} most={4000} value={note} change={(text) => { setNote(text); forget(); }} />
      {sent !== null && <progress max={1} value={sent || undefined} aria-label={t("Đang gửi")} />}
      <button class={isFirst ? "main" : ""} disabled={sent !== null}>{isFirst ? t("Gửi báo cáo") : t("Gửi bản bổ sung")}</button>
    </form>
  );
}

function ReceiptLine({ of, page }: { of: Receipt; page: string }) {
  return (
    <li>
      <b>{t("Biên nhận {code}", { code: of.code })}</b>
      <p class="quiet">{t("hệ thống nhận {at}, {by} gửi", { at: moment(of.received_at), by: of.by })}</p>
      {of.note && <p>{of.note}</p>}
      {of.files.map((file) => (
        <div key={file.number}>
          {isRefused(file)
            ? <>{shownName(file.name)} <span class="quiet">{size(file.size)}</span></>
            : <><a href={at(`${page}/${of.id}/${file.number}`)}>{shownName(file.name)}</a> <span class="quiet">{size(file.size)} · <a href={`/api/v1/self-reports/${of.id}/files/${file.number}`} download={file.name}>{t("Tải về")}</a></span></>}
          <FileRemarks of={file} />
          <details class="quiet"><summary>{t("Mã băm của tệp")}</summary><code>{file.hash}</code></details>
        </div>
      ))}
    </li>
  );
}

export function SelfReport({ place, of, done }: { place: Place; of: Report; done: () => void }) {
  const isFirst = of.versions.length === 0;
  const path = pathOf(place);
  useEffect(() => {
    const isReading = of.versions.some((one) => one.files.some((file) => !file.is_read));
    const timer = isReading ? setTimeout(done, READ_MS) : undefined;
    return () => clearTimeout(timer);
  }, [of]);
  return (
    <section class="card" id="bao-cao">
      <div class="section-head"><h2>{t("Báo cáo tự kiểm tra")}</h2><ReportBadge of={of} /><FaultyBadge of={of} /></div>
      <p class="quiet">{of.due_on ? t("Hạn gửi: hết ngày {day}. Giờ nhận là giờ của hệ thống; bản đầu tính đúng hạn hay trễ.", { day: day(of.due_on) }) : t("Kế hoạch không còn yêu cầu báo cáo này.")}</p>
      {of.may_submit && isFirst && <SendForm path={path} isFirst done={done} />}
      {of.versions.length > 0 && <ul class="items">{of.versions.map((one) => <ReceiptLine key={one.id} of={one} page={preparationOf(place)} />)}</ul>}
      {of.may_submit && !isFirst && <details><summary>{t("Gửi thêm một bản; bản trước vẫn giữ")}</summary><SendForm path={path} isFirst={false} done={done} /></details>}
      {!of.may_submit && isFirst && <p>{t("Đơn vị chưa gửi báo cáo.")}</p>}
    </section>
  );
}
