// words.ts — the words on the screen: Vietnamese stands where it is used, its English in one
// catalogue, which only a reader of English loads.

export type Language = "vi" | "en";
const KEPT = "language";

let english: Record<string, string> = {};

export function language(): Language {
  return localStorage.getItem(KEPT) === "en" ? "en" : "vi";
}

// Every text of the page passes here; {name} in it is replaced by the value of that name.
export function t(text: string, values: Record<string, string | number> = {}): string {
  return (english[text] ?? text).replace(/\{(\w+)\}/g, (hole, name: string) => String(values[name] ?? hole));
}

// Before anything is shown.
export async function openLanguage(): Promise<void> {
  document.documentElement.lang = language();
  if (language() === "en") {
    english = (await import("./words.en")).ENGLISH;
  }
}

export function chooseLanguage(chosen: Language): void {
  localStorage.setItem(KEPT, chosen);
  location.reload();
}
