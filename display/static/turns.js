// Whose turn it is when pages share one place.

/** The page, from 0, that is on now when each of `count` pages is held for `seconds`. */
export function turn(count, seconds) {
  return count ? Math.floor(performance.now() / (seconds * 1000)) % count : 0;
}
