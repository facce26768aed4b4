// What a wall keeps for a reload without its node: its own page, where the browser may keep one, and the last picture.

const CACHE = "moiso-wall";
const LIVE = /^\/(api|socket\.io|display\/[^/]+\/media)(\/|$)/;
const KEY = `moiso.picture:${location.pathname}${location.search}`;

/** Browsers keep pages of https and of their own machine; of others only where they were started to trust the node. */
export async function keepPage() {
  if (!navigator.serviceWorker) return;
  await navigator.serviceWorker.register("/display/worker.js");
  await navigator.serviceWorker.ready;
  const cache = await caches.open(CACHE);
  const loaded = performance.getEntriesByType("resource").map(({ name }) => new URL(name));
  await Promise.all([new URL(location.href), ...loaded].filter(isPart).map(({ href }) => cache.add(href)));
}

function isPart({ origin, pathname }) {
  return origin === location.origin && !LIVE.test(pathname);
}

export function keepPicture(picture) {
  try {
    localStorage.setItem(KEY, JSON.stringify(picture));
  } catch (problem) {
    console.warn(String(problem));
  }
}

/** The last one that was shown here on this `day`, or null: yesterday's numbers are nobody's today. */
export function lastPicture(day) {
  try {
    const picture = JSON.parse(localStorage.getItem(KEY));
    return picture && picture.at.slice(0, 10) === day ? picture : null;
  } catch (problem) {
    return null;
  }
}
