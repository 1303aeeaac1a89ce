// words.ts — the words on the screen: Vietnamese stands where it is used, its English in one
// catalogue, which only a reader of English loads.
import type { ComponentChildren } from "preact";

export type Language = "vi" | "en";
const KEPT = "language";

export function language(): Language {
  return localStorage.getItem(KEPT) === "en" ? "en" : "vi";
}

document.documentElement.lang = language();
// Before any other module runs, so that a table of words may stand outside functions.  Without
// the catalogue the page speaks Vietnamese.
const english: Record<string, string> = language() === "en"
  ? await import("./words.en").then((words) => words.ENGLISH, () => ({}))
  : {};

// A hole is {name}, or {name:one|many} where English changes with the count.
const HOLE = /\{(\w+)(?::([^|{}]*)\|([^{}]*))?\}/g;

// Every text of the page passes here; a hole in it is filled by the value of that name.
export function t(text: string, values: Record<string, string | number> = {}): string {
  return (english[text] ?? text).replace(HOLE, (hole, name: string, one?: string, many?: string) => {
    const value = values[name] ?? hole;
    return many === undefined ? String(value) : Number(value) === 1 ? one ?? "" : many;
  });
}

// As t(), where elements stand within the sentence.
export function nodes(text: string, values: Record<string, ComponentChildren>): ComponentChildren[] {
  const parts = (english[text] ?? text).split(/\{(\w+)\}/);
  return parts.map((part, at) => (at % 2 === 0 ? part : values[part] ?? null));
}

// A word that is the same in every language: a language's own name, and what the server looks for
// in a file.
export const fixed = (word: string) => word;

export function chooseLanguage(chosen: Language): void {
  localStorage.setItem(KEPT, chosen);
  location.reload();
}
