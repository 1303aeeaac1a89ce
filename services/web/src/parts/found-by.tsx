// found-by.tsx — the findings of inspectors beside a score, each with the score that it proposes.
import type { Schemas } from "../api";
import { points } from "../format";
import { t } from "../words";

// `items`: undefined in an answer that the device kept from an earlier build.
export function FoundBy({ items }: { items: Schemas["PersonFinding"][] | undefined }) {
  return !items || items.length === 0 ? null : (
    <ul class="plain quiet">
      {items.map((one) => (
        <li key={one.id}>{one.lowers_to === null ? t("Đoàn kiểm tra: {text} ({by})", { text: one.text, by: one.by })
          : t("Đoàn kiểm tra đề nghị {points} điểm: {text}. {reason} ({by})", { points: points(one.lowers_to), text: one.text, reason: one.reason, by: one.by })}</li>
      ))}
    </ul>
  );
}
