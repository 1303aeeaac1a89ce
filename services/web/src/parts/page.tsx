// page.tsx — the web page that an evidence item cites: its state, and where it differs from the
// text at submission.
import { useState } from "preact/hooks";
import type { Evidence, Schemas } from "../api";
import { day, moment } from "../format";
import { useFresh } from "../live";
import { t } from "../words";
import { Trouble, Waiting } from "./common";

type Change = Schemas["PageThenAndNow"]["changes"][number];
type ThenAndNow = Schemas["PageThenAndNow"];

const STATES: Record<string, string> = {
  unknown: t("chưa xem được trang"), good: t("trang mở được"), dead: t("trang không còn"), unreachable: t("không vào được trang"),
  refused: t("địa chỉ trong mạng nội bộ"), locked: t("trang đòi đăng nhập hoặc không phải bài viết"),
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
        <b class="quiet">{t("Lúc nộp, {at}", { at: moment(data.frozen_at) })}</b><b class="quiet">{t("Hiện nay, {at}", { at: moment(data.seen_at) })}</b>
        {data.changes.map((change) => <>
          <p><span class="quiet other">{t("Lúc nộp:")} </span><Words change={change} words={change.before} none={t("chưa có")} /></p>
          <p><span class="quiet other">{t("Hiện nay:")} </span><Words change={change} words={change.after} none={t("đã bỏ")} /></p>
        </>)}
      </div>
      <details><summary>{t("Toàn văn lúc nộp")}</summary><pre>{data.frozen}</pre></details>
    </>
  );
}

export function PageOf({ id, page }: { id: string; page: NonNullable<Evidence["page"]> }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <div class="quiet">
        {page.looked_at ? t("Xem lúc {at}: {state}", { at: moment(page.looked_at), state: STATES[page.state] ?? "" }) : t("Hệ thống sẽ mở trang để kiểm tra")}
        {page.title && <>; {t("tiêu đề “{title}”", { title: page.title })}{page.published_on && `, ${t("ngày đăng {day}", { day: day(page.published_on) })}`}</>}
        {page.frozen_at && `; ${t("nội dung lúc nộp được giữ lại ({at})", { at: moment(page.frozen_at) })}`}
        {page.changed_at && <b class="count mend">; {t("đã thay đổi từ {at}", { at: moment(page.changed_at) })}</b>}
      </div>
      {page.changed_at && (
        <details class="passages" onToggle={(event) => event.target === event.currentTarget && setOpen((event.target as HTMLDetailsElement).open)}>
          <summary>{t("Trang đã đổi những chỗ nào")}</summary>
          {isOpen && <Opened id={id} path={`/evidence/${id}/page`} />}
        </details>
      )}
    </>
  );
}
