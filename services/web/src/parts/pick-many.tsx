// pick-many.tsx — choosing several of many: a list to tick, searched by words, whole groups at once.
import { useId, useState } from "preact/hooks";
import { t } from "../words";
import { matching, Option } from "./select-search";

export interface Choice extends Option { group?: string }
const MANY = 12; // from so many on, a search stands above

function Group({ name, of, chosen, change }: { name: string; of: Choice[]; chosen: Set<string>; change: (chosen: Set<string>) => void }) {
  const isAll = of.every((one) => chosen.has(one.value));
  const toggle = (values: string[], isOn: boolean) => {
    const next = new Set(chosen);
    values.forEach((value) => (isOn ? next.add(value) : next.delete(value)));
    change(next);
  };
  return (
    <>
      {name && <li class="group"><label class="check"><input type="checkbox" checked={isAll} onChange={() => toggle(of.map((one) => one.value), !isAll)} /> {name}</label></li>}
      {of.map((one) => (
        <li key={one.value}>
          <label class="check"><input type="checkbox" checked={chosen.has(one.value)} onChange={(event) => toggle([one.value], event.currentTarget.checked)} /> <span>{one.name}{one.about && <small> {one.about}</small>}</span></label>
        </li>
      ))}
    </>
  );
}

export function PickMany({ label, hint, fault, options, value, change }: {
  label: string; hint?: string; fault?: string | null; options: Choice[]; value: string[]; change: (value: string[]) => void;
}) {
  const [words, setWords] = useState("");
  const id = useId();
  const shown = words ? matching(options, words) : options;
  const chosen = new Set(value);
  // In the order of the list, whatever the order of the ticks.
  const take = (next: Set<string>) => change(options.filter((one) => next.has(one.value)).map((one) => one.value));
  const groups = [...new Set(shown.map((one) => one.group ?? ""))];
  return (
    <fieldset class="pick" tabIndex={fault ? -1 : undefined} aria-invalid={fault ? true : undefined} aria-describedby={fault ? `${id}-fault` : undefined}>
      <legend>{label}</legend>
      {fault && <em class="fault" id={`${id}-fault`} role="alert">{fault}</em>}
      <p class="quiet">{hint} {t("Đã chọn {count} trên {all}.", { count: value.length, all: options.length })}</p>
      {options.length >= MANY && <input type="search" aria-label={t("Tìm trong danh sách")} placeholder={t("Gõ vài chữ để tìm")} value={words} onInput={(event) => setWords(event.currentTarget.value)} />}
      <ul class="plain" tabIndex={0} aria-label={label}>
        {groups.map((name) => <Group key={name} name={name} of={shown.filter((one) => (one.group ?? "") === name)} chosen={chosen} change={take} />)}
        {shown.length === 0 && <li class="quiet">{t("Không có mục nào như vậy.")}</li>}
      </ul>
    </fieldset>
  );
}
