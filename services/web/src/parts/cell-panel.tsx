// cell-panel.tsx — the open row of the scoring page: why the system gives its points, and the
// evidence behind them.
import type { Item, Schemas } from "../api";
import { day, points } from "../format";
import { useFresh } from "../live";
import { at } from "../place";
import { t } from "../words";
import { Trouble, Verdict, Waiting } from "./common";
import type { ReceiptOf } from "./receipt";

type Receipt = Schemas["Receipt"];

export function CellPanel({ of, width }: { of: ReceiptOf; width: number }) {
  const { data, problem } = useFresh<Receipt>(`/campaigns/${of.campaign}/units/${of.unit}/criteria/${of.criterion}/receipt`, (cell) => cell.criterion === of.criterion);
  const list = useFresh<{ items: Item[]; next: string | null }>(`/evidence?campaign=${of.campaign}&unit=${of.unit}&criterion=${of.criterion}&limit=10`, (cell) => cell.unit === of.unit);
  return (
    <tr class="opened">
      <td colSpan={width}>
        <div class="cell-panel">
          <section>
            <h3>{data?.value ? t("Vì sao hệ thống cho {points}", { points: points(data.value) }) : t("Cách tính")}</h3>
            {problem && <Trouble problem={problem} />}
            {!data && !problem && <Waiting />}
            {data && <ol class="plain">{data.steps.map((step) => <li><span>{step.text}</span>{step.value !== undefined && <b class="number">{points(step.value)}</b>}</li>)}</ol>}
          </section>
          <section>
            <h3>{t("Minh chứng")}</h3>
            {list.data?.items.length === 0 && <p class="quiet">{t("Chưa có minh chứng.")} <a href={at(`/nop?tieu-chi=${of.criterion}`)}>{t("Nộp minh chứng")}</a></p>}
            <ul class="plain">
              {list.data?.items.map((item) => (
                <li><a href={at(`/minh-chung/${item.id}`)}>{item.title}</a><span class="quiet">{t("nộp {day}", { day: day(item.received_at) })}{item.held_in && ` · ${t("chưa được tính")}`}</span><Verdict verdict={item.verdict} /></li>
              ))}
            </ul>
            {list.data?.next && <a href={at(`/don-vi/${of.unit}/tieu-chi/${of.criterion}`)}>{t("Xem tất cả")}</a>}
          </section>
        </div>
      </td>
    </tr>
  );
}
