// round-history.tsx — who changed what of an inspection round, the newest first.
import { day, moment } from "../format";
import { t } from "../words";
import { Round, ROUND_STATES, State } from "./round-words";

type Act = Round["history"][number];
interface Said { [name: string]: unknown }
const NAMES: Record<string, string> = {
  title: t("tên"), kind: t("loại"), form: t("hình thức"), symbol: t("số, ký hiệu"), dated: t("ngày ban hành"), authority: t("cơ quan ban hành"), outline: t("đề cương"),
  period_from: t("ngày bắt đầu"), period_to: t("ngày kết thúc"), peer_group: t("cụm, khối"), units: t("đơn vị"), criteria: t("tiêu chí"),
  papers: t("giấy tờ chuẩn bị"), report_due_on: t("hạn báo cáo"), sample_size: t("số cơ sở lấy mẫu"), sample_by: t("cách chọn mẫu"), name: t("tên đoàn"), members: t("thành viên"),
};

// Which parts differ from the one before of the same kind.
function changes(now: Said, before: Said | undefined): string {
  const names = Object.keys(NAMES).filter((name) => JSON.stringify(now[name] ?? null) !== JSON.stringify(before?.[name] ?? null));
  return names.map((name) => NAMES[name]).join(", ");
}

function told(act: Act, before: Said | undefined): string {
  const detail = act.detail as Said;
  const state = (value: unknown) => ROUND_STATES[value as State] ?? "";
  switch (act.act) {
    case "planned":
      return before ? t("Sửa kế hoạch: {what}", { what: changes(detail, before) }) : t("Lập kế hoạch");
    case "team":
      return before ? t("Sửa đoàn {name}: {what}", { name: String(detail["name"]), what: changes(detail, before) }) : t("Lập đoàn {name}", { name: String(detail["name"]) });
    case "team_removed":
      return t("Bỏ đoàn {name}", { name: String(before?.["name"] ?? detail["code"]) });
    case "itinerary_asked":
      return t("Sửa yêu cầu của lịch");
    case "itinerary_proposed":
      return t("Dùng lịch máy xếp");
    case "visit_moved":
      return t("Dời buổi làm việc");
    case "itinerary_issued":
      return t("Ban hành lịch");
    case "step": {
      const document = detail["document"] as { symbol: string; dated: string } | null;
      return t("{from} → {to}", { from: state(detail["from"]), to: state(detail["to"]) })
        + (document ? ` · ${t("{symbol} ngày {day}", { symbol: document.symbol, day: day(document.dated) })}` : "") + (detail["reason"] ? ` · ${String(detail["reason"])}` : "");
    }
  }
}

export function RoundHistory({ of }: { of: Act[] }) {
  const isSame = (one: Act, other: Act) => (one.act === "planned" ? other.act === "planned" : other.act === "team" && (one.detail as Said)["code"] === (other.detail as Said)["code"]);
  return (
    <ul class="plain round-history">
      {of.map((act, place) => {
        const before = of.slice(0, place).filter((other) => isSame(act, other)).pop()?.detail as Said | undefined;
        return <li key={place}><b>{told(act, before)}</b> <span class="quiet">{act.by}, {moment(act.at)}</span></li>;
      }).reverse()}
    </ul>
  );
}
