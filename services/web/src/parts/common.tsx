// common.tsx — small parts that every page uses.
import { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Place, Problem } from "../api";
import { fieldName, points, VERDICTS, shownName } from "../format";
import { t } from "../words";

export function Trouble({ problem, retry }: { problem: Problem; retry?: () => void }) {
  return (
    <div class="notice bad" role="alert">
      <strong>{problem.detail}</strong> {problem.mend}
      {retry && <button type="button" onClick={retry}>{t("Thử lại")}</button>}
    </div>
  );
}

// The place of a finding in the submission.
export function Where({ place: { field, file, line, words, page, sheet, cell } }: { place: Place }) {
  const at = page ? t("trang {page}", { page })
    : cell ? (sheet ? t("trang tính “{sheet}”, ô {cell}", { sheet, cell }) : t("ô {cell}", { cell }))
      : line > 0 && t("dòng {row}", { row: line });
  return (
    <p class="where">
      {file ? shownName(file) : fieldName(field)}{at && `, ${at}`}{words && <>: <mark>{words}</mark></>}
    </p>
  );
}

const PATIENCE_MS = 300;

// Nothing for a moment: what comes at once needs no placeholder.
export function Waiting({ rows = 3 }: { rows?: number }) {
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div class="skeleton" role="status">
      <span class="hidden">{t("Đang tải…")}</span>
      {isLong && Array.from({ length: rows }, (_, at) => <i key={at} />)}
    </div>
  );
}

// Rows that came or went since the list was read.
export function News({ count, show }: { count: number; show: () => void }) {
  return count === 0 ? null : <button type="button" class="pill" onClick={show}>{t("{count} thay đổi mới, xem", { count })}</button>;
}

export function Verdict({ verdict }: { verdict: string | null }) {
  return <span class={`verdict ${verdict ?? "waiting"}`}>{verdict ? VERDICTS[verdict] : t("Đang kiểm tra")}</span>;
}

// A number that opens its receipt, and lights up when it has changed.
export function Points({ value, open, label, write = points }: { value: string | null; open?: () => void; label?: string; write?: (value: string | null) => string }) {
  const before = useRef(value);
  const element = useRef<HTMLElement>(null);
  useEffect(() => {
    if (before.current !== value) {
      before.current = value;
      element.current?.animate([{ backgroundColor: "var(--mark)" }, { backgroundColor: "transparent" }], 2500);
    }
  }, [value]);
  if (!open) {
    return <span ref={element} class="number">{write(value)}</span>;
  }
  return (
    <button type="button" ref={element as never} class="number link" onClick={open} aria-label={label}>
      {write(value)}
    </button>
  );
}

export function Dialog({ title, close, children }: { title: string; close: () => void; children: ComponentChildren }) {
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement as HTMLElement | null;
    element.current?.showModal();
    return () => before?.focus({ preventScroll: true });
  }, []);
  return (
    <dialog ref={element} onClose={close} aria-label={title}>
      <header>
        <h2>{title}</h2>
        <button type="button" onClick={close} aria-label={t("Đóng")}>✕</button>
      </header>
      {children}
    </dialog>
  );
}
