// upload.ts — brings one kept file to the server, on from where an earlier attempt stopped; the device
// keeps how far it is.
import { Problem, problemOf } from "../api";
import { sendFile } from "../uploads";
import { bytesOf, change } from "./store";
import type { Kept, KeptFile } from "./types";

const LOST = ["upload.unknown", "upload.unfinished", "upload.lost"];
const PASSING = [401, 408, 423, 429, 460]; // among the refusals: another attempt may succeed

export const isLost = ({ code }: Problem) => LOST.includes(code);

// What another attempt cannot bring through: its author has to change it.
export function isFinal(problem: Problem): boolean {
  const { status, code } = problem;
  const isPassing = PASSING.includes(status) || code === "csrf.wrong" || code === "upload.conflict" || isLost(problem);
  return code === "file.damaged" || (status >= 400 && status < 500 && !isPassing);
}

function keep(item: string, file: string, part: Partial<KeptFile>): Promise<unknown> {
  return change(item, (now) => now.files.forEach((one) => one.id === file && Object.assign(one, part)));
}

// The id of the finished upload.  A file that has arrived is not sent again; if the server has dropped
// it meanwhile, it says so when the item is submitted (`forgetUploads`).
export async function upload(item: string, file: KeptFile, progress: (sent: number) => void, signal: AbortSignal): Promise<string> {
  if (file.upload?.id) {
    return file.upload.id;
  }
  await keep(item, file.id, { state: "sending", problem: null });
  try {
    const id = await sendFile(await bytesOf(file), file.name, file.type, file.sha256, {
      progress, signal, known: file.upload?.url, remember: (url) => void keep(item, file.id, { upload: { url, id: null } }),
    });
    await keep(item, file.id, { state: "arrived", sent: file.size, upload: { url: `/api/v1/uploads/${id}`, id } });
    return id;
  } catch (error) {
    const problem = problemOf(error);
    await keep(item, file.id, isFinal(problem) ? { state: "refused", problem } : { state: "waiting" });
    throw error;
  }
}

// The server keeps unused uploads for some days only: the files are sent again.
export const forgetUploads = ({ id }: Kept): Promise<unknown> => change(id, (now) =>
  now.files.forEach((file) => Object.assign(file, { upload: null, state: "waiting", sent: 0 })));
