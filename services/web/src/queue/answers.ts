// answers.ts — the last answers of the API on the device, so that an officer without a line still
// reads today's work and the criteria, and since when they stand.  Lists of people are not kept.
import { ask } from "../api";
import { inStore } from "./db";

const MOST = 80; // answers
const LARGEST = 1024 * 1024; // characters of one
const PAGES = [
  /^\/campaigns(\/[^/?]+)?$/,
  /^\/campaigns\/[^/]+\/units\/[^/]+(\/(receipt|assessment|gains))?$/,
  /^\/campaigns\/[^/]+\/(findings|cadence|scoreboard)\b/,
  /^\/campaigns\/[^/]+\/rounds\/[^/]+\/units\/[^/]+\/(visit|minutes)$/,
  /^\/evidence\?/, /^\/evidence\/[^/]+$/, /^\/inbox\b/, /^\/handbook$/,
];

export interface KeptAnswer<T> { at: string; answer: T }

export async function keepAnswer(path: string, answer: unknown): Promise<void> {
  const size = PAGES.some((page) => page.test(path)) ? JSON.stringify(answer).length : Infinity;
  if (size > LARGEST) {
    return;
  }
  await inStore(async (store) => {
    const transaction = store.transaction("answers", "readwrite");
    await transaction.store.put({ path, at: new Date().toISOString(), answer });
    let count = await transaction.store.count();
    for (let oldest = await transaction.store.index("at").openCursor(); oldest && count > MOST; count--) {
      await oldest.delete();
      oldest = await oldest.continue();
    }
    await transaction.done;
  }).catch(() => undefined); // a device without room keeps drafts, not copies
}

export async function keptAnswer<T>(path: string): Promise<KeptAnswer<T> | null> {
  const found = await inStore((store) => store.get("answers", path)).catch(() => undefined);
  return found ? { at: found.at, answer: found.answer as T } : null;
}

const FRESH_MS = 86400e3;

// Reads, while there is a line, what a form needs without one.
export async function keepAhead(path: string): Promise<void> {
  const kept = await keptAnswer(path);
  if (!kept || Date.now() - Date.parse(kept.at) > FRESH_MS) {
    await keepAnswer(path, await ask(path));
  }
}

export const forgetAnswers = (): Promise<void> => inStore((store) => store.clear("answers"));
