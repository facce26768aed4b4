// Four keys for people who cannot touch or see: up, down, choose, back. Every other key does nothing at all.
import { nothing, read } from "/static/kiosk/scanning.js";

const KEYS = { ArrowUp: previous, ArrowDown: next, Enter: choose, " ": choose, Escape: goBack, Backspace: goBack };
/** Where back leads, nearest first: out of the question, a step back, home. */
const WAYS_BACK = ["more-time", "back", "home"].map((action) => `[data-action="${action}"]:enabled`);
/** A scanner that never ends its burst is forgotten after so long. */
const FORGET_MS = 1000;

const root = document.documentElement;
const veil = document.getElementById("veil");

/** `stirred()` when a person uses a key, `scanned(scan)` when a scanner has typed something; `cards()`: may they be read?
 * `moved(control)` when the focus has gone to it, or to the page's title, and `again()` when there is no way back. */
export function listenToKeys({ stirred, scanned, cards, moved, again }) {
  let reading = nothing();
  let forgetting = 0;
  const down = (event) => {
    event.preventDefault();
    const heard = read(reading, { key: event.key, at: event.timeStamp, alt: event.altKey }, cards());
    reading = heard.reading;
    clearTimeout(forgetting);
    forgetting = setTimeout(() => (reading = nothing()), FORGET_MS);
    if (heard.scan) scanned(heard.scan);
    else if (!heard.mine) press(event, { stirred, moved, again });
  };
  document.addEventListener("keydown", down, true);
  for (const late of ["keyup", "keypress"]) document.addEventListener(late, (event) => event.preventDefault(), true);
  document.addEventListener("pointerdown", () => delete root.dataset.input, true);
}

/** What has the focus, so that the same control of a page drawn anew can have it again. */
export function focusOf(place) {
  const control = place.contains(document.activeElement) && document.activeElement.closest("button");
  return control ? { name: nameOf(control), at: controls().indexOf(control) } : null;
}

export function refocus(kept) {
  if (!kept || root.dataset.input !== "keys") return;
  const all = controls();
  const same = all.find((one) => nameOf(one) === kept.name) || all[Math.min(kept.at, all.length - 1)];
  if (same) same.focus({ preventScroll: true });
}

/** The question is answered with one key: its safe answer has the focus. */
export function focusQuestion() {
  const answer = veil.querySelector(".k-btn--primary");
  if (answer && root.dataset.input === "keys") answer.focus({ preventScroll: true });
}

function press(event, { stirred, moved, again }) {
  const act = KEYS[event.key];
  const moves = act === previous || act === next;
  if (!act || event.ctrlKey || event.altKey || event.metaKey || (event.repeat && !moves)) return;
  root.dataset.input = "keys";
  // Moving between the question's answers must not take the question away.
  stirred(!veil.hidden);
  act({ moved, again });
}

function controls() {
  const within = veil.hidden ? document.getElementById("kiosk") : veil;
  return [...within.querySelectorAll("button:enabled")];
}

/** The same for the same control of a page drawn anew. */
export function nameOf(control) {
  return JSON.stringify(control.dataset);
}

function next({ moved }) {
  const all = stops();
  focusOn(all[(all.indexOf(document.activeElement) + 1) % all.length], moved);
}

function previous({ moved }) {
  const all = stops();
  const at = all.indexOf(document.activeElement);
  focusOn(all[(at > 0 ? at : all.length) - 1], moved);
}

/** Who listens comes past the page's title too, and hears the page again. */
function stops() {
  const title = document.querySelector(veil.hidden ? "#kiosk .k-title" : "#veil .k-title");
  return "aloud" in root.dataset && title ? [title, ...controls()] : controls();
}

function focusOn(control, moved) {
  if (!control) return;
  control.focus({ preventScroll: true });
  moved(control);
}

function choose() {
  const control = document.activeElement;
  if (controls().includes(control)) control.click();
}

function goBack({ again }) {
  const way = WAYS_BACK.map((one) => controls().find((control) => control.matches(one))).find(Boolean);
  if (way) way.click();
  else again();
}
