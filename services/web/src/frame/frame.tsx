// frame.tsx — what stands around every page: on a desk a rail at the left, on a phone a bar at the
// bottom; the campaign, the account, and whether what is shown is of now.
import { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Account, CampaignItem } from "../api";
import { campaignState, hour, ROLES } from "../format";
import { useLiveState, useSince } from "../live";
import { Icon } from "../parts/icon";
import { LanguageSwitch } from "../parts/language";
import { Stale } from "../parts/states";
import { lazy } from "../parts/lazy";
import { Toasts } from "../parts/toast";
import type { Inbox } from "../pages/inbox";
import { at, go, useAddress } from "../place";
import { t } from "../words";
import { useQueue } from "../queue/hooks";
import { unsent } from "../queue/store";
import { takeUpNew, useNewShell } from "../shell";
import { entriesOf, Entry } from "./entries";

const ON_BAR = 4;

// The same place in another campaign; what belongs to one campaign alone gives way to its home.
function inCampaign(code: string, parts: string[]): string {
  const rest = parts[1] === "minh-chung" || parts.length < 2 ? [] : parts.slice(1);
  return `/${[code, ...rest].map(encodeURIComponent).join("/")}`;
}

function Switcher({ campaigns, campaign }: { campaigns: CampaignItem[]; campaign: CampaignItem }) {
  const { parts } = useAddress();
  return (
    <label class="campaign">
      <span class="hidden">{t("Đợt đánh giá")}</span>
      <select value={campaign.code} onChange={(event) => go(inCampaign(event.currentTarget.value, parts))}>
        {campaigns.map((item) => <option value={item.code}>{t("Đợt {code} · {state}", { code: item.code, state: campaignState(item) })}</option>)}
      </select>
    </label>
  );
}

function Link({ entry, here, count, waits }: { entry: Entry; here: string; count: number; waits: number }) {
  const isHere = here === entry.place || here.startsWith(`${entry.place}/`);
  return (
    <a href={at(entry.place)} class={entry.place === "/nop" ? "file" : ""} aria-current={isHere ? "page" : undefined}>
      <span><Icon name={entry.icon} /></span>{entry.name}
      {entry.place === "/tin-bao" && count > 0 && <b class="count-badge" aria-label={t("{count} chưa đọc", { count })}>{count > 99 ? "99+" : count}</b>}
      {entry.place === "/cho-gui" && waits > 0 && <b class="count-badge" aria-label={t("{count} chờ gửi", { count: waits })}>{waits}</b>}
    </a>
  );
}

function More({ waits, children }: { waits: number; children: ComponentChildren }) {
  const [isOpen, setOpen] = useState(false);
  const { parts } = useAddress();
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => setOpen(false), [parts.join("/")]);
  useEffect(() => {
    const close = (event: Event) => {
      if ((event instanceof KeyboardEvent && event.key === "Escape") || (event.type === "click" && !element.current?.contains(event.target as Node))) {
        setOpen(false);
      }
    };
    addEventListener("keydown", close);
    addEventListener("click", close);
    return () => {
      removeEventListener("keydown", close);
      removeEventListener("click", close);
    };
  }, []);
  return (
    <div class="more" ref={element}>
      <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}><span><Icon name="more" /></span>{t("Thêm")}{waits > 0 && <b class="count-badge" aria-label={t("{count} chờ gửi", { count: waits })}>{waits}</b>}</button>
      <div class="sheet" hidden={!isOpen}>{children}</div>
    </div>
  );
}

const Search = lazy(() => import("../parts/search").then((part) => part.Search));

// Finds from anywhere: the button, or Ctrl K.
function Finder({ account, campaign }: { account: Account; campaign: CampaignItem }) {
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        setOpen(true);
      }
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);
  return (
    <>
      <button type="button" class="finder" onClick={() => setOpen(true)} aria-keyshortcuts="Control+K"><Icon name="find" /><span>{t("Tìm")}</span></button>
      {isOpen && <Search campaign={campaign.code} unit={account.unit ?? null} close={() => setOpen(false)} />}
    </>
  );
}

export function Frame({ account, campaigns, campaign, inbox, leave, children }: {
  account: Account; campaigns: CampaignItem[]; campaign: CampaignItem; inbox: Inbox | null; leave: () => void; children: ComponentChildren;
}) {
  const { parts } = useAddress();
  const [isLive, since] = useLiveState();
  const here = `/${parts.slice(1).join("/")}`;
  const entries = entriesOf(account, campaign.province);
  const count = inbox?.unread ?? 0;
  const waits = unsent(useQueue() ?? []).length;
  const old = useSince();
  const isNew = useNewShell();
  const link = (entry: Entry) => <Link key={entry.place} entry={entry} here={here} count={count} waits={waits} />;
  const out = (
    <div class="account">
      <span>{account.full_name || account.username}<small>{ROLES[account.role]}</small></span>
      <a href={at("/mat-khau")}>{t("Đổi mật khẩu")}</a>
      <LanguageSwitch />
      <button type="button" onClick={leave}><Icon name="leave" /> {t("Đăng xuất")}</button>
    </div>
  );
  return (
    <div class="frame">
      <a class="skip" href="#content" onClick={(event) => { event.preventDefault(); document.querySelector<HTMLElement>("main h1")?.focus(); }}>{t("Đến nội dung")}</a>
      <header class="head">
        <a class="brand" href={at("/")}><i aria-hidden="true">M</i> {t("Minh Chứng")}</a>
        <Switcher campaigns={campaigns} campaign={campaign} />
        <Finder account={account} campaign={campaign} />
        <span class={isLive ? "live on" : "live"} role="status"><span>{isLive ? t("Trực tiếp") : since ? t("Mất kết nối từ {at}", { at: hour(since) }) : t("Đang kết nối")}</span></span>
      </header>
      <nav class="rail" aria-label={t("Chính")}>
        {entries.slice(0, ON_BAR).map(link)}
        <div class="rest">{entries.slice(ON_BAR).map(link)}{out}</div>
        <More waits={waits}>{entries.slice(ON_BAR).map(link)}{out}</More>
      </nav>
      <div class="content" id="content">
        {old && <Stale since={old} />}
        {isNew && <button type="button" class="pill" onClick={takeUpNew}>{t("Có bản mới của trang, tải lại")}</button>}
        {children}
      </div>
      <Toasts />
    </div>
  );
}
