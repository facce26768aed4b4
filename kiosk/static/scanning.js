// Tells a scanner from fingers on keys, and what was scanned. Pure: keys and times come in from outside.

/** A scanner types its next character within so many milliseconds; no finger keeps that up for long. */
export const GAP_MS = 80;
const SHORTEST = 6;
const LONGEST = 200;
const LONGEST_CARD = 1000;
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
 * A card is forgotten at its twelfth digit, unless the centre lets `cards` be read: then it comes with its `text`.
 * Nothing unknown is handed on.
 */
export function read(reading, { key, at, alt = false }, cards = false) {
  const goesOn = at - reading.at <= GAP_MS;
  const known = goesOn ? reading : nothing();
  if (key === "Enter") return { reading: nothing(), scan: ended(known), mine: known.length > 0 };
  // Shift and Alt stand between a scanner's characters; figures under Alt write one that has no key.
  if (key.length > 1 || alt) return { reading: goesOn ? { ...known, at } : nothing(), scan: null, mine: false };
  if (key === " " && !known.length) return { reading: nothing(), scan: null, mine: false };
  return { reading: added(known, key, at, cards), scan: null, mine: true };
}

function added({ text, length, drop }, key, at, cards) {
  const more = drop ? "" : text + key;
  const why = drop || dropped(more, cards);
  return { text: why ? "" : more, length: length + 1, drop: why, at };
}

function dropped(text, cards) {
  if (CARD.test(text)) return cards && text.length <= LONGEST_CARD ? null : "card";
  return text.length > LONGEST ? "unknown" : null;
}

function ended({ text, length, drop }) {
  if (length < SHORTEST) return null;
  if (drop) return { kind: drop };
  if (CARD.test(text)) return { kind: "card", text };
  const [, code] = TICKET.exec(text) || [];
  return code ? { kind: "ticket", code: code.toUpperCase() } : { kind: "unknown" };
}
