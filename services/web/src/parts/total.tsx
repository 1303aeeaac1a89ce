// total.tsx — a unit's total, and how it was computed.
import { useState } from "preact/hooks";
import type { Schemas } from "../api";
import { points } from "../format";
import { useFresh } from "../live";
import { nodes, t } from "../words";
import { Dialog, Points } from "./common";
import { FoundBy } from "./found-by";

type UnitReceipt = Schemas["UnitReceipt"];

function Sums({ of }: { of: UnitReceipt }) {
  return (
    <div class="receipt">
      <p class="total">{t("{points} điểm", { points: points(of.value) })}{of.band && <> · {of.band}</>}</p>
      <p>{t("Bộ tiêu chí {rule}, bản {version}. Điểm chính {base} trên {points} áp dụng, thưởng {bonus}.", { rule: of.rule, version: of.rule_version, base: points(of.base), points: points(of.points), bonus: points(of.bonus) })}</p>
      <h3>{t("Cách tính")}</h3>
      <ol>
        {of.steps.map((step) => <li>{step.text}{step.value !== undefined && <b class="number"> {points(step.value)}</b>}</li>)}
      </ol>
      <h3>{t("Các tiêu chí")}</h3>
      <ul class="plain">
        {of.inputs.map((line) => (
          <li>
            {line.criterion} {line.name}{line.is_bonus && ` ${t("(thưởng)")}`}{line.is_deduction && ` ${t("(trừ)")}`}:{" "}
            {line.not_applicable !== null ? t("không áp dụng") : <><b class="number">{points(line.value)}</b> / {points(line.points)}</>}
            <FoundBy items={line.found} />
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
      {t("Tổng điểm hệ thống tính:")} <Points value={data.value} open={() => setOpen(true)} label={t("Tổng điểm {points}, xem cách tính", { points: points(data.value) })} />
      {data.band && <> · {nodes("mức {band}", { band: <b>{data.band}</b> })}</>}
      {data.waiting > 0 && <span class="quiet"> · {t("{count} tiêu chí chờ người chấm", { count: data.waiting })}</span>}
      {isOpen && <Dialog title={t("Tổng điểm của {name}", { name: data.name })} close={() => setOpen(false)}><Sums of={data} /></Dialog>}
    </p>
  );
}
