// campaign-form.tsx — makes a campaign of a stored criteria set, or changes the data of one.
import { useState } from "preact/hooks";
import { Problem, Refused, Schemas, send } from "../api";
import { today } from "../format";
import { t } from "../words";
import { Trouble } from "./common";
import { DateField } from "./date-field";
import { Faults, faultRows } from "./list-import";

export type Overview = Schemas["CampaignOverview"];
type StoredSet = Schemas["StoredSet"];
type Faulty = Problem & { faults?: Schemas["ListFault"][] };

export function CampaignForm({ of, sets, done }: { of: Overview | null; sets: StoredSet[]; done: (made: Overview) => void }) {
  const [problem, setProblem] = useState<Faulty | null>(null);
  const [chosen, choose] = useState(0);
  const set = sets[chosen];
  const year = (set?.period_from ?? today()).slice(0, 4);
  const isDraft = !of || of.state === "draft";
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const text = (name: string) => String(form.get(name) ?? "").trim();
    const days: Record<string, string> = { name: text("name"), filing_deadline: text("filing_deadline") };
    if (isDraft) {
      Object.assign(days, { period_from: text("period_from"), period_to: text("period_to") });
    }
    try {
      done(of
        ? await send<Overview>(`/campaigns/${of.code}`, { ...days, appeal_until: text("appeal_until") || null }, "PUT")
        : await send<Overview>("/campaigns", { ...days, code: text("code"), set: set?.code, version: set?.version }));
    } catch (error) {
      setProblem(error instanceof Refused ? error.problem as Faulty : null);
    }
  };
  const fault = (field: string) => (problem?.field === field ? `${problem.detail} ${problem.mend}` : null);
  return (
    <form key={of?.code ?? chosen} class="campaign-form" onSubmit={(event) => void submit(event)}>
      {problem && <Trouble problem={problem} />}
      {problem?.faults && <Faults rows={faultRows(problem.faults)} />}
      {!of && sets.length > 1 && (
        <label>{t("Bộ tiêu chí")}
          <select onChange={(event) => choose(event.currentTarget.selectedIndex)}>
            {sets.map((one, at) => <option selected={at === chosen}>{one.name} ({t("phiên bản {version}", { version: one.version })})</option>)}
          </select>
        </label>
      )}
      {!of && <label>{t("Mã đợt")}<input name="code" required maxLength={40} defaultValue={year} aria-invalid={problem?.field === "code" ? true : undefined} /></label>}
      <label>{t("Tên đợt")}<input name="name" required maxLength={200} defaultValue={of?.name ?? t("Năm công tác {year}", { year })} /></label>
      {isDraft && (
        <div class="filters">
          <DateField label={t("Kỳ tính từ ngày")} name="period_from" required value={of?.period_from ?? set?.period_from ?? `${year}-01-01`} />
          <DateField label={t("đến ngày")} name="period_to" required value={of?.period_to ?? set?.period_to ?? `${year}-12-31`} fault={fault("period_to")} />
        </div>
      )}
      <DateField label={t("Hạn nộp minh chứng")} name="filing_deadline" required value={of?.filing_deadline ?? `${year}-11-30`} fault={fault("filing_deadline")} />
      {of && <DateField label={t("Nhận kiến nghị đến hết ngày")} name="appeal_until" value={of.appeal_until ?? ""} />}
      <button class="main">{of ? t("Lưu") : t("Tạo đợt, chưa mở")}</button>
    </form>
  );
}
