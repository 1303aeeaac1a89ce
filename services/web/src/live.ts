// live.ts — server-sent events, and data that is read again when they arrive.
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { ask, isOutage, Problem, problemOf } from "./api";
import { keepAnswer, keptAnswer } from "./queue/answers";

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
let again = 0;

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
  source.addEventListener("hello", everything);
  source.addEventListener("directory", everything);
  source.addEventListener("changed", (event) => {
    const cell = JSON.parse((event as MessageEvent<string>).data) as Cell;
    listeners.forEach((listener) => listener(cell));
  });
}

export function stopLive(): void {
  clearTimeout(again);
  source?.close();
  source = null;
  tellState(false);
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

// Reads a path, and again, at most twice a second, when events concern it.
export function useFresh<T>(path: string | null, concerns: (cell: Cell) => boolean = () => true): Fresh<T> {
  const [data, setData] = useState<T | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const readAt = useRef("");
  const timer = useRef<number | undefined>(undefined);
  const wanted = useRef(path);
  wanted.current = path;

  const load = useCallback(async () => {
    if (!path) {
      return;
    }
    try {
      const answer = await ask<T>(path);
      void keepAnswer(path, answer);
      tellSince(null);
      if (wanted.current === path) {
        readAt.current = new Date().toISOString();
        setData(answer);
        setProblem(null);
      }
    } catch (error) {
      const kept = isOutage(error) ? await keptAnswer<T>(path) : null;
      if (kept) {
        tellSince(since !== null && since < kept.at ? since : kept.at);
      }
      if (wanted.current === path && kept) {
        readAt.current = kept.at;
        setData((shown) => shown ?? kept.answer);
      } else if (wanted.current === path) {
        setProblem(problemOf(error));
      }
    }
  }, [path]);

  useEffect(() => {
    setData(null);
    void load();
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
