// format.ts — words and numbers in the Vietnamese form.
import { t } from "./words";

// With at least so many decimals: a column of points is aligned at the comma.
export function points(value: string | null | undefined, least = 0): string {
  if (value === null || value === undefined || value === "") {
    return "–";
  }
  const [whole = "0", places = ""] = value.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ".");
  const shown = places.replace(/0+$/, "").padEnd(least, "0");
  return shown ? `${grouped},${shown}` : grouped;
}

// A unit's points, as a column of them is written.
export const unitPoints = (value: string | null | undefined) => points(value, 2);

// An amount that was computed: at most two places, half up.  What a unit filed keeps its places.
export function measured(amount: string | number | undefined): string {
  return points(amount === undefined ? amount : String(Math.round(Number(amount) * 100) / 100));
}

export function day(iso: string): string {
  const [year, month, date] = iso.slice(0, 10).split("-");
  return `${date}/${month}/${year}`;
}

// The province's time, whatever the device says: seven hours ahead, all the year, since 1975.  Asking
// the browser for it takes a slow phone a sixth of a second.
const AHEAD_MS = 7 * 3600e3;
// Its clock, written as an ISO time; "" for what is no time.
function there(ms: number): string {
  return Number.isNaN(ms) ? "" : new Date(ms + AHEAD_MS).toISOString();
}

export function moment(iso: string): string {
  const at = there(Date.parse(iso));
  return at && `${at.slice(11, 16)} ${day(at)}`;
}

export const hour = (iso: string): string => there(Date.parse(iso)).slice(11, 16);

// yyyy-mm-dd
export const today = (): string => there(Date.now()).slice(0, 10);

// For a search: without diacritics and capitals.
export function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d").replace(/Đ/g, "D").toLowerCase();
}

// From the first day to the second; negative when that is past.
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86400e3);
}

export function daysAfter(iso: string, days: number): string {
  return new Date(Date.parse(`${iso}T12:00:00Z`) + days * 86400e3).toISOString().slice(0, 10);
}

const WEEKDAYS = [t("Chủ Nhật"), t("Thứ Hai"), t("Thứ Ba"), t("Thứ Tư"), t("Thứ Năm"), t("Thứ Sáu"), t("Thứ Bảy")];
export function weekday(iso: string): string {
  return WEEKDAYS[new Date(`${iso}T12:00:00Z`).getUTCDay()] ?? "";
}

export const CAMPAIGN_STATES: Record<string, string> = {
  draft: t("đang soạn"), open: t("đang mở"), closed: t("đã đóng"), published: t("đã công bố"),
};

// An open campaign whose last day of submitting has passed differs from one that still takes
// evidence in time.
export function campaignState(campaign: { state: string; filing_deadline: string }): string {
  return campaign.state === "open" && campaign.filing_deadline < today() ? t("quá hạn nộp") : CAMPAIGN_STATES[campaign.state] ?? "";
}

export function size(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))}\u00a0KB` : `${(bytes / 1024 / 1024).toFixed(1).replace(".", ",")}\u00a0MB`;
}

export const KINDS: Record<string, string> = {
  document: t("Văn bản"), article: t("Bài viết"), photo: t("Hình ảnh"), figures: t("Số liệu"),
  report: t("Báo cáo"), list: t("Danh sách"), other: t("Khác"),
};
export const VERDICTS: Record<string, string> = { valid: t("Hợp lệ"), mend: t("Cần sửa"), invalid: t("Không hợp lệ") };
export const SEVERITIES: Record<string, string> = { fatal: t("Không tính được"), error: t("Lỗi cần sửa"), warning: t("Cảnh báo"), hint: t("Gợi ý") };
export const ROLES: Record<string, string> = {
  officer: t("Cán bộ đơn vị"), council: t("Hội đồng tự đánh giá"), inspector: t("Đoàn kiểm tra"), committee: t("Ban Thường vụ"),
  editor: t("Biên tập Bộ tiêu chí"), admin: t("Quản trị"), system: t("Hệ thống"), viewer: t("Người xem"),
};
const FIELDS: Record<string, string> = {
  title: t("Tiêu đề"), text: t("Nội dung"), document_symbol: t("Số, ký hiệu"), figures: t("Số liệu"), link: t("Liên kết"),
  files: t("Tệp"), kind: t("Loại"), occurred_on: t("Ngày diễn ra"), received_on: t("Ngày nộp"), received_ground: t("Căn cứ ngày nộp"), unit: t("Đơn vị"), criteria: t("Tiêu chí"),
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
  draft: t("Đang tự chấm"), self_closed: t("Đã chốt tự chấm"), appraised: t("Đã thẩm định"), approved: t("Đã duyệt"),
  published: t("Đã công bố"), appealed: t("Đang khiếu nại"), final: t("Kết thúc"),
};
const STEPS: Record<string, string> = {
  self_closed: t("Chốt tự chấm"), appraised: t("Chốt thẩm định"), approved: t("Duyệt"), appealed: t("Khiếu nại kết quả"), final: t("Kết thúc"),
};
const ORDER = Object.keys(STATES);
export function stepName(from: string, to: string): string {
  return from === "appealed" ? (to === "final" ? t("Giữ nguyên kết quả") : t("Chấp nhận khiếu nại"))
    : ORDER.indexOf(to) < ORDER.indexOf(from) ? t("Trả lại: {state}", { state: STATES[to] ?? to }) : STEPS[to] ?? to;
}
