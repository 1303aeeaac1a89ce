// posts.tsx — the sources of a unit's posts: its feeds with their state, an uploaded list, and the
// latest posts, each of which can be removed.
import { useEffect, useState } from "preact/hooks";
import { ask, Problem, problemOf, Schemas, send } from "../api";
import { day, moment } from "../format";
import { useFresh } from "../live";
import { nodes, t } from "../words";
import { Trouble } from "./common";
import { FileField } from "./file-field";

type Feeds = Schemas["Feeds"];
type Post = Schemas["Post"];
type Feed = Schemas["Feed"];
interface Fault { sheet: string; row: number; column: string; message: string; mend: string; about: string | null }
interface Draft { address: string; usual_kind: string; story: string; none: string }

const COUNTED: Record<string, string> = { news: t("tin tốt"), story: t("câu chuyện đẹp"), none: t("không tính") };
const FORMATS: Record<string, string> = { rss: "RSS", atom: "Atom", wordpress: "WordPress" };
const REASONS: Record<string, string> = {
  refused: t("địa chỉ trong mạng nội bộ, không được đọc"), no_name: t("không có tên miền này"), unreachable: t("không kết nối được"),
  untrusted: t("chứng chỉ của trang không tin được"), timeout: t("trang trả lời quá lâu"), slow: t("đọc quá lâu"), too_large: t("nguồn lớn quá mức"),
  redirects: t("chuyển hướng quá nhiều lần"), not_web: t("không phải địa chỉ trang web"), damaged: t("nội dung hỏng"),
  no_feed: t("trang này không phải là nguồn tin và cũng không chỉ đến nguồn nào"),
};
const MOST = 30;
const EMPTY: Draft = { address: "", usual_kind: "news", story: "", none: "" };
const key = () => ({ "Idempotency-Key": crypto.getRandomValues(new Uint32Array(4)).join("-") });
const named = (categories: Record<string, string>, kind: string) => Object.keys(categories).filter((name) => categories[name] === kind).join(", ");
const split = (names: string, kind: string) => names.split(",").map((name) => name.trim()).filter((name) => name !== "").map((name) => [name, kind]);

function State({ feed }: { feed: Feed }) {
  if (feed.state === "failing") {
    const reason = REASONS[feed.outcome] ?? t("trang trả lời mã {status}", { status: feed.status });
    return <p><span class="count mend">{t("Không đọc được")}</span> {t("từ {since}: {reason}. Sẽ thử lại lúc {next}.", { since: moment(feed.failing_since ?? feed.next_at), reason, next: moment(feed.next_at) })}</p>;
  }
  if (feed.state === "new") {
    return <p class="quiet">{t("Chưa đọc lần nào; sẽ đọc trong ít phút.")}</p>;
  }
  return (
    <p class="quiet">
      {feed.kind && FORMATS[feed.kind]}, {t("đọc được lúc {at}: {count} bài đã lấy", { at: moment(feed.seen_at ?? ""), count: feed.posts })}
      {feed.left_out > 0 && <>, {t("{count} mục bỏ qua vì thiếu ngày hoặc tiêu đề", { count: feed.left_out })}</>}. {t("Đọc lại lúc {next}.", { next: moment(feed.next_at) })}
    </p>
  );
}

function FeedForm({ unit, draft, done }: { unit: string; draft: Draft; done: () => void }) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const said = (name: string) => String(new FormData(form).get(name) ?? "");
    const categories = Object.fromEntries([...split(said("none"), "none"), ...split(said("story"), "story")]);
    try {
      await ask(`/units/${unit}/feeds`, {
        method: "POST", headers: { "Content-Type": "application/json", ...key() },
        body: JSON.stringify({ address: said("address"), usual_kind: said("usual_kind"), categories }),
      });
      setProblem(null);
      form.reset();
      done();
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  return (
    <form class="card" onSubmit={(event) => void save(event)}>
      <label>{t("Địa chỉ trang hoặc nguồn tin")}<input name="address" required maxLength={1000} placeholder="https://…" defaultValue={draft.address} /></label>
      <label>{t("Mỗi bài là")}<select name="usual_kind">{Object.entries(COUNTED).map(([kind, name]) => <option value={kind} selected={kind === draft.usual_kind}>{name}</option>)}</select></label>
      <label>{t("Chuyên mục là câu chuyện đẹp")}<input name="story" placeholder={t("Gương sáng, Việc tử tế")} defaultValue={draft.story} /></label>
      <label>{t("Chuyên mục không tính")}<input name="none" placeholder={t("Thông báo, Lịch làm việc")} defaultValue={draft.none} /></label>
      {problem && <Trouble problem={problem} />}
      <button class="main">{t("Lưu nguồn tin")}</button>
    </form>
  );
}

function FeedsOf({ unit }: { unit: string }) {
  const { data, problem, reload } = useFresh<Feeds>(`/units/${unit}/feeds`, () => false);
  const [draft, setDraft] = useState<Draft>(EMPTY);
  const [refused, setRefused] = useState<Problem | null>(null);
  // A feed that was just added is read within seconds.
  useEffect(() => {
    const timer = data?.feeds.some((feed) => feed.state === "new") ? setTimeout(reload, 4000) : undefined;
    return () => clearTimeout(timer);
  }, [data]);
  const remove = async (feed: Feed) => {
    try {
      await send(`/units/${unit}/feeds/${feed.id}`, undefined, "DELETE");
      setRefused(null);
      reload();
    } catch (error) {
      setRefused(problemOf(error));
    }
  };
  const edit = (feed: Feed) => setDraft({ address: feed.address, usual_kind: feed.usual_kind, story: named(feed.categories, "story"), none: named(feed.categories, "none") });
  return (
    <section>
      <h3>{t("Nguồn tin")}</h3>
      {problem && <Trouble problem={problem} retry={reload} />}
      {refused && <Trouble problem={refused} />}
      {data?.feeds.length === 0 && <p class="quiet">{t("Chưa có nguồn nào: thêm địa chỉ trang của đơn vị, hệ thống tự lấy các bài mới.")}</p>}
      <ul class="items">
        {data?.feeds.map((feed) => (
          <li key={feed.id}>
            <strong class="address">{feed.address}</strong>
            <State feed={feed} />
            {data.may_change && <p><button type="button" onClick={() => edit(feed)} aria-label={t("Sửa {name}", { name: feed.address })}>{t("Sửa")}</button> <button type="button" onClick={() => void remove(feed)} aria-label={t("Thôi đọc {address}", { address: feed.address })}>{t("Thôi đọc")}</button></p>}
          </li>
        ))}
      </ul>
      {data?.may_change && <FeedForm key={draft.address} unit={unit} draft={draft} done={() => { setDraft(EMPTY); reload(); }} />}
    </section>
  );
}

type Counts = { read: number; accepted: number; hidden: number; empty: number; hidden_sheets: number };

function ListForm({ campaign, unit, done }: { campaign: string; unit: string; done: () => void }) {
  const [problem, setProblem] = useState<(Problem & { faults?: Fault[] }) | null>(null);
  const [rows, setRows] = useState<Counts | null>(null);
  const hand = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const file = new FormData(form).get("list") as File;
    setProblem(null);
    setRows(null);
    try {
      const answer = await ask<Counts>(`/campaigns/${campaign}/posts?unit=${unit}&name=${encodeURIComponent(file.name)}`, {
        method: "POST", headers: { "Content-Type": "application/octet-stream", ...key() }, body: file,
      });
      setRows(answer);
      form.reset();
      done();
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  return (
    <form class="card" onSubmit={(event) => void hand(event)}>
      <FileField label={t("Danh sách bài đã đăng (.xlsx, .csv)")} name="list" required accept=".xlsx,.csv" />
      <p class="quiet">{t("Các cột: Ngày đăng, Tiêu đề, Liên kết, Loại (tin tốt hoặc câu chuyện đẹp). Mỗi bài được tính một lần, gửi lại không làm trùng.")}</p>
      {problem && <Trouble problem={problem} />}
      {problem?.faults && (
        <ul class="items" aria-label={t("Các chỗ chưa đúng")}>
          {problem.faults.map((fault) => (
            <li><strong>{fault.sheet && `${fault.sheet}, `}{fault.row > 0 && t("dòng {row}", { row: fault.row })}{fault.column && `, ${t("cột {column}", { column: fault.column })}`}</strong>
              <p>{fault.message} {fault.mend}{fault.about && <> {nodes("(đang ghi: {about})", { about: <mark>{fault.about}</mark> })}</>}</p></li>
          ))}
        </ul>
      )}
      {rows !== null && <p role="status">{t("Đã ghi {accepted} trên {read} dòng", { accepted: rows.accepted, read: rows.read })}{rows.hidden + rows.empty > 0 && `, ${t("{hidden} dòng ẩn và {empty} dòng trống không ghi", { hidden: rows.hidden, empty: rows.empty })}`}{rows.hidden_sheets > 0 && `, ${t("{count} trang tính ẩn không đọc", { count: rows.hidden_sheets })}`}.</p>}
      <button class="main">{t("Gửi danh sách")}</button>
    </form>
  );
}

export function PostsOf({ campaign, unit, changed }: { campaign: string; unit: string; changed: () => void }) {
  const { data, problem, reload } = useFresh<{ may_change: boolean; posts: Post[] }>(`/campaigns/${campaign}/units/${unit}/posts?limit=${MOST}`, (cell) => cell.unit === unit);
  const [refused, setRefused] = useState<Problem | null>(null);
  const again = () => { reload(); changed(); };
  const remove = async (post: Post) => {
    try {
      await send(`/posts/${post.id}`, undefined, "DELETE");
      setRefused(null);
      again();
    } catch (error) {
      setRefused(problemOf(error));
    }
  };
  return (
    <>
      <FeedsOf unit={unit} />
      <section>
        <h3>{t("Bài đã biết")}</h3>
        {data?.may_change && <ListForm campaign={campaign} unit={unit} done={again} />}
        {problem && <Trouble problem={problem} retry={reload} />}
        {refused && <Trouble problem={refused} />}
        {data && (
          <details>
            <summary>{data.posts.length === MOST ? t("{count} bài mới nhất", { count: MOST }) : t("{count} bài trong đợt này", { count: data.posts.length })}</summary>
            <ul class="items">
              {data.posts.map((post) => (
                <li key={post.id}>
                  <strong>{post.title}</strong>
                  <p class="quiet">{day(post.published_on)}, {COUNTED[post.kind]}{post.source && <>, {t("theo {source}", { source: post.source })}</>}{post.link && <> · <a href={`https://${post.link}`} rel="noreferrer">{post.link}</a></>}</p>
                  {data.may_change && <button type="button" onClick={() => void remove(post)} aria-label={t("Bỏ bài {title}", { title: post.title })}>{t("Bỏ bài này")}</button>}
                </li>
              ))}
            </ul>
          </details>
        )}
      </section>
    </>
  );
}
