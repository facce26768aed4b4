// Two soft notes when somebody comes to a counter that has nobody: its officer may be looking at another program.
import { remember, remembered } from "/static/remembering.js";

const NOTES = [660, 880];
const LASTS = 0.18;
const KEPT = "moiso.chime";

let context = null;
let had = null;

/** Sounds when the line of an idle counter is no longer empty; the first picture of all is no news. */
export function drawChime({ state, waiting }) {
  const has = waiting.length > 0;
  if (state === "idle" && had === false && has && isOn()) sound();
  had = state === "idle" ? has : null;
}

export function isOn() {
  return remembered(KEPT) !== "off";
}

export function turn() {
  remember(KEPT, isOn() ? "off" : "on");
}

function sound() {
  context = context || new AudioContext();
  NOTES.forEach((pitch, index) => note(pitch, context.currentTime + index * LASTS));
}

// Swells and fades, so that it never clicks.
function note(pitch, at) {
  const tone = new OscillatorNode(context, { frequency: pitch });
  const volume = new GainNode(context, { gain: 0 });
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(0.15, at + 0.02);
  volume.gain.linearRampToValueAtTime(0, at + LASTS);
  tone.connect(volume).connect(context.destination);
  tone.start(at);
  tone.stop(at + LASTS);
}
