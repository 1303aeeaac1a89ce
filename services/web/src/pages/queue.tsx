// queue.tsx — "Chờ gửi": what of the account's work is on this device only, why, and the ways on.
import { useEffect, useState } from "preact/hooks";
import { Account, clockSkew, Problem, Refused } from "../api";
import { moment, shownName, size } from "../format";
import { Trouble, Waiting } from "../parts/common";
import { Head } from "../parts/head";
import { Icon } from "../parts/icon";
import { InApp } from "../parts/in-app";
import { Small } from "../parts/small";
import { at, go } from "../place";
import { useOnline, useProgress, useQueue } from "../queue/hooks";
import { pause, sendNow } from "../queue/sender";
import { addressOf, ageOf, drafts, remove, reopen, safety, unsent } from "../queue/store";
import type { FileState, Kept, KeptFile, Safety, State } from "../queue/types";
import { t } from "../words";

const OLD_DAYS = 3; // from then on its author has to act
const UNDO_S = 10;
const SKEW_MOST_MS = 5 * 60e3;

const FILE_STATES: Record<FileState, string> = { waiting: t("chờ gửi"), sending: t("đang gửi"), arrived: t("đã nhận"), refused: t("bị từ chối") };
const TONES: Record<State, string> = { draft: "", waiting: "", sending: "acc", arrived: "ok", refused: "bad" };

function stateName(item: Kept, isOnline: boolean): string {
  switch (item.state) {
    case "draft": return t("Bản nháp");
    case "sending": return t("Đang gửi");
    case "arrived": return t("Đã nhận");
    case "refused": return t("Bị từ chối");
    default: return item.is_paused ? t("Tạm dừng") : isOnline ? t("Chờ gửi") : t("Chờ mạng");
  }
}

// "3 ảnh, 1 PDF"
function kindsOf(files: KeptFile[]): string {
  const photos = files.filter((file) => file.type.startsWith("image/")).length;
  const pdfs = files.filter((file) => file.type === "application/pdf").length;
  const others = files.length - photos - pdfs;
  return [photos && t("{n} ảnh", { n: photos }), pdfs && t("{n} PDF", { n: pdfs }), others && t("{n} tệp", { n: others })].filter(Boolean).join(", ");
}

const ending = (file: KeptFile) => file.name.split(".").pop()?.slice(0, 5).toLocaleUpperCase("vi") ?? "";
const bytesIn = (files: KeptFile[]) => files.reduce((sum, file) => sum + file.size, 0);

function Tile({ files }: { files: KeptFile[] }) {
  const shown = files.find((file) => file.thumb) ?? files[0];
  if (!shown) {
    return <span class="tile"><Icon name="sheet" /></span>;
  }
  return shown.thumb ? <Small bytes={shown.thumb} /> : <span class="tile">{ending(shown)}</span>;
}

function Going({ item }: { item: Kept }) {
  const progress = useProgress(item.id);
  const total = progress?.total ?? bytesIn(item.files);
  const share = progress && total > 0 ? progress.sent / total : 0;
  const spent = progress ? (Date.now() - progress.begun) / 1000 : 0;
  const left = share > 0.02 && share < 1 ? Math.ceil((spent / share) * (1 - share)) : null;
  return (
    <>
      <progress max={1} value={share} aria-label={t("Đang gửi {title}", { title: item.title })} />
      <div class="line">
        <span class="quiet grow">
          {progress ? t("{sent} / {total}", { sent: size(progress.sent), total: size(total) }) : t("Đang gửi ở một thẻ khác")}
          {left !== null && <> · {left < 90 ? t("còn khoảng {n} giây", { n: left }) : t("còn khoảng {n} phút", { n: Math.round(left / 60) })}</>}
        </span>
        <button type="button" class="link" onClick={() => void pause(item.id, true)}>{t("Tạm dừng")}</button>
      </div>
    </>
  );
}

function Files({ files }: { files: KeptFile[] }) {
  return files.length === 0 ? null : (
    <details>
      <summary>{t("Từng tệp")}</summary>
      <ul class="plain">
        {files.map((file) => (
          <li key={file.id}>{shownName(file.name)} · {size(file.size)} · {FILE_STATES[file.state]}{file.problem && <span class="fault"> {file.problem.detail} {file.problem.mend}</span>}</li>
        ))}
      </ul>
    </details>
  );
}

function Acts({ item, drop, failed }: { item: Kept; drop: () => void; failed: (error: unknown) => void }) {
  const open = () => void reopen(item.id).then((draft) => draft && go(at(addressOf(draft), draft.campaign)), failed);
  return (
    <div class="line">
      {item.state === "draft" && <a class="button" href={at(addressOf(item), item.campaign)}>{t("Viết tiếp")}</a>}
      {item.state === "refused" && <button type="button" class="main" onClick={open}>{t("Mở để sửa")}</button>}
      {item.state === "waiting" && <button type="button" class="link" onClick={() => void pause(item.id, !item.is_paused)}>{item.is_paused ? t("Gửi tiếp") : t("Tạm dừng")}</button>}
      {item.state === "waiting" && <button type="button" class="link" onClick={open}>{t("Mở để sửa")}</button>}
      <button type="button" class="link" onClick={drop}>{t("Bỏ")}</button>
    </div>
  );
}

// Both moments: the device's clock says when it was made, the server's when it arrived.
function Moments({ item }: { item: Kept }) {
  const made = item.state === "draft" ? t("Viết lần cuối {moment}", { moment: moment(item.changed_at) }) : t("Làm lúc {moment}", { moment: moment(item.made_at) });
  return (
    <div class="quiet">
      {made}
      {item.receipt && <>
        <br /><a href={at(`/minh-chung/${item.receipt.id}`, item.campaign)}>{t("Biên nhận {number}", { number: item.receipt.number })}</a>
        {item.receipt.received_at && <> · {t("máy chủ nhận {moment}", { moment: moment(item.receipt.received_at) })}</>}
      </>}
    </div>
  );
}

function Item({ item, isOnline }: { item: Kept; isOnline: boolean }) {
  const [isDropped, setDropped] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => {
    const timer = isDropped ? setTimeout(() => void remove(item.id), UNDO_S * 1000) : undefined;
    return () => clearTimeout(timer);
  }, [isDropped]);
  const title = item.title || t("(chưa có tiêu đề)");
  if (isDropped) {
    return <li class="card line" role="status"><span class="grow">{t("Đã bỏ “{title}”.", { title })}</span><button type="button" onClick={() => setDropped(false)}>{t("Lấy lại")}</button></li>;
  }
  const drop = () => {
    void (item.state === "waiting" ? pause(item.id, true) : Promise.resolve());
    setDropped(true);
  };
  return (
    <li class="card" data-state={item.state}>
      <div class="top">
        <Tile files={item.files} />
        <div class="grow">
          <b>{title}</b>
          <div class="quiet">{[item.criteria.join(", "), kindsOf(item.files), item.files.length > 0 && size(bytesIn(item.files))].filter(Boolean).join(" · ")}</div>
          <Moments item={item} />
        </div>
        <span class={`badge ${TONES[item.state]}`}>{stateName(item, isOnline)}</span>
      </div>
      {item.state === "sending" && <Going item={item} />}
      {item.problem && item.state !== "arrived" && item.problem.code !== "offline" && <p class="fault">{item.problem.detail} {item.problem.mend}</p>}
      {problem && <Trouble problem={problem} />}
      <Files files={item.files} />
      {item.state !== "sending" && item.state !== "arrived" && <Acts item={item} drop={drop} failed={(error) => setProblem(error instanceof Refused ? error.problem : null)} />}
    </li>
  );
}

function Line({ items, isOnline }: { items: Kept[]; isOnline: boolean }) {
  const [kept, setKept] = useState<Safety | null>(null);
  useEffect(() => void safety().then(setKept, () => setKept(null)), [items.length]);
  const age = ageOf(items);
  const isSafe = !kept || kept.is_persistent || items.length === 0;
  if (isOnline && age < OLD_DAYS && isSafe) {
    return null;
  }
  return (
    <section class={`note top ${age >= OLD_DAYS ? "bad" : "warn"}`} role="status">
      <Icon name={isOnline ? "alert" : "cloud"} />
      <div class="grow">
        <b>{!isOnline ? t("Không có mạng") : age >= OLD_DAYS ? t("Có mục chờ đã lâu") : t("Trình duyệt chưa hứa giữ lâu dài")}</b>
        <p>
          {!isOnline && `${t("Tự gửi khi có mạng.")} `}
          {age > 0 && `${t("Cũ nhất {n} ngày.", { n: age })} `}
          {!isSafe && `${t("Điện thoại này có thể xóa dữ liệu sau 7 ngày không mở trang; thêm trang vào màn hình chính để giữ chắc hơn.")} `}
          {age >= OLD_DAYS && t("Hãy đến nơi có mạng, hoặc xuất ra tệp ZIP rồi gửi về văn phòng.")}
        </p>
      </div>
    </section>
  );
}

function Clock() {
  const skew = clockSkew();
  return Math.abs(skew) < SKEW_MOST_MS ? null : (
    <p class="note">{t("Đồng hồ máy này lệch {n} phút so với máy chủ. Giờ nhận tính theo máy chủ.", { n: Math.round(Math.abs(skew) / 60e3) })}</p>
  );
}

export function QueuePage({ account }: { account: Account }) {
  const items = useQueue();
  const isOnline = useOnline();
  const [problem, setProblem] = useState<Problem | null>(null);
  const waiting = unsent(items ?? []);
  const open = (items ?? []).filter((item) => item.state !== "arrived");
  const save = () => void import("../queue/export").then(({ saveZip }) => saveZip(open))
    .catch((error) => setProblem(error instanceof Refused ? error.problem : null));
  return (
    <main class="narrow queue">
      <Head title={t("Chờ gửi trên máy này")} sub={account.full_name || account.username} back={[at("/"), t("Hôm nay")]}>
        {waiting.length > 0 && <button type="button" class="main" onClick={sendNow}><Icon name="again" /> {t("Gửi ngay")}</button>}
      </Head>
      <InApp />
      {items && <Line items={waiting} isOnline={isOnline} />}
      <Clock />
      {problem && <Trouble problem={problem} />}
      {!items && <Waiting />}
      {items?.length === 0 && (
        <p class="card quiet">{t("Không có gì chờ trên máy này. Minh chứng nộp khi mất mạng sẽ đứng ở đây và tự gửi khi có mạng.")}</p>
      )}
      <ul class="plain cards">
        {[...waiting, ...drafts(items ?? []), ...(items ?? []).filter((item) => item.state === "arrived")]
          .map((item) => <Item key={item.id} item={item} isOnline={isOnline} />)}
      </ul>
      {open.length > 0 && <button type="button" onClick={save}>{t("Xuất tất cả ra tệp ZIP")}</button>}
    </main>
  );
}
