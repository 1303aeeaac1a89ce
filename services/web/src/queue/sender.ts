// sender.ts — sends what waits, the oldest first: when the page opens, when the line comes back, when
// its reader returns to the tab, and by hand.  One tab at a time sends (Web Locks).  An evidence
// item leaves the queue only when the server has confirmed it: after an answer that was lost,
// the sender asks by Idempotency-Key before it sends again.
import { ask, Refused, Schemas } from "../api";
import { storedAccount } from "./db";
import { deliver } from "./deliver";
import { arrive, change, list, onEnqueued, read, subscribe } from "./store";
import type { Kept, Receipt } from "./types";
import { isFinal } from "./upload";

const PAUSES_S = [5, 15, 60, 300]; // between attempts, growing
const RECEIPTS_AT_ONCE = 50;

export interface Progress { sent: number; total: number; begun: number }
const progress = new Map<string, Progress>();
const watchers = new Set<() => void>();

// How far this tab is with an item; null: it is not sending it.
export const progressOf = (id: string): Progress | null => progress.get(id) ?? null;
export function watchProgress(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
}

function report(id: string, value: Progress | null): void {
  if (value) {
    progress.set(id, value);
  } else {
    progress.delete(id);
  }
  watchers.forEach((watcher) => watcher());
}

// ---------------------------------------------------------------- receipts
type Receipts = Schemas["Receipts"];

export const numberOf = (id: string) => id.slice(0, 8).toUpperCase().replace(/^(.{4})/, "$1-");
const receiptOf = ({ id, revision, received_at }: Receipts["items"][number]): Receipt => ({ id, revision, received_at, number: numberOf(id) });

// Takes those submissions off the queue that the server says it has.
async function confirm(items: Kept[]): Promise<boolean> {
  let count = 0;
  for (let at = 0; at < items.length; at += RECEIPTS_AT_ONCE) {
    const keys = items.slice(at, at + RECEIPTS_AT_ONCE).map((item) => item.id).join(",");
    const { items: found } = await ask<Receipts>(`/submissions?keys=${keys}`);
    for (const one of found) {
      await arrive(one.key, receiptOf(one));
      count++;
    }
  }
  return count === items.length;
}

// ---------------------------------------------------------------- one item
// Reports whether the line still carries: after a failure of the connection nothing else is tried.
async function sendOne(item: Kept): Promise<boolean> {
  const line = new AbortController();
  const end = subscribe(() => void read(item.id).then((now) => (!now || now.is_paused) && line.abort(), () => undefined));
  try {
    await change(item.id, (now) => void Object.assign(now, { state: "sending", problem: null }));
    const total = item.files.reduce((sum, file) => sum + file.size, 0);
    const begun = Date.now();
    const accepted = await deliver(item, (sent) => report(item.id, { sent, total, begun }), line.signal);
    if (!accepted) {
      await arrive(item.id, null);
    } else if (!await confirm([item])) {
      const { id, revision } = accepted;
      // The unit has left the account's reach meanwhile: what was accepted stays accepted.
      await arrive(item.id, { id, revision, number: numberOf(id), received_at: "" });
    }
    return true;
  } catch (error) {
    const problem = error instanceof Refused ? error.problem : null;
    await change(item.id, (now) => {
      if (now.state === "sending") {
        Object.assign(now, { state: problem && isFinal(problem) ? "refused" : "waiting", problem });
      }
    });
    return problem !== null && problem.status !== 0 && problem.status !== 401;
  } finally {
    end();
    report(item.id, null);
  }
}

// ---------------------------------------------------------------- all of them
const due = (items: Kept[]) => items.filter((item) => (item.state === "waiting" || item.state === "sending") && !item.is_paused)
  .sort((a, b) => a.made_at.localeCompare(b.made_at));

// True: nothing is left that another attempt would bring further.
async function sendAll(): Promise<boolean> {
  const account = storedAccount();
  const tried = new Set<string>();
  await confirm(due(await list()).filter((item) => !item.record));
  for (;;) {
    const next = due(await list()).find((item) => !tried.has(item.id));
    if (!next || storedAccount() !== account) {
      break;
    }
    tried.add(next.id);
    if (!await sendOne(next)) {
      return false;
    }
  }
  return due(await list()).length === 0;
}

let timer: number | undefined;
let failures = 0;
let isRunning = false;
let isWanted = false;

function later(): void {
  const pause = PAUSES_S[Math.min(failures++, PAUSES_S.length - 1)] as number;
  clearTimeout(timer);
  timer = window.setTimeout(() => void run(), pause * 1000 * (0.8 + Math.random() * 0.4));
}

// Another tab that sends hears of what is enqueued here; this one looks again later all the same,
// for that tab may close.
async function locked(work: () => Promise<void>): Promise<void> {
  if (!navigator.locks) {
    await work(); // two tabs may send the same item; its key makes that one effect
    return;
  }
  await navigator.locks.request(`minhchung-send-${storedAccount()}`, { ifAvailable: true }, async (lock) => {
    if (lock) {
      await work();
    } else if (due(await list()).length > 0) {
      later();
    }
  });
}

async function run(): Promise<void> {
  if (isRunning || !storedAccount()) {
    isWanted = isRunning;
    return;
  }
  isRunning = true;
  clearTimeout(timer);
  try {
    await locked(async () => {
      do {
        isWanted = false;
        if (await sendAll()) {
          failures = 0;
        } else {
          later();
        }
      } while (isWanted);
    });
  } catch {
    later(); // the receipts could not be asked for, or the store did not answer
  }
  isRunning = false;
}

// Sends now, without waiting for the pause to end.
export function sendNow(): void {
  failures = 0;
  void run();
}

export async function pause(id: string, isPaused: boolean): Promise<void> {
  await change(id, (item) => void Object.assign(item, { is_paused: isPaused }));
  if (!isPaused) {
    sendNow();
  }
}

// Resolves when the item has arrived, was refused, or has to wait for a line; null: it is gone.
export function follow(id: string): Promise<Kept | null> {
  return new Promise((resolve) => {
    let wasSent = false;
    const done = (item: Kept | null) => {
      end();
      resolve(item);
    };
    const look = () => void read(id).then((item) => {
      wasSent ||= item?.state === "sending";
      const isWaiting = item?.state === "waiting" && (wasSent || item.is_paused || !navigator.onLine);
      if (!item || isWaiting || item.state === "arrived" || item.state === "refused") {
        done(item ?? null);
      }
    }, () => done(null)); // the device's store does not answer: the queue shows what it has
    const end = subscribe(look);
    look();
  });
}

// From now on; returns what ends it.
export function startSending(): () => void {
  const visible = () => document.visibilityState === "visible" && sendNow();
  const end = onEnqueued(() => void run());
  addEventListener("online", sendNow);
  document.addEventListener("visibilitychange", visible);
  sendNow();
  return () => {
    end();
    removeEventListener("online", sendNow);
    document.removeEventListener("visibilitychange", visible);
    clearTimeout(timer);
  };
}
