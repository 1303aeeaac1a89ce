// toast.tsx — what was just done, for ten seconds, with the way to undo it.
import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../words";

const SHOWN_MS = 10_000;
interface Said { id: number; text: string; undo?: () => void }
let last = 0;
let said: Said[] = [];
const listeners = new Set<(all: Said[]) => void>();

function change(next: Said[]): void {
  said = next;
  listeners.forEach((listener) => listener(said));
}
const drop = (id: number) => change(said.filter((one) => one.id !== id));

export function toast(text: string, undo?: () => void): void {
  change([...said.slice(-2), { id: ++last, text, undo }]);
}

// Stays while the pointer or the focus is on it.
function Toast({ of }: { of: Said }) {
  const [isHeld, setHeld] = useState(false);
  const left = useRef(SHOWN_MS);
  useEffect(() => {
    if (isHeld) {
      return;
    }
    const begun = Date.now();
    const timer = setTimeout(() => drop(of.id), left.current);
    return () => {
      clearTimeout(timer);
      left.current = Math.max(1000, left.current - (Date.now() - begun));
    };
  }, [isHeld]);
  const undo = () => {
    drop(of.id);
    of.undo?.();
  };
  return (
    <div class="toast" onPointerEnter={() => setHeld(true)} onPointerLeave={() => setHeld(false)} onFocusIn={() => setHeld(true)} onFocusOut={() => setHeld(false)}>
      <span class="grow">{of.text}</span>
      {of.undo && <button type="button" onClick={undo}>{t("Hoàn tác")}</button>}
      <button type="button" onClick={() => drop(of.id)} aria-label={t("Đóng")}>✕</button>
    </div>
  );
}

export function Toasts() {
  const [all, setAll] = useState(said);
  useEffect(() => {
    listeners.add(setAll);
    return () => void listeners.delete(setAll);
  }, []);
  return <div class="toasts" role="status" aria-live="polite">{all.map((one) => <Toast key={one.id} of={one} />)}</div>;
}
