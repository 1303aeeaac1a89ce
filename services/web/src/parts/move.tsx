// move.tsx — a step of a unit's assessment: what it fixes, and what must be given with it.
import { useState } from "preact/hooks";
import type { Problem, Schemas } from "../api";
import { stepName } from "../format";
import { t } from "../words";
import { Dialog, Trouble } from "./common";
import { DateField } from "./date-field";
import { NumberField } from "./number-field";

type Move = Schemas["AssessmentMove"];

export function MoveDialog({ from, move, summary, kept, take, close }: {
  from: string; move: Move; summary: string; kept?: Schemas["CouncilMinutes"]; take: (body: unknown) => Promise<Problem | null>; close: () => void;
}) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const submit = async (event: Event) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const text = (name: string) => String(form.get(name) ?? "").trim();
    const minutes = move.needs_minutes ? { symbol: text("symbol"), held_on: text("held_on"), present: Number(text("present")) || undefined } : undefined;
    setProblem(await take({ to: move.to, reason: text("reason"), minutes, fill: form.get("fill") === "on" }));
  };
  return (
    <Dialog title={stepName(from, move.to)} close={close}>
      <p>{summary}</p>
      {problem && <Trouble problem={problem} />}
      <form onSubmit={(event) => void submit(event)}>
        {move.needs_minutes && <>
          <label>{t("Số, ký hiệu biên bản")}<input name="symbol" required defaultValue={kept?.symbol} /></label>
          <DateField label={t("Ngày họp")} name="held_on" required value={kept?.held_on} />
          <NumberField label={t("Số người dự")} name="present" whole min={1} value={kept && String(kept.members.filter((one) => one.is_present).length)} />
          <label class="check"><input name="fill" type="checkbox" checked /> {t("Tiêu chí chưa chấm lấy điểm của bước trước")}</label>
        </>}
        <label>{t("Lý do")}<textarea name="reason" required={move.needs_reason} rows={2} /></label>
        <button class="main">{t("Xác nhận")}</button>
      </form>
    </Dialog>
  );
}
