// due-visits.tsx — on an officer's home: what inspection rounds have the unit do now, by when; one press leads
// to the place where it is done.
import type { Schemas } from "../api";
import { day, daysBetween, today } from "../format";
import { useSoon } from "../live";
import { at } from "../place";
import { t } from "../words";
import type { Tone } from "./badge";
import { Icon, IconName } from "./icon";
import { faultyWords, preparationOf, ReportState, reportWords, visitWords } from "./preparation";
import { placeOf } from "./visit";

type List = Schemas["Preparations"];
type One = List["items"][number];

interface Job { key: string; href: string; icon: IconName; tone: Tone; title: string; about: string }

function minutesJob(of: One): Job {
  const page = at(`${placeOf(of)}/bien-ban`, of.campaign);
  return of.minutes === "objected"
    ? { key: "minutes", href: page, icon: "clock", tone: "", title: t("Đoàn kiểm tra đang xem ý kiến của đơn vị về biên bản"), about: of.round_title }
    : { key: "minutes", href: page, icon: "alert", tone: "warn", title: t("Đọc và xác nhận biên bản kiểm tra"), about: of.round_title };
}

function reportJob(page: string, of: ReportState): Job {
  const isBad = of.state === "missing" || of.faulty > 0;
  return {
    key: "report", href: `${page}?viec=bao-cao`, icon: isBad ? "alert" : "clock", tone: isBad ? "bad" : "warn",
    title: of.faulty > 0 ? t("Gửi lại tệp của báo cáo tự kiểm tra") : t("Gửi báo cáo tự kiểm tra"),
    about: [of.faulty > 0 ? faultyWords(of) : reportWords(of), of.due_on && t("hạn {day}", { day: day(of.due_on) })].filter(Boolean).join(" · "),
  };
}

function jobsOf(of: One): Job[] {
  const page = at(preparationOf(of), of.campaign);
  const { report, sample, visit } = of;
  const left = visit ? daysBetween(today(), visit.day) : 0;
  return [
    ...of.minutes ? [minutesJob(of)] : [],
    ...report ? [reportJob(page, report)] : [],
    ...sample ? [{ key: "sample", href: `${page}?viec=mau`, icon: "clock" as const, tone: "warn" as const,
      title: t("Chọn {count} cơ sở đoàn để đoàn kiểm tra đến", { count: sample.needed }), about: visit ? t("trước buổi làm việc {day}", { day: day(visit.day) }) : of.round_title }] : [],
    ...visit ? [{ key: "visit", href: page, icon: "calendar" as const, tone: "" as const,
      title: left === 0 ? t("Hôm nay đoàn kiểm tra làm việc với đơn vị") : t("Đoàn kiểm tra làm việc với đơn vị, còn {count} ngày", { count: left }),
      about: [visitWords(visit), visit.team, of.papers > 0 && t("{count} giấy tờ cần chuẩn bị", { count: of.papers })].filter(Boolean).join(" · ") }] : [],
  ];
}

export function DueVisits({ unit }: { unit: string }) {
  const { data } = useSoon<List>(`/units/${unit}/preparations`, (cell) => !cell.unit);
  const jobs = (data?.items ?? []).flatMap((one) => jobsOf(one).map((job) => ({ ...job, key: `${one.campaign}/${one.round}/${job.key}` })));
  return jobs.length === 0 ? null : (
    <section>
      <div class="section-head"><h2>{t("Chuẩn bị kiểm tra")}</h2></div>
      <ul class="jobs">
        {jobs.map((job) => (
          <li key={job.key}>
            <a href={job.href}>
              <span class={`tone ${job.tone}`}><Icon name={job.icon} /></span>
              <span class="grow"><b>{job.title}</b><span class="quiet">{job.about}</span></span>
              <Icon name="next" />
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
