// router.ts — the page's address, changed without reloading.
import { useEffect, useState } from "preact/hooks";

export function go(path: string): void {
  history.pushState(null, "", path);
  dispatchEvent(new PopStateEvent("popstate"));
  scrollTo(0, 0);
}

export function usePath(): string {
  const [path, setPath] = useState(location.pathname);
  useEffect(() => {
    const read = () => setPath(location.pathname);
    addEventListener("popstate", read);
    return () => removeEventListener("popstate", read);
  }, []);
  return path;
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
