// store.ts — drafts and submissions on the device.  What was typed or chosen is kept at once;
// every change is one transaction, so that two tabs never overwrite each other's part.  Bytes are
// kept as ArrayBuffers in chunks, since Safari damages stored Blobs and drops large values.
import { Refused, Schemas } from "../api";
import { inStore, storedAccount } from "./db";
import { draftGone, fileDamaged, fileUnreadable } from "./problems";
import { shrunk } from "./shrink";
import { smallPicture } from "./thumb";
import type { Bytes, DraftPart, Kept, KeptFile, NewDraft, Safety, VisitRecord } from "./types";

const CHUNK = 1024 * 1024;
const ARRIVED_DAYS = 14; // for so long what the server has is still listed

export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  const text = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return text.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

// ---------------------------------------------------------------- changes, in this tab and others
const listeners = new Set<() => void>();
const channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("minhchung-queue");
const tell = () => listeners.forEach((listener) => listener());
const senders = new Set<() => void>();
channel?.addEventListener("message", (event: MessageEvent<{ isEnqueued: boolean }>) => {
  tell();
  senders.forEach((sender) => event.data.isEnqueued && sender());
});

function changed(isEnqueued = false): void {
  tell();
  senders.forEach((sender) => isEnqueued && sender());
  channel?.postMessage({ isEnqueued });
}

// Calls the listener after each change of the queue, in whichever tab; returns what ends that.
export function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

// The same, when something has been handed over to the sender.
export function onEnqueued(sender: () => void): () => void {
  senders.add(sender);
  return () => void senders.delete(sender);
}

// ---------------------------------------------------------------- reading
export const read = (id: string): Promise<Kept | undefined> => inStore((store) => store.get("items", id));

// Drafts and submissions, the newest first.
export async function list(): Promise<Kept[]> {
  const items = await inStore((store) => store.getAll("items"));
  return items.sort((a, b) => b.made_at.localeCompare(a.made_at));
}

// The draft of a form, as its author left it; null: none is begun.
export async function readDraft(campaign: string, place: string): Promise<Kept | null> {
  const items = await list();
  return items.find((item) => item.state === "draft" && item.campaign === campaign && item.place === place) ?? null;
}

const allOf = (file: KeptFile): Bytes[] => (file.other ? [file, file.other] : [file]);
const chunksOf = (file: Bytes) => IDBKeyRange.bound([file.id, 0], [file.id, Infinity]);

async function hashOf(bytes: ArrayBuffer): Promise<string> {
  if (!globalThis.crypto.subtle) {
    return "";
  }
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// The bytes of a file, compared with what was chosen.
export async function bytesOf(file: KeptFile): Promise<ArrayBuffer> {
  const chunks = await inStore((store) => store.getAll("bytes", chunksOf(file)));
  const bytes = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(new Uint8Array(chunk), at);
    at += chunk.byteLength;
  }
  if (bytes.length !== file.size || (file.sha256 && await hashOf(bytes.buffer) !== file.sha256)) {
    throw new Refused(fileDamaged(file.name));
  }
  return bytes.buffer;
}

// ---------------------------------------------------------------- writing
// Changes one item in one transaction; null: it is gone.
export async function change(id: string, work: (item: Kept) => void): Promise<Kept | null> {
  const item = await inStore(async (store) => {
    const transaction = store.transaction("items", "readwrite", { durability: "strict" });
    const found = await transaction.store.get(id);
    if (found) {
      work(found);
      await transaction.store.put(found);
    }
    await transaction.done;
    return found ?? null;
  });
  changed();
  return item;
}

// Begins a draft; its author's form keeps it up to date with `keepDraft`.
export async function newDraft(part: NewDraft): Promise<Kept> {
  const now = new Date().toISOString();
  const item: Kept = {
    unit: "", title: "", criteria: [], form: {}, ...part,
    id: newId(), account: storedAccount(), body: null, files: [], state: "draft", is_paused: false, problem: null,
    receipt: null, made_at: now, changed_at: now,
  };
  await inStore((store) => store.put("items", item));
  void askToPersist();
  changed();
  return item;
}

// Keeps what was typed.  A draft that has been enqueued meanwhile, in another tab, stays as it is.
export const keepDraft = (id: string, part: DraftPart): Promise<Kept | null> => change(id, (item) => {
  if (item.state === "draft") {
    Object.assign(item, part, { changed_at: new Date().toISOString() });
  }
});

async function bytesIn(file: Blob, name: string): Promise<ArrayBuffer> {
  try {
    return await file.arrayBuffer();
  } catch {
    throw new Refused(fileUnreadable(name));
  }
}

const named = async (bytes: ArrayBuffer): Promise<Bytes> => ({ id: newId(), size: bytes.byteLength, sha256: await hashOf(bytes) });

// Keeps a file with a draft: its bytes and its line in one transaction, or neither.  A large photo
// is kept twice, until one of both has arrived.
export async function addFile(id: string, file: File): Promise<KeptFile> {
  const small = await shrunk(file);
  const parts = await Promise.all([...small ? [small] : [], file].map((part) => bytesIn(part, file.name)));
  const copies = await Promise.all(parts.map(named));
  const [sent, other] = copies as [Bytes, Bytes?];
  const kept: KeptFile = {
    ...sent, name: file.name, type: file.type, caption: "", other: other ?? null,
    thumb: await smallPicture(file), state: "waiting", sent: 0, upload: null, problem: null,
  };
  await inStore(async (store) => {
    const transaction = store.transaction(["items", "bytes"], "readwrite", { durability: "strict" });
    const item = await transaction.objectStore("items").get(id);
    if (item?.state !== "draft") {
      throw new Refused(draftGone());
    }
    const work: Promise<unknown>[] = [
      transaction.objectStore("items").put({ ...item, files: [...item.files, kept], changed_at: new Date().toISOString() }),
      transaction.done,
    ];
    copies.forEach((copy, place) => {
      for (let at = 0, number = 0; at < copy.size; at += CHUNK, number++) {
        work.push(transaction.objectStore("bytes").put((parts[place] as ArrayBuffer).slice(at, at + CHUNK), [copy.id, number]));
      }
    });
    // One failure aborts the transaction, and all others fail with it.
    await Promise.all(work).catch((error) => {
      throw transaction.error ?? error;
    });
  });
  changed();
  return kept;
}

// Changes the caption or the order of a draft's files, or leaves some out; bytes without a line go.
export async function keepFiles(id: string, work: (files: KeptFile[]) => KeptFile[]): Promise<void> {
  await inStore(async (store) => {
    const transaction = store.transaction(["items", "bytes"], "readwrite", { durability: "strict" });
    const item = await transaction.objectStore("items").get(id);
    if (item?.state === "draft") {
      const files = work(item.files);
      const gone = item.files.filter((old) => !files.some((file) => file.id === old.id));
      await Promise.all(gone.flatMap(allOf).map((bytes) => transaction.objectStore("bytes").delete(chunksOf(bytes))));
      await transaction.objectStore("items").put({ ...item, files, changed_at: new Date().toISOString() });
    }
    await transaction.done;
  });
  changed();
}

// Sends the original photos of a draft instead of the shrunk ones, or the other way round.
export const swapPhotos = (id: string): Promise<Kept | null> => change(id, (item) => {
  if (item.state === "draft") {
    item.files = item.files.map((file) => file.other
      ? { ...file, ...file.other, other: { id: file.id, size: file.size, sha256: file.sha256 }, upload: null, state: "waiting", sent: 0 } : file);
  }
});

// Hands a draft over to the sender.  Twice is once: the second finds no draft any more.
export async function enqueue(id: string, what: Schemas["Submission"] | VisitRecord): Promise<Kept | null> {
  const now = new Date().toISOString();
  const item = await change(id, (draft) => {
    if (draft.state === "draft") {
      const part = "path" in what ? { record: what } : { body: what, title: what.title, criteria: what.criteria, unit: what.unit };
      Object.assign(draft, { ...part, state: "waiting", problem: null, made_at: now, changed_at: now });
      draft.files.forEach((file) => Object.assign(file, { state: file.upload?.id ? "arrived" : "waiting" }));
    }
  });
  changed(true);
  return item;
}

// Makes a submission that was refused, or waits, a draft again, with all that was typed and chosen.
// Other content is another submission, so it gets a key of its own.
export async function reopen(id: string): Promise<Kept | null> {
  const draft = await inStore(async (store) => {
    const transaction = store.transaction("items", "readwrite", { durability: "strict" });
    const item = await transaction.store.get(id);
    const isOurs = item !== undefined && (item.state === "refused" || item.state === "waiting");
    const again: Kept | null = isOurs
      ? { ...item, id: newId(), state: "draft", body: null, record: undefined, is_paused: false, changed_at: new Date().toISOString() }
      : null;
    if (again) {
      await transaction.store.delete(id);
      await transaction.store.put(again);
    }
    await transaction.done;
    return again;
  });
  changed();
  return draft;
}

async function drop(id: string, isAll: boolean): Promise<void> {
  await inStore(async (store) => {
    const transaction = store.transaction(["items", "bytes"], "readwrite", { durability: "strict" });
    const item = await transaction.objectStore("items").get(id);
    await Promise.all((item?.files ?? []).flatMap(allOf).map((bytes) => transaction.objectStore("bytes").delete(chunksOf(bytes))));
    if (isAll) {
      await transaction.objectStore("items").delete(id);
    }
    await transaction.done;
  });
}

// Removes a draft or a submission with its files from the device.
export async function remove(id: string): Promise<void> {
  await drop(id, true);
  changed();
}

// The server has it: the bytes go, the line stays for some days.
export async function arrive(id: string, receipt: Kept["receipt"]): Promise<void> {
  await change(id, (item) => {
    Object.assign(item, { state: "arrived", receipt, problem: null, is_paused: false });
    item.files.forEach((file) => Object.assign(file, { state: "arrived", sent: file.size, problem: null }));
  });
  await drop(id, false);
}

export async function forgetOldArrivals(): Promise<void> {
  const before = new Date(Date.now() - ARRIVED_DAYS * 86400e3).toISOString();
  const old = (await list()).filter((item) => item.state === "arrived" && item.changed_at < before);
  await Promise.all(old.map((item) => drop(item.id, true)));
}

// ---------------------------------------------------------------- how safe it is
async function askToPersist(): Promise<void> {
  await navigator.storage?.persist?.().catch(() => false);
}

export async function safety(): Promise<Safety> {
  const storage = navigator.storage;
  const estimate: StorageEstimate = await storage?.estimate?.().catch(() => ({})) ?? {};
  return {
    is_persistent: await storage?.persisted?.().catch(() => false) ?? false,
    usage: estimate.usage ?? 0, quota: estimate.quota ?? 0,
  };
}

// What the server does not have yet, and how long it has been waiting, in days of this device.
export const unsent = (items: Kept[]) => items.filter((item) => item.state !== "draft" && item.state !== "arrived");
export const drafts = (items: Kept[]) => items.filter((item) => item.state === "draft");
export function ageOf(items: Kept[]): number {
  const oldest = Math.min(...items.map((item) => Date.parse(item.made_at)));
  return items.length === 0 ? 0 : Math.max(0, Math.floor((Date.now() - oldest) / 86400e3));
}

// Where the form of a draft is, behind /{campaign}.
export const addressOf = ({ id, place }: Kept) => `${place}${place.includes("?") ? "&" : "?"}nhap=${id}`;
