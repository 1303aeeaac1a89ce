// asked.tsx — recommendations in a list: how far all of them are, the overdue ones first.
import type { Schemas } from "../api";
import { day, daysBetween, today } from "../format";
import { at } from "../place";
import { t } from "../words";
import { Badge } from "./badge";
import { Icon } from "./icon";
import { ASKED_STATES, ASKED_TONES } from "./round-words";

export type Asked = Schemas["Recommendation"];
export type AskedUnit = Asked["units"][number];
export type AskedList = Schemas["Recommendations"];

export const isOpen = (unit: AskedUnit) => unit.state !== "accepted";

// "còn 5 ngày"; said only while something is still to be done.
export function dueWords(unit: AskedUnit): string {
  const left = daysBetween(today(), unit.due_on);
  return !isOpen(unit) ? t("hạn {day}", { day: day(unit.due_on) })
    : left < 0 ? t("hạn {day}, quá {count} ngày", { day: day(unit.due_on), count: -left })
      : left === 0 ? t("hạn hôm nay") : t("hạn {day}, còn {count} ngày", { day: day(unit.due_on), count: left });
}

export function AskedState({ unit }: { unit: AskedUnit }) {
  return <span class="chips">{unit.is_overdue && <Badge tone="bad">{t("Quá hạn")}</Badge>}<Badge tone={ASKED_TONES[unit.state]}>{ASKED_STATES[unit.state]}</Badge></span>;
}

export function Progress({ done, of, overdue = 0 }: { done: number; of: number; overdue?: number }) {
  return (
    <div class="progress">
      <span><b>{t("{done} / {all}", { done, all: of })}</b> <span class="quiet">{t("đã xong")}</span>{overdue > 0 && <> · <Badge tone="bad">{t("{count} quá hạn", { count: overdue })}</Badge></>}</span>
      <span class="bar" aria-hidden="true"><i style={{ width: `${of > 0 ? (100 * done) / of : 0}%` }} /></span>
    </div>
  );
}

// The earliest day of those that are still open, for the order of a list.
const firstDue = (one: Asked) => one.units.filter(isOpen).map((unit) => unit.due_on).sort()[0] ?? "9999";
export const byDue = (items: Asked[]) => [...items].sort((a, b) => firstDue(a).localeCompare(firstDue(b)) || b.at.localeCompare(a.at) || a.number - b.number);

function Line({ of, query }: { of: Asked; query: string }) {
  const late = of.units.filter((unit) => unit.is_overdue).length;
  const isDone = of.units.every((unit) => !isOpen(unit));
  const only = of.units.length === 1 && of.of > 1 || of.of === 1 ? of.units[0] : undefined;
  return (
    <li>
      <a href={at(`/kien-nghi/${of.id}${query}`, of.campaign)}>
        <span class={`tone ${late > 0 ? "bad" : isDone ? "" : "warn"}`}><Icon name={late > 0 ? "alert" : isDone ? "ok" : "clock"} /></span>
        <span class="grow"><b>{of.number}. {of.text}</b><span class="quiet">{only ? `${only.name} · ${dueWords(only)}` : of.is_common ? t("mọi đơn vị của {round}", { round: of.round_title }) : t("{count} đơn vị của {round}", { count: of.of, round: of.round_title })}</span></span>
        <span class="round-state">
          {only ? <AskedState unit={only} /> : <b>{t("{done} / {all}", { done: of.accepted, all: of.of })}</b>}
          {!only && late > 0 && <Badge tone="bad">{t("{count} quá hạn", { count: late })}</Badge>}
        </span>
      </a>
    </li>
  );
}

export function AskedLines({ items, query = "" }: { items: Asked[]; query?: string }) {
  return <ul class="jobs asked">{byDue(items).map((one) => <Line key={one.id} of={one} query={query} />)}</ul>;
}
