// badge.tsx — a state in a word; its colour says no more than the word does.
import { ComponentChildren } from "preact";

export type Tone = "" | "ok" | "warn" | "bad" | "new";

export function Badge({ tone = "", children }: { tone?: Tone; children: ComponentChildren }) {
  return <span class={`badge ${tone}`}>{children}</span>;
}
