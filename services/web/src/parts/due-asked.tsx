// due-asked.tsx — on an officer's home: what inspection rounds ask of the unit, by when; one press
// leads to the answer.
import { useSoon } from "../live";
import { at } from "../place";
import { t } from "../words";
import { AskedList, byDue, dueWords } from "./asked";
import { Badge } from "./badge";
import { Icon } from "./icon";
import { ASKED_STATES } from "./round-words";

const SHOWN = 3;

export function DueAsked({ unit }: { unit: string }) {
  const { data } = useSoon<AskedList>(`/units/${unit}/recommendations?state=unmet`, (cell) => !cell.unit);
  // What waits for an inspector is no work of the unit.
  const items = byDue(data?.items ?? []).filter((one) => one.units.some((own) => own.state !== "reported"));
  return items.length === 0 ? null : (
    <section>
      <div class="section-head"><h2>{t("Kiến nghị cần trả lời")}</h2>{items.length > SHOWN && <a href={at("/kien-nghi?tinh-trang=unmet")}>{t("Xem cả {count} kiến nghị", { count: items.length })}</a>}</div>
      <ul class="jobs">
        {items.slice(0, SHOWN).map((one) => {
          const own = one.units[0];
          return own && (
            <li key={one.id}>
              <a href={at(`/kien-nghi/${one.id}?don-vi=${unit}&viec=reported`, one.campaign)}>
                <span class={`tone ${own.is_overdue ? "bad" : "warn"}`}><Icon name={own.is_overdue ? "alert" : "clock"} /></span>
                <span class="grow"><b>{one.text}</b><span class="quiet">{dueWords(own)}</span></span>
                {own.state === "returned" && <Badge tone="warn">{ASKED_STATES[own.state]}</Badge>}
              </a>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
