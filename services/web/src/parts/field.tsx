// field.tsx — the frame of a field: its label, what helps to fill it in, and what is wrong with it;
// and typed text that means a value.
import { ComponentChildren } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";

export interface FieldOf { label: string; name?: string; hint?: string; fault?: string | null; required?: boolean; disabled?: boolean; isProposed?: boolean }
export interface Control { id: string; "aria-describedby"?: string; "aria-invalid"?: true; required?: boolean; disabled?: boolean }

export function Field({ label, hint, fault, required, disabled, isProposed, children }: FieldOf & { children: (control: Control) => ComponentChildren }) {
  const id = useId();
  const about = [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(" ");
  return (
    <div class={isProposed ? "field proposed" : "field"}>
      <label for={id}>{label}</label>
      {children({ id, "aria-describedby": about || undefined, "aria-invalid": fault ? true : undefined, required, disabled })}
      {hint && <p class="quiet" id={`${id}-hint`}>{hint}</p>}
      {fault && <em class="fault" id={`${id}-fault`} role="alert">{fault}</em>}
    </div>
  );
}

// How a value is written, and what typed text means: null for text that means none.
export interface Writing { read: (text: string) => string | null; show: (value: string) => string }

// Text that is typed stays as it was typed until the field is left; `change` gets its value, ""
// while it means none.
export function useTyped(value: string, change: (value: string) => void, { read, show }: Writing) {
  const [text, setText] = useState(() => show(value));
  const [isLeft, setLeft] = useState(false);
  const sent = useRef(value);
  useEffect(() => {
    if (value !== sent.current) {
      sent.current = value;
      setText(show(value));
    }
  }, [value]);
  const meaning = read(text);
  const type = (next: string) => {
    sent.current = read(next) ?? "";
    setText(next);
    setLeft(false);
    change(sent.current);
  };
  const leave = () => {
    setLeft(true);
    if (meaning !== null) {
      setText(show(meaning));
    }
  };
  return { text, type, leave, meaning, isFaulty: isLeft && meaning === null };
}

// The value of a field that its form reads by name, and no one else.
export function useOwn(given: string | undefined, change: ((value: string) => void) | undefined): [string, (value: string) => void] {
  const [own, setOwn] = useState(given ?? "");
  return change ? [given ?? "", change] : [own, setOwn];
}

// The browser refuses the form with these words while the text means nothing.
export function useValidity(words: string) {
  const element = useRef<HTMLInputElement>(null);
  useEffect(() => element.current?.setCustomValidity(words), [words]);
  return element;
}
