// overview.tsx — the home of an editor ("Hôm nay") and of an administrator ("Hệ thống"): what waits for
// them in this campaign, each line a press from being done; for an administrator also whether all
// services run and what is pending in them.
import type { Account, CampaignItem, Schemas } from "../api";
import { day, daysBetween, hour, size, STATES, today } from "../format";
import { useSoon } from "../live";
import { Badge, Tone } from "../parts/badge";
import { Trouble, Waiting } from "../parts/common";
import { Head } from "../parts/head";
import { Icon } from "../parts/icon";
import { Queued } from "../parts/queued";
import { at } from "../place";
import { t } from "../words";

type Overview = Schemas["Overview"];
interface Job { place: string; title: string; about: string; count?: number; tone: Tone }

const SOON = 14; // days before the deadline in which units that have not closed are counted here

const SERVICES: Record<string, string> = {
  gateway: t("Cổng web"), ingest: t("Nhận minh chứng"), reader: t("Đọc tệp"), validation: t("Kiểm tra"),
  scoring: t("Tính điểm"), papers: t("Văn bản"), notification: t("Gửi tin báo"), fetcher: t("Xem trang web"),
};

function deadlineJob(campaign: Overview["campaign"]): Job | null {
  const left = daysBetween(today(), campaign.filing_deadline);
  const drafts = campaign.states["draft"] ?? 0;
  if (campaign.state !== "open" || drafts === 0 || left > SOON) {
    return null;
  }
  return {
    place: "/bang-diem", tone: left < 0 ? "bad" : "warn", count: drafts, title: t("{count} đơn vị chưa chốt tự chấm", { count: drafts }),
    about: left < 0 ? t("Hạn nộp đã qua {count} ngày", { count: -left }) : t("Còn {count} ngày đến hạn nộp {day}", { count: left, day: day(campaign.filing_deadline) }),
  };
}

function campaignJobs({ campaign, feeds }: Overview): (Job | null)[] {
  const isLive = campaign.state === "draft" || campaign.state === "open";
  return [
    campaign.state === "draft" ? { place: "/bat-dau", tone: "warn", title: t("Đợt này chưa mở"), about: t("Đơn vị chưa nộp được minh chứng; xem còn thiếu gì rồi mở đợt.") } : null,
    deadlineJob(campaign),
    isLive && campaign.targets_missing > 0 ? { place: "/bat-dau?buoc=4", tone: "warn", count: campaign.targets_missing, title: t("Chỉ tiêu chưa giao"), about: t("Tiêu chí tính theo chỉ tiêu không có điểm cho tới khi đơn vị được giao.") } : null,
    campaign.state === "open" && campaign.without_evidence > 0 ? { place: "/bang-diem", tone: "warn", count: campaign.without_evidence, title: t("Đơn vị chưa nộp minh chứng nào"), about: t("Hỏi xem đơn vị có vào được hệ thống không.") } : null,
    feeds.failing > 0 ? { place: "/trang-web", tone: "warn", count: feeds.failing, title: t("Nguồn tin không đọc được"), about: t("Tin, bài đăng trên các trang này chưa được đếm cho đơn vị.") } : null,
  ];
}

function accountJobs({ campaign, accounts }: Overview): (Job | null)[] {
  return [
    campaign.without_officer > 0 ? { place: "/tai-khoan", tone: "bad", count: campaign.without_officer, title: t("Đơn vị chưa có cán bộ nộp minh chứng"), about: t("Tạo tài khoản và gửi liên kết mời.") } : null,
    accounts.expired > 0 ? { place: "/tai-khoan", tone: "warn", count: accounts.expired, title: t("Liên kết mời đã hết hạn"), about: t("Tạo liên kết mới cho người chưa đặt mật khẩu.") } : null,
    accounts.invited > 0 ? { place: "/tai-khoan", tone: "", count: accounts.invited, title: t("Đã mời, chưa vào lần nào"), about: t("Nhắc họ mở liên kết để đặt mật khẩu.") } : null,
  ];
}

function Jobs({ jobs }: { jobs: Job[] }) {
  return (
    <section>
      <h2>{t("Cần làm ngay")}</h2>
      {jobs.length === 0
        ? <p class="card quiet">{t("Không có việc nào chờ. Đơn vị thiếu cán bộ, chỉ tiêu chưa giao, hạn nộp sắp đến sẽ hiện ở đây.")}</p>
        : (
          <ul class="jobs">
            {jobs.map((job) => (
              <li key={job.title}>
                <a href={at(job.place)}>
                  <span class="grow"><b>{job.title}</b><span class="quiet">{job.about}</span></span>
                  {job.count !== undefined && <Badge tone={job.tone}>{job.count}</Badge>}
                  <Icon name="next" />
                </a>
              </li>
            ))}
          </ul>
        )}
    </section>
  );
}

function Units({ campaign }: { campaign: Overview["campaign"] }) {
  return (
    <section>
      <div class="section-head"><h2>{t("Các đơn vị")}</h2><a href={at("/bang-diem")}>{t("Xem bảng điểm")}</a></div>
      <dl class="facts">
        {Object.keys(STATES).filter((state) => campaign.states[state]).map((state) => (
          <><dt>{STATES[state]}</dt><dd>{t("{count} trên {all} đơn vị", { count: campaign.states[state] ?? 0, all: campaign.units })}</dd></>
        ))}
      </dl>
    </section>
  );
}

function Services({ services }: { services: NonNullable<Overview["services"]> }) {
  return (
    <section>
      <h2>{t("Các dịch vụ")}</h2>
      <dl class="facts">
        {services.map((one) => (
          <>
            <dt>{SERVICES[one.service] ?? one.service}</dt>
            <dd>{one.running > 0
              ? <Badge tone="ok">{one.running > 1 ? t("đang chạy, {count} tiến trình", { count: one.running }) : t("đang chạy")}</Badge>
              : <Badge tone="bad">{one.seen_at ? t("dừng từ {at} ngày {day}", { at: hour(one.seen_at), day: day(one.seen_at.slice(0, 10)) }) : t("chưa chạy lần nào")}</Badge>}</dd>
          </>
        ))}
      </dl>
    </section>
  );
}

function Work({ work }: { work: NonNullable<Overview["work"]> }) {
  return (
    <section>
      <h2>{t("Việc đang chờ")}</h2>
      <dl class="facts">
        <dt>{t("Minh chứng chờ đọc tệp")}</dt><dd>{work.files}</dd>
        <dt>{t("Minh chứng chờ kiểm tra")}</dt><dd>{work.verdicts}</dd>
        <dt>{t("Ô điểm chờ tính")}</dt><dd>{work.scores}</dd>
        <dt>{t("Văn bản chờ làm")}</dt><dd>{work.papers}</dd>
        <dt>{t("Tin báo chờ gửi")}</dt><dd>{work.notices}</dd>
        {work.oldest_at && <><dt>{t("Việc chờ lâu nhất, từ")}</dt><dd>{hour(work.oldest_at)}</dd></>}
        <dt>{t("Tin báo không gửi được, 30 ngày qua")}</dt><dd>{work.undelivered > 0 ? <Badge tone="warn">{work.undelivered}</Badge> : 0}</dd>
        <dt>{t("Việc thử nhiều lần không xong")}</dt>
        <dd>{work.dead_letters > 0 ? <><Badge tone="bad">{work.dead_letters}</Badge> <span class="quiet">{t("Người cài đặt máy chủ xem lại rồi cho làm lại.")}</span></> : 0}</dd>
        <dt>{t("Kho dữ liệu")}</dt><dd>{size(work.store_bytes)}</dd>
      </dl>
    </section>
  );
}

export function OverviewPage({ account, campaign }: { account: Account; campaign: CampaignItem }) {
  const { data, problem, reload } = useSoon<Overview>(`/campaigns/${campaign.code}/overview`);
  const isAdmin = account.role === "admin";
  const jobs = data ? [...(isAdmin ? accountJobs(data) : []), ...campaignJobs(data)].filter((job) => job !== null) : [];
  return (
    <main class="today">
      <Head title={isAdmin ? t("Hệ thống") : t("Hôm nay")} sub={campaign.name} />
      <Queued />
      {problem && <Trouble problem={problem} retry={reload} />}
      {!data && !problem && <Waiting />}
      {data && <Jobs jobs={jobs} />}
      {data?.services && <Services services={data.services} />}
      {data?.work && <Work work={data.work} />}
      {data && <Units campaign={data.campaign} />}
    </main>
  );
}
