// inbox.tsx — the account's notifications.
import { ask, Schemas } from "../api";
import { moment } from "../format";
import { usePages, useSoon } from "../live";
import { News, Trouble, Waiting } from "../parts/common";
import { Head } from "../parts/head";
import { Empty } from "../parts/states";
import { at, filterBy, useAddress } from "../place";
import { t } from "../words";

export type Inbox = Schemas["Inbox"];
type Notice = Schemas["Notice"];

const KINDS: Record<Notice["kind"], string> = {
  evidence_mend: t("Cần sửa"), deadline_near: t("Sắp đến hạn"), target_behind: t("Chậm tiến độ"), posts_missed: t("Thiếu tin"),
  recommendation_overdue: t("Kiến nghị quá hạn"), recommendation_late: t("Quá hạn lâu"), recommendation_due: t("Kiến nghị đến hạn"), recommendation_new: t("Kiến nghị mới"),
  visit_set: t("Lịch kiểm tra"), visit_moved: t("Đổi lịch kiểm tra"), visit_team: t("Đổi đoàn kiểm tra"), visit_cancelled: t("Không tiến hành buổi kiểm tra"), minutes_signed: t("Biên bản chờ xác nhận"),
  report_overdue: t("Báo cáo quá hạn"), report_due: t("Báo cáo đến hạn"), report_asked: t("Báo cáo tự kiểm tra"), report_late: t("Đơn vị chưa báo cáo"),
  report_malware: t("Tệp báo cáo có mã độc"), file_malware: t("Tệp có mã độc"),
  result_published: t("Công bố"), evidence_valid: t("Hợp lệ"),
};
const ORDER = Object.keys(KINDS) as Notice["kind"][];

// The page that it names, its evidence item, the unit's page for notifications about targets and posts, or
// the recommendations.
function leadsTo(notice: Notice): string | null {
  if (notice.place) {
    return notice.place;
  }
  const isOfUnit = ["target_behind", "posts_missed"].includes(notice.kind) && notice.unit !== null;
  if (notice.kind.startsWith("recommendation_")) {
    return at(`/kien-nghi?tinh-trang=${notice.kind === "recommendation_late" ? "overdue" : "unmet"}`, notice.campaign ?? undefined);
  }
  const place = notice.evidence ? `/minh-chung/${notice.evidence}` : isOfUnit ? `/don-vi/${notice.unit}` : null;
  return place && at(place, notice.campaign ?? undefined);
}

export function InboxPage({ changed }: { changed: () => void }) {
  const kind = useAddress().query.get("loai") ?? "";
  const { items, next, problem, news, more, reload } = usePages<Notice>(`/inbox?limit=50${kind && `&kind=${kind}`}`, (notice) => notice.id);
  const head = useSoon<Inbox>("/inbox?limit=1");
  const kinds = [...(head.data?.kinds ?? [])].sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
  const unread = kinds.filter((one) => !kind || one.kind === kind).reduce((all, one) => all + one.unread, 0);
  const readAll = async () => {
    await ask(`/inbox/read${kind && `?kind=${kind}`}`, { method: "POST" });
    reload();
    head.reload();
    changed();
  };
  const read = async (notice: Notice) => {
    if (!notice.read_at) {
      await ask(`/inbox/${notice.id}/read`, { method: "POST" });
      reload();
      head.reload();
      changed();
    }
  };
  return (
    <main>
      <Head title={t("Tin báo")}>
        {unread > 0 && <button type="button" onClick={() => void readAll()}>{t("Đánh dấu {count} tin là đã đọc", { count: unread })}</button>}
      </Head>
      {kinds.length > 0 && (
        <p class="chips" role="group" aria-label={t("Loại tin")}>
          <button type="button" aria-pressed={kind === ""} onClick={() => filterBy({ loai: "" })}>{t("Tất cả")}</button>
          {kinds.map((one) => (
            <button type="button" aria-pressed={kind === one.kind} onClick={() => filterBy({ loai: one.kind })}>{KINDS[one.kind]} {one.unread > 0 ? t("{unread} mới trên {all}", { unread: one.unread, all: one.all }) : one.all}</button>
          ))}
        </p>
      )}
      {problem && <Trouble problem={problem} retry={reload} />}
      {!items && !problem && <Waiting />}
      <News count={news} show={reload} />
      {items?.length === 0 && <Empty title={t("Chưa có tin báo")}>{t("Khi một minh chứng được kiểm tra xong hoặc sắp đến hạn, tin sẽ ở đây.")}</Empty>}
      <ul class="items">
        {items?.map((notice) => (
          <li key={notice.id} class={notice.read_at ? "" : "unread"}>
            {leadsTo(notice)
              ? <a href={leadsTo(notice) ?? ""} onClick={() => void read(notice)}>{notice.subject}</a>
              : <button type="button" class="link" onClick={() => void read(notice)}>{notice.subject}</button>}
            {notice.details && <p class="details">{notice.details}</p>}
            <p class="quiet">{moment(notice.created_at)}{!notice.read_at && ` · ${t("chưa đọc")}`}</p>
          </li>
        ))}
      </ul>
      {next && <button type="button" onClick={more}>{t("Xem thêm")}</button>}
    </main>
  );
}
