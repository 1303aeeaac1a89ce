// sw.ts — the service worker: keeps the page itself, so that it opens without a line.  It touches no
// answer of the API.  Each build has a cache of its own, named by the hash of its files; a
// new one waits until the page asks for it, so that an update never breaks what is open.
declare const self: ServiceWorkerGlobalScope;
declare const SHELL: { version: string; files: string[] }; // put in by build.mjs

const CACHE = `shell-${SHELL.version}`;
const isShell = (name: string) => name.startsWith("shell-");

// A hashed file that an earlier build has, too, is not fetched again.
async function fill(): Promise<void> {
  const cache = await caches.open(CACHE);
  await Promise.all(SHELL.files.map(async (path) => {
    const isHashed = /-[A-Z0-9]{8}\./.test(path);
    const known = isHashed ? await caches.match(path) : undefined;
    const response = known ?? await fetch(path, { cache: isHashed ? "default" : "reload" });
    if (!response.ok) {
      throw new Error(`${path}: ${response.status}`);
    }
    await cache.put(path, response);
  }));
}

// Tabs that still run an earlier build need its files until they are closed.
async function forgetEarlier(): Promise<void> {
  const open = await self.clients.matchAll({ type: "window" });
  const names = (await caches.keys()).filter((name) => isShell(name) && name !== CACHE);
  await Promise.all(open.length > 1 ? [] : names.map((name) => caches.delete(name)));
}

async function answer(request: Request, path: string): Promise<Response> {
  return await caches.match(path, { cacheName: CACHE }) ?? await caches.match(path) ?? fetch(request);
}

// A path of the page has no ending, or one of figures: codes of criteria have dots.
function isPage(path: string): boolean {
  const last = path.slice(path.lastIndexOf("/") + 1);
  return !/^\/(api|healthz|readyz|metrics)\b/.test(path) && (!last.includes(".") || /\.\d+$/.test(last));
}

self.addEventListener("install", (event) => event.waitUntil(fill()));
self.addEventListener("activate", (event) => event.waitUntil(forgetEarlier().then(() => self.clients.claim())));
self.addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== self.location.origin) {
    return;
  }
  if (event.request.mode === "navigate" && isPage(pathname)) {
    event.respondWith(answer(event.request, "/index.html"));
  } else if (SHELL.files.includes(pathname) || /-[A-Z0-9]{8}\.(js|css)$/.test(pathname)) {
    event.respondWith(answer(event.request, pathname));
  }
});
self.addEventListener("message", (event) => {
  if (event.data === "take over") {
    event.waitUntil(self.skipWaiting());
  } else if (event.data === "take over if alone") {
    event.waitUntil(self.clients.matchAll({ type: "window" }).then((open) => (open.length > 1 ? undefined : self.skipWaiting())));
  }
});
export {};
