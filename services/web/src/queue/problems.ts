// problems.ts — what can go wrong on the device itself, in the form of the server's refusals.
import { Problem, Refused } from "../api";
import { t } from "../words";

const problem = (code: string, detail: string, mend: string): Problem => ({ status: 0, field: null, code, detail, mend });

export const deviceFull = () => problem("device.full", t("Máy không còn chỗ để giữ nội dung này."),
  t("Xóa bớt ảnh, video hoặc ứng dụng trên máy rồi thử lại; những gì đã giữ trước đó vẫn còn."));
export const deviceRefused = () => problem("device.refused", t("Trình duyệt không cho trang giữ dữ liệu trên máy này."),
  t("Thoát chế độ ẩn danh, hoặc mở trang bằng Chrome hay Safari rồi thử lại."));
export const fileUnreadable = (name: string) => problem("file.unreadable", t("Không đọc được tệp “{name}”.", { name }),
  t("Tệp đã bị chuyển, xóa hoặc đang mở ở ứng dụng khác; hãy chọn lại tệp."));
export const fileDamaged = (name: string) => problem("file.damaged", t("Tệp “{name}” giữ trên máy đã hỏng, không còn như lúc chọn.", { name }),
  t("Mở lại minh chứng, bỏ tệp này và chọn lại tệp gốc."));

export const draftGone = () => problem("draft.gone", t("Bản nháp này đã được gửi hoặc đã bỏ ở một thẻ khác."),
  t("Xem mục Chờ gửi; nếu cần nộp thêm, hãy mở một bản mới."));

// A failure of the browser's store as a refusal that a page can show.
export function storeRefused(error: unknown): Refused {
  if (error instanceof Refused) {
    return error;
  }
  const name = error instanceof DOMException ? error.name : "";
  return new Refused(name === "QuotaExceededError" ? deviceFull() : deviceRefused());
}
