// Spares the screen: no edge stands on the same dots for months, and the picture of a closed hall is dark.
import { serverNow } from "/static/live.js";
import { turn } from "/static/display/turns.js";

const STEP_S = 120;
/** So many dots each way; a dot at 1080p, two at 4K. */
const REACH = 4;
const WAVE = 4 * REACH;
/** Who comes before the door opens reads in full brightness when it does. */
const BEFORE_OPENING_MS = 1800000;
const WANDER_S = 300;
const PLACES = 3;
const root = document.documentElement;

/** Moves the whole picture on by a dot when its time has come: nobody sees it move. */
export function drift() {
  const [x, y] = place(turn(WAVE * WAVE, STEP_S));
  const dot = Math.max(1, Math.round(Math.min(innerWidth, innerHeight) / 1080));
  root.style.setProperty("--drift-x", `${x * dot}px`);
  root.style.setProperty("--drift-y", `${y * dot}px`);
}

/** Where the picture is at this step, from its middle: to and fro, and with each turn a line further. */
export function place(step) {
  return [wave(step), wave(Math.floor(step / WAVE))];
}

/** A dark picture whose words change their place, "0" to "2", while nobody is expected; null while somebody is. */
export function night({ state }, snapshot) {
  if (state !== "closed" || snapshot.closed_for === "lunch") return null;
  const { opens_at: at } = snapshot;
  const isSoon = at && Date.parse(at) - serverNow() < BEFORE_OPENING_MS;
  return isSoon ? null : String(turn(PLACES, WANDER_S));
}

function wave(step) {
  const at = step % WAVE;
  if (at <= REACH) return at;
  return at <= 3 * REACH ? 2 * REACH - at : at - WAVE;
}
