// export.ts — what has not arrived as one ZIP that an office can read without this page: a folder
// for each item with its fields as text and its files as they were chosen.
import { Zip, ZipPassThrough } from "fflate";
import { day, fieldName, KINDS, moment } from "../format";
import { t } from "../words";
import { bytesOf } from "./store";
import type { Kept } from "./types";

// Without what a file system refuses.
const nameOf = (text: string) => text.normalize("NFC").replace(/[\x00-\x1f<>:"/\\|?*]/g, " ").replace(/\s+/g, " ").trim().replace(/^\.+|[. ]+$/g, "");

function unique(name: string, taken: Set<string>): string {
  const dot = name.lastIndexOf(".");
  const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ""];
  let free = name;
  for (let number = 2; taken.has(free.toLowerCase()); number++) {
    free = `${stem} (${number})${ending}`;
  }
  taken.add(free.toLowerCase());
  return free;
}

// What its author wrote: of a draft as typed, else as it is sent.
function fieldsOf(item: Kept): string[] {
  const { body } = item;
  const lines = [
    `${fieldName("title")}: ${item.title}`, `${fieldName("unit")}: ${item.unit}`, `${t("Đợt đánh giá")}: ${item.campaign}`,
    `${fieldName("criteria")}: ${item.criteria.join(", ")}`, `${t("Làm lúc")}: ${moment(item.made_at)}`, `${t("Mã lần nộp")}: ${item.id}`,
  ];
  if (!body) {
    return [...lines, "", ...Object.entries(item.form).map(([name, value]) =>
      `${fieldName(name)}: ${typeof value === "string" ? value : JSON.stringify(value)}`)];
  }
  lines.push(`${fieldName("kind")}: ${KINDS[body.kind] ?? body.kind}`, `${fieldName("occurred_on")}: ${day(body.occurred_on)}`);
  for (const name of ["document_symbol", "link"] as const) {
    lines.push(...(body[name] ? [`${fieldName(name)}: ${body[name]}`] : []));
  }
  lines.push(...(body.figures ?? []).map((figure) => `${fieldName("figures")}: ${figure.name} = ${figure.value}`));
  return body.text ? [...lines, "", body.text] : lines;
}

const asText = (lines: string[]) => new TextEncoder().encode(`\ufeff${lines.join("\r\n")}\r\n`);

function add(zip: Zip, path: string, bytes: Uint8Array): void {
  const entry = new ZipPassThrough(path); // photos and documents are packed already
  zip.add(entry);
  entry.push(bytes, true);
}

async function addItem(zip: Zip, folder: string, item: Kept): Promise<void> {
  const taken = new Set([t("noi-dung.txt")]);
  const lines = fieldsOf(item);
  for (const file of item.files) {
    const name = unique(nameOf(file.name) || "tep", taken);
    try {
      add(zip, `${folder}/${name}`, new Uint8Array(await bytesOf(file)));
      lines.push(`${t("Tệp")}: ${name}${file.caption ? ` (${file.caption})` : ""}${file.sha256 ? `, SHA-256 ${file.sha256}` : ""}`);
    } catch {
      lines.push(t("Tệp {name} không đọc được trên máy này", { name }));
    }
  }
  add(zip, `${folder}/${t("noi-dung.txt")}`, asText(lines));
}

export async function exportZip(items: Kept[]): Promise<Blob> {
  const parts: Uint8Array[] = [];
  let failure: Error | null = null;
  const zip = new Zip((error, part) => {
    failure ??= error;
    parts.push(part);
  });
  const taken = new Set<string>();
  for (const item of items) {
    const title = nameOf(`${item.criteria[0] ?? ""} ${item.title}`).slice(0, 80).trim();
    await addItem(zip, unique(title || item.id, taken), item);
  }
  zip.end();
  if (failure) {
    throw failure;
  }
  return new Blob(parts, { type: "application/zip" });
}

// Hands the ZIP over as a download.
export async function saveZip(items: Kept[]): Promise<void> {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await exportZip(items));
  link.download = `minh-chung-cho-gui-${new Date().toISOString().slice(0, 10)}.zip`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60e3);
}
