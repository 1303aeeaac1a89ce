// campaign-form.tsx — makes a campaign of a stored criteria set, or changes the data of one.
import { useState } from "preact/hooks";
import { Problem, Refused, Schemas, send } from "../api";
import { today } from "../format";
import { t } from "../words";
import { Trouble } from "./common";
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
  const wrong = (field: string) => (problem?.field === field ? true : undefined);
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
      {!of && <label>{t("Mã đợt")}<input name="code" required maxLength={40} defaultValue={year} aria-invalid={wrong("code")} /></label>}
      <label>{t("Tên đợt")}<input name="name" required maxLength={200} defaultValue={of?.name ?? t("Năm công tác {year}", { year })} /></label>
      {isDraft && (
        <div class="filters">
          <label>{t("Kỳ tính từ ngày")}<input type="date" name="period_from" required defaultValue={of?.period_from ?? set?.period_from ?? `${year}-01-01`} /></label>
          <label>{t("đến ngày")}<input type="date" name="period_to" required defaultValue={of?.period_to ?? set?.period_to ?? `${year}-12-31`} aria-invalid={wrong("period_to")} /></label>
        </div>
      )}
      <label>{t("Hạn nộp minh chứng")}<input type="date" name="filing_deadline" required defaultValue={of?.filing_deadline ?? `${year}-11-30`} aria-invalid={wrong("filing_deadline")} /></label>
      {of && <label>{t("Nhận kiến nghị đến hết ngày")}<input type="date" name="appeal_until" defaultValue={of.appeal_until ?? ""} /></label>}
      <button class="main">{of ? t("Lưu") : t("Tạo đợt, chưa mở")}</button>
    </form>
  );
}
