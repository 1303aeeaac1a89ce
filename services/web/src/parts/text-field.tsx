// text-field.tsx — a line of text, or several.
import { Field, FieldOf } from "./field";

export function TextField({ value, change, rows, most, placeholder, inputMode, type, ...of }: FieldOf & {
  value: string; change: (value: string) => void; rows?: number; most?: number; placeholder?: string; inputMode?: "url" | "decimal"; type?: "url";
}) {
  const shared = { value, maxLength: most, placeholder, onInput: (event: Event) => change((event.target as HTMLInputElement).value) };
  return (
    <Field {...of}>
      {(control) => (rows
        ? <textarea {...control} {...shared} rows={rows} />
        : <input {...control} {...shared} type={type} inputMode={inputMode} autocomplete="off" />)}
    </Field>
  );
}
