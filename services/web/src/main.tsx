// main.tsx — the signed-in account and the open page.
import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Account, ask, CampaignItem, mayFile, rememberCsrf, Signed } from "./api";
import { ROLES } from "./format";
import { startLive, stopLive, useFresh, useLiveState } from "./live";
import { Waiting } from "./parts/common";
import { AssessmentPage } from "./pages/assessment";
import { BoardPage } from "./pages/board";
import { ChecksPage } from "./pages/checks";
import { CriterionPage } from "./pages/criterion";
import { EvidencePage } from "./pages/evidence";
import { FigureRulesPage } from "./pages/figure-rules";
import { FilePage, MendPage } from "./pages/file";
import { FindingsPage } from "./pages/findings";
import { Inbox, InboxPage } from "./pages/inbox";
import { SheetPage } from "./pages/sheet";
import { SignIn } from "./pages/signin";
import { SitesPage } from "./pages/sites";
import { UnitPage } from "./pages/unit";
import { followLinks, go, usePath } from "./router";
import "./style.css";

function Page({ account, campaigns, told }: { account: Account; campaigns: CampaignItem[]; told: () => void }) {
  const { code: campaign = "", name = "" } = campaigns[0] ?? {};
  const [first = "", second = "", third, fourth = ""] = usePath().split("/").slice(1).map(decodeURIComponent);
  if (first === "don-vi" && third === "tieu-chi") {
    return <CriterionPage key={`${second}/${fourth}`} campaign={campaign} unit={second} code={fourth} />;
  }
  if (first === "minh-chung" && third === "sua") {
    return <MendPage key={second} id={second} account={account} />;
  }
  if (first === "don-vi" && third === "danh-gia") {
    return <AssessmentPage key={second} account={account} campaign={campaign} code={second} />;
  }
  switch (first) {
    case "":
      return <BoardPage account={account} campaign={campaign} name={name} />;
    case "don-vi":
      return <UnitPage key={second} account={account} campaign={campaign} code={second} />;
    case "minh-chung":
      return <EvidencePage key={second} id={second} account={account} />;
    case "quy-tac-so-lieu":
      return <FigureRulesPage campaign={campaign} />;
    case "trang-web":
      return <SitesPage campaign={campaign} above={account.unit} />;
    case "can-sua":
      return campaigns[0] ? <FindingsPage account={account} campaign={campaigns[0]} /> : <main><Waiting /></main>;
    case "nop":
      return <FilePage account={account} campaign={campaign} />;
    case "nop-bang":
      return <SheetPage campaign={campaign} />;
    case "quy-tac":
      return <ChecksPage key={location.search} account={account} campaigns={campaigns} campaign={campaign} />;
    case "thong-bao":
      return <InboxPage changed={told} />;
    default:
      return <main><h1>Không có trang này</h1><p><a href="/">Về bảng điểm</a></p></main>;
  }
}

function Shell({ account, leave }: { account: Account; leave: () => void }) {
  const campaigns = useFresh<{ items: CampaignItem[] }>("/campaigns", (cell) => !cell.unit);
  const inbox = useFresh<Inbox>("/inbox?limit=1");
  const isLive = useLiveState();
  const may = mayFile(account);
  const campaign = campaigns.data?.items[0];
  const unread = inbox.data?.unread ?? 0;
  return (
    <>
      <header class="top">
        <a class="brand" href="/">Minh Chứng</a>
        <nav aria-label="Chính">
          <a href="/">Bảng điểm</a>
          {account.unit && may && <a href={`/don-vi/${account.unit}`}>Đơn vị tôi</a>}
          {may && <a href="/nop">Nộp</a>}
          <a href="/can-sua">{may ? "Cần sửa" : "Lỗi"}</a>
          <a href="/quy-tac">Quy tắc</a>
          {account.role === "editor" && <a href="/quy-tac-so-lieu">Quy tắc số liệu</a>}
          {["editor", "admin"].includes(account.role) && <a href="/trang-web">Trang web</a>}
          <a href="/thong-bao">Thông báo{unread > 0 && <span class="badge" aria-label={`${unread} chưa đọc`}>{unread}</span>}</a>
        </nav>
        <span class={isLive ? "live on" : "live"} role="status">{isLive ? "Trực tiếp" : "Mất kết nối"}</span>
        <span class="who">{account.full_name || account.username} · {ROLES[account.role]}</span>
        <button type="button" onClick={leave}>Đăng xuất</button>
      </header>
      {campaign ? <Page account={account} campaigns={campaigns.data?.items ?? []} told={inbox.reload} /> : <main><Waiting /></main>}
    </>
  );
}

function App() {
  const [account, setAccount] = useState<Account | null | undefined>(undefined);
  const enter = (signed: Signed) => {
    rememberCsrf(signed.csrf);
    setAccount(signed.account);
    startLive();
    if (location.pathname === "/dang-nhap") {
      go("/");
    }
  };
  useEffect(() => {
    ask<Signed>("/session").then(enter, () => setAccount(null));
  }, []);
  const leave = async () => {
    stopLive();
    await ask("/logout", { method: "POST" }).catch(() => undefined);
    setAccount(null);
  };
  if (account === undefined) {
    return <main><Waiting /></main>;
  }
  return account === null ? <SignIn done={enter} /> : <Shell account={account} leave={() => void leave()} />;
}

document.addEventListener("click", followLinks);
const root = document.getElementById("app") as HTMLElement;
root.textContent = "";
render(<App />, root);
