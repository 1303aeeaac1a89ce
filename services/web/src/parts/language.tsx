// language.tsx — the switch to the other language, in that language.
import { chooseLanguage, fixed, language } from "../words";

export function LanguageSwitch() {
  const other = language() === "vi" ? "en" : "vi";
  return (
    <button type="button" class="link" lang={other} onClick={() => chooseLanguage(other)}>
      {other === "en" ? fixed("English") : fixed("Tiếng Việt")}
    </button>
  );
}
