// place.ts — the page's address, /{campaign}/{place}?{filter}, read and changed without reloading.
import { useEffect, useState } from "preact/hooks";

let campaign = "";

// The campaign that links lead into, until another one is opened.
export function openCampaign(code: string): void {
  campaign = code;
}

export function at(place: string, of = campaign): string {
  return `/${encodeURIComponent(of)}${place === "/" ? "" : place}`;
}

function changed(): void {
  dispatchEvent(new PopStateEvent("popstate"));
}

export function go(address: string): void {
  history.pushState(null, "", address);
  changed();
  scrollTo(0, 0);
}

// Another address for the same view; "back" leaves the view.
export function correct(address: string): void {
  history.replaceState(null, "", address);
  changed();
}

// A filter stands in the address: it survives a reload, and a link carries it.
export function filterBy(part: Record<string, string>): void {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(part)) {
    if (value) {
      query.set(name, value);
    } else {
      query.delete(name);
    }
  }
  const text = query.toString();
  correct(location.pathname + (text ? `?${text}` : ""));
}

export interface Address { parts: string[]; query: URLSearchParams }

function read(): Address {
  return { parts: location.pathname.split("/").filter(Boolean).map(decodeURIComponent), query: new URLSearchParams(location.search) };
}

export function useAddress(): Address {
  const [address, setAddress] = useState(read);
  useEffect(() => {
    const listen = () => setAddress(read());
    addEventListener("popstate", listen);
    return () => removeEventListener("popstate", listen);
  }, []);
  return address;
}

// Follows links inside the page.
export function followLinks(event: MouseEvent): void {
  const link = (event.target as Element | null)?.closest("a");
  const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey;
  if (link && isPlain && link.origin === location.origin && !link.target && !link.pathname.startsWith("/api/")) {
    event.preventDefault();
    go(link.pathname + link.search);
  }
}
