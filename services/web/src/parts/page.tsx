// page.tsx — the web page that an evidence item cites: its state, and where it differs from the
// text at submission.
import { useState } from "preact/hooks";
import type { Evidence, Schemas } from "../api";
import { day, moment } from "../format";
import { useFresh } from "../live";
import { Trouble, Waiting } from "./common";

type Change = Schemas["PageThenAndNow"]["changes"][number];
type ThenAndNow = Schemas["PageThenAndNow"];

const STATES: Record<string, string> = {
  unknown: "chưa xem được trang", good: "trang mở được", dead: "trang không còn", unreachable: "không vào được trang",
  refused: "địa chỉ trong mạng nội bộ", locked: "trang đòi đăng nhập hoặc không phải bài viết",
};

function Words({ change, words, none }: { change: Change; words: string; none: string }) {
  return <>{change.lead && `…${change.lead} `}{words ? <mark>{words}</mark> : <i class="quiet">({none})</i>}{change.tail && ` ${change.tail}…`}</>;
}

function Opened({ id, path }: { id: string; path: string }) {
  const { data, problem, reload } = useFresh<ThenAndNow>(path, (cell) => cell.evidence === id);
  if (!data) {
    return problem ? <Trouble problem={problem} retry={reload} /> : <Waiting />;
  }
  return (
    <>
      <div class="pairs">
        <b class="quiet">Lúc nộp, {moment(data.frozen_at)}</b><b class="quiet">Hiện nay, {moment(data.seen_at)}</b>
        {data.changes.map((change) => <>
          <p><span class="quiet other">Lúc nộp: </span><Words change={change} words={change.before} none="chưa có" /></p>
          <p><span class="quiet other">Hiện nay: </span><Words change={change} words={change.after} none="đã bỏ" /></p>
        </>)}
      </div>
      <details><summary>Toàn văn lúc nộp</summary><pre>{data.frozen}</pre></details>
    </>
  );
}

export function PageOf({ id, page }: { id: string; page: NonNullable<Evidence["page"]> }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <div class="quiet">
        {page.looked_at ? `Xem lúc ${moment(page.looked_at)}: ${STATES[page.state]}` : "Hệ thống sẽ mở trang để kiểm tra"}
        {page.title && <>; tiêu đề “{page.title}”{page.published_on && `, ngày đăng ${day(page.published_on)}`}</>}
        {page.frozen_at && `; nội dung lúc nộp được giữ lại (${moment(page.frozen_at)})`}
        {page.changed_at && <b class="count mend">; đã thay đổi từ {moment(page.changed_at)}</b>}
      </div>
      {page.changed_at && (
        <details class="passages" onToggle={(event) => event.target === event.currentTarget && setOpen((event.target as HTMLDetailsElement).open)}>
          <summary>Trang đã đổi những chỗ nào</summary>
          {isOpen && <Opened id={id} path={`/evidence/${id}/page`} />}
        </details>
      )}
    </>
  );
}
