// import-words.ts — the words for kinds and states of imports.
import type { Schemas } from "../api";
import { t } from "../words";

export const KINDS: Record<string, string> = {
  evidence: t("Minh chứng"), members: t("Danh sách đoàn viên"), criteria: t("Bộ tiêu chí"), targets: t("Chỉ tiêu"),
  units: t("Đơn vị"), unit_acts: t("Sáp nhập, chia tách"), cadres: t("Cán bộ Đoàn"), posts: t("Bài đã đăng"),
  accounts: t("Tài khoản"),
};

export const KEPT: Record<string, string> = {
  withdrawn: t("đã được rút"), revised: t("đã được sửa và nộp lại"), campaign_closed: t("đợt đánh giá đã đóng"),
  unit_closed: t("đơn vị đã chốt tự chấm"), answered: t("đã có trả lời cho lỗi của dòng này"),
};

export function stateOf(item: Pick<Schemas["ImportItem"], "state" | "is_preview" | "rejected">): { name: string; tone: string } {
  switch (item.state) {
    case "accepted":
      return { name: item.is_preview ? t("Đang đọc") : t("Đang nộp"), tone: "" };
    case "previewed":
      return { name: t("Chưa nộp"), tone: "warn" };
    case "done":
      return item.rejected > 0 ? { name: t("Đã nhận, còn dòng lỗi"), tone: "warn" } : { name: t("Đã nhận"), tone: "ok" };
    case "undone":
      return { name: t("Đã hoàn tác"), tone: "" };
    default:
      return { name: t("Không nhận được"), tone: "bad" };
  }
}
