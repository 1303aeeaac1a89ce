// register-forms.tsx — the dialogs of the register: a number is taken or kept, issued, cancelled; a book
// is opened.
import { useState } from "preact/hooks";
import { ask, Problem, problemOf, Schemas, send } from "../api";
import { today } from "../format";
import { newId } from "../queue/store";
import { t } from "../words";
import { Dialog, Trouble } from "./common";
import { DateField } from "./date-field";
import { NumberField } from "./number-field";
import { Book, bookName, codeOf, Entry, PAPER_TYPES } from "./register-words";
import { TextField } from "./text-field";
import { toast } from "./toast";

const pathOf = (entry: Entry) => `/register/books/${entry.book}/entries/${entry.label}`;

function useSending<T>(request: (fields: FormData) => Promise<T>, done: (answer: T) => void) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isBusy, setBusy] = useState(false);
  const submit = async (event: Event) => {
    event.preventDefault();
    setBusy(true);
    try {
      done(await request(new FormData(event.target as HTMLFormElement)));
    } catch (error) {
      setProblem(problemOf(error));
    }
    setBusy(false);
  };
  const fault = (name: string) => (problem?.field === name ? `${problem.detail} ${problem.mend ?? ""}` : null);
  return { problem, isBusy, submit: (event: Event) => void submit(event), fault };
}

interface Paper { subject: string; dated: string; signer: string; recipients: string }

function PaperFields({ paper, change, isKept, fault }: { paper: Paper; change: (part: Partial<Paper>) => void; isKept?: boolean; fault: (name: string) => string | null }) {
  return (
    <>
      <TextField label={isKept ? t("Giữ cho việc gì") : t("Trích yếu nội dung")} rows={2} most={2000} required value={paper.subject} fault={fault("subject")} change={(subject) => change({ subject })} />
      {!isKept && (
        <>
          <DateField label={t("Ngày văn bản")} required max={today()} value={paper.dated} fault={fault("dated")} change={(dated) => change({ dated })} />
          <TextField label={t("Người ký")} most={200} value={paper.signer} change={(signer) => change({ signer })} />
          <TextField label={t("Nơi nhận")} rows={2} most={2000} value={paper.recipients} change={(recipients) => change({ recipients })} />
        </>
      )}
    </>
  );
}

// One number for a paper, or several kept for later.  The key is the dialog's: sending again takes no
// second number.
export function TakeDialog({ books, first, done, close }: { books: Book[]; first: string; done: () => void; close: () => void }) {
  const [key] = useState(newId);
  const [code, setCode] = useState(first || books[0]?.code || "");
  const [isKept, setKept] = useState(false);
  const [paper, setPaper] = useState<Paper>({ subject: "", dated: today(), signer: "", recipients: "" });
  const [more, setMore] = useState({ department: "", behind: "", count: "1" });
  const book = books.find((one) => one.code === code);
  const { problem, isBusy, submit, fault } = useSending(
    () => ask<Schemas["RegisterTaken"]>(`/register/books/${code}/entries`, {
      method: "POST", headers: { "Content-Type": "application/json", "Idempotency-Key": key },
      body: JSON.stringify({
        state: isKept ? "reserved" : "issued", ...(isKept ? { subject: paper.subject, count: Number(more.count) } : paper),
        department: more.department.trim(), behind: !isKept && more.behind ? Number(more.behind) : undefined,
      }),
    }),
    ({ items }) => { toast(t("Đã cấp {symbols}", { symbols: items.map((one) => one.symbol).join(", ") })); done(); });
  return (
    <Dialog title={t("Lấy số văn bản")} close={close}>
      <form class="register-form" onSubmit={submit}>
        {problem && <Trouble problem={problem} />}
        <label>{t("Sổ")}
          <select value={code} onChange={(event) => setCode(event.currentTarget.value)}>{books.map((one) => <option value={one.code}>{bookName(one)}</option>)}</select>
        </label>
        {book && <p class="quiet">{t("Số tiếp theo: {number}", { number: String(book.next_number).padStart(2, "0") })}</p>}
        <label class="check"><input type="checkbox" checked={isKept} onChange={(event) => setKept(event.currentTarget.checked)} /> {t("Giữ trước, chưa ban hành")}</label>
        {isKept && <NumberField label={t("Bao nhiêu số")} whole min={1} max={50} required value={more.count} fault={fault("count")} change={(count) => setMore({ ...more, count })} />}
        <PaperFields paper={paper} change={(part) => setPaper({ ...paper, ...part })} isKept={isKept} fault={fault} />
        <details>
          <summary>{t("Bộ phận soạn, văn bản đến sau")}</summary>
          <TextField label={t("Bộ phận soạn trong ký hiệu")} most={24} hint={t("Viết tắt, như TCKT, VP; để trống nếu ký hiệu không có.")} value={more.department} fault={fault("department")} change={(department) => setMore({ ...more, department: department.toLocaleUpperCase("vi") })} />
          {!isKept && <NumberField label={t("Chèn sau số")} whole min={1} max={99999} hint={t("Văn bản của ngày cũ lấy số kèm chữ: sau số 11 là 11a.")} value={more.behind} fault={fault("behind")} change={(behind) => setMore({ ...more, behind })} />}
        </details>
        <button class="main" disabled={isBusy || !book}>{isKept ? t("Giữ số") : t("Lấy số")}</button>
      </form>
    </Dialog>
  );
}

export function IssueDialog({ entry, done, close }: { entry: Entry; done: () => void; close: () => void }) {
  const [paper, setPaper] = useState<Paper>({ subject: entry.subject, dated: today(), signer: entry.signer, recipients: entry.recipients });
  const { problem, isBusy, submit, fault } = useSending(() => send(`${pathOf(entry)}/issue`, paper), () => { toast(t("Đã ban hành {symbol}", { symbol: entry.symbol })); done(); });
  return (
    <Dialog title={t("Ban hành {symbol}", { symbol: entry.symbol })} close={close}>
      <form class="register-form" onSubmit={submit}>
        {problem && <Trouble problem={problem} />}
        <PaperFields paper={paper} change={(part) => setPaper({ ...paper, ...part })} fault={fault} />
        <button class="main" disabled={isBusy}>{t("Ban hành")}</button>
      </form>
    </Dialog>
  );
}

export function CancelDialog({ entry, done, close }: { entry: Entry; done: () => void; close: () => void }) {
  const [reason, setReason] = useState("");
  const { problem, isBusy, submit, fault } = useSending(() => send(`${pathOf(entry)}/cancel`, { reason }), () => { toast(t("Đã hủy {symbol}", { symbol: entry.symbol })); done(); });
  return (
    <Dialog title={t("Hủy {symbol}", { symbol: entry.symbol })} close={close}>
      <form class="register-form" onSubmit={submit}>
        {problem && <Trouble problem={problem} />}
        <p>{t("Số đã hủy vẫn nằm trong sổ với lý do, không cấp lại và không khôi phục được.")}</p>
        <TextField label={t("Lý do")} rows={2} most={4000} required value={reason} fault={fault("reason")} change={setReason} />
        <button class="main" disabled={isBusy}>{t("Hủy số này")}</button>
      </form>
    </Dialog>
  );
}

// A new book, empty or taken over from paper; or the end of the term of one that is in use.
export function BookDialog({ bodies, book, done, close }: { bodies: Schemas["RegisterBooks"]["bodies"]; book: Book | null; done: () => void; close: () => void }) {
  const [form, setForm] = useState({
    unit: book?.unit ?? bodies[0]?.code ?? "", issuer: book?.issuer ?? "", issuer_name: book?.issuer_name ?? "", type: book?.type ?? "KH",
    term: book?.term ?? "", term_from: book?.term_from ?? "", term_to: book?.term_to ?? "", first: String(book?.first_number ?? 1),
  });
  const change = (part: Partial<typeof form>) => setForm({ ...form, ...part });
  const isFixed = (book?.count ?? 0) > 0;
  const { problem, isBusy, submit, fault } = useSending(() => {
    const { first, term_to, ...rest } = form;
    return send(`/register/books/${book?.code ?? codeOf(form.type, form.issuer, form.term_from)}`, { ...rest, term_to: term_to || undefined, first_number: Number(first) }, "PUT");
  }, done);
  return (
    <Dialog title={book ? t("Sửa sổ") : t("Mở sổ mới")} close={close}>
      <form class="register-form" onSubmit={submit}>
        {problem && <Trouble problem={problem} />}
        <label>{t("Loại văn bản")}
          <select disabled={isFixed} value={form.type} onChange={(event) => change({ type: event.currentTarget.value })}>
            {!(form.type in PAPER_TYPES) && <option value={form.type}>{form.type}</option>}
            {Object.entries(PAPER_TYPES).map(([code, name]) => <option value={code}>{code} – {name}</option>)}
          </select>
        </label>
        <TextField label={t("Cơ quan trong ký hiệu")} most={32} required disabled={isFixed} hint={t("Viết tắt, như TĐTN, UBKTTĐ. Văn kiện đại hội mở sổ riêng, với ký hiệu của đại hội.")} value={form.issuer} fault={fault("issuer") ?? fault("type")} change={(issuer) => change({ issuer: issuer.toLocaleUpperCase("vi") })} />
        <TextField label={t("Tên cơ quan ban hành")} most={200} required value={form.issuer_name} change={(issuer_name) => change({ issuer_name })} />
        <TextField label={t("Nhiệm kỳ")} most={200} required value={form.term} change={(term) => change({ term })} />
        <DateField label={t("Từ ngày")} required disabled={isFixed} value={form.term_from} fault={fault("term_from")} change={(term_from) => change({ term_from })} />
        <DateField label={t("Đến ngày")} hint={t("Để trống khi chưa biết ngày hết nhiệm kỳ.")} value={form.term_to} fault={fault("term_to")} change={(term_to) => change({ term_to })} />
        <NumberField label={t("Số đầu tiên")} whole min={1} max={99999} required disabled={isFixed} hint={t("Sổ giấy đang dùng dở thì ghi số tiếp theo của sổ ấy.")} value={form.first} fault={fault("first_number")} change={(first) => change({ first })} />
        <button class="main" disabled={isBusy}>{book ? t("Lưu") : t("Mở sổ")}</button>
      </form>
    </Dialog>
  );
}
