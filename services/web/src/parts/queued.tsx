// queued.tsx — on the home of who records or files: what of their work is on this device only.
import { useQueue } from "../queue/hooks";
import { ageOf, drafts, unsent } from "../queue/store";
import { at } from "../place";
import { t } from "../words";
import { Icon } from "./icon";

export function Queued() {
  const items = useQueue() ?? [];
  const [waiting, begun] = [unsent(items), drafts(items)];
  if (waiting.length + begun.length === 0) {
    return null;
  }
  const refused = waiting.filter((item) => item.state === "refused").length;
  const age = ageOf(waiting);
  return (
    <section>
      <div class="section-head"><h2>{t("Trên máy này")}</h2></div>
      <ul class="jobs">
        {waiting.length > 0 && (
          <li>
            <a href={at("/cho-gui")}>
              <span class={`tone ${refused > 0 ? "bad" : "warn"}`}><Icon name="again" /></span>
              <span class="grow">
                <b>{t("{count} mục chờ gửi", { count: waiting.length })}</b>
                <span class="quiet">{refused > 0 ? t("{count} bị từ chối, mở để sửa", { count: refused }) : age > 0 ? t("Cũ nhất {n} ngày.", { n: age }) : t("Tự gửi khi có mạng.")}</span>
              </span>
              <Icon name="next" />
            </a>
          </li>
        )}
        {begun.length > 0 && (
          <li>
            <a href={at("/cho-gui")}>
              <span class="tone"><Icon name="sheet" /></span>
              <span class="grow"><b>{t("{count} bản nháp", { count: begun.length })}</b><span class="quiet">{begun[0]?.title || t("(chưa có tiêu đề)")}</span></span>
              <Icon name="next" />
            </a>
          </li>
        )}
      </ul>
    </section>
  );
}
