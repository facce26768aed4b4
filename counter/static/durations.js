// How spans of time are written at the desk.

export function secondsBetween(from, to) {
  return Math.max(0, Math.floor((to - Date.parse(from)) / 1000));
}

/** "06:24"; minutes go on counting past the hour. */
export function mmss(seconds) {
  return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
}

/** "2:22", for a countdown inside a sentence. */
export function mss(seconds) {
  return `${Math.floor(seconds / 60)}:${two(seconds % 60)}`;
}

/** "8 ph 40 gi". */
export function duration(seconds, t) {
  const m = Math.floor(seconds / 60);
  if (m === 0) return t("duration_seconds", { s: seconds });
  return t("duration", { m, ss: two(seconds % 60) });
}

/** "14 phút", "dưới 1 phút". */
export function waited(seconds, t) {
  const n = Math.floor(seconds / 60);
  return n === 0 ? t("waited_under") : t("waited", { n });
}

function two(number) {
  return String(number).padStart(2, "0");
}
