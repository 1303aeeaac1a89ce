// round-words.ts — the words of inspection rounds: states, kinds, forms, posts, steps; and of
// recommendations.
import type { Schemas } from "../api";
import { day } from "../format";
import { t } from "../words";
import type { Tone } from "./badge";

export type Round = Schemas["Round"];
export type Team = Schemas["RoundTeam"];
export type State = Round["state"];

export const ROUND_STATES: Record<State, string> = {
  draft: t("Bản nháp"), issued: t("Đã ban hành"), under_way: t("Đang kiểm tra"), concluded: t("Đã kết luận"), closed: t("Đã kết thúc"),
};
export const ORDER = Object.keys(ROUND_STATES) as State[];
export const ROUND_TONES: Record<State, Tone> = { draft: "", issued: "new", under_way: "warn", concluded: "ok", closed: "" };
export const ROUND_KINDS: Record<Round["kind"], string> = {
  regular: t("thường kỳ"), half_year: t("6 tháng"), year_end: t("cuối năm"), thematic: t("chuyên đề"), signs: t("khi có dấu hiệu"),
};
export const ROUND_FORMS: Record<Round["form"], string> = { on_site: t("tại đơn vị"), concentrated: t("tập trung"), on_paper: t("qua văn bản") };
export const POSTS: Record<string, string> = { head: t("Trưởng đoàn"), secretary: t("Thư ký"), member: t("Thành viên") };

const STEPS: Record<State, string> = {
  draft: t("Trả về bản nháp"), issued: t("Ban hành kế hoạch"), under_way: t("Bắt đầu kiểm tra"), concluded: t("Chuyển sang kết luận"), closed: t("Kết thúc"),
};
export const roundStep = (from: State, to: State) => (from === "concluded" && to === "under_way" ? t("Mở lại kiểm tra") : STEPS[to]);

// "02/11–10/11/2023"; the year stands once where it is the same.
export function windowOf(from: string, to: string): string {
  return from === to ? day(to) : `${from.slice(0, 4) === to.slice(0, 4) ? day(from).slice(0, 5) : day(from)}–${day(to)}`;
}

export const ASKED_STATES: Record<string, string> = {
  open: t("Chưa làm"), reported: t("Chờ công nhận"), returned: t("Bị trả lại"), accepted: t("Đã xong"),
};
export const ASKED_TONES: Record<string, Tone> = { open: "", reported: "new", returned: "warn", accepted: "ok" };

// Of a visit.
export const MINUTES_STATES: Record<Round["units"][number]["minutes"], string> = {
  none: t("Chưa lập"), draft: t("Dự thảo"), signed: t("Đoàn đã ký, chờ đơn vị"), objected: t("Đơn vị có ý kiến"), locked: t("Đã khóa"),
};
