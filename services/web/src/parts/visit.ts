// visit.ts — a visit as its page shows it: what the server has, and on top of it what of this account
// waits on the device.
import { Schemas } from "../api";
import { at } from "../place";
import type { Kept } from "../queue/types";
import { t } from "../words";

export type Visit = Schemas["Visit"];
export type Item = Schemas["VisitItem"];
export type Entry = Schemas["VisitEntry"];
export type Mark = Entry["mark"];

export const MARKS: Record<Mark, string> = { right: t("Đúng"), wrong: t("Sai"), unclear: t("Chưa rõ"), skipped: t("Không kiểm tra") };

export interface Place { campaign: string; round: string; unit: string }
export const placeOf = ({ round, unit }: Omit<Place, "campaign">) => `/kiem-tra/${round}/don-vi/${unit}`;
export const pathOf = ({ campaign, round, unit }: Place) => `/campaigns/${campaign}/rounds/${round}/units/${unit}`;

// Where an item's subject is shown.
export function subjectOf(item: Item, place: Place): string | null {
  const { unit } = place;
  return item.evidence ? at(`/minh-chung/${item.evidence}`)
    : item.kind === "report" || item.kind === "sample" ? at(`${placeOf(place)}/chuan-bi`)
      : item.kind === "members" || item.kind === "cadence" ? at(`/don-vi/${unit}`)
        : item.criterion && item.kind !== "recommendation" ? at(`/don-vi/${unit}/tieu-chi/${item.criterion.code}`) : null;
}

// An item with the records of this device that the server does not show yet, the oldest first.
export interface Shown { item: Item; local: Kept[]; state: Item["state"] }

export function shownOf(visit: Visit, items: Kept[]): Shown[] {
  return visit.items.map((item) => {
    const known = new Set(item.entries.map((entry) => entry.id));
    const local = items.filter((one) => one.record?.entry?.item === item.key && !known.has(one.id))
      .sort((a, b) => a.made_at.localeCompare(b.made_at));
    const last = local.filter((one) => one.state !== "refused").pop();
    return { item, local, state: last?.record?.entry?.mark ?? item.state };
  });
}

// What a new record of this account replaces: its own last one, else those that it sees; of several
// opinions only who settles replaces more than its own.
export function basesOf({ item, local }: Shown, maySettle: boolean): string[] {
  const last = local.filter((one) => one.state !== "refused").pop();
  if (last) {
    return [last.id];
  }
  const present = item.entries.filter((entry) => entry.is_present);
  return (present.length < 2 || maySettle ? present : present.filter((entry) => entry.is_mine).slice(-1)).map((entry) => entry.id);
}
