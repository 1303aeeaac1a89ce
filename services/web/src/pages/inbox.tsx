// inbox.tsx — the account's notifications.
import { ask, Schemas } from "../api";
import { moment } from "../format";
import { usePages } from "../live";
import { News, Trouble, Waiting } from "../parts/common";
import { Head } from "../parts/head";
import { Empty } from "../parts/states";
import { at } from "../place";
import { t } from "../words";

export type Inbox = Schemas["Inbox"];
type Notice = Schemas["Notice"];

// Its evidence item, or the unit's page for notifications about targets and posts.
function leadsTo(notice: Notice): string | null {
  const isOfUnit = ["target_behind", "posts_missed"].includes(notice.kind) && notice.unit !== null;
  const place = notice.evidence ? `/minh-chung/${notice.evidence}` : isOfUnit ? `/don-vi/${notice.unit}` : null;
  return place && at(place, notice.campaign ?? undefined);
}

export function InboxPage({ changed }: { changed: () => void }) {
  const { items, next, problem, news, more, reload } = usePages<Notice>("/inbox?limit=50", (notice) => notice.id);
  const read = async (notice: Notice) => {
    if (!notice.read_at) {
      await ask(`/inbox/${notice.id}/read`, { method: "POST" });
      reload();
      changed();
    }
  };
  return (
    <main>
      <Head title={t("Tin báo")} />
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
            <p class="quiet">{moment(notice.created_at)}{!notice.read_at && ` · ${t("chưa đọc")}`}</p>
          </li>
        ))}
      </ul>
      {next && <button type="button" onClick={more}>{t("Xem thêm")}</button>}
    </main>
  );
}
