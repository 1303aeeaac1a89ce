// gallery.tsx — every part in every state, for the eyes and for the tests; no page leads here.
import { ComponentChildren, render } from "preact";
import { useState } from "preact/hooks";
import { OFFLINE } from "./api";
import { Badge } from "./parts/badge";
import { Dialog, News, Points, Trouble, Verdict, Waiting } from "./parts/common";
import { Column, DataTable } from "./parts/data-table";
import { DateField } from "./parts/date-field";
import { FileField } from "./parts/file-field";
import { Head } from "./parts/head";
import { Icon, NAMES } from "./parts/icon";
import { NumberField } from "./parts/number-field";
import { SelectSearch } from "./parts/select-search";
import { Empty, NoRights, Stale } from "./parts/states";
import { Stepper } from "./parts/stepper";
import { toast, Toasts } from "./parts/toast";
import { speakOfFields } from "./parts/validity";
import { fixed } from "./words";
import "./style.css";

const LONG = fixed("Đoàn Khối các cơ quan và doanh nghiệp tỉnh, cụm thi đua số 3, khối lực lượng vũ trang và trường chuyên nghiệp");
const OPTIONS = Array.from({ length: 150 }, (_, at) => ({ value: String(at), name: fixed(`${Math.floor(at / 10) + 1}.${at % 10} Số chi đoàn tổ chức sinh hoạt chủ điểm đúng kỳ`), about: at % 3 === 0 ? fixed("tối đa 2 điểm") : undefined }));
const PROBLEM = { ...OFFLINE, status: 409, code: "example", detail: fixed("Minh chứng đã có bản sửa mới hơn."), mend: fixed("Mở bản mới nhất rồi sửa tiếp.") };

function Group({ name, children }: { name: string; children: ComponentChildren }) {
  return <section class="card"><h2>{name}</h2>{children}</section>;
}

function Buttons() {
  return (
    <p class="chips">
      <button type="button" class="main">{fixed("Nộp")}</button><button type="button">{fixed("Lưu nháp")}</button>
      <button type="button" disabled>{fixed("Đang gửi…")}</button><button type="button" aria-pressed="true">{fixed("Cần sửa")}</button>
      <button type="button" class="link">{fixed("Vì sao")}</button><News count={3} show={() => undefined} />
    </p>
  );
}

function Fields() {
  const [day, setDay] = useState("2026-11-05");
  const [amount, setAmount] = useState("1234.5");
  const [choice, setChoice] = useState("12");
  return (
    <form class="columns" onSubmit={(event) => event.preventDefault()}>
      <DateField label={fixed("Ngày diễn ra")} value={day} change={setDay} required />
      <DateField label={fixed("Ngày họp")} max="2020-01-01" value="2026-11-05" change={() => undefined} />
      <NumberField label={fixed("Số lượt")} value={amount} change={setAmount} unit={fixed("lượt")} />
      <NumberField label={fixed("Số người dự")} whole value="12.5" change={() => undefined} />
      <SelectSearch label={fixed("Tiêu chí")} options={OPTIONS} value={choice} change={setChoice} hint={fixed("Tìm được cả khi gõ không dấu.")} />
      <SelectSearch label={fixed("Đơn vị")} options={OPTIONS} value="" change={() => undefined} required fault={fixed("Chọn một đơn vị.")} />
      <FileField label={fixed("Ảnh, tệp minh chứng")} multiple />
      <label>{fixed("Nội dung")}<textarea rows={2} aria-invalid /></label>
      <label class="check"><input type="checkbox" checked /> {fixed("Tắt quy tắc này")}</label>
      <label>{fixed("Mức độ")}<select disabled><option>{fixed("Cảnh báo")}</option></select></label>
    </form>
  );
}

const COLUMNS: Column<number>[] = [
  { key: "name", name: fixed("Đơn vị"), head: true, sort: (row) => row, cell: (row) => `${row + 1} · ${row % 7 === 0 ? LONG : fixed("Xã đoàn Tân Hòa")}` },
  ...Array.from({ length: 150 }, (_, at) => ({ key: `c${at}`, name: `${Math.floor(at / 10) + 1}.${at % 10}`, figure: true, sort: (row: number) => (row * 7 + at) % 20, cell: (row: number) => String(((row * 7 + at) % 20) / 4).replace(".", ",") })),
];

function States() {
  return (
    <>
      <Waiting /><Empty title={fixed("Chưa có minh chứng")}>{fixed("Minh chứng vừa nộp được kiểm tra trong vài giây rồi hiện ở đây.")}</Empty>
      <Stale since="2026-11-05T07:05:00Z" /><NoRights problem={{ detail: fixed("Chưa được xem đơn vị này."), mend: fixed("Điểm của đơn vị khác chỉ xem được sau khi công bố.") }} />
      <Trouble problem={PROBLEM} retry={() => undefined} />
      <p><Badge>{fixed("chưa có")}</Badge> <Badge tone="ok">{fixed("hợp lệ")}</Badge> <Badge tone="warn">{fixed("cần xem")}</Badge> <Badge tone="bad">{fixed("cần sửa")}</Badge> <Badge tone="new">{fixed("máy đọc được")}</Badge></p>
      <p><Verdict verdict="valid" /> <Verdict verdict="mend" /> <Verdict verdict="invalid" /> <Verdict verdict={null} /> <Points value="291.76" open={() => undefined} label={fixed("Vì sao")} /></p>
      <Stepper now={0} /><Stepper now={2} /><Stepper now={5} />
      <div class="note">{fixed("Ghi chú")}</div><div class="note warn">{LONG}</div><div class="notice bad">{LONG}</div>
    </>
  );
}

function Gallery() {
  const [isOpen, setOpen] = useState(false);
  const [isLarge, setLarge] = useState(false);
  return (
    <main class="wide">
      <Head title={fixed("Bộ phận của trang")} sub={LONG} back={["#", fixed("Hôm nay")]}><button type="button" class="main" onClick={() => setOpen(true)}>{fixed("Mở hộp thoại")}</button></Head>
      <Group name={fixed("Nút")}><Buttons /></Group>
      <Group name={fixed("Ô nhập")}><Fields /></Group>
      <Group name={fixed("Trạng thái")}><States /></Group>
      <Group name={fixed("Bảng")}><DataTable name="gallery-small" caption={fixed("Bảng nhỏ")} columns={COLUMNS.slice(0, 6)} rows={[0, 1, 2, 3]} keyOf={String} choosable /></Group>
      <details class="card" onToggle={(event) => setLarge(event.currentTarget.open)}><summary>{fixed("Bảng lớn, 124 đơn vị × 150 tiêu chí")}</summary>{isLarge && <DataTable name="gallery" caption={fixed("Bảng thử")} columns={COLUMNS} rows={Array.from({ length: 124 }, (_, at) => at)} keyOf={String} choosable />}</details>
      <Group name={fixed("Biểu tượng")}><p class="chips">{NAMES.map((name) => <span key={name}><Icon name={name} /> {name}</span>)}</p></Group>
      <p><button type="button" onClick={() => toast(fixed("Đã bỏ minh chứng"), () => toast(fixed("Đã hoàn tác")))}>{fixed("Hiện lời báo")}</button></p>
      {isOpen && <Dialog title={fixed("Chốt tự chấm")} close={() => setOpen(false)}><p>{LONG}</p><button type="button" class="main">{fixed("Chốt")}</button></Dialog>}
      <Toasts />
    </main>
  );
}

speakOfFields();
render(<Gallery />, document.getElementById("app") as HTMLElement);
