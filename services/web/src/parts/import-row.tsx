// import-row.tsx — one row of a preview: what it will do, its faulty cells, and the ways to fix them
// in place.
import { useState } from "preact/hooks";
import type { Schemas } from "../api";
import { day, points } from "../format";
import { fixed, t } from "../words";

export type Row = Schemas["ImportRow"];
type Fault = Row["faults"][number];
type Criterion = Schemas["Criterion"];
export type Fix = (row: Row, fault: Fault, value: string) => void;

const FIELDS: Record<string, string> = { [fixed("Mã tiêu chí")]: "criteria", [fixed("Tiêu đề")]: "title", [fixed("Ngày diễn ra")]: "day", [fixed("Số liệu")]: "figures" };

const ROW_STATES: Record<string, string> = { new: t("Sẽ nộp"), repeated: t("Đã có từ trước, không nộp thêm") };

// The colour of a cell: its fault's, if it has one.
function tone(row: Row, field: string): string {
  return row.faults.some((fault) => FIELDS[fault.column] === field) ? (row.state === "doubtful" ? "cell-doubt" : "cell-fault") : "";
}

const plain = (text: string) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase().split(/[^a-z0-9]+/).filter((word) => word.length > 2);

// The criteria whose names share most words with the row's title.
function likely(row: Row, criteria: Criterion[]): Criterion[] {
  const words = new Set(plain(row.shown.title ?? ""));
  const rated = criteria.map((criterion) => ({ criterion, shared: plain(criterion.name).filter((word) => words.has(word)).length }));
  return rated.filter((one) => one.shared > 1).sort((a, b) => b.shared - a.shared).slice(0, 2).map((one) => one.criterion);
}

// "lượt=1,234" with the figure as a whole number, and as one with decimals.
function readings(cell: string): [string, string] | null {
  const found = /(\d{1,3}),(\d{3})(?!\d)/.exec(cell);
  if (!found) {
    return null;
  }
  const put = (figure: string) => cell.slice(0, found.index) + figure + cell.slice(found.index + found[0].length);
  return [put(`${found[1]}.${found[2]}`), put(`${found[1]},${found[2]}0`)];
}

function Edit({ fault, cell, save, close }: { fault: Fault; cell: string; save: (value: string) => void; close: () => void }) {
  const [value, setValue] = useState(cell);
  return (
    <form class="cell-edit" onSubmit={(event) => { event.preventDefault(); save(value); }}>
      <label>{t("Ô {cell}, cột {column}", { cell: fault.cell, column: fault.column })}
        <input value={value} onInput={(event) => setValue(event.currentTarget.value)} />
      </label>
      <button>{t("Xem lại dòng này")}</button>
      <button type="button" class="link" onClick={close}>{t("Thôi")}</button>
    </form>
  );
}

function FaultOf({ row, fault, criteria, fix }: { row: Row; fault: Fault; criteria: Criterion[]; fix?: Fix }) {
  const [isOpen, setOpen] = useState(false);
  const cell = row.cells?.[fault.place] ?? "";
  const doubt = fault.code === "figure.doubtful" ? readings(cell) : null;
  const guesses = fault.code === "criterion.unknown" ? likely(row, criteria) : [];
  return (
    <div class="fault">
      <p><b>{fault.message}</b> {fault.mend}</p>
      {fix && fault.place >= 0 && !isOpen && (
        <div class="chips">
          {doubt && doubt.map((value, at) => <button type="button" onClick={() => fix(row, fault, value)}>{at === 0 ? t("Số nguyên: {value}", { value }) : t("Số lẻ: {value}", { value })}</button>)}
          {guesses.map((guess) => <button type="button" onClick={() => fix(row, fault, guess.code)}>{guess.code} {guess.name}</button>)}
          <button type="button" onClick={() => setOpen(true)}>{t("Sửa ô {cell}", { cell: fault.cell })}</button>
        </div>
      )}
      {fix && isOpen && <Edit fault={fault} cell={cell} save={(value) => { setOpen(false); fix(row, fault, value); }} close={() => setOpen(false)} />}
    </div>
  );
}

export function ImportRow({ row, criteria, fix }: { row: Row; criteria: Criterion[]; fix?: Fix }) {
  const { shown } = row;
  const figures = shown.figures ?? [];
  return (
    <tr>
      <td data-label={t("Dòng")}>{row.sheet && <small>{row.sheet} </small>}{row.row}</td>
      <td data-label={t("Tiêu chí")} class={tone(row, "criteria")}>{(shown.criteria ?? []).join(", ")}</td>
      <td data-label={t("Tên minh chứng")} class={`name ${tone(row, "title")}`}>{shown.title}</td>
      <td data-label={t("Ngày")} class={tone(row, "day")}>{/^\d{4}-\d\d-\d\d$/.test(shown.occurred_on ?? "") ? day(shown.occurred_on ?? "") : shown.occurred_on}</td>
      <td data-label={t("Số liệu")} class={tone(row, "figures")}>{figures.map((figure, at) => <>{at > 0 && "; "}{figure.name} {/^-?\d+(\.\d+)?$/.test(figure.value) ? points(figure.value) : figure.value}</>)}</td>
      <td data-label={row.faults.length > 0 ? t("Lỗi và cách sửa") : t("Sẽ xảy ra")}>
        {row.faults.map((fault) => <FaultOf row={row} fault={fault} criteria={criteria} fix={fix} />)}
        {row.faults.length === 0 && <span class="quiet">{ROW_STATES[row.state]}</span>}
      </td>
    </tr>
  );
}
