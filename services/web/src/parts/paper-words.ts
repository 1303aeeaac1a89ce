// paper-words.ts — how the kinds of papers are called, and what is wrong with a template.
import { Schemas } from "../api";
import { t } from "../words";

export type Paper = Schemas["Paper"];
export type PaperKind = Paper["kind"];
export type PaperFault = Schemas["PaperFault"];

export const PAPER_KINDS: Record<PaperKind, string> = {
  plan: t("Kế hoạch"), team_decision: t("Quyết định thành lập đoàn"), itinerary: t("Lịch làm việc"), unit_notice: t("Thông báo kiểm tra"),
  self_score: t("Biểu tự chấm điểm"), minutes: t("Biên bản kiểm tra"), conclusion: t("Thông báo kết luận"), follow_up: t("Theo dõi kiến nghị"),
  results: t("Bảng tổng hợp kết quả"), outline: t("Đề cương báo cáo"), checklist: t("Danh mục kiểm tra"), appraisal: t("Phiếu thẩm định"),
  decision: t("Quyết định công nhận kết quả"), certificate: t("Giấy chứng nhận kết quả"), news: t("Tin về cuộc kiểm tra"),
};
export const AGAIN_MS = 1000; // while a worker has something to do
export const PDF_AGAIN_MS = 4000;
