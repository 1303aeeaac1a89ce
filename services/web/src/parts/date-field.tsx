// date-field.tsx — a day, shown and read as dd/mm/yyyy whatever the browser's language is.
import { useRef } from "preact/hooks";
import { day, today } from "../format";
import { t } from "../words";
import { Field, FieldOf, useOwn, useTyped, useValidity } from "./field";
import { Icon } from "./icon";

function isoOf(date: string, month: string, year: string): string | null {
  const iso = `${year.length === 2 ? `20${year}` : year}-${month.padStart(2, "0")}-${date.padStart(2, "0")}`;
  const time = Date.parse(`${iso}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(iso) ? iso : null;
}

// "5/11/2026", "05.11.26", "05112026", "5/11" of this year, and what was copied as 2026-11-05.
export function readDay(text: string): string | null {
  const typed = text.trim();
  const written = /^(\d{1,2})[/.\-\s](\d{1,2})(?:[/.\-\s](\d{4}|\d{2}))?$/.exec(typed) ?? /^(\d\d)(\d\d)(\d{4})$/.exec(typed);
  const iso = /^(\d{4})-(\d\d)-(\d\d)$/.exec(typed);
  if (typed === "") {
    return "";
  }
  return iso ? isoOf(iso[3] ?? "", iso[2] ?? "", iso[1] ?? "")
    : written ? isoOf(written[1] ?? "", written[2] ?? "", written[3] ?? today().slice(0, 4)) : null;
}

export function DateField({ value: given, change: changed, min, max, name, ...of }: FieldOf & {
  value?: string; change?: (iso: string) => void; min?: string; max?: string;
}) {
  const [value, change] = useOwn(given, changed);
  const { text, type, leave, meaning, isFaulty } = useTyped(value, change, { read: readDay, show: (iso) => (iso ? day(iso) : "") });
  const picker = useRef<HTMLInputElement>(null);
  const wrong = meaning === null ? t("Viết ngày như 05/11/2026.")
    : meaning && min && meaning < min ? t("Ngày sớm nhất là {day}.", { day: day(min) })
      : meaning && max && meaning > max ? t("Ngày muộn nhất là {day}.", { day: day(max) }) : "";
  const element = useValidity(wrong);
  const fault = of.fault ?? (isFaulty || (meaning && wrong) ? wrong : null);
  return (
    <Field {...of} fault={fault}>
      {(control) => (
        <span class="with-act">
          <input {...control} ref={element} inputMode="numeric" autocomplete="off" placeholder={t("dd/mm/yyyy")} value={text}
            onInput={(event) => type(event.currentTarget.value)} onBlur={leave} />
          <button type="button" disabled={of.disabled} aria-label={t("Chọn trên lịch")} onClick={() => picker.current?.showPicker?.()}><Icon name="calendar" /></button>
          <input ref={picker} type="date" tabIndex={-1} aria-hidden="true" value={value} min={min} max={max} onInput={(event) => change(event.currentTarget.value)} />
          {name && <input type="hidden" name={name} value={value} />}
        </span>
      )}
    </Field>
  );
}
