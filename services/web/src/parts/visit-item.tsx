// visit-item.tsx — one item of a checklist: what to check and why, what was recorded, and the form of a
// new record, which is kept on the device as it is typed.
import { useState } from "preact/hooks";
import { hour, moment, points } from "../format";
import { useDraft } from "../queue/draft";
import type { Kept } from "../queue/types";
import { t } from "../words";
import { Badge, Tone } from "./badge";
import { Trouble, Waiting } from "./common";
import { Icon, IconName } from "./icon";
import { NumberField } from "./number-field";
import { TextField } from "./text-field";
import { basesOf, Entry, Item, Mark, MARKS, pathOf, Place, placeOf, Shown, subjectOf } from "./visit";
import { KeptPhotos, lacksWords, SentPhotos, VisitPhotos } from "./visit-photos";

export const STATES: Record<Item["state"], string> = { open: t("Chưa ghi"), disputed: t("Hai ý kiến"), ...MARKS };
const TONES: Record<Item["state"], Tone> = { open: "", disputed: "warn", right: "ok", wrong: "bad", unclear: "warn", skipped: "" };
const ICONS: Partial<Record<Item["state"], IconName>> = { right: "ok", wrong: "close", unclear: "alert", disputed: "alert", skipped: "next" };

export function Tick({ state }: { state: Item["state"] }) {
  const icon = ICONS[state];
  return <span class={`tick ${TONES[state]}`}>{icon && <Icon name={icon} />}<span class="hidden">{STATES[state]}</span></span>;
}

function Said({ entry, isOld }: { entry: Entry; isOld: boolean }) {
  return (
    <li class={isOld ? "quiet old" : ""}>
      <b>{MARKS[entry.mark]}</b>{entry.figure && `, ${t("kiểm tra được {figure}", { figure: points(entry.figure) })}`}{entry.note && `: ${entry.note}`}
      <div class="quiet">{entry.by}, {moment(entry.made_at)}{isOld && `, ${t("đã được thay")}`}</div>
      <SentPhotos of={entry.id} photos={entry.photos} />
    </li>
  );
}

function Local({ of }: { of: Kept }) {
  const entry = of.record?.entry;
  return entry ? (
    <li>
      <b>{MARKS[entry.mark]}</b>{entry.figure && `, ${t("kiểm tra được {figure}", { figure: points(entry.figure) })}`}{entry.note && `: ${entry.note}`}
      <div class="quiet">{of.state === "arrived" ? t("ghi {hour}, đã gửi", { hour: hour(of.made_at) }) : t("ghi {hour}, lưu trên máy", { hour: hour(of.made_at) })}</div>
      {of.problem && of.state === "refused" && <p class="fault">{of.problem.detail} {of.problem.mend}</p>}
      <KeptPhotos files={of.files} />
    </li>
  ) : null;
}

export function Records({ shown }: { shown: Shown }) {
  const present = shown.item.entries.filter((entry) => entry.is_present);
  const old = shown.item.entries.filter((entry) => !entry.is_present);
  return (
    <>
      {shown.item.state === "disputed" && <p class="note warn" role="status">{t("Hai ý kiến khác nhau, đã giữ cả hai. Trưởng đoàn hoặc thư ký ghi lại để chọn.")}</p>}
      <ul class="plain records">{present.map((entry) => <Said key={entry.id} entry={entry} isOld={false} />)}{shown.local.map((one) => <Local key={one.id} of={one} />)}</ul>
      {old.length > 0 && <details><summary>{t("Các bản ghi trước ({count})", { count: old.length })}</summary><ul class="plain records">{old.map((entry) => <Said key={entry.id} entry={entry} isOld />)}</ul></details>}
    </>
  );
}

interface Form { unit: string; title: string; criteria: string[]; mark: Mark | ""; note: string; figure: string }

export function RecordForm({ place, shown, maySettle, done }: { place: Place; shown: Shown; maySettle: boolean; done: () => void }) {
  const { item } = shown;
  const empty: Form = { unit: place.unit, title: item.title, criteria: item.criterion ? [item.criterion.code] : [], mark: "", note: "", figure: "" };
  const draft = useDraft<Form>(place.campaign, `${placeOf(place)}?muc=${encodeURIComponent(item.key)}`, null, empty);
  const [isTried, setTried] = useState(false);
  if (!draft) {
    return <Waiting rows={1} />;
  }
  const { mark, note, figure } = draft.form;
  const save = async (event: Event) => {
    event.preventDefault();
    setTried(true);
    if (!mark || lacksWords(draft.item?.files ?? [])) {
      return;
    }
    const entry = { item: item.key, bases: basesOf(shown, maySettle), mark, note, ...figure ? { figure } : {} };
    if (await draft.submit({ path: `${pathOf(place)}/visit/entries`, entry })) {
      done();
    }
  };
  return (
    <form class="record" noValidate onSubmit={(event) => void save(event)}>
      {draft.problem && <Trouble problem={draft.problem} />}
      <fieldset class="marks" aria-describedby={isTried && !mark ? `${item.key}-mark` : undefined}>
        <legend>{t("Kết quả")}</legend>
        {(Object.keys(MARKS) as Mark[]).map((one) => (
          <label key={one} class="check"><input type="radio" name="mark" checked={mark === one} onChange={() => draft.change({ mark: one })} /> {MARKS[one]}</label>
        ))}
        {isTried && !mark && <em class="fault" role="alert" id={`${item.key}-mark`}>{t("Chọn kết quả.")}</em>}
      </fieldset>
      {item.claimed !== null && (
        <NumberField label={t("Số kiểm tra được")} hint={t("Đơn vị báo {figure}", { figure: points(item.claimed) })} min={0} value={figure} change={(next) => draft.change({ figure: next })} />
      )}
      <TextField label={t("Ghi chú")} rows={2} most={4000} value={note} change={(next) => draft.change({ note: next })} />
      <VisitPhotos of={draft} isTried={isTried} />
      <button class="main">{t("Ghi")}</button>
    </form>
  );
}

export function About({ shown: { item }, place }: { shown: Shown; place: Place }) {
  const subject = subjectOf(item, place);
  return (
    <p class="quiet">
      {item.why}
      {item.criterion && <> · {item.criterion.code} {item.criterion.name}</>}
      <br />{t("Rủi ro {risk}: {stake} điểm × {wrong}%", { risk: points(item.risk), stake: points(item.stake), wrong: item.wrong })}
      {subject && <> · <a href={subject}>{t("Xem nguồn")}</a></>}
    </p>
  );
}

export const StateBadge = ({ state }: { state: Item["state"] }) => <Badge tone={TONES[state]}>{STATES[state]}</Badge>;
