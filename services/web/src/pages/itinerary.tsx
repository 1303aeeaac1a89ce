// itinerary.tsx — who visits whom when in a round: asked for, proposed, moved by hand, issued.
import { useEffect, useState } from "preact/hooks";
import { Problem, problemOf, Schemas, send } from "../api";
import { useFresh } from "../live";
import { Dialog, Trouble, Waiting } from "../parts/common";
import { Failed, Head } from "../parts/head";
import { Icon } from "../parts/icon";
import { ItineraryAsked } from "../parts/itinerary-asked";
import { Move, Plan, shortDay, VisitGrid } from "../parts/itinerary-grid";
import { Phones } from "../parts/itinerary-phones";
import { aboveBest, brokenRule, Proposal } from "../parts/itinerary-proposal";
import { toast } from "../parts/toast";
import { at } from "../place";
import { t } from "../words";

type Visit = Schemas["ItineraryVisit"];

const AGAIN_MS = 500;

// What the last move breaks, and the way back.
function Moved({ visit, before, round, back }: { visit: Visit; before: Visit | null; round: string; back: (visit: Visit) => void }) {
  if (visit.breaks.length === 0) {
    return null;
  }
  const isTied = visit.breaks.some((one) => one.rule === "tie" || one.rule === "person_busy");
  return (
    <div class="note bad moved" role="alert">
      <Icon name="alert" />
      <div class="grow">
        <b>{t("{unit} vừa dời sang {day}", { unit: visit.name, day: shortDay(visit.day) })}</b>
        <span>{visit.breaks.map(brokenRule).join("; ")}.</span>
      </div>
      {before && <button type="button" onClick={() => back(before)}>{t("Đưa về {day}", { day: shortDay(before.day) })}</button>}
      {isTied && <a class="button" href={at(`/kiem-tra/${round}/doan/${visit.team}`)}>{t("Đổi thành viên…")}</a>}
    </div>
  );
}

function Issue({ plan, close, issue }: { plan: Plan; close: () => void; issue: () => void }) {
  const broken = plan.visits.filter((visit) => visit.breaks.length > 0);
  return (
    <Dialog title={t("Ban hành lịch")} close={close}>
      <p>{t("{visits} buổi của {teams} đoàn thành lịch chính thức; các đoàn và đơn vị xem được ngay.", { visits: plan.visits.length, teams: plan.teams.length })}</p>
      {broken.length > 0 && (
        <>
          <p><b>{t("Còn {count} buổi trái yêu cầu:", { count: broken.length })}</b></p>
          <ul>{broken.map((visit) => <li key={visit.unit}>{visit.name}: {visit.breaks.map(brokenRule).join("; ")}</li>)}</ul>
        </>
      )}
      <button type="button" class="main" onClick={issue}>{t("Ban hành lịch")}</button>
    </Dialog>
  );
}

function facts(plan: Plan): string {
  const all = [
    t("{count} đơn vị", { count: plan.visits.length + plan.unplaced.length }), t("{count} đoàn", { count: plan.teams.length }),
    t("{count} ngày làm việc", { count: plan.days.filter((one) => !one.off).length }),
  ].join(", ");
  const parts = [all];
  if (plan.km !== null) {
    parts.push(t("quãng đường {km} km", { km: plan.km }));
  }
  const result = plan.proposal?.result;
  if (result?.outcome === "found" && plan.visits.length > 0 && plan.visits.every((visit) => visit.is_proposed)) {
    parts.push(aboveBest(result));
  }
  if (plan.may_write) {
    parts.push(plan.state === "issued" ? t("đã ban hành") : plan.state === "changed" ? t("đã sửa, chưa ban hành lại") : t("chưa ban hành"));
  }
  return parts.join(" · ");
}

export function ItineraryPage({ campaign, round }: { campaign: string; round: string }) {
  const path = `/campaigns/${campaign}/rounds/${round}/itinerary`;
  const { data: plan, problem, reload } = useFresh<Plan>(path);
  const [refused, setRefused] = useState<Problem | null>(null);
  const [moved, setMoved] = useState<{ unit: string; before: Visit | null } | null>(null);
  const [open, setOpen] = useState<"" | "issue" | "phones">("");
  const isOwed = plan?.proposal?.state === "owed";
  useEffect(() => {
    const timer = isOwed ? setInterval(reload, AGAIN_MS) : undefined;
    return () => clearInterval(timer);
  }, [isOwed, path]);
  if (!plan) {
    return problem ? <Failed problem={problem} retry={reload} /> : <main><Waiting /></main>;
  }
  const act = async (more: string, body: object, method = "POST"): Promise<boolean> => {
    try {
      await send(path + more, { seen: plan.version, ...body }, method);
      setRefused(null);
      return true;
    } catch (error) {
      setRefused(problemOf(error));
      return false;
    } finally {
      reload();
    }
  };
  const move = async (unit: string, to: Move | null) => {
    const before = plan.visits.find((visit) => visit.unit === unit) ?? null;
    const isMoved = await act(`/visits/${unit}`, to ? { ...to, force: true } : {}, to ? "PUT" : "DELETE");
    setMoved(isMoved && to ? { unit, before } : null);
  };
  const issue = async () => {
    setOpen("");
    if (await act("/issue", {})) {
      toast(t("Đã ban hành lịch."));
    }
  };
  const mayMove = plan.may_write && !["concluded", "closed"].includes(plan.round_state);
  const isEmpty = plan.visits.length === 0;
  const now = moved && plan.visits.find((visit) => visit.unit === moved.unit);
  return (
    <main class="wide">
      <Head title={plan.symbol ? t("Kế hoạch {symbol} · lịch", { symbol: plan.symbol }) : t("Lịch: {title}", { title: plan.title })} sub={facts(plan)}
        back={[at(`/kiem-tra/${round}`), plan.title]}>
        <button type="button" onClick={() => setOpen("phones")}>{t("Lịch cho điện thoại")}</button>
        {mayMove && <button type="button" class={isEmpty ? "main" : ""} disabled={isOwed} onClick={() => void act("/proposals", {})}>{isEmpty ? t("Xếp lịch") : t("Xếp lại")}</button>}
        {mayMove && !isEmpty && <button type="button" class="main" disabled={plan.state === "issued"} onClick={() => setOpen("issue")}>{t("Ban hành lịch…")}</button>}
      </Head>
      {refused && <Trouble problem={refused} />}
      {now && <Moved visit={now} before={moved.before} round={round} back={(visit) => void move(visit.unit, { team: visit.team, day: visit.day, half: visit.half })} />}
      {mayMove && plan.proposal && <Proposal plan={plan} take={(proposal) => void act("/visits", { proposal }, "PUT")} />}
      {plan.may_write || plan.visits.length > 0
        ? <VisitGrid plan={plan} move={mayMove ? (unit, to) => void move(unit, to) : undefined} />
        : <p>{t("Lịch chưa ban hành.")}</p>}
      {mayMove && <ItineraryAsked plan={plan} save={(asked) => act("", asked, "PUT")} />}
      {open === "issue" && <Issue plan={plan} close={() => setOpen("")} issue={() => void issue()} />}
      {open === "phones" && <Phones path={path} close={() => setOpen("")} />}
    </main>
  );
}
