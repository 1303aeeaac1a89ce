// preparation.tsx — the words of what a unit does before a visit: session, report, sample; and the line of
// both on the pages of the round.
import type { Schemas } from "../api";
import { day, daysBetween, moment, today, weekday } from "../format";
import { at } from "../place";
import { t } from "../words";
import { Badge, Tone } from "./badge";
import { Place, placeOf } from "./visit";

export type Preparation = Schemas["Preparation"];
export type ReportState = Omit<Schemas["SelfReportState"], "versions">;
export type SampleState = Schemas["SampleState"];
type Half = Schemas["VisitDay"]["half"];

export const HALVES: Record<Half, string> = {
  morning: t("buổi sáng, từ 7 giờ 30"), afternoon: t("buổi chiều, từ 13 giờ 30"), day: t("cả ngày, từ 7 giờ 30"),
};
export const SAMPLE_BY: Record<SampleState["by"], string> = {
  unit: t("đơn vị chọn"), team: t("đoàn kiểm tra chọn"), lot: t("bốc thăm"),
};
export const visitWords = (visit: { day: string; half: Half }) => `${weekday(visit.day)} ${day(visit.day)}, ${HALVES[visit.half]}`;
export const preparationOf = (place: Omit<Place, "campaign">) => `${placeOf(place)}/chuan-bi`;

export function reportWords(of: ReportState): string {
  const left = of.due_on ? daysBetween(today(), of.due_on) : 0;
  return of.state === "kept" ? t("Đúng hạn")
    : of.state === "late" ? t("Trễ {count} ngày", { count: of.days_late })
      : of.state === "missing" ? t("Quá hạn {count} ngày, chưa gửi", { count: of.days_late })
        : left === 0 ? t("Hôm nay là hạn gửi") : t("Chưa gửi, còn {count} ngày", { count: left });
}

const TONES: Record<ReportState["state"], Tone> = { kept: "ok", late: "warn", missing: "bad", awaited: "" };

export function ReportBadge({ of }: { of: ReportState }) {
  return <Badge tone={TONES[of.state]}>{reportWords(of)}</Badge>;
}

// Files of the newest version that are of no use as they were sent: how the report stands does not change.
export const faultyWords = (of: ReportState) => t("{count} tệp cần gửi lại", { count: of.faulty });

export function FaultyBadge({ of }: { of: ReportState }) {
  return of.faulty === 0 ? null : <Badge tone="bad">{faultyWords(of)}</Badge>;
}

export const isSampled = (of: SampleState) => of.chosen > 0;
export const sampleWords = (of: SampleState) => (isSampled(of) ? t("{count} cơ sở, {by}", { count: of.chosen, by: SAMPLE_BY[of.by] }) : t("chưa có, cần {count} cơ sở", { count: of.needed }));

// On the page of the visit: how both stand, and the way to them.
export function PreparationCard({ place, report, sample }: { place: Place; report: ReportState | null; sample: SampleState | null }) {
  return report || sample ? (
    <section class="card row">
      <span class="grow">
        <b>{t("Đơn vị chuẩn bị")}</b>
        {report && <span class="quiet">{t("Báo cáo tự kiểm tra: {state}", { state: reportWords(report).toLocaleLowerCase("vi") })}{report.received_at && ` (${moment(report.received_at)})`} <FaultyBadge of={report} /></span>}
        {sample && <span class="quiet">{t("Mẫu cơ sở đoàn: {state}", { state: sampleWords(sample) })}</span>}
      </span>
      <a class="button" href={at(preparationOf(place))}>{t("Mở")}</a>
    </section>
  ) : null;
}
