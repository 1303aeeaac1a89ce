// total.tsx — a unit's total, and how it was computed.
import { useState } from "preact/hooks";
import type { Schemas } from "../api";
import { points } from "../format";
import { useFresh } from "../live";
import { Dialog, Points } from "./common";

type UnitReceipt = Schemas["UnitReceipt"];

function Sums({ of }: { of: UnitReceipt }) {
  return (
    <div class="receipt">
      <p class="total">{points(of.value)} điểm{of.band && <> · {of.band}</>}</p>
      <p>Bộ tiêu chí {of.rule}, bản {of.rule_version}. Điểm chính {points(of.base)} trên {points(of.points)} áp dụng, thưởng {points(of.bonus)}.</p>
      <h3>Cách tính</h3>
      <ol>
        {of.steps.map((step) => <li>{step.text}{step.value !== undefined && <b class="number"> {points(step.value)}</b>}</li>)}
      </ol>
      <h3>Các tiêu chí</h3>
      <ul class="plain">
        {of.inputs.map((line) => (
          <li>
            {line.criterion} {line.name}{line.is_bonus && " (thưởng)"}{line.is_deduction && " (trừ)"}:{" "}
            {line.not_applicable !== null ? "không áp dụng" : <><b class="number">{points(line.value)}</b> / {points(line.points)}</>}
          </li>
        ))}
      </ul>
    </div>
  );
}

// Nothing until the first sum is there.
export function Total({ campaign, unit }: { campaign: string; unit: string }) {
  const { data } = useFresh<UnitReceipt>(`/campaigns/${campaign}/units/${unit}/receipt`, (cell) => !cell.unit || cell.unit === unit);
  const [isOpen, setOpen] = useState(false);
  if (!data) {
    return null;
  }
  return (
    <p>
      Tổng điểm hệ thống tính: <Points value={data.value} open={() => setOpen(true)} label={`Tổng điểm ${points(data.value)}, xem cách tính`} />
      {data.band && <> · mức <b>{data.band}</b></>}
      {data.waiting > 0 && <span class="quiet"> · {data.waiting} tiêu chí chờ người chấm</span>}
      {isOpen && <Dialog title={`Tổng điểm của ${data.name}`} close={() => setOpen(false)}><Sums of={data} /></Dialog>}
    </p>
  );
}
