// itinerary-proposal.tsx — what the system proposes, what clashes, and the words of broken rules.
import type { Schemas } from "../api";
import { t } from "../words";

type Plan = Schemas["Itinerary"];
type Broken = Schemas["ItineraryVisit"]["breaks"][number];
type Result = NonNullable<NonNullable<Plan["proposal"]>["result"]>;
type Demand = NonNullable<Result["demands"]>[number];

export function brokenRule({ rule, about }: Broken): string {
  switch (rule) {
    case "team_busy": return t("đoàn đã có {about} buổi đó", { about: about ?? "" });
    case "person_busy": return t("trùng người: {about}", { about: about ?? "" });
    case "tie": return about ?? "";
    case "window": return t("ngoài thời gian xếp lịch");
    case "day_off": return t("ngày nghỉ: {about}", { about: about ?? "" });
    case "fixed": return t("đã ấn định buổi khác");
    case "unit_off": return t("đơn vị bận");
    case "team_off": return t("đoàn bận");
    case "short": return t("cần cả ngày");
    case "load": return t("quá số buổi mỗi ngày của đoàn");
    case "apart": return t("phải cùng buổi với {about}", { about: about ?? "" });
  }
}

const HALF: Record<string, string> = { morning: t("sáng"), afternoon: t("chiều"), day: t("cả ngày") };

function demandWords(plan: Plan, { rule, unit, team, day, half }: Demand): string {
  const names = [...plan.visits, ...plan.unplaced];
  const who = names.find((one) => one.unit === unit)?.name ?? plan.teams.find((one) => one.team === team)?.name ?? "";
  const of = plan.teams.find((one) => one.team === team)?.name ?? "";
  const when = [half && HALF[half], day && `${day.slice(8, 10)}/${day.slice(5, 7)}`].filter(Boolean).join(" ");
  switch (rule) {
    case "fixed": return t("{who}: ấn định {what}", { who, what: [when, unit && of].filter(Boolean).join(", ") });
    case "held": return t("{who}: đã làm việc {when}", { who, when });
    case "tie": return t("{who}: {team} có người không được kiểm tra đơn vị này", { who, team: of });
    case "past": return t("{who}: ngày {when} đã qua", { who, when });
    default: return t("{who}: bận {when}", { who, when });
  }
}

function Clash({ plan, result }: { plan: Plan; result: Result }) {
  const isTooMuch = (result.needed ?? 0) > (result.there ?? 0);
  const units = (result.units ?? []).map((unit) => [...plan.visits, ...plan.unplaced].find((one) => one.unit === unit)?.name ?? unit);
  return (
    <div class="notice bad" role="alert">
      <strong>{t("Không xếp được lịch.")}</strong>{" "}
      {isTooMuch
        ? t("Cần {needed} buổi, các đoàn chỉ có {there} buổi: thêm ngày, thêm đoàn hoặc bớt ngày bận.", { needed: result.needed ?? 0, there: result.there ?? 0 })
        : t("Những điều sau không cùng làm được; bỏ hoặc đổi một điều rồi xếp lại:")}
      {!isTooMuch && (
        <ul>
          {(result.demands ?? []).map((demand, n) => <li key={n}>{demandWords(plan, demand)}</li>)}
          {units.length > 0 && <li>{t("Mỗi đơn vị một buổi: {units}", { units: units.join(", ") })}</li>}
        </ul>
      )}
    </div>
  );
}

// How far the plan may be from the best one that there is.
export function aboveBest({ cost = 0, bound = 0 }: Result): string {
  const share = cost > 0 ? Math.max(0, 100 * (cost - bound) / cost) : 0;
  return t("cách tối ưu không quá {share} %", { share: share.toLocaleString("vi", { maximumFractionDigits: 1 }) });
}

function Found({ plan, result, take }: { plan: Plan; result: Result; take: () => void }) {
  const words = [
    result.has_ways ? t("quãng đường {km} km", { km: result.km ?? 0 }) : "",
    t("lệch giữa các đoàn {count} buổi", { count: result.uneven ?? 0 }),
    aboveBest(result),
  ].filter(Boolean).join(", ");
  return (
    <div class="note proposal" role="status">
      <div class="grow"><b>{t("Máy đã xếp {count} buổi", { count: result.visits?.length ?? 0 })}</b><span>{words}</span></div>
      {plan.may_write && <button type="button" onClick={take}>{t("Dùng đề xuất")}</button>}
    </div>
  );
}

export function Proposal({ plan, take }: { plan: Plan; take: (id: string) => void }) {
  const proposal = plan.proposal;
  if (!proposal || (proposal.is_stale && proposal.state !== "owed")) {
    return null;
  }
  if (proposal.state === "owed") {
    return <div class="note" role="status"><div class="grow"><b>{t("Đang xếp lịch…")}</b><span>{t("Thường mất vài giây; có thể rời trang, kết quả vẫn ở đây.")}</span></div></div>;
  }
  const result = proposal.result;
  if (!result || result.outcome === "too_large") {
    return <div class="notice bad" role="alert"><strong>{t("Máy không xếp được lịch này.")}</strong> {t("Chia cuộc kiểm tra thành các đợt nhỏ hơn, hoặc xếp tay.")}</div>;
  }
  return result.outcome === "clash" ? <Clash plan={plan} result={result} /> : <Found plan={plan} result={result} take={() => take(proposal.id)} />;
}
