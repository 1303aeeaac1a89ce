// typed-form.ts — the fields of a form: kept on the device as they are typed, and joined with what
// another person saved meanwhile, so that neither's work is lost.
import { useEffect, useRef, useState } from "preact/hooks";
import { lastHolder } from "../session";

export type Fields = Record<string, string>;
export interface Other { name: string; value: string; isClash: boolean } // a field that another person changed
interface Kept { version: number; base: Fields; mine: Fields; others: Other[] }

// What was not typed over takes the other's value; where both wrote, one's own stays and the
// other's is shown.
export function joined(kept: Kept, theirs: Fields, version: number): Kept {
  const others = Object.keys(theirs).filter((name) => theirs[name] !== kept.base[name] && theirs[name] !== kept.mine[name])
    .map((name) => ({ name, value: theirs[name] ?? "", isClash: kept.mine[name] !== kept.base[name] }));
  const mine = { ...kept.mine, ...Object.fromEntries(others.filter((one) => !one.isClash).map((one) => [one.name, one.value])) };
  return { version, base: theirs, mine, others };
}

function read(key: string): Kept | null {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? "null") as Kept | null;
  } catch {
    return null;
  }
}

const isTyped = (kept: Kept) => Object.keys(kept.mine).some((field) => kept.mine[field] !== kept.base[field]);

export function useTypedForm(name: string, saved: Fields, version: number) {
  const key = `typed-${lastHolder()?.username ?? ""}-${name}`;
  const [kept, setKept] = useState<Kept>(() => read(key) ?? { version, base: saved, mine: saved, others: [] });
  const latest = useRef(kept);
  // Kept before it is drawn: a reload right after a key loses nothing.
  const put = (next: Kept) => {
    latest.current = next;
    if (isTyped(next)) {
      sessionStorage.setItem(key, JSON.stringify(next));
    } else {
      sessionStorage.removeItem(key);
    }
    setKept(next);
  };
  useEffect(() => {
    if (kept.version !== version) {
      put(joined(latest.current, saved, version));
    }
  }, [version]);
  return {
    fields: kept.mine, version: kept.version, others: kept.others, isTyped: isTyped(kept),
    change: (part: Fields) => put({ ...latest.current, mine: { ...latest.current.mine, ...part } }),
    take: (other: Other) => put({ ...latest.current, mine: { ...latest.current.mine, [other.name]: other.value }, others: latest.current.others.filter((one) => one.name !== other.name) }),
    forget: () => sessionStorage.removeItem(key),
  };
}
