// stepper.tsx — where a unit's year stands: which steps are behind it, and with whom it is now.
import { daysBetween, today } from "../format";
import { t } from "../words";

const STEPS = [t("Đơn vị nộp"), t("Tự chấm"), t("Thẩm định"), t("Duyệt"), t("Công bố")];
const NOW: Record<string, number> = { self_closed: 2, appraised: 3, approved: 4, published: 5, appealed: 4, final: 5 };

export function stepOf(state: string, deadline: string): number {
  return NOW[state] ?? (daysBetween(today(), deadline) >= 0 ? 0 : 1);
}

export function Stepper({ now }: { now: number }) {
  return (
    <ol class="steps">
      {STEPS.map((name, at) => (
        <li class={at < now ? "done" : at === now ? "now" : ""} aria-current={at === now ? "step" : undefined}>
          {name}<span class="hidden">{at < now ? ` ${t("(đã xong)")}` : ""}</span>
        </li>
      ))}
    </ol>
  );
}
