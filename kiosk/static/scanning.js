// Tells a scanner from fingers on keys, and what was scanned. Pure: keys and times come in from outside.

/** A scanner types its next character within so many milliseconds; no finger keeps that up for long. */
export const GAP_MS = 80;
const SHORTEST = 6;
const LONGEST = 200;
/** An identity card's code begins with its holder's number; nothing of ours begins with twelve digits. */
const CARD = /^\d{12}/;
const TICKET = /^https?:\/\/[^/]+(?:\/[^?#]*)?\/t\/([0-9a-hjkmnp-tv-z]{13})\/?$/i;

/** Nothing has been typed. */
export function nothing() {
  return { text: "", length: 0, drop: null, at: -Infinity };
}

/**
 * What one more key makes of a reading: `mine` when it belongs to the scanner and must not choose anything,
 * `scan` at the end of a burst: `{kind: "ticket", code}`, `{kind: "card"}` or `{kind: "unknown"}`.
 * A card is forgotten at its twelfth digit, and nothing unknown is handed on.
 */
export function read(reading, { key, at, alt = false }) {
  const goesOn = at - reading.at <= GAP_MS;
  const known = goesOn ? reading : nothing();
  if (key === "Enter") return { reading: nothing(), scan: ended(known), mine: known.length > 0 };
  // Shift and Alt stand between a scanner's characters; figures under Alt write one that has no key.
  if (key.length > 1 || alt) return { reading: goesOn ? { ...known, at } : nothing(), scan: null, mine: false };
  if (key === " " && !known.length) return { reading: nothing(), scan: null, mine: false };
  return { reading: added(known, key, at), scan: null, mine: true };
}

function added({ text, length, drop }, key, at) {
  const more = drop ? "" : text + key;
  const why = drop || (CARD.test(more) ? "card" : more.length > LONGEST ? "unknown" : null);
  return { text: why ? "" : more, length: length + 1, drop: why, at };
}

function ended({ text, length, drop }) {
  if (length < SHORTEST) return null;
  if (drop) return { kind: drop };
  const [, code] = TICKET.exec(text) || [];
  return code ? { kind: "ticket", code: code.toUpperCase() } : { kind: "unknown" };
}
