// receipt.tsx — how a number was computed.
import type { Schemas } from "../api";
import { day, points } from "../format";
import { useFresh } from "../live";
import { t } from "../words";
import { Dialog, Trouble, Waiting } from "./common";
import { at } from "../place";

type Receipt = Schemas["Receipt"];

/** The rows of each evidence item together: its own first, then its figures. */
function items(inputs: Receipt["inputs"]): Receipt["inputs"][] {
  const found: Receipt["inputs"][] = [];
  let last: Receipt["inputs"] = [];
  for (const input of inputs) {
    const before = last[0];
    const same = before?.evidence === input.evidence && before.title === input.title && before.occurred_on === input.occurred_on;
    if (input.figure && same) last.push(input);
    else found.push(last = [input]);
  }
  return found;
}

export interface ReceiptOf { campaign: string; unit: string; criterion: string; name: string }

export function ReceiptDialog({ of, close }: { of: ReceiptOf; close: () => void }) {
  const { data, problem } = useFresh<Receipt>(
    `/campaigns/${of.campaign}/units/${of.unit}/criteria/${of.criterion}/receipt`,
    (cell) => cell.criterion === of.criterion,
  );
  return (
    <Dialog title={`${of.criterion} ${of.name}`} close={close}>
      {problem && <Trouble problem={problem} />}
      {!data && !problem && <Waiting />}
      {data && (
        <div class="receipt">
          <p class="total">{data.state === "person" ? t("Chờ người chấm") : data.state === "not_applicable" ? t("Không áp dụng") : t("{points} điểm", { points: points(data.value) })}</p>
          <p>{t("Quy tắc: {name}, bản {version}", { name: data.rule_name ?? "–", version: data.rule_version ?? "–" })}</p>
          <h3>{t("Cách tính")}</h3>
          <ol>
            {data.steps.map((step) => (
              <li>{step.text}{step.value !== undefined && <b class="number"> {points(step.value)}</b>}</li>
            ))}
          </ol>
          <h3>{t("Minh chứng được tính ({count})", { count: data.input_count })}</h3>
          {data.inputs.length === 0 && <p class="quiet">{t("Chưa có minh chứng nào được tính.")}</p>}
          <ul class="plain">
            {items(data.inputs).map(([first, ...more]) => first && (
              <li>
                {first.evidence === null ? first.title : <a href={at(`/minh-chung/${first.evidence}`)}>{first.title}</a>} · {day(first.occurred_on)}
                {[first, ...more].map((input) => input.figure && <> · {input.figure}: {points(input.amount)}</>)}
              </li>
            ))}
          </ul>
        </div>
      )}
    </Dialog>
  );
}
