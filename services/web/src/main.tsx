// main.tsx — the signed-in account, the open campaign and the page at the address.
import { render } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { Account, ask, CampaignItem, isOutage, mayFile, Problem, problemOf, Signed, whenQuiet } from "./api";
import { useCampaigns } from "./campaigns";
import { Frame } from "./frame/frame";
import { keepLive, startLive, stopLive, useSoon } from "./live";
import { Dialog, Trouble, Waiting } from "./parts/common";
import { Failed, Head } from "./parts/head";
import { lazy } from "./parts/lazy";
import { speakOfFields } from "./parts/validity";
import { Leaving } from "./parts/leaving";
import type { Inbox } from "./pages/inbox";
import { SignIn, SignInForm } from "./pages/signin";
import { at, correct, followLinks, go, useAddress } from "./place";
import { keepAhead } from "./queue/answers";
import { storeOf } from "./queue/db";
import { startSending } from "./queue/sender";
import { endSession, finishLeaving, lastHolder, onLostSession, rememberSession } from "./session";
import { startShell } from "./shell";
import { t } from "./words";
import "./style.css";

// Each page is read when it is opened.
const AccessKeysPage = lazy(() => import("./pages/access-keys").then((page) => page.AccessKeysPage));
const AccountsPage = lazy(() => import("./pages/accounts").then((page) => page.AccountsPage));
const AppraisalPage = lazy(() => import("./pages/appraisal").then((page) => page.AppraisalPage));
const AssessmentPage = lazy(() => import("./pages/assessment").then((page) => page.AssessmentPage));
const BoardPage = lazy(() => import("./pages/board").then((page) => page.BoardPage));
const CampaignsPage = lazy(() => import("./pages/campaigns").then((page) => page.CampaignsPage));
const ChecksPage = lazy(() => import("./pages/checks").then((page) => page.ChecksPage));
const PapersPage = lazy(() => import("./pages/papers").then((page) => page.PapersPage));
const PaperTemplatesPage = lazy(() => import("./pages/paper-templates").then((page) => page.PaperTemplatesPage));
const ConclusionPage = lazy(() => import("./pages/conclusion").then((page) => page.ConclusionPage));
const CriterionPage = lazy(() => import("./pages/criterion").then((page) => page.CriterionPage));
const EvidencePage = lazy(() => import("./pages/evidence").then((page) => page.EvidencePage));
const FigureRulesPage = lazy(() => import("./pages/figure-rules").then((page) => page.FigureRulesPage));
const FilePage = lazy(() => import("./pages/file").then((page) => page.FilePage));
const ItineraryPage = lazy(() => import("./pages/itinerary").then((page) => page.ItineraryPage));
const LatePage = lazy(() => import("./pages/late").then((page) => page.LatePage));
const OverviewPage = lazy(() => import("./pages/overview").then((page) => page.OverviewPage));
const MendPage = lazy(() => import("./pages/file").then((page) => page.MendPage));
const ExplanationsPage = lazy(() => import("./pages/explanations").then((page) => page.ExplanationsPage));
const FindingPage = lazy(() => import("./pages/finding").then((page) => page.FindingPage));
const FindingsPage = lazy(() => import("./pages/findings").then((page) => page.FindingsPage));
const HistoryPage = lazy(() => import("./pages/history").then((page) => page.HistoryPage));
const ImportPage = lazy(() => import("./pages/import").then((page) => page.ImportPage));
const InboxPage = lazy(() => import("./pages/inbox").then((page) => page.InboxPage));
const InvitationPage = lazy(() => import("./pages/password").then((page) => page.InvitationPage));
const MinutesPage = lazy(() => import("./pages/minutes").then((page) => page.MinutesPage));
const PasswordPage = lazy(() => import("./pages/password").then((page) => page.PasswordPage));
const QueuePage = lazy(() => import("./pages/queue").then((page) => page.QueuePage));
const PublishPage = lazy(() => import("./pages/publish").then((page) => page.PublishPage));
const RecommendPage = lazy(() => import("./pages/recommend").then((page) => page.RecommendPage));
const RecommendationPage = lazy(() => import("./pages/recommendation").then((page) => page.RecommendationPage));
const RecommendationsPage = lazy(() => import("./pages/recommendations").then((page) => page.RecommendationsPage));
const RegisterPage = lazy(() => import("./pages/register").then((page) => page.RegisterPage));
const RegisterSheetPage = lazy(() => import("./pages/register-sheet").then((page) => page.RegisterSheetPage));
const ResultsPage = lazy(() => import("./pages/results").then((page) => page.ResultsPage));
const RoundPage = lazy(() => import("./pages/round").then((page) => page.RoundPage));
const RoundPlanPage = lazy(() => import("./pages/round-plan").then((page) => page.PlanPage));
const RoundTeamPage = lazy(() => import("./pages/round-team").then((page) => page.TeamPage));
const RoundsPage = lazy(() => import("./pages/rounds").then((page) => page.RoundsPage));
const SheetPage = lazy(() => import("./pages/sheet").then((page) => page.SheetPage));
const SitesPage = lazy(() => import("./pages/sites").then((page) => page.SitesPage));
const StartPage = lazy(() => import("./pages/start").then((page) => page.StartPage));
const TodayPage = lazy(() => import("./pages/today").then((page) => page.TodayPage));
const PreparationPage = lazy(() => import("./pages/preparation").then((page) => page.PreparationPage));
const VisitMinutesPage = lazy(() => import("./pages/visit-minutes").then((page) => page.VisitMinutesPage));
const VisitPage = lazy(() => import("./pages/visit").then((page) => page.VisitPage));
const UnitPage = lazy(() => import("./pages/unit").then((page) => page.UnitPage));
const UnitsPage = lazy(() => import("./pages/units").then((page) => page.UnitsPage));
const ReportViewerPage = lazy(() => import("./pages/viewer").then((page) => page.ReportViewerPage));
const ViewerPage = lazy(() => import("./pages/viewer").then((page) => page.ViewerPage));

interface Open { account: Account; campaigns: CampaignItem[]; campaign: CampaignItem; told: () => void; leave: () => void; changed: () => void }

// Who has work on the device that waits for a line.
const mayKeep = (account: Account) => mayFile(account) || account.role === "inspector";
const setsUp = (account: Account) => account.role === "admin" || account.role === "editor";

function Home({ account, campaign }: Open) {
  if (account.unit && mayFile(account) && account.role !== "admin") {
    return <TodayPage account={account} campaign={campaign} />;
  }
  if (setsUp(account)) {
    return <OverviewPage account={account} campaign={campaign} />;
  }
  return account.role === "inspector"
    ? <AppraisalPage campaign={campaign} />
    : <BoardPage account={account} campaign={campaign.code} name={campaign.name} />;
}

function UnitPlace({ parts: [code = "", part, criterion = ""], account, campaign }: Open & { parts: string[] }) {
  switch (part) {
    case "tieu-chi":
      return <CriterionPage key={`${code}/${criterion}`} campaign={campaign.code} unit={code} code={criterion} />;
    case "giai-trinh":
      return <ExplanationsPage key={code} account={account} campaign={campaign.code} unit={code} />;
    case "danh-gia":
      return <AssessmentPage key={code} account={account} campaign={campaign.code} code={code} />;
    case "bien-ban":
      return <MinutesPage key={code} account={account} campaign={campaign.code} code={code} />;
    case "nop-sau":
      return <LatePage key={code} role={account.role} campaign={campaign.code} code={code} />;
    case "ket-qua":
      return <ResultsPage key={code} account={account} campaign={campaign.code} code={code} />;
    default:
      return <UnitPage key={code} account={account} campaign={campaign.code} code={code} />;
  }
}

// An inspection round, its plan, its teams, a new recommendation, a unit's visit, what it prepares, its minutes.
function RoundPlace({ parts: [code = "", part, one, more, report, file], account, campaign }: Open & { parts: string[] }) {
  switch (part) {
    case "ke-hoach":
      return <RoundPlanPage key={code} campaign={campaign.code} code={code} />;
    case "doan":
      return <RoundTeamPage key={`${code}/${one ?? ""}`} campaign={campaign.code} code={code} team={one} />;
    case "kien-nghi":
      return <RecommendPage key={code} account={account} campaign={campaign.code} code={code} />;
    case "lich":
      return <ItineraryPage key={code} campaign={campaign.code} round={code} />;
    case "van-ban":
      return one ? <PaperTemplatesPage key={`${code}/${one}`} campaign={campaign.code} code={code} kind={one} /> : <PapersPage key={code} campaign={campaign.code} code={code} />;
    case "ket-luan":
      return <ConclusionPage key={code} campaign={campaign.code} code={code} mayReadNews={["inspector", "committee", "editor"].includes(account.role)} />;
    case "don-vi":
      return more === "chuan-bi" && report ? <ReportViewerPage key={`${code}/${one}/${report}/${file}`} campaign={campaign.code} round={code} unit={one ?? ""} report={report} file={Number(file) || 1} />
        : more === "chuan-bi" ? <PreparationPage key={`${code}/${one}`} account={account} campaign={campaign.code} round={code} unit={one ?? ""} />
        : more === "bien-ban" ? <VisitMinutesPage key={`${code}/${one}`} campaign={campaign.code} round={code} unit={one ?? ""} mayVisit={!mayFile(account)} />
        : <VisitPage key={`${code}/${one}`} campaign={campaign.code} round={code} unit={one ?? ""} />;
    default:
      return code ? <RoundPage key={code} account={account} campaign={campaign.code} code={code} /> : <RoundsPage campaign={campaign.code} />;
  }
}

const ID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

// An evidence item, by its id; a code, as people write it, leads to the id's address.
function PiecePlace({ parts: [id = "", part, one = ""], account, campaign }: Open & { parts: string[] }) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const isCode = !ID.test(id);
  useEffect(() => {
    if (isCode) {
      ask<{ id: string }>(`/campaigns/${campaign.code}/evidence/${encodeURIComponent(id)}`)
        .then((found) => correct(at(`/minh-chung/${found.id}`)), (error) => setProblem(problemOf(error)));
    }
  }, [id]);
  if (isCode) {
    return problem ? <Failed problem={problem} /> : <main><Waiting /></main>;
  }
  switch (part) {
    case "sua":
      return <MendPage key={id} id={id} />;
    case "tep":
      return <ViewerPage key={`${id}/${one}`} id={id} file={Number(one) || 1} />;
    case "loi":
      return <FindingPage key={`${id}/${one}`} id={id} finding={one} account={account} />;
    case "lich-su":
      return <HistoryPage key={id} id={id} />;
    default:
      return <EvidencePage key={id} id={id} account={account} />;
  }
}

function Page(open: Open) {
  const { account, campaigns, campaign, told } = open;
  const { parts: [, first, ...rest], query } = useAddress();
  const id = rest[0] ?? "";
  switch (first) {
    case undefined:
      return <Home {...open} />;
    case "bang-diem":
      return <BoardPage account={account} campaign={campaign.code} name={campaign.name} />;
    case "cong-bo":
      return <PublishPage campaign={campaign.code} />;
    case "tieu-chi":
      return account.unit ? <UnitPlace {...open} parts={[account.unit]} /> : <Home {...open} />;
    case "don-vi":
      return rest.length === 0 && account.role === "admin" ? <UnitsPage /> : <UnitPlace {...open} parts={rest} />;
    case "minh-chung":
      return <PiecePlace {...open} parts={rest} />;
    case "kien-nghi":
      return id ? <RecommendationPage key={id} id={id} account={account} /> : <RecommendationsPage account={account} campaign={campaign.code} />;
    case "so-van-ban":
      return id === "in" ? <RegisterSheetPage /> : <RegisterPage />;
    case "kiem-tra":
      return <RoundPlace {...open} parts={rest} />;
    case "quy-tac-so-lieu":
      return <FigureRulesPage campaign={campaign.code} />;
    case "trang-web":
      return <SitesPage campaign={campaign.code} above={account.unit} />;
    case "can-sua":
      return <FindingsPage account={account} campaign={campaign} />;
    case "nop":
      return <FilePage key={(query.get("tieu-chi") ?? "") + (query.get("tu") ?? "")} account={account} campaign={campaign.code} />;
    case "cho-gui":
      return <QueuePage account={account} />;
    case "nop-bang":
      return id ? <ImportPage key={id} id={id} /> : <SheetPage campaign={campaign.code} />;
    case "quy-tac":
      return <ChecksPage key={query.get("ma") ?? ""} account={account} campaigns={campaigns} campaign={campaign.code} />;
    case "tai-khoan":
      return <AccountsPage campaign={campaign.code} />;
    case "khoa-truy-cap":
      return account.role === "admin" ? <AccessKeysPage campaign={campaign.code} /> : <Home {...open} />;
    case "dot":
      return setsUp(account) ? <CampaignsPage changed={open.changed} /> : <Home {...open} />;
    case "bat-dau":
      return setsUp(account) ? <StartPage opened={open.changed} /> : <Home {...open} />;
    case "mat-khau":
      return <PasswordPage done={() => { go(at("/")); open.leave(); }} />;
    case "tin-bao":
      return <InboxPage changed={told} />;
    default:
      return <main><Head title={t("Không có trang này")} /><p><a href={at("/")}>{t("Về trang đầu")}</a></p></main>;
  }
}

function Shell({ account, leave }: { account: Account; leave: () => void }) {
  const { items, open: campaign, problem, reload } = useCampaigns(account);
  const inbox = useSoon<Inbox>("/inbox?limit=1");
  useEffect(() => {
    if (campaign && mayKeep(account)) {
      void whenQuiet().then(() => keepAhead(`/campaigns/${campaign.code}`)).catch(() => undefined);
    }
  }, [campaign?.code]);
  // What the frame shows besides does not draw the page again.
  const page = useMemo(() => items && campaign && (
    <Page key={campaign.code} account={account} campaigns={items} campaign={campaign} told={inbox.reload} leave={leave} changed={reload} />
  ), [account, items, campaign]);
  if (!items || (!campaign && items.length > 0)) {
    return <main>{problem ? <Trouble problem={problem} retry={reload} /> : <Waiting />}</main>;
  }
  if (!campaign && setsUp(account)) {
    return <StartPage opened={reload} leave={leave} />;
  }
  if (!campaign) {
    return <main><Head title={t("Chưa có đợt đánh giá")} /><p>{t("Khi quản trị mở một đợt, trang này sẽ hiện các việc của đợt ấy.")}</p><button type="button" onClick={leave}>{t("Đăng xuất")}</button></main>;
  }
  return <Frame account={account} campaigns={items} campaign={campaign} inbox={inbox.data} leave={leave}>{page}</Frame>;
}

// The session ended while its holder was at work: what is on the screen stays as it is.
function Regain({ account, done }: { account: Account; done: (signed: Signed | null) => void }) {
  return (
    <Dialog title={t("Phiên làm việc đã hết, mời đăng nhập lại")} close={() => done(null)}>
      <p>{t("Mọi thứ đang nhập và đã chọn vẫn còn nguyên.")}</p>
      <SignInForm username={account.username} done={done} />
    </Dialog>
  );
}

// What the page is opened with: its last holder, and whether the session still stands, which the
// server is being asked.
interface Opening { known: Account | null; session: Promise<Signed> }

function App({ known, session }: Opening) {
  const [account, setAccount] = useState<Account | null | undefined>(known ?? undefined);
  const [regained, setRegained] = useState<{ done: (isBack: boolean) => void } | null>(null);
  const [isLeaving, setLeaving] = useState(false);
  const endSending = useRef<(() => void) | undefined>(undefined);
  const enter = (signed: Signed) => {
    rememberSession(signed);
    work(signed.account);
  };
  // From here on a lost session is regained in a dialog, and what waits on the device is sent.
  const work = (holder: Account) => {
    onLostSession(() => new Promise((done) => setRegained({ done })));
    storeOf(holder.username);
    setAccount((shown) => (JSON.stringify(shown) === JSON.stringify(holder) ? shown : holder));
    endSending.current?.();
    endSending.current = mayKeep(holder) ? startSending() : undefined;
  };
  useEffect(() => {
    session.then(enter, (error) => {
      if (known && isOutage(error)) {
        work(known); // no line: the page works with what the device keeps
        return;
      }
      onLostSession(null);
      setAccount(null);
    });
  }, []);
  useEffect(() => (account ? keepLive() : undefined), [account?.username]);
  const left = async () => {
    stopLive();
    onLostSession(null);
    endSending.current?.();
    await endSession();
    setLeaving(false);
    storeOf("");
    setAccount(null);
  };
  const again = (signed: Signed | null) => {
    if (signed) {
      rememberSession(signed);
      stopLive();
      startLive();
    }
    regained?.done(signed !== null);
    setRegained(null);
  };
  if (location.pathname === "/dat-mat-khau") {
    return <InvitationPage token={location.hash.slice(1)} />;
  }
  if (account === undefined) {
    return <main><Waiting /></main>;
  }
  if (account === null) {
    return <SignIn done={enter} />;
  }
  return (
    <>
      <Shell key={account.username} account={account} leave={() => setLeaving(true)} />
      {regained && <Regain account={account} done={again} />}
      {isLeaving && <Leaving account={account} left={() => void left()} stay={() => setLeaving(false)} />}
    </>
  );
}

// Before anything is drawn: what the answer of the server waits for is asked first.
function opening(): Opening {
  const known = lastHolder();
  storeOf(known?.username ?? "");
  const session = finishLeaving().then(() => ask<Signed>("/session"));
  session.catch(() => undefined); // App hears of it, perhaps only later, when it has been drawn
  onLostSession(() => session.then((signed) => signed.account.username === known?.username, () => false));
  return { known, session };
}

const opened = opening();
void startShell().catch(() => undefined); // without it the page needs a line
document.addEventListener("click", followLinks);
speakOfFields();
const root = document.getElementById("app") as HTMLElement;
root.textContent = "";
render(<App {...opened} />, root);
