// itinerary-grid.tsx — the days of the teams with their visits: columns on a desk, a list by day on
// a phone.  A visit is dragged, or moved by the arrow keys, or in its dialog.
import { useEffect, useRef, useState } from "preact/hooks";
import type { Schemas } from "../api";
import { t } from "../words";
import { Dialog } from "./common";
import { brokenRule } from "./itinerary-proposal";

export type Plan = Schemas["Itinerary"];
type Visit = Schemas["ItineraryVisit"];
export type Move = Pick<Visit, "team" | "day" | "half">;
type Half = Visit["half"];

export const HALVES: Record<Half, string> = { morning: t("sáng"), afternoon: t("chiều"), day: t("cả ngày") };

const WEEK = [t("CN"), t("Hai"), t("Ba"), t("Tư"), t("Năm"), t("Sáu"), t("Bảy")];
export const shortDay = (iso: string) => `${iso.slice(8, 10)}/${iso.slice(5, 7)}`;
export const longDay = (iso: string) => `${WEEK[new Date(`${iso}T00:00:00Z`).getUTCDay()] ?? ""} ${shortDay(iso)}`;

function MoveDialog({ plan, unit, name, at, move, close }: {
  plan: Plan; unit: string; name: string; at: Move | null; move: (unit: string, to: Move | null) => void; close: () => void;
}) {
  const days = plan.days.filter((one) => !one.off || one.day === at?.day);
  const [to, setTo] = useState<Move>({ team: at?.team ?? plan.teams[0]?.team ?? "", day: at?.day ?? days[0]?.day ?? "", half: at?.half ?? "morning" });
  const change = (part: Partial<Move>) => setTo((before) => ({ ...before, ...part }));
  const end = (where: Move | null) => {
    close();
    move(unit, where);
  };
  return (
    <Dialog title={name} close={close}>
      <label>{t("Đoàn")}<select value={to.team} onChange={(event) => change({ team: event.currentTarget.value })}>
        {plan.teams.map((one) => <option key={one.team} value={one.team}>{one.name}</option>)}
      </select></label>
      <label>{t("Ngày")}<select value={to.day} onChange={(event) => change({ day: event.currentTarget.value })}>
        {days.map((one) => <option key={one.day} value={one.day}>{longDay(one.day)}</option>)}
      </select></label>
      <label>{t("Buổi")}<select value={to.half} onChange={(event) => change({ half: event.currentTarget.value as Half })}>
        {(Object.keys(HALVES) as Half[]).map((half) => <option key={half} value={half}>{HALVES[half]}</option>)}
      </select></label>
      <button type="button" class="main" disabled={!to.team || !to.day} onClick={() => end(to)}>{t("Dời")}</button>
      {at && <button type="button" onClick={() => end(null)}>{t("Bỏ khỏi lịch")}</button>}
    </Dialog>
  );
}

// Where an arrow key leads; null: there is no such day or team.
function stepOf(plan: Plan, visit: Visit, key: string): Move | null {
  const days = plan.days.filter((one) => !one.off).map((one) => one.day);
  const teams = plan.teams.map((one) => one.team);
  const day = key === "ArrowRight" ? days.find((one) => one > visit.day) : key === "ArrowLeft" ? days.filter((one) => one < visit.day).pop() : visit.day;
  const team = teams[teams.indexOf(visit.team) + (key === "ArrowDown" ? 1 : key === "ArrowUp" ? -1 : 0)];
  const isStep = ["ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp"].includes(key);
  return isStep && day && team ? { team, day, half: visit.half } : null;
}

function VisitButton({ plan, visit, of, open, move }: { plan: Plan; visit: Visit; of?: string; open: () => void; move?: (unit: string, to: Move | null) => void }) {
  const isHard = visit.breaks.some((one) => one.is_hard);
  const kind = isHard ? "bad" : visit.breaks.length > 0 ? "warn" : visit.is_proposed ? "proposed" : "";
  const about = [HALVES[visit.half], ...(of ? [of] : []), ...visit.breaks.map(brokenRule)].join(" · ");
  const key = (event: KeyboardEvent) => {
    const to = move && stepOf(plan, visit, event.key);
    if (to) {
      event.preventDefault();
      move(visit.unit, to);
    }
  };
  if (!move) {
    return <div class="planned-visit"><b>{visit.name}</b><small>{about}</small></div>;
  }
  return (
    <button type="button" class={`planned-visit ${kind}`} data-unit={visit.unit} draggable onClick={open} onKeyDown={key}
      aria-label={`${visit.name}, ${longDay(visit.day)}, ${about}`}
      onDragStart={(event) => event.dataTransfer?.setData("text/plain", visit.unit)}>
      <b>{visit.name}</b>
      <small>{visit.is_proposed && kind === "proposed" ? t("{about} · máy xếp", { about }) : about}</small>
    </button>
  );
}

const NARROW = "(max-width: 759px)";

function useNarrow(): boolean {
  const [isNarrow, setNarrow] = useState(matchMedia(NARROW).matches);
  useEffect(() => {
    const width = matchMedia(NARROW);
    const change = () => setNarrow(width.matches);
    width.addEventListener("change", change);
    return () => width.removeEventListener("change", change);
  }, []);
  return isNarrow;
}

// On a phone: a day after the other, with those who work on it.
function DayList({ plan, open, move }: { plan: Plan; open: (unit: string) => void; move?: (unit: string, to: Move | null) => void }) {
  const days = plan.days.filter((one) => plan.visits.some((visit) => visit.day === one.day));
  return (
    <div class="by-day">
      {days.map((one) => (
        <section key={one.day} aria-label={longDay(one.day)}>
          <h2>{longDay(one.day)}</h2>
          {plan.visits.filter((visit) => visit.day === one.day).map((visit) => (
            <VisitButton key={visit.unit} plan={plan} visit={visit} of={plan.teams.find((team) => team.team === visit.team)?.name} open={() => open(visit.unit)} move={move} />
          ))}
        </section>
      ))}
    </div>
  );
}

// A dropped visit goes where the day is free: the morning first.
function halfAt(plan: Plan, unit: string, team: string, day: string): Half {
  const moved = plan.visits.find((visit) => visit.unit === unit);
  const taken = plan.visits.filter((visit) => visit.unit !== unit && visit.team === team && visit.day === day).map((visit) => visit.half);
  return moved?.half === "day" ? "day" : taken.includes("morning") ? "afternoon" : "morning";
}

export function VisitGrid({ plan, move }: { plan: Plan; move?: (unit: string, to: Move | null) => void }) {
  const [open, setOpen] = useState<string | null>(null);
  const [over, setOver] = useState("");
  const isNarrow = useNarrow();
  const focused = useRef<string | null>(null);
  const body = useRef<HTMLDivElement>(null);
  // The focus goes with the visit that moved.
  useEffect(() => {
    if (focused.current) {
      body.current?.querySelector<HTMLElement>(`[data-unit="${focused.current}"]`)?.focus();
      focused.current = null;
    }
  }, [plan]);
  const go = move && ((unit: string, to: Move | null) => {
    focused.current = unit;
    move(unit, to);
  });
  const days = plan.days.filter((one) => !one.off || plan.visits.some((visit) => visit.day === one.day));
  const off = plan.days.filter((one) => one.off && !days.includes(one));
  const drop = (team: string, day: string) => (event: DragEvent) => {
    const unit = event.dataTransfer?.getData("text/plain");
    event.preventDefault();
    setOver("");
    if (unit && go) {
      go(unit, { team, day, half: halfAt(plan, unit, team, day) });
    }
  };
  const shown = open === null ? null : plan.visits.find((visit) => visit.unit === open) ?? null;
  const name = shown?.name ?? plan.unplaced.find((one) => one.unit === open)?.name ?? "";
  return (
    <div ref={body}>
      {plan.unplaced.length > 0 && (
        <section class="unplaced" aria-label={t("Chưa xếp buổi")}>
          <h2>{t("Chưa xếp buổi")}</h2>
          <div class="chips">{plan.unplaced.map((one) => (
            <button type="button" key={one.unit} data-unit={one.unit} draggable={!!go} disabled={!go} onClick={() => setOpen(one.unit)}
              onDragStart={(event) => event.dataTransfer?.setData("text/plain", one.unit)}>{one.name}</button>
          ))}</div>
        </section>
      )}
      {isNarrow ? <DayList plan={plan} open={setOpen} move={go} /> : (
        <div class="itinerary" style={{ "--days": days.length }} role="table" aria-label={t("Lịch làm việc")}>
          <div class="dates" role="row">
            <span role="columnheader">{t("Đoàn")}</span>
            {days.map((one) => <span role="columnheader" key={one.day}>{longDay(one.day)}{one.off && <small>{one.off}</small>}</span>)}
          </div>
          {plan.teams.map((team) => (
            <div class="team" role="row" key={team.team}>
              <div role="rowheader"><b>{team.name}</b><small>{t("{count} người", { count: team.people })}{team.head && ` · ${t("Trưởng đoàn: {name}", { name: team.head })}`}</small></div>
              {days.map((one) => (
                <div role="cell" key={one.day} data-place={`${team.team}/${one.day}`} class={over === `${team.team}/${one.day}` ? "over" : ""}
                  onDragOver={(event) => { event.preventDefault(); setOver(`${team.team}/${one.day}`); }} onDragLeave={() => setOver("")} onDrop={drop(team.team, one.day)}>
                  {plan.visits.filter((visit) => visit.team === team.team && visit.day === one.day).map((visit) => (
                    <VisitButton key={visit.unit} plan={plan} visit={visit} open={() => setOpen(visit.unit)} move={go} />
                  ))}
                </div>
              ))}
            </div>
          ))}
        </div>
      )}
      {off.length > 0 && <p class="quiet">{t("Nghỉ: {days}.", { days: off.map((one) => `${shortDay(one.day)} (${one.off ?? ""})`).join(", ") })}</p>}
      {go && !isNarrow && <p class="quiet">{t("Kéo một đơn vị sang ô khác, hoặc chọn đơn vị rồi dùng phím mũi tên; Enter để chọn ngày và buổi.")}</p>}
      {open !== null && go && <MoveDialog plan={plan} unit={open} name={name} at={shown} move={go} close={() => setOpen(null)} />}
    </div>
  );
}
