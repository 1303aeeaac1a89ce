// live.ts — server-sent events, and data that is read again when they arrive.
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { ask, isOutage, Problem, problemOf } from "./api";
import { KeptAnswer, keepAnswer, keptAnswer } from "./queue/answers";
import { whenSure } from "./session";

export interface Cell { campaign?: string; unit?: string; criterion?: string; evidence?: string }
type Listener = (cell: Cell | null) => void;

const listeners = new Set<Listener>();
const states = new Set<(isOpen: boolean) => void>();
let source: EventSource | null = null;
let isOpen = false;
let changedAt = "";

function tellState(value: boolean): void {
  changedAt = isOpen === value ? changedAt : new Date().toISOString();
  isOpen = value;
  states.forEach((state) => state(value));
}

const AGAIN_S = 30;
const SETTLED_MS = 4000; // a page that opens has read everything itself by then
let again = 0;
let settled = 0;

export function startLive(): void {
  clearTimeout(again);
  if (source) {
    return;
  }
  source = new EventSource("/api/v1/events");
  source.onopen = () => tellState(true);
  source.onerror = () => {
    tellState(false);
    // The browser tries again by itself, except after a refusal.
    if (source?.readyState === EventSource.CLOSED) {
      stopLive();
      again = window.setTimeout(startLive, AGAIN_S * 1000);
    }
  };
  const everything = () => listeners.forEach((listener) => listener(null));
  let isFirst = true;
  // What changed while the stream was being opened; after an interruption at once.
  source.addEventListener("hello", () => {
    settled = window.setTimeout(everything, isFirst ? SETTLED_MS : 0);
    isFirst = false;
  });
  source.addEventListener("directory", everything);
  source.addEventListener("changed", (event) => {
    const cell = JSON.parse((event as MessageEvent<string>).data) as Cell;
    listeners.forEach((listener) => listener(cell));
  });
}

export function stopLive(): void {
  clearTimeout(again);
  clearTimeout(settled);
  source?.close();
  source = null;
  tellState(false);
}

const LIVE_MS = 1500; // a browser has six connections for a server: what is shown first goes first

// Reports events until the returned function is called.
export function keepLive(): () => void {
  again = window.setTimeout(startLive, LIVE_MS);
  return stopLive;
}

// Whether events arrive, and since when.
export function useLiveState(): [boolean, string] {
  const [value, setValue] = useState(isOpen);
  useEffect(() => {
    states.add(setValue);
    setValue(isOpen);
    return () => void states.delete(setValue);
  }, []);
  return [value, changedAt];
}

// Since when what is shown stands, while the server cannot be reached; null: it is of now.
let since: string | null = null;
const olds = new Set<(since: string | null) => void>();
function tellSince(value: string | null): void {
  since = value;
  olds.forEach((old) => old(value));
}
export function useSince(): string | null {
  const [value, setValue] = useState(since);
  useEffect(() => {
    olds.add(setValue);
    setValue(since);
    return () => void olds.delete(setValue);
  }, []);
  return value;
}

export interface Fresh<T> { data: T | null; readAt: string; problem: Problem | null; reload: () => void }

const SLOW_MS = 150; // then the device's copy is shown, where there is one
const OLD_MS = 3000; // then the page says that it is one

// Reads a path, and again, at most twice a second, when events concern it.  `isSoon`: while the
// first answer is on its way over a slow line, what the device keeps of the last visit is shown.
// Not for forms that take over what they show: they would save an old value over a newer one.
export function useFresh<T>(path: string | null, concerns: (cell: Cell) => boolean = () => true, isSoon = false): Fresh<T> {
  const [data, setData] = useState<T | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const readAt = useRef("");
  const timer = useRef<number | undefined>(undefined);
  const wanted = useRef(path);
  const isCopy = useRef(false);
  wanted.current = path;

  const showKept = async (copy: Promise<KeptAnswer<T> | null>, isOld: boolean): Promise<boolean> => {
    const kept = await copy;
    if (kept && isOld) {
      tellSince(since !== null && since < kept.at ? since : kept.at);
    }
    if (kept && wanted.current === path) {
      readAt.current = kept.at;
      setData((shown) => {
        isCopy.current ||= shown === null;
        return shown ?? kept.answer;
      });
    }
    return kept !== null;
  };
  const load = useCallback(async (isFirst = false) => {
    if (!path) {
      return;
    }
    const copy = isFirst && isSoon ? keptAnswer<T>(path) : null;
    const timers = copy ? [SLOW_MS, OLD_MS].map((ms) => setTimeout(() => void showKept(copy, ms === OLD_MS), ms)) : [];
    try {
      const answer = await ask<T>(path);
      timers.forEach(clearTimeout);
      void whenSure().then(() => keepAnswer(path, answer));
      tellSince(null);
      if (wanted.current === path) {
        readAt.current = new Date().toISOString();
        isCopy.current = false;
        setData(answer);
        setProblem(null);
      }
    } catch (error) {
      timers.forEach(clearTimeout);
      if (!(isOutage(error) && await showKept(keptAnswer<T>(path), true)) && wanted.current === path) {
        setData((shown) => (isCopy.current ? null : shown));
        setProblem(problemOf(error));
      }
    }
  }, [path]);

  // Asks before the browser draws: on a slow device that takes as long as an answer.
  useLayoutEffect(() => {
    setData(null);
    isCopy.current = false;
    void load(true);
    const listener: Listener = (cell) => {
      if ((cell === null || concerns(cell)) && timer.current === undefined) {
        timer.current = window.setTimeout(() => {
          timer.current = undefined;
          void load();
        }, 500);
      }
    };
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
      clearTimeout(timer.current);
      timer.current = undefined;
    };
  }, [load]);
  return { data, readAt: readAt.current, problem, reload: () => void load() };
}

export const useSoon = <T>(path: string | null, concerns?: (cell: Cell) => boolean): Fresh<T> => useFresh<T>(path, concerns, true);

interface Paged<T> { items: T[]; next: string | null }
export interface Pages<T> {
  items: T[] | null; next: string | null; problem: Problem | null; news: number; more: () => void; reload: () => void;
}

// A list read page by page.  Events change its rows in place; rows that came or went wait, counted
// by `news`, until `reload`: what is being read must not move away.
export function usePages<T>(path: string, keyOf: (item: T) => string, concerns?: (cell: Cell) => boolean): Pages<T> {
  const [shown, setShown] = useState<Paged<T> | null>(null);
  const [news, setNews] = useState(0);
  const [problem, setProblem] = useState<Problem | null>(null);
  const first = useFresh<Paged<T>>(path, concerns);
  const count = useRef(1);

  const pages = async (last: number): Promise<Paged<T>> => {
    const all: Paged<T> = { items: [], next: "" };
    for (let page = 0; page < last && all.next !== null; page++) {
      const answer: Paged<T> = await ask(all.next ? `${path}&after=${encodeURIComponent(all.next)}` : path);
      all.items.push(...answer.items);
      all.next = answer.next;
    }
    return all;
  };
  const show = (work: Promise<Paged<T>>) => work.then((answer) => {
    setShown(answer);
    setNews(0);
    setProblem(null);
  }).catch((error) => setProblem(problemOf(error)));

  useEffect(() => {
    count.current = 1;
    setShown(null);
    setNews(0);
  }, [path]);
  useEffect(() => {
    if (!first.data) {
      return;
    }
    if (!shown) {
      setShown(first.data);
      return;
    }
    const begun = path;
    void pages(count.current).then((fresh) => {
      const old = new Set(shown.items.map(keyOf));
      const changes = fresh.items.filter((item) => !old.has(keyOf(item))).length
        + Math.max(0, shown.items.length - fresh.items.length);
      if (begun === path && changes === 0) {
        setShown(fresh);
      }
      setNews(changes);
    }).catch(() => undefined);
  }, [first.data]);

  return {
    items: shown?.items ?? null, next: shown?.next ?? null, problem: first.problem ?? problem, news,
    more: () => void show(pages(++count.current)),
    reload: () => void show(pages(count.current)),
  };
}
