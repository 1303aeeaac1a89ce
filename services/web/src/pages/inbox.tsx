// inbox.tsx — the account's notifications.
import { ask, Schemas } from "../api";
import { moment } from "../format";
import { useFresh } from "../live";
import { Trouble, Waiting } from "../parts/common";

export type Inbox = Schemas["Inbox"];
type Notice = Schemas["Notice"];

// Its evidence item, or the unit's page for notifications about targets and posts.
function leadsTo(notice: Notice): string | null {
  const isOfUnit = ["target_behind", "posts_missed"].includes(notice.kind) && notice.unit !== null;
  return notice.evidence ? `/minh-chung/${notice.evidence}` : isOfUnit ? `/don-vi/${notice.unit}` : null;
}

export function InboxPage({ changed }: { changed: () => void }) {
  const { data, problem, reload } = useFresh<Inbox>("/inbox?limit=50");
  const read = async (notice: Notice) => {
    if (!notice.read_at) {
      await ask(`/inbox/${notice.id}/read`, { method: "POST" });
      reload();
      changed();
    }
  };
  return (
    <main>
      <h1>Thông báo</h1>
      {problem && <Trouble problem={problem} retry={reload} />}
      {!data && !problem && <Waiting />}
      {data?.items.length === 0 && <p class="quiet">Chưa có thông báo.</p>}
      <ul class="items">
        {data?.items.map((notice) => (
          <li key={notice.id} class={notice.read_at ? "" : "unread"}>
            {leadsTo(notice)
              ? <a href={leadsTo(notice) ?? ""} onClick={() => void read(notice)}>{notice.subject}</a>
              : <button type="button" class="link" onClick={() => void read(notice)}>{notice.subject}</button>}
            <p class="quiet">{moment(notice.created_at)}{!notice.read_at && " · chưa đọc"}</p>
          </li>
        ))}
      </ul>
    </main>
  );
}
