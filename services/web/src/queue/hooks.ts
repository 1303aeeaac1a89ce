// hooks.ts — the queue as pages show it.
import { useEffect, useState } from "preact/hooks";
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
