// held.tsx — an evidence item that arrived after its unit had closed, or was taken since; and why an
// account of another body submitted it; the day of submission that an account claims beside the server's own.
import type { Evidence } from "../api";
import { day, STATES } from "../format";
import { t } from "../words";

export function Held({ of }: { of: Evidence }) {
  return (
    <>
      {of.held_in && <p class="notice warn">{t("Nộp khi đơn vị ở bước “{state}”: được giữ lại, chưa được tính. Nơi đang giữ hồ sơ của đơn vị quyết định nhận.", { state: STATES[of.held_in] ?? "" })}</p>}
      {of.taken && <p class="notice">{t("{by} nhận ngày {day}: {reason}", { by: String(of.taken["by"] ?? ""), day: day(String(of.taken["at"] ?? "")), reason: String(of.taken["reason"] ?? "") })}</p>}
      {of.ground && <p class="quiet">{t("Nộp thay đơn vị, căn cứ: {ground}", { ground: of.ground })}</p>}
    </>
  );
}

// A claimed earlier day never stands without who claimed it and the ground; old records have none.
export function Claimed({ of, by }: { of: { received_on: string | null; received_ground: string | null }; by: string | null }) {
  return <>{t("{day}, theo {by}, căn cứ: {ground}", { day: day(of.received_on ?? ""), by: by || t("hệ thống"), ground: of.received_ground ?? t("không ghi") })}</>;
}
