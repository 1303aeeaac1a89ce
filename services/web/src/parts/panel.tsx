// panel.tsx — a part of a page that opens and closes; which ones are open stands in the address.
import { ComponentChildren } from "preact";
import { filterBy, useAddress } from "../place";

export function Panel({ name, title, class: kind, children }: { name: string; title: string; class?: string; children: () => ComponentChildren }) {
  const open = (useAddress().query.get("mo") ?? "").split(",").filter(Boolean);
  const isOpen = open.includes(name);
  const toggle = (event: Event) => {
    const now = (event.currentTarget as HTMLDetailsElement).open;
    if (event.target === event.currentTarget && now !== isOpen) {
      filterBy({ mo: (now ? [...open, name] : open.filter((one) => one !== name)).join(",") });
    }
  };
  return (
    <details class={kind} open={isOpen} onToggle={toggle}>
      <summary>{title}</summary>
      {isOpen && children()}
    </details>
  );
}
