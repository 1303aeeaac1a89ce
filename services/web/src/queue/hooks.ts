// hooks.ts — the queue as pages show it.
import { useEffect, useState } from "preact/hooks";
import { useSince } from "../live";
import { Progress, progressOf, watchProgress } from "./sender";
import { list, subscribe } from "./store";
import type { Kept } from "./types";

// All drafts and submissions of the account, kept up to date; null until they have been read.
export function useQueue(): Kept[] | null {
  const [items, setItems] = useState<Kept[] | null>(null);
  useEffect(() => {
    let isShown = true;
    const look = () => void list().then((found) => isShown && setItems(found), () => isShown && setItems([]));
    look();
    const end = subscribe(look);
    return () => {
      isShown = false;
      end();
    };
  }, []);
  return items;
}

// How far this tab is with sending an item; null: it does not send it.
export function useProgress(id: string): Progress | null {
  const [progress, setProgress] = useState(() => progressOf(id));
  useEffect(() => watchProgress(() => setProgress(progressOf(id))), [id]);
  return progress;
}

// Whether the server can be reached, as far as the page knows.
export function useOnline(): boolean {
  const since = useSince();
  const [isOnline, setOnline] = useState(navigator.onLine);
  useEffect(() => {
    const look = () => setOnline(navigator.onLine);
    addEventListener("online", look);
    addEventListener("offline", look);
    return () => {
      removeEventListener("online", look);
      removeEventListener("offline", look);
    };
  }, []);
  return isOnline && since === null;
}
