// What this wall has heard and has still to say, kept over a reload of its page.

const KEY = `moiso.wall:${location.pathname}${location.search}`;
/** A page that was away for longer says nothing of what it had still to say. */
const KEPT_MS = 15000;
const NOTHING = { seen: [], queue: [] };

export function remembered() {
  try {
    const { at, seen, queue } = JSON.parse(localStorage.getItem(KEY)) || { ...NOTHING, at: 0 };
    return { seen, queue: Date.now() - at < KEPT_MS ? queue : [] };
  } catch (problem) {
    return NOTHING;
  }
}

/** A browser without storage only forgets. */
export function remember(seen, queue) {
  try {
    localStorage.setItem(KEY, JSON.stringify({ at: Date.now(), seen, queue }));
  } catch (problem) {
    return;
  }
}
