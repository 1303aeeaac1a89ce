// number-field.tsx — a number, shown and read as an office writes it: 1.234,5.
import { points } from "../format";
import { t } from "../words";
import { Field, FieldOf, useOwn, useTyped, useValidity } from "./field";

// "1.234,5" and "1234,5"; without a comma, dots that part groups of three are no decimal point.
// What comes out is written as the API has it: 1234.5.
export function readNumber(text: string): string | null {
  const typed = text.replace(/[\s\u00a0\u202f]/g, "").replace(/^[+]/, "").replace("−", "-");
  if (typed === "") {
    return "";
  }
  if (/^-?\d{1,3}(\.\d{3})+(,\d*)?$/.test(typed) || /^-?\d+(,\d*)?$/.test(typed)) {
    return typed.replace(/\./g, "").replace(",", ".").replace(/\.$/, "");
  }
  return /^-?\d+\.\d+$/.test(typed) ? typed : null;
}

const show = (value: string) => (value ? points(value) : "");

export function NumberField({ value: given, change: changed, min, max, whole, unit, name, ...of }: FieldOf & {
  value?: string; change?: (value: string) => void; min?: number; max?: number; whole?: boolean; unit?: string;
}) {
  const [value, change] = useOwn(given, changed);
  const { text, type, leave, meaning, isFaulty } = useTyped(value, change, { read: readNumber, show });
  const amount = Number(meaning);
  const wrong = meaning === null ? t("Viết số như 1.234,5.")
    : meaning === "" ? ""
      : whole && !Number.isInteger(amount) ? t("Số này không có phần lẻ.")
        : min !== undefined && amount < min ? t("Nhỏ nhất là {number}.", { number: points(String(min)) })
          : max !== undefined && amount > max ? t("Lớn nhất là {number}.", { number: points(String(max)) }) : "";
  const element = useValidity(wrong);
  return (
    <Field {...of} fault={of.fault ?? (isFaulty || (meaning && wrong) ? wrong : null)}>
      {(control) => (
        <span class="with-act">
          <input {...control} class="figure" ref={element} inputMode={whole ? "numeric" : "decimal"} autocomplete="off" value={text}
            onInput={(event) => type(event.currentTarget.value)} onBlur={leave} />
          {unit && <span class="quiet">{unit}</span>}
          {name && <input type="hidden" name={name} value={value} />}
        </span>
      )}
    </Field>
  );
}
