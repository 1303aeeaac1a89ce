// receipt.tsx — how a number was computed.
import type { Schemas } from "../api";
import { day, points } from "../format";
import { useFresh } from "../live";
import { Dialog, Trouble, Waiting } from "./common";
import { at } from "../place";

type Receipt = Schemas["Receipt"];

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
          <p class="total">{data.state === "person" ? "Chờ người chấm" : data.state === "not_applicable" ? "Không áp dụng" : `${points(data.value)} điểm`}</p>
          <p>Quy tắc: {data.rule_name}, bản {data.rule_version}</p>
          <h3>Cách tính</h3>
          <ol>
            {data.steps.map((step) => (
              <li>{step.text}{step.value !== undefined && <b class="number"> {points(step.value)}</b>}</li>
            ))}
          </ol>
          <h3>Minh chứng được tính ({data.input_count})</h3>
          {data.inputs.length === 0 && <p class="quiet">Chưa có minh chứng nào được tính.</p>}
          <ul class="plain">
            {data.inputs.map((input) => (
              <li>
                {input.evidence === null ? input.title : <a href={at(`/minh-chung/${input.evidence}`)}>{input.title}</a>} · {day(input.occurred_on)}
                {input.figure && <> · {input.figure}: {points(input.amount)}</>}
              </li>
            ))}
          </ul>
        </div>
      )}
    </Dialog>
  );
}
