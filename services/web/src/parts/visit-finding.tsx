// visit-finding.tsx — the form of a finding: what, how severe, why, where, of which criterion, and the score
// that it proposes, with the reason.
import { useEffect, useState } from "preact/hooks";
import type { Campaign, Schemas } from "../api";
import { SEVERITIES } from "../format";
import { useFresh } from "../live";
import { useDraft } from "../queue/draft";
import { t } from "../words";
import { Trouble, Waiting } from "./common";
import { NumberField } from "./number-field";
import { SelectSearch } from "./select-search";
import { TextField } from "./text-field";
import { Item, pathOf, Place, placeOf } from "./visit";
import { lacksWords, VisitPhotos } from "./visit-photos";

type Severity = Schemas["PersonFinding"]["severity"];
interface Form { unit: string; title: string; criteria: string[]; severity: Severity; cause: string; place: string; lowers_to: string; reason: string; evidence: string }

// `photos`: taken before the form was opened.
export function FindingForm({ place, item, photos, done }: { place: Place; item: Item | null; photos: File[]; done: () => void }) {
  const campaign = useFresh<Campaign>(`/campaigns/${place.campaign}`, () => false);
  const empty: Form = {
    unit: place.unit, title: "", criteria: item?.criterion ? [item.criterion.code] : [], severity: "error", cause: "", place: "", lowers_to: "", reason: "", evidence: item?.evidence ?? "",
  };
  const draft = useDraft<Form>(place.campaign, `${placeOf(place)}?phat-hien=${item ? encodeURIComponent(item.key) : "1"}`, null, empty);
  const [isTried, setTried] = useState(false);
  const isRead = draft !== null;
  useEffect(() => {
    if (isRead && photos.length > 0) {
      void draft.addFiles(photos);
    }
  }, [isRead]);
  if (!draft) {
    return <Waiting rows={1} />;
  }
  const { form, change } = draft;
  const [criterion = ""] = form.criteria;
  const faults = {
    text: form.title.trim() ? null : t("Viết điều đã thấy."),
    criterion: form.lowers_to && !criterion ? t("Chọn tiêu chí bị hạ điểm.") : null,
    reason: form.lowers_to && !form.reason.trim() ? t("Nêu lý do hạ điểm.") : null,
  };
  const save = async (event: Event) => {
    event.preventDefault();
    setTried(true);
    if (Object.values(faults).some(Boolean) || lacksWords(draft.item?.files ?? [])) {
      return;
    }
    const finding = {
      severity: form.severity, text: form.title.trim(), cause: form.cause, place: form.place, reason: form.reason,
      ...criterion ? { criterion } : {}, ...form.evidence ? { evidence: form.evidence } : {}, ...form.lowers_to ? { lowers_to: form.lowers_to } : {},
    };
    if (await draft.submit({ path: `${pathOf(place)}/visit/findings`, finding })) {
      done();
    }
  };
  const options = (campaign.data?.criteria ?? []).filter((one) => one.level === "criterion").map((one) => ({ value: one.code, name: `${one.code} ${one.name}` }));
  return (
    <form class="record" noValidate onSubmit={(event) => void save(event)}>
      {draft.problem && <Trouble problem={draft.problem} />}
      <TextField label={t("Điều đã thấy")} rows={3} most={4000} required value={form.title} change={(title) => change({ title })} fault={isTried ? faults.text : null} />
      <label>{t("Mức độ")}
        <select value={form.severity} onChange={(event) => change({ severity: event.currentTarget.value as Severity })}>
          {(["fatal", "error", "warning", "hint"] as const).map((one) => <option key={one} value={one}>{SEVERITIES[one]}</option>)}
        </select>
      </label>
      <SelectSearch label={t("Tiêu chí")} options={options} value={criterion} change={(code) => change({ criteria: code ? [code] : [] })} fault={isTried ? faults.criterion : null} />
      <TextField label={t("Nguyên nhân")} rows={2} most={4000} value={form.cause} change={(cause) => change({ cause })} />
      <TextField label={t("Ở đâu (sổ, trang, xã)")} most={500} value={form.place} change={(where) => change({ place: where })} />
      <NumberField label={t("Đề nghị điểm thẩm định")} hint={t("Để trống nếu không đề nghị hạ điểm.")} value={form.lowers_to} change={(lowers_to) => change({ lowers_to })} />
      {form.lowers_to && <TextField label={t("Lý do hạ điểm")} rows={2} most={4000} required value={form.reason} change={(reason) => change({ reason })} fault={isTried ? faults.reason : null} />}
      <VisitPhotos of={draft} isTried={isTried} />
      <button class="main">{t("Ghi phát hiện")}</button>
    </form>
  );
}
