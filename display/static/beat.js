// A screen that was let in tells its node every few seconds what it shows, if it can be heard, how old its picture is.
import { pictureAge } from "/static/live.js";
import { ask, codePage, forget, paired } from "/static/display/paired.js";

const EVERY_MS = 5000;
const LONGEST_S = 86400;
const SOUNDS = ["on", "suspended", "muted", "missing", "none"];
const { branch, version } = document.body.dataset;

let sound = "none";

/**
 * Whether this wall can be heard: `on`, `suspended` (the browser blocks sound), `muted`, `missing` (it is to speak and has
 * no clips), or `none`: it is to be silent.
 */
export function setSound(state) {
  if (!SOUNDS.includes(state)) throw new Error(`no such sound state: ${state}`);
  sound = state;
}

/** Begins to tell: `shows()` is the number on the hero, or the wall's state in a word, `behind()` the ms until all is said. */
export function tell({ shows, behind }) {
  const self = paired();
  if (!self || self.branch !== branch) return;
  setInterval(() => beat(self, { shows: shows(), behind_s: seconds(behind()) }), EVERY_MS);
}

async function beat({ token }, told) {
  const age = pictureAge();
  const display = { ...told, sound, picture_age_s: age === null ? null : seconds(age) };
  const answer = await ask("/devices/self/heartbeat", { token, body: { version: version.slice(0, 32), display } });
  if (!answer || answer.status !== 401) return;
  forget();
  location.replace(codePage());
}

function seconds(ms) {
  return Math.min(Math.round(ms / 1000), LONGEST_S);
}
