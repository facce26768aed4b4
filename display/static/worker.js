// Keeps the wall's page for a reload without its node. What the node says of the queue is never kept here, nor are the
// centre's films: they come in ranges.

const CACHE = "moiso-wall";
const KEPT = ["/display/", "/static/", "/brand/", "/voice/"];
const MEDIA = /^\/display\/[^/]+\/media(\/|$)/;
const PATIENCE_MS = 5000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { origin, pathname } = new URL(event.request.url);
  const isKept = origin === self.location.origin && !MEDIA.test(pathname) && KEPT.some((root) => pathname.startsWith(root));
  if (event.request.method === "GET" && isKept) event.respondWith(freshOrKept(event.request));
});

async function freshOrKept(request) {
  const cache = await caches.open(CACHE);
  try {
    const fresh = await inTime(request);
    if (fresh.ok) await cache.put(request, fresh.clone());
    return fresh;
  } catch (problem) {
    const kept = await cache.match(request);
    if (!kept) throw problem;
    return kept;
  }
}

// A line that swallows everything must not keep a hall before a white screen.
function inTime(request) {
  const late = new Promise((_, reject) => setTimeout(() => reject(new Error("late")), PATIENCE_MS));
  return Promise.race([fetch(request), late]);
}
