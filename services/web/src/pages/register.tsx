// register.tsx — the register of outgoing papers: the numbers of each book, found by filters in the
// address; numbers are taken, issued and cancelled here.
import { useState } from "preact/hooks";
import type { Schemas } from "../api";
import { day, moment, today } from "../format";
import { useFresh, usePages } from "../live";
import { Badge } from "../parts/badge";
import { Dialog, News, Trouble, Waiting } from "../parts/common";
import { Head } from "../parts/head";
import { BookDialog, CancelDialog, IssueDialog, TakeDialog } from "../parts/register-forms";
import { askedOf, Book, bookName, Entry, isOpen, NUMBER_STATES, NUMBER_TONES, placeOf, termOf } from "../parts/register-words";
import { Empty } from "../parts/states";
import { at, filterBy, useAddress } from "../place";
import { t } from "../words";

type Books = Schemas["RegisterBooks"];
type Open = { what: "take" } | { what: "book"; book: Book | null } | { what: "issue" | "cancel" | "history"; entry: Entry };

function Choice({ label, name, all, options }: { label: string; name: string; all: string; options: [string, string][] }) {
  const { query } = useAddress();
  return (
    <label>{label}
      <select value={query.get(name) ?? ""} onChange={(event) => filterBy({ [name]: event.currentTarget.value })}>
        <option value="">{all}</option>
        {options.map(([value, shown]) => <option value={value}>{shown}</option>)}
      </select>
    </label>
  );
}

function Filters({ books }: { books: Book[] }) {
  const { query } = useAddress();
  const types = new Map(books.map((book) => [book.type_key, `${book.type} – ${book.type_name}`]));
  const first = Math.min(...books.map((book) => Number(book.term_from.slice(0, 4)))), last = Number(today().slice(0, 4));
  const years = Array.from({ length: Math.max(0, last - first + 1) }, (_, n) => String(last - n));
  return (
    <div class="filters">
      <label>{t("Tìm")}<input type="search" defaultValue={query.get("q") ?? ""} placeholder={t("số ký hiệu, trích yếu, người ký")} onChange={(event) => filterBy({ q: event.currentTarget.value.trim() })} /></label>
      <Choice label={t("Sổ")} name="so" all={t("Mọi sổ")} options={books.map((book) => [book.code, bookName(book)])} />
      <Choice label={t("Loại")} name="loai" all={t("Mọi loại")} options={[...types]} />
      <Choice label={t("Năm văn bản")} name="nam" all={t("Mọi năm")} options={years.map((year) => [year, year])} />
      <Choice label={t("Trạng thái")} name="tinh-trang" all={t("Mọi trạng thái")} options={Object.entries(NUMBER_STATES)} />
    </div>
  );
}

function About({ of }: { of: NonNullable<Entry["about"]> }) {
  const [place, name] = placeOf(of);
  return <small><a href={place}>{name}</a></small>;
}

function Row({ entry, mayWrite, open }: { entry: Entry; mayWrite: boolean; open: (what: Open) => void }) {
  return (
    <tr class={entry.state === "cancelled" ? "cancelled" : undefined}>
      <th scope="row"><button type="button" class="link" onClick={() => open({ what: "history", entry })}>{entry.symbol}</button></th>
      <td data-label={t("Ngày văn bản")}>{entry.dated ? day(entry.dated) : "–"}</td>
      <td data-label={t("Trích yếu nội dung")}><span>{entry.subject}</span>{entry.about && <> <About of={entry.about} /></>}{entry.reason && <small class="reason"> {t("Lý do hủy: {reason}", { reason: entry.reason })}</small>}</td>
      <td data-label={t("Người ký")}>{entry.signer || "–"}</td>
      <td data-label={t("Trạng thái")}><Badge tone={NUMBER_TONES[entry.state]}>{NUMBER_STATES[entry.state]}</Badge></td>
      {mayWrite && (
        <td>
          <span class="chips">
            {entry.state === "reserved" && <button type="button" onClick={() => open({ what: "issue", entry })} aria-label={t("Ban hành {symbol}", { symbol: entry.symbol })}>{t("Ban hành")}</button>}
            {entry.state !== "cancelled" && <button type="button" onClick={() => open({ what: "cancel", entry })} aria-label={t("Hủy {symbol}", { symbol: entry.symbol })}>{t("Hủy")}</button>}
          </span>
        </td>
      )}
    </tr>
  );
}

const ACTS: Record<Entry["state"], string> = { issued: t("ban hành"), reserved: t("giữ trước"), cancelled: t("hủy") };

function HistoryDialog({ entry, close }: { entry: Entry; close: () => void }) {
  const { data, problem, reload } = useFresh<Schemas["RegisterHistory"]>(`/register/books/${entry.book}/entries/${entry.label}`, () => false);
  return (
    <Dialog title={entry.symbol} close={close}>
      {!data && (problem ? <Trouble problem={problem} retry={reload} /> : <Waiting />)}
      {data && (
        <>
          <p>{data.subject}</p>
          <dl class="facts">
            <dt>{t("Ngày văn bản")}</dt><dd>{data.dated ? day(data.dated) : "–"}</dd>
            <dt>{t("Người ký")}</dt><dd>{data.signer || "–"}</dd>
            <dt>{t("Nơi nhận")}</dt><dd>{data.recipients || "–"}</dd>
            {data.about && <><dt>{t("Thuộc")}</dt><dd><About of={data.about} /></dd></>}
          </dl>
          <ul class="plain">{data.acts.map((act) => <li key={act.at}>{moment(act.at)}: {act.by} {ACTS[act.act]}{act.reason && `, “${act.reason}”`}</li>)}</ul>
        </>
      )}
    </Dialog>
  );
}

function BookList({ books, edit }: { books: Book[]; edit: (book: Book) => void }) {
  return (
    <details class="register-books">
      <summary>{t("Các sổ ({count})", { count: books.length })}</summary>
      <ul class="plain">
        {books.map((book) => (
          <li key={book.code}>
            <span class="grow"><b>{book.type} – {book.issuer_name}</b> <span class="quiet">{book.term}, {termOf(book)}; {t("{count} số, tiếp theo {next}", { count: book.count, next: String(book.next_number).padStart(2, "0") })}</span></span>
            {book.may_write && <button type="button" onClick={() => edit(book)} aria-label={t("Sửa sổ {code}", { code: book.code })}>{t("Sửa")}</button>}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Opened({ open, books, close, done }: { open: Open; books: Books; close: () => void; done: () => void }) {
  const { query } = useAddress();
  const ready = books.items.filter(isOpen);
  switch (open.what) {
    case "take":
      return <TakeDialog books={ready} first={ready.find((book) => book.code === query.get("so"))?.code ?? ""} done={done} close={close} />;
    case "book":
      return <BookDialog bodies={books.bodies} book={open.book} done={done} close={close} />;
    case "issue":
      return <IssueDialog entry={open.entry} done={done} close={close} />;
    case "cancel":
      return <CancelDialog entry={open.entry} done={done} close={close} />;
    case "history":
      return <HistoryDialog entry={open.entry} close={close} />;
  }
}

export function RegisterPage() {
  const { query } = useAddress();
  const asked = askedOf(query);
  const books = useFresh<Books>("/register/books", () => false);
  const list = usePages<Entry>(`/register/entries?limit=100${asked && `&${asked}`}`, (entry) => `${entry.book} ${entry.label}`, () => false);
  const [open, setOpen] = useState<Open | null>(null);
  const trouble = books.problem ?? list.problem;
  const writable = new Set(books.data?.items.filter((book) => book.may_write).map((book) => book.code));
  const done = () => { setOpen(null); books.reload(); list.reload(); };
  const hasBooks = (books.data?.items.length ?? 0) > 0;
  return (
    <main class="wide register">
      <Head title={t("Sổ văn bản đi")} sub={t("Số theo loại văn bản và nhiệm kỳ, không trống, không trùng")}>
        {hasBooks && <a class="button" href={at(`/so-van-ban/in${location.search}`)}>{t("Bản in")}</a>}
        {hasBooks && <a class="button" download href={`/api/v1/register/sheet.xlsx${asked && `?${asked}`}`}>{t("Tải bảng tính")}</a>}
        {(books.data?.bodies.length ?? 0) > 0 && <button type="button" onClick={() => setOpen({ what: "book", book: null })}>{t("Mở sổ mới")}</button>}
        {books.data?.items.some(isOpen) && <button type="button" class="main" onClick={() => setOpen({ what: "take" })}>{t("Lấy số")}</button>}
      </Head>
      {trouble && <Trouble problem={trouble} retry={done} />}
      {books.data && hasBooks && <Filters books={books.data.items} />}
      {(!list.items || !books.data) && !trouble && <Waiting />}
      <News count={list.news} show={list.reload} />
      {books.data && !hasBooks && <Empty title={t("Chưa có sổ nào")}>{t("Văn phòng tỉnh mở sổ cho từng loại văn bản của nhiệm kỳ, rồi lấy số ở đây.")}</Empty>}
      {hasBooks && list.items?.length === 0 && <Empty title={t("Không có số nào như vậy.")} />}
      {list.items && list.items.length > 0 && (
        <table class="accounts register-table">
          <caption class="hidden">{t("Sổ văn bản đi")}</caption>
          <thead><tr><th scope="col">{t("Số, ký hiệu")}</th><th scope="col">{t("Ngày văn bản")}</th><th scope="col">{t("Trích yếu nội dung")}</th><th scope="col">{t("Người ký")}</th><th scope="col">{t("Trạng thái")}</th>{writable.size > 0 && <th scope="col">{t("Việc")}</th>}</tr></thead>
          <tbody>{list.items.map((entry) => <Row key={`${entry.book} ${entry.label}`} entry={entry} mayWrite={writable.has(entry.book)} open={setOpen} />)}</tbody>
        </table>
      )}
      {list.next && <p><button type="button" onClick={list.more}>{t("Xem thêm")}</button></p>}
      {books.data && hasBooks && <BookList books={books.data.items} edit={(book) => setOpen({ what: "book", book })} />}
      {open && books.data && <Opened open={open} books={books.data} close={() => setOpen(null)} done={done} />}
    </main>
  );
}
