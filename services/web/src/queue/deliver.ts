// deliver.ts — brings one item to the server: its files one after the other, each on from where it
// was cut, then what the item says of them.
import { problemOf, push, Schemas } from "../api";
import type { Kept } from "./types";
import { forgetUploads, isLost, upload } from "./upload";

export async function deliver(item: Kept, report: (sent: number) => void, signal: AbortSignal): Promise<Schemas["Accepted"]> {
  const uploads: Schemas["NamedUpload"][] = [];
  let before = 0;
  for (const file of item.files) {
    const id = await upload(item.id, file, (sent) => report(before + sent), signal);
    uploads.push({ id, caption: file.caption || null });
    before += file.size;
    report(before);
  }
  const body = JSON.stringify({ ...item.body, uploads, made_at: item.made_at });
  try {
    return await push("POST", "/evidence", body, {
      headers: { "Content-Type": "application/json", "Idempotency-Key": item.id }, signal,
    });
  } catch (error) {
    if (isLost(problemOf(error))) {
      await forgetUploads(item);
    }
    throw error;
  }
}
