// shell.ts — the page as an installed application: registers the service worker that keeps it, and
// takes up a new version when its reader asks, or at the start of a page that stands alone.
import { useEffect, useState } from "preact/hooks";
import { whenQuiet } from "./api";

let waiting: ServiceWorker | null = null;
const watchers = new Set<(isNew: boolean) => void>();

function offer(worker: ServiceWorker | null): void {
  waiting = worker;
  watchers.forEach((watcher) => watcher(worker !== null));
}

// Drafts are kept as they are typed, so that the reload loses nothing.
export function takeUpNew(): void {
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
  waiting?.postMessage("take over");
}

export function useNewShell(): boolean {
  const [isNew, setNew] = useState(waiting !== null);
  useEffect(() => {
    watchers.add(setNew);
    return () => void watchers.delete(setNew);
  }, []);
  return isNew;
}

function watch(registration: ServiceWorkerRegistration): void {
  // The first one of this browser takes over by itself.
  const look = (worker: ServiceWorker | null) => {
    if (worker?.state === "installed" && navigator.serviceWorker.controller) {
      offer(worker);
    }
  };
  look(registration.waiting);
  registration.addEventListener("updatefound", () => {
    const worker = registration.installing;
    worker?.addEventListener("statechange", () => look(worker));
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") {
      void registration.update().catch(() => undefined);
    }
  });
}

// A new version that waited for the last tab to close is taken up before anything is typed.
function startNew(registration: ServiceWorkerRegistration): void {
  if (registration.waiting && navigator.serviceWorker.controller) {
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
    registration.waiting.postMessage("take over if alone");
  }
}

export async function startShell(): Promise<void> {
  if (!("serviceWorker" in navigator)) {
    return; // no https: the page works, but not without a line
  }
  const known = await navigator.serviceWorker.getRegistration();
  if (known) {
    startNew(known);
  } else {
    await whenQuiet(); // it reads the whole page ahead
  }
  const registration = await navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" });
  watch(registration);
}
