// live.ts — server-sent events, and data that is read again when they arrive.
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { ask, Problem, Refused } from "./api";

export interface Cell { campaign?: string; unit?: string; criterion?: string; evidence?: string }
type Listener = (cell: Cell | null) => void;

const listeners = new Set<Listener>();
const states = new Set<(isOpen: boolean) => void>();
let source: EventSource | null = null;
let isOpen = false;

function tellState(value: boolean): void {
  isOpen = value;
  states.forEach((state) => state(value));
}

export function startLive(): void {
  if (source) {
    return;
  }
  source = new EventSource("/api/v1/events");
  source.onopen = () => tellState(true);
  source.onerror = () => tellState(false);
  const everything = () => listeners.forEach((listener) => listener(null));
  source.addEventListener("hello", everything);
  source.addEventListener("directory", everything);
  source.addEventListener("changed", (event) => {
    const cell = JSON.parse((event as MessageEvent<string>).data) as Cell;
    listeners.forEach((listener) => listener(cell));
  });
}

export function stopLive(): void {
  source?.close();
  source = null;
  tellState(false);
}

export function useLiveState(): boolean {
  const [value, setValue] = useState(isOpen);
  useEffect(() => {
    states.add(setValue);
    setValue(isOpen);
    return () => void states.delete(setValue);
  }, []);
  return value;
}

export interface Fresh<T> { data: T | null; problem: Problem | null; reload: () => void }

// Reads a path, and again, at most twice a second, when events concern it.
export function useFresh<T>(path: string | null, concerns: (cell: Cell) => boolean = () => true): Fresh<T> {
  const [data, setData] = useState<T | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const timer = useRef<number | undefined>(undefined);
  const wanted = useRef(path);
  wanted.current = path;

  const load = useCallback(async () => {
    if (!path) {
      return;
    }
    try {
      const answer = await ask<T>(path);
      if (wanted.current === path) {
        setData(answer);
        setProblem(null);
      }
    } catch (error) {
      if (wanted.current === path && error instanceof Refused) {
        setProblem(error.problem);
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
  return { data, problem, reload: () => void load() };
}
