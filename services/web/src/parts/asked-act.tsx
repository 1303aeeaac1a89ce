// asked-act.tsx — a unit's report about a recommendation, or what becomes of it: accepted, returned,
// extended.
import { useEffect, useState } from "preact/hooks";
import { Item, Problem, problemOf, Schemas, send } from "../api";
import { day } from "../format";
import { useFresh } from "../live";
import { at } from "../place";
import { t } from "../words";
import type { AskedUnit } from "./asked";
import { Dialog, Trouble } from "./common";
import { DateField } from "./date-field";
import { PickMany } from "./pick-many";
import { TextField } from "./text-field";
import { useTypedForm } from "./typed-form";

export type ActKind = Schemas["RecommendationHistory"]["acts"][number]["act"];

const LABELS: Record<ActKind, string> = {
  reported: t("Đã làm gì, kết quả ra sao"), accepted: t("Ghi chú (không bắt buộc)"), returned: t("Lý do trả lại, cần bổ sung gì"), extended: t("Lý do gia hạn"),
};

// The unit's latest evidence, to name what shows that it is done.
function Evidence({ unit, chosen, change, fault }: { unit: string; chosen: string[]; change: (chosen: string[]) => void; fault: string | null }) {
  const { data } = useFresh<{ items: Item[] }>(`/evidence?unit=${unit}&limit=100`, () => false);
  return (
    <>
      {data && data.items.length > 0 && (
        <PickMany label={t("Minh chứng khắc phục")} hint={t("Chọn trong minh chứng đã nộp.")} fault={fault} value={chosen} change={change}
          options={data.items.map((item) => ({ value: item.id, name: item.title, about: item.code ?? undefined }))} />
      )}
      <p class="quiet">{t("Chưa nộp minh chứng khắc phục?")} <a href={at("/nop")}>{t("Nộp minh chứng")}</a> {t("rồi trở lại đây; nội dung đang viết được giữ.")}</p>
    </>
  );
}

export function ActDialog({ of, unit, kind, title, done, close }: {
  of: Schemas["RecommendationHistory"]; unit: AskedUnit; kind: ActKind; title: string; done: () => void; close: () => void;
}) {
  const typed = useTypedForm(`asked-${of.id}-${unit.unit}-${kind}`, { text: "", due_on: "", evidence: "" }, 0);
  const { text = "", due_on = "", evidence = "" } = typed.fields;
  const [problem, setProblem] = useState<Problem | null>(null);
  const faultOf = (field: string) => (problem?.field?.replace(/\[.*/, "") === field ? `${problem.detail} ${problem.mend}` : null);
  useEffect(() => document.querySelector<HTMLElement>("dialog [aria-invalid]")?.focus(), [problem]);
  const submit = async (event: Event) => {
    event.preventDefault();
    try {
      await send(`/recommendations/${of.id}/units/${unit.unit}/acts`, {
        act: kind, text: text.trim(), due_on: kind === "extended" ? due_on : undefined, evidence: kind === "reported" ? evidence.split(",").filter(Boolean) : undefined,
      });
      typed.forget();
      done();
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  return (
    <Dialog title={title} close={close}>
      <p class="quiet">{of.text}</p>
      {problem && <Trouble problem={problem} />}
      <form onSubmit={(event) => void submit(event)}>
        {kind === "extended" && <DateField label={t("Hạn mới")} required value={due_on} change={(iso) => typed.change({ due_on: iso })} hint={t("Hạn hiện tại {day}.", { day: day(unit.due_on) })} fault={faultOf("due_on")} />}
        <TextField label={LABELS[kind]} required={kind !== "accepted"} rows={4} most={4000} value={text} change={(next) => typed.change({ text: next })} fault={faultOf("text")} />
        {kind === "reported" && <Evidence unit={unit.unit} chosen={evidence.split(",").filter(Boolean)} change={(next) => typed.change({ evidence: next.join(",") })} fault={faultOf("evidence")} />}
        <div class="start-acts"><button type="button" onClick={close}>{t("Để sau")}</button><button class="main">{kind === "reported" ? t("Gửi báo cáo") : t("Xác nhận")}</button></div>
      </form>
    </Dialog>
  );
}
