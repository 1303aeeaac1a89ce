// uploads.ts — sends one file part by part (tus 1.0.0) and goes on where the server stands after a
// cut, a reload or a restart.  Our own client: tus-js-client has 16 KB compressed, this less than 2.
import { ask, DEAD, OFFLINE, push, Refused, type Schemas } from "./api";

interface Sending {
  progress?: (sent: number) => void; // bytes that have left the device
  signal?: AbortSignal;
  known?: string | undefined; // the address of an upload that was begun
  remember: (url: string) => void; // called before any byte is sent
}

const TRIES = 3; // without one byte more
const PAUSE_MS = 1_000; // then twice as long each time
const TUS = { "Tus-Resumable": "1.0.0" };
// The server is there and says "not now", "not from here" or "that was damaged on its way".
const PASSING = [0, 408, 409, 423, 429, 460, 502, 503, 504];

const base64 = (text: string) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
const idOf = (url: string) => url.slice(url.lastIndexOf("/") + 1);

// AbortSignal.any is too new for the phones at hand.
function within(signal?: AbortSignal): AbortSignal {
  const either = new AbortController();
  setTimeout(() => either.abort(), 30_000);
  signal?.addEventListener("abort", () => either.abort());
  return either.signal;
}

function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener("abort", () => { clearTimeout(timer); resolve(); }, { once: true });
  });
}

async function begin(size: number, name: string, type: string, sha256: string, signal?: AbortSignal): Promise<string> {
  const metadata = [["filename", name], ["filetype", type], ["sha256", sha256]].filter(([, value]) => value)
    .map(([key, value]) => `${key} ${base64(value!)}`).join(",");
  const made = await ask<Schemas["Upload"]>("/uploads", {
    method: "POST", headers: { ...TUS, "Upload-Length": String(size), "Upload-Metadata": metadata }, signal: within(signal),
  });
  return `/api/v1/uploads/${made.id}`;
}

// Null: the server does not have it any more.
async function stands(url: string, signal?: AbortSignal): Promise<number | null> {
  try {
    return (await ask<Schemas["Upload"]>(`/uploads/${idOf(url)}`, { signal: within(signal) })).offset;
  } catch (error) {
    if (error instanceof Refused && error.problem.status === 404) {
      return null;
    }
    throw error;
  }
}

function append(url: string, bytes: ArrayBuffer, offset: number, { progress, signal }: Sending): Promise<unknown> {
  return push("PATCH", `/uploads/${idOf(url)}`, new Blob([new Uint8Array(bytes, offset)]), {
    headers: { ...TUS, "Content-Type": "application/offset+octet-stream", "Upload-Offset": String(offset) },
    progress: (sent) => progress?.(offset + sent),
    ...(signal && { signal }),
  });
}

// The id of the finished upload.  Throws Refused: after several tries without a byte more, or at
// once if trying again is of no use; what has arrived stays, `known` goes on there.
export async function sendFile(bytes: ArrayBuffer, name: string, type: string, sha256: string, sending: Sending): Promise<string> {
  let url = sending.known;
  let reached = -1;
  for (let tries = 0; ;) {
    try {
      const offset = url ? await stands(url, sending.signal) : null;
      if (offset === null || !url) {
        url = await begin(bytes.byteLength, name, type, sha256, sending.signal);
        sending.remember(url);
      }
      tries = (offset ?? 0) > reached ? 0 : tries;
      reached = Math.max(reached, offset ?? 0);
      sending.progress?.(offset ?? 0);
      if ((offset ?? 0) < bytes.byteLength) {
        await append(url, bytes, offset ?? 0, sending);
      }
      sending.progress?.(bytes.byteLength);
      return idOf(url);
    } catch (error) {
      const problem = error instanceof Refused ? error.problem : OFFLINE;
      const isDead = problem.code === DEAD.code; // its wait was long enough
      if (sending.signal?.aborted || isDead || !PASSING.includes(problem.status) || ++tries >= TRIES) {
        throw error instanceof Refused ? error : new Refused(problem);
      }
      await pause(PAUSE_MS * 2 ** (tries - 1), sending.signal);
    }
  }
}

// A file that the device does not keep; `begun` lets another attempt go on where this one stopped.
export async function sendWhole(file: File, begun: { current: string }): Promise<string> {
  return sendFile(await file.arrayBuffer(), file.name, file.type, "", {
    known: begun.current || undefined, remember: (url) => { begun.current = url; },
  });
}
