// states.tsx — what a view shows instead of its content, or above it: nothing yet, of an earlier
// time, not allowed.
import { ComponentChildren } from "preact";
import type { Problem } from "../api";
import { moment } from "../format";
import { t } from "../words";
import { Icon } from "./icon";

// What is not there yet, what will come, and the act that begins it.
export function Empty({ title, children }: { title: string; children?: ComponentChildren }) {
  return <div class="card empty"><b>{title}</b>{children && <div class="quiet">{children}</div>}</div>;
}

// What is shown was read earlier.
export function Stale({ since, children }: { since: string; children?: ComponentChildren }) {
  return (
    <div class="note warn" role="status">
      <Icon name="clock" />
      <span class="grow">{t("Máy chủ chưa trả lời: đang xem số liệu lúc {at}, có thể đã đổi.", { at: moment(since) })}</span>
      {children}
    </div>
  );
}

// Who may, where this account may not.
export function NoRights({ problem }: { problem: Pick<Problem, "detail" | "mend"> }) {
  return <div class="card empty" role="alert"><Icon name="lock" /><b>{problem.detail}</b><p class="quiet">{problem.mend}</p></div>;
}
