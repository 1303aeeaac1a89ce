// copy.tsx — a button that copies a text; where the browser does not let the page (no HTTPS, refused), it
// says so, and the reader selects the text by hand.
import { useState } from "preact/hooks";
import { t } from "../words";

type State = "ready" | "copied" | "refused";

export function CopyButton({ text, label, tone = "" }: { text: string; label: string; tone?: string }) {
  const [state, setState] = useState<State>("ready");
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setState("copied");
    } catch {
      setState("refused");
    }
  };
  return (
    <>
      <button type="button" class={tone} onClick={() => void copy()}>{state === "copied" ? t("Đã chép") : label}</button>
      {state === "refused" && <p class="quiet" role="status">{t("Trình duyệt không cho chép. Bôi đen nội dung rồi chép bằng tay.")}</p>}
    </>
  );
}
