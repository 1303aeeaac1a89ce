// columns.tsx — which columns of a table are shown: its reader chooses, the device keeps it.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { t } from "../words";

interface Named { key: string; name: string; head?: boolean } // head: what names the row is always there

function hiddenIn(table: string): string[] {
  try {
    return JSON.parse(localStorage.getItem(`columns-${table}`) ?? "[]") as string[];
  } catch {
    return [];
  }
}

export function useColumns<C extends Named>(table: string, columns: C[]): { shown: C[]; chooser: JSX.Element } {
  const [hidden, setHidden] = useState(() => hiddenIn(table));
  const show = (key: string, isShown: boolean) => {
    const others = hidden.filter((one) => one !== key);
    const next = isShown ? others : [...others, key];
    localStorage.setItem(`columns-${table}`, JSON.stringify(next));
    setHidden(next);
  };
  const shown = columns.filter((column) => column.head || !hidden.includes(column.key));
  const chooser = (
    <details class="columns-of">
      <summary>{t("Chọn cột ({count} trên {all})", { count: shown.length, all: columns.length })}</summary>
      <div class="columns">
        {columns.filter((column) => !column.head).map((column) => (
          <label key={column.key} class="check">
            <input type="checkbox" checked={!hidden.includes(column.key)} onChange={(event) => show(column.key, event.currentTarget.checked)} /> {column.name}
          </label>
        ))}
      </div>
    </details>
  );
  return { shown, chooser };
}
