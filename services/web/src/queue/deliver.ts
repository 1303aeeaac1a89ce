// deliver.ts — brings one item to the server: its files, then what it says of them.
import { push, Schemas } from "../api";
import { bytesOf } from "./store";
import type { Kept } from "./types";

export async function deliver(item: Kept, report: (sent: number) => void, signal: AbortSignal): Promise<Schemas["Accepted"]> {
  const form = new FormData();
  form.append("evidence", new Blob([JSON.stringify(item.body)], { type: "application/json" }));
  for (const file of item.files) {
    form.append("file", new Blob([await bytesOf(file)], { type: file.type }), file.name);
  }
  return push("POST", "/evidence", form, { headers: { "Idempotency-Key": item.id }, progress: report, signal });
}
