// register-words.ts — the words of the register of outgoing papers: states, types, and where a paper
// belongs.
import type { Schemas } from "../api";
import { day, today } from "../format";
import { at } from "../place";
import { fixed, t } from "../words";
import type { Tone } from "./badge";

export type Book = Schemas["RegisterBook"];
export type Entry = Schemas["RegisterEntry"];

export const NUMBER_STATES: Record<Entry["state"], string> = { issued: t("Đã ban hành"), reserved: t("Giữ trước"), cancelled: t("Đã hủy") };
export const NUMBER_TONES: Record<Entry["state"], Tone> = { issued: "ok", reserved: "new", cancelled: "bad" };

// The types of papers that a body of the Union issues, as its symbols write them (HD 29-HD/TWĐTN-VP).
export const PAPER_TYPES: Record<string, string> = {
  NQ: t("nghị quyết"), [fixed("QĐ")]: t("quyết định"), CT: t("chỉ thị"), KL: t("kết luận"), KH: t("kế hoạch"), HD: t("hướng dẫn"), TB: t("thông báo"),
  BC: t("báo cáo"), TTr: t("tờ trình"), CV: t("công văn"), CTr: t("chương trình"), BB: t("biên bản"), QC: t("quy chế"), GM: t("giấy mời"),
};

export const bookName = (book: Book) => t("{type} – {issuer}, {term}", { type: `${book.type} ${book.type_name}`, issuer: book.issuer, term: book.term });
export const termOf = (book: Book) => (book.term_to ? t("{from} – {to}", { from: day(book.term_from), to: day(book.term_to) }) : t("từ {from}", { from: day(book.term_from) }));
export const isOpen = (book: Book) => book.may_write && book.term_from <= today() && (book.term_to ?? "9999") >= today();

// Letters and digits alone, as a code is written: "UBKTTĐ" becomes "UBKTTD".
const plain = (text: string) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/gi, "D").replace(/[^A-Za-z0-9]/g, "").toUpperCase();
export const codeOf = (type: string, issuer: string, from: string) => `${plain(type)}-${plain(issuer)}-${from.slice(0, 4)}`.slice(0, 40);

// The page of the object to which a paper belongs, and its name.
export function placeOf({ kind, campaign, code = "" }: NonNullable<Entry["about"]>): [string, string] {
  switch (kind) {
    case "round":
      return [at(`/kiem-tra/${code}`, campaign), t("Cuộc kiểm tra {code}", { code })];
    case "conclusion":
      return [at(`/kiem-tra/${code}/ket-luan`, campaign), t("Kết luận {code}", { code })];
    case "publication":
      return [at("/bang-diem", campaign), t("Kết quả {campaign}", { campaign })];
  }
}

// The filters of the address, as the service takes them.
export function askedOf(query: URLSearchParams): string {
  const names: Record<string, string> = { so: "book", loai: "type", nam: "year", "tinh-trang": "state", q: "q" };
  return Object.entries(names).flatMap(([name, asked]) => (query.get(name) ? [`${asked}=${encodeURIComponent(query.get(name) ?? "")}`] : [])).join("&");
}
