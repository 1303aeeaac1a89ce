// data-table.tsx — a table that is sorted by a press on its head, whose columns are chosen, and of
// which only what is in sight is drawn: 124 units by 150 criteria stay quick.
import { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { filterBy, useAddress } from "../place";
import { t } from "../words";
import { useColumns } from "./columns";

export interface Column<R> {
  key: string; name: string; cell: (row: R) => ComponentChildren;
  sort?: (row: R) => string | number | null; // by what; without it the column is not sorted by
  figure?: boolean; head?: boolean; // a number; what names the row
}
const MANY_ROWS = 60;
const MANY_COLUMNS = 30;
const BEYOND = 8; // rows and columns drawn outside of what is in sight
const WIDTH = 96; // of a column, where there are many

// "diem" rising, "-diem" falling, as the address has it.
function sorted<R>(rows: R[], columns: Column<R>[], order: string): R[] {
  const by = columns.find((column) => column.key === order.replace(/^-/, ""))?.sort;
  if (!by) {
    return rows;
  }
  const turn = order.startsWith("-") ? -1 : 1;
  return [...rows].sort((one, other) => {
    const [a, b] = [by(one), by(other)];
    return a === null || b === null ? Number(a === null) - Number(b === null)
      : turn * (typeof a === "string" ? a.localeCompare(String(b), "vi", { numeric: true }) : a - Number(b));
  });
}

// Which rows and columns are in sight.
function useSight(isLong: boolean, isWide: boolean, count: number) {
  const box = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLTableSectionElement>(null);
  const height = useRef(0);
  const isPrinted = useRef(false);
  const [sight, setSight] = useState({ top: 0, bottom: MANY_ROWS, left: 0, right: MANY_COLUMNS });
  const look = () => {
    const [outer, inner] = [box.current?.getBoundingClientRect(), body.current?.getBoundingClientRect()];
    const drawn = [...(body.current?.querySelectorAll<HTMLElement>("tr[aria-rowindex]") ?? [])];
    if (!outer || !inner || isPrinted.current) {
      return;
    }
    // Measured once: what is not drawn keeps the height that it was given.
    height.current ||= Math.max(1, drawn.reduce((sum, row) => sum + row.offsetHeight, 0) / drawn.length);
    const from = Math.max(0, outer.top) - inner.top;
    const to = Math.min(innerHeight, outer.bottom) - inner.top;
    const next = {
      top: Math.max(0, Math.min(Math.floor(from / height.current), count) - BEYOND), bottom: Math.ceil(to / height.current) + BEYOND,
      left: Math.max(0, Math.floor((box.current?.scrollLeft ?? 0) / WIDTH) - BEYOND),
      right: Math.ceil(((box.current?.scrollLeft ?? 0) + outer.width) / WIDTH) + BEYOND,
    };
    setSight((old) => (old.top === next.top && old.bottom === next.bottom && old.left === next.left && old.right === next.right ? old : next));
  };
  // On paper everything is in sight.
  const print = () => {
    isPrinted.current = true;
    setSight({ top: 0, bottom: Infinity, left: 0, right: Infinity });
  };
  const printed = () => {
    isPrinted.current = false;
    look();
  };
  useLayoutEffect(() => {
    if (!isLong && !isWide) {
      return;
    }
    look();
    addEventListener("scroll", look, { capture: true, passive: true });
    addEventListener("resize", look);
    addEventListener("beforeprint", print);
    addEventListener("afterprint", printed);
    return () => {
      removeEventListener("scroll", look, { capture: true });
      removeEventListener("resize", look);
      removeEventListener("beforeprint", print);
      removeEventListener("afterprint", printed);
    };
  }, [isLong, isWide, count]);
  return { box, body, sight, height: height.current };
}

// On a phone, where a row is a card and the heads are not there.
function SortBy<R>({ columns, order, sort }: { columns: Column<R>[]; order: string; sort: (order: string) => void }) {
  return (
    <label class="sort-by">{t("Xếp theo")}
      <select value={order} onChange={(event) => sort(event.currentTarget.value)}>
        <option value="">{t("Thứ tự gốc")}</option>
        {columns.filter((column) => column.sort).map((column) => <><option value={column.key}>{column.name} ↑</option><option value={`-${column.key}`}>{column.name} ↓</option></>)}
      </select>
    </label>
  );
}

function Head<R>({ column, order, sort }: { column: Column<R>; order: string; sort: (order: string) => void }) {
  const isUp = order === column.key;
  const isDown = order === `-${column.key}`;
  return (
    <th scope="col" class={column.figure ? "figure" : ""} aria-sort={isUp ? "ascending" : isDown ? "descending" : undefined}>
      {column.sort
        ? <button type="button" class="sort" onClick={() => sort(isUp ? `-${column.key}` : isDown ? "" : column.key)}>{column.name}<span aria-hidden="true">{isUp ? "↑" : isDown ? "↓" : ""}</span></button>
        : column.name}
    </th>
  );
}

function Cell<R>({ column, row }: { column: Column<R>; row: R }) {
  return column.head
    ? <th scope="row">{column.cell(row)}</th>
    : <td data-label={column.name} class={column.figure ? "figure" : ""}>{column.cell(row)}</td>;
}

export function DataTable<R>({ name, caption, columns, rows, keyOf, start = "", choosable }: {
  name: string; caption: string; columns: Column<R>[]; rows: R[]; keyOf: (row: R) => string; start?: string; choosable?: boolean;
}) {
  const order = useAddress().query.get("xep") ?? start;
  const { shown: chosen, chooser } = useColumns(name, columns);
  const all = choosable ? chosen : columns;
  const sort = (next: string) => filterBy({ xep: next });
  const lines = sorted(rows, columns, order);
  const [isLong, isWide] = [rows.length > MANY_ROWS, all.length > MANY_COLUMNS];
  const { box, body, sight, height } = useSight(isLong, isWide, lines.length);
  const [top, bottom] = isLong ? [Math.min(sight.top, lines.length), Math.min(sight.bottom, lines.length)] : [0, lines.length];
  const heads = all.filter((column) => column.head);
  const others = all.filter((column) => !column.head);
  const [left, right] = isWide ? [Math.min(sight.left, others.length), Math.min(sight.right, others.length)] : [0, others.length];
  const shown = others.slice(left, right);
  const gap = (count: number, Tag: "td" | "th") => count > 0 && <Tag colSpan={count} aria-hidden="true" class="gap" />;
  const across = (draw: (column: Column<R>) => ComponentChildren, Tag: "td" | "th") => <>{heads.map(draw)}{gap(left, Tag)}{shown.map(draw)}{gap(others.length - right, Tag)}</>;
  return (
    <div class="data">
      {choosable && chooser}
      <SortBy columns={all} order={order} sort={sort} />
      <div class={isLong || isWide ? "scroll" : ""} ref={box} tabIndex={isLong || isWide ? 0 : undefined} role="region" aria-label={caption}>
        <table class={isWide ? "wide" : ""} aria-rowcount={lines.length + 1} style={isWide ? { width: `${others.length * WIDTH + 280}px` } : undefined}>
          <caption class="hidden">{caption}</caption>
          {isWide && <colgroup>{heads.map(() => <col class="name" />)}{others.map(() => <col />)}</colgroup>}
          <thead><tr>{across((column) => <Head key={column.key} column={column} order={order} sort={sort} />, "th")}</tr></thead>
          <tbody ref={body}>
            {top > 0 && <tr aria-hidden="true" class="gap" style={{ height: `${top * height}px` }}><td colSpan={all.length} /></tr>}
            {lines.slice(top, bottom).map((row, at) => (
              <tr key={keyOf(row)} aria-rowindex={top + at + 2}>{across((column) => <Cell key={column.key} column={column} row={row} />, "td")}</tr>
            ))}
            {bottom < lines.length && <tr aria-hidden="true" class="gap" style={{ height: `${(lines.length - bottom) * height}px` }}><td colSpan={all.length} /></tr>}
          </tbody>
        </table>
      </div>
    </div>
  );
}
