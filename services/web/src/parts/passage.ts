// passage.ts — finds words in a text and on a page, whatever spaces stand between them.
import type { Schemas } from "../api";

type Word = Schemas["PageWord"];

const bare = (word: string) => word.toLowerCase().normalize("NFC").replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");

// The words of the page that say this, in the order of the page; none: they are not there.
export function placesOf(said: string, words: Word[]): Word[] {
  const wanted = said.split(/\s+/).map(bare).filter(Boolean);
  const there = words.map((word) => bare(word.text));
  for (let at = 0; wanted.length > 0 && at + wanted.length <= there.length; at++) {
    if (wanted.every((word, n) => there[at + n] === word)) {
      return words.slice(at, at + wanted.length);
    }
  }
  return [];
}

export interface Passage { before: string; words: string; after: string }

// The line that has the words, with a line on each side; the words alone if the text has no such line.
export function passageOf(text: string, line: number, said: string): Passage {
  const lines = text.split("\n");
  const here = lines[line - 1] ?? "";
  const at = said ? here.indexOf(said) : -1;
  if (line < 1 || (said && at < 0)) {
    return { before: "", words: said, after: "" };
  }
  const lead = (lines[line - 2] ?? "").slice(-200);
  const tail = (lines[line] ?? "").slice(0, 200);
  const before = said ? here.slice(Math.max(0, at - 300), at) : here.slice(0, 600);
  const after = said ? here.slice(at + said.length, at + said.length + 300) : "";
  return { before: (lead ? `${lead}\n` : "") + before, words: said, after: after + (tail ? `\n${tail}` : "") };
}
