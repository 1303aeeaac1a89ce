// deliver.ts — brings one item to the server: its files one after the other, each on from where it
// was cut, then what the item says of them.
import { problemOf, push, Schemas } from "../api";
import type { Kept, VisitRecord } from "./types";
import { forgetUploads, isLost, upload } from "./upload";

async function deliverFiles(item: Kept, report: (sent: number) => void, signal: AbortSignal): Promise<string[]> {
  const ids: string[] = [];
  let before = 0;
  for (const file of item.files) {
    ids.push(await upload(item.id, file, (sent) => report(before + sent), signal));
    before += file.size;
    report(before);
  }
  return ids;
}

// Its id is in the path: sent again it has the same effect.
function deliverRecord({ path, entry, finding }: VisitRecord, item: Kept, ids: string[], signal: AbortSignal): Promise<unknown> {
  const photos = item.files.map((file, at) => ({ upload: ids[at], caption: file.caption, alt: file.alt }));
  const body = JSON.stringify({ ...entry ?? finding, photos, made_at: item.made_at });
  return push("PUT", `${path}/${item.id}`, body, { headers: { "Content-Type": "application/json" }, signal });
}

function deliverSubmission(item: Kept, ids: string[], signal: AbortSignal): Promise<Schemas["Accepted"]> {
  const uploads = item.files.map((file, at) => ({ id: ids[at], caption: file.caption || null }));
  return push("POST", "/evidence", JSON.stringify({ ...item.body, uploads, made_at: item.made_at }), {
    headers: { "Content-Type": "application/json", "Idempotency-Key": item.id }, signal,
  });
}

// Of a submission what the server accepted it as; null: a record of a visit, which it has now.
export async function deliver(item: Kept, report: (sent: number) => void, signal: AbortSignal): Promise<Schemas["Accepted"] | null> {
  const ids = await deliverFiles(item, report, signal);
  try {
    if (!item.record) {
      return await deliverSubmission(item, ids, signal);
    }
    await deliverRecord(item.record, item, ids, signal);
    return null;
  } catch (error) {
    if (isLost(problemOf(error))) {
      await forgetUploads(item);
    }
    throw error;
  }
}
