// format.ts — words and numbers in the Vietnamese form.

export function points(value: string | null | undefined): string {
  if (value === null || value === undefined || value === "") {
    return "–";
  }
  const [whole = "0", places = ""] = value.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ".");
  const shown = places.replace(/0+$/, "");
  return shown ? `${grouped},${shown}` : grouped;
}

export function day(iso: string): string {
  const [year, month, date] = iso.slice(0, 10).split("-");
  return `${date}/${month}/${year}`;
}

// The province's time, whatever the device says.
const ZONE = "Asia/Ho_Chi_Minh";

export function moment(iso: string): string {
  return new Date(iso).toLocaleString("vi-VN", { dateStyle: "short", timeStyle: "short", timeZone: ZONE });
}

// yyyy-mm-dd
export function today(): string {
  return new Date().toLocaleDateString("sv-SE", { timeZone: ZONE });
}

// From the first day to the second; negative when that is past.
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86400e3);
}

export function weekday(iso: string): string {
  return new Date(`${iso}T12:00:00+07:00`).toLocaleDateString("vi-VN", { weekday: "long", timeZone: ZONE });
}

export const CAMPAIGN_STATES: Record<string, string> = {
  draft: "đang soạn", open: "đang mở", closed: "đã đóng", published: "đã công bố",
};

export function size(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1).replace(".", ",")} MB`;
}

export const KINDS: Record<string, string> = {
  document: "Văn bản", article: "Bài viết", photo: "Hình ảnh", figures: "Số liệu",
  report: "Báo cáo", list: "Danh sách", other: "Khác",
};
export const VERDICTS: Record<string, string> = { valid: "Hợp lệ", mend: "Cần sửa", invalid: "Không hợp lệ" };
export const SEVERITIES: Record<string, string> = { fatal: "Không tính được", error: "Lỗi cần sửa", warning: "Cảnh báo", hint: "Gợi ý" };
export const ROLES: Record<string, string> = {
  officer: "Cán bộ đơn vị", council: "Hội đồng tự đánh giá", inspector: "Đoàn kiểm tra", committee: "Ban Thường vụ",
  editor: "Biên tập Bộ tiêu chí", admin: "Quản trị", system: "Hệ thống", viewer: "Người xem",
};
const FIELDS: Record<string, string> = {
  title: "Tiêu đề", text: "Nội dung", document_symbol: "Số, ký hiệu", figures: "Số liệu", link: "Liên kết",
  files: "Tệp", kind: "Loại", occurred_on: "Ngày diễn ra", received_on: "Ngày nộp", unit: "Đơn vị", criteria: "Tiêu chí",
};
export function fieldName(field: string): string {
  return FIELDS[field.replace(/\[.*$/, "")] ?? field;
}

// A name of a file with a sign for each character that is invisible or turns the text's direction
// (text_is_hidden of the services).
export function shownName(name: string): string {
  return name.replace(/[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g, "\ufffd");
}

// States of a unit's assessment, and the steps that lead there.
export const STATES: Record<string, string> = {
  draft: "Đang tự chấm", self_closed: "Đã chốt tự chấm", appraised: "Đã thẩm định", approved: "Đã duyệt",
  published: "Đã công bố", appealed: "Đang kiến nghị", final: "Kết thúc",
};
const STEPS: Record<string, string> = {
  self_closed: "Chốt tự chấm", appraised: "Chốt thẩm định", approved: "Duyệt", appealed: "Kiến nghị", final: "Kết thúc",
};
const ORDER = Object.keys(STATES);
export function stepName(from: string, to: string): string {
  return from === "appealed" ? (to === "final" ? "Bác kiến nghị" : "Chấp nhận kiến nghị")
    : ORDER.indexOf(to) < ORDER.indexOf(from) ? `Trả lại: ${STATES[to]}` : STEPS[to] ?? to;
}
