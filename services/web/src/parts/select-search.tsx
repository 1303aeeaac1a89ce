// select-search.tsx — choosing one of many by typing words of its name, with or without diacritics.
import { useEffect, useId, useMemo, useRef, useState } from "preact/hooks";
import { fold } from "../format";
import { t } from "../words";
import { Field, FieldOf } from "./field";

export interface Option { value: string; name: string; about?: string }
const MOST = 60; // shown at once; more words show the others

// Those that have every typed word, from its beginning or within.
export function matching<O extends Option>(options: O[], text: string): O[] {
  const words = fold(text).split(/\s+/).filter(Boolean);
  return options.filter((option) => {
    const name = fold(`${option.name} ${option.about ?? ""}`);
    return words.every((word) => name.includes(word));
  });
}

function useOpen() {
  const [isOpen, setOpen] = useState(false);
  const element = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const close = (event: Event) => {
      if (!element.current?.contains(event.target as Node)) {
        setOpen(false);
      }
    };
    addEventListener("pointerdown", close);
    return () => removeEventListener("pointerdown", close);
  }, []);
  return { isOpen, setOpen, element };
}

export function SelectSearch({ options, value, change, name, empty, ...of }: FieldOf & {
  options: Option[]; value: string; change: (value: string) => void; empty?: string;
}) {
  const id = useId();
  const chosen = options.find((option) => option.value === value);
  const [typed, setTyped] = useState<string | null>(null); // null: the chosen one's name stands
  const [place, setPlace] = useState(0);
  const { isOpen, setOpen, element } = useOpen();
  const input = useRef<HTMLInputElement>(null);
  const found = useMemo(() => (isOpen ? matching(options, typed ?? "") : []), [isOpen, typed, options]);
  const shown = found.slice(0, MOST);
  const take = (option: Option | undefined) => {
    if (option) {
      change(option.value);
    }
    setTyped(null);
    setOpen(false);
  };
  const move = (to: number) => {
    setOpen(true);
    setPlace(Math.max(0, Math.min(to, shown.length - 1)));
  };
  useEffect(() => input.current?.setCustomValidity(of.required && !value ? t("Chọn một mục trong danh sách.") : ""), [of.required, value]);
  useEffect(() => document.getElementById(`${id}-${place}`)?.scrollIntoView({ block: "nearest" }), [place]);
  const keys: Record<string, () => void> = {
    ArrowDown: () => move(isOpen ? place + 1 : 0), ArrowUp: () => move(place - 1),
    Enter: () => take(shown[place]), Escape: () => take(undefined),
  };
  const press = (event: KeyboardEvent) => {
    const act = keys[event.key];
    if (act && (isOpen || event.key.startsWith("Arrow"))) {
      event.preventDefault();
      event.stopPropagation();
      act();
    }
  };
  return (
    <Field {...of}>
      {(control) => (
        <span class="select" ref={element}>
          <input {...control} required={undefined} aria-required={of.required} ref={input} role="combobox" aria-expanded={isOpen} aria-controls={`${id}-list`} aria-autocomplete="list" autocomplete="off"
            aria-activedescendant={isOpen && shown.length > 0 ? `${id}-${place}` : undefined} placeholder={empty ?? t("Gõ vài chữ để tìm")}
            value={typed ?? chosen?.name ?? ""} onClick={() => setOpen(true)} onKeyDown={press} onBlur={(event) => { if (!element.current?.contains(event.relatedTarget as Node)) { take(undefined); } }}
            onInput={(event) => { setTyped(event.currentTarget.value); setPlace(0); setOpen(true); if (event.currentTarget.value === "") { change(""); } }} />
          <ul id={`${id}-list`} role="listbox" aria-label={t("Các mục chọn được")} hidden={!isOpen} tabIndex={-1}>
            {shown.map((option, at) => (
              <li key={option.value} id={`${id}-${at}`} role="option" aria-selected={option.value === value} class={at === place ? "on" : ""}
                onPointerDown={(event) => event.preventDefault()} onClick={() => take(option)}>{option.name}{option.about && <small>{option.about}</small>}</li>
            ))}
            {isOpen && found.length === 0 && <li class="quiet" role="presentation">{t("Không có mục nào như vậy.")}</li>}
            {found.length > MOST && <li class="quiet" role="presentation">{t("Còn {count} mục nữa, gõ thêm để tìm.", { count: found.length - MOST })}</li>}
          </ul>
          {name && <input type="hidden" name={name} value={value} />}
        </span>
      )}
    </Field>
  );
}
