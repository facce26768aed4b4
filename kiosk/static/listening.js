// Reading aloud: once somebody has asked for it, each page is read as it comes, and each control as the keys reach it.
import { askVoice } from "/static/kiosk/agent.js";
import { isComing } from "/static/kiosk/flow.js";
import { nameOf } from "/static/kiosk/keys.js";
import { hush, say } from "/static/kiosk/loudspeaker.js";
import { choicesOf, controlLines, linesOf } from "/static/kiosk/reading.js";
import { spoken, tongueOf } from "/static/kiosk/tongue.js";

const root = document.documentElement;

let asked = null;
let voice = null;
let tongues = {};
let now = null;
let at = "";
/** How to listen is said once to a person. */
let told = false;

/** The agent's voice is of this `version`; null while it has none. `words[language]` are the words of the pages. */
export async function knowVoice(version, words) {
  if (version === asked) return;
  asked = version;
  const answer = version && await askVoice(version);
  if (version !== asked) return;
  if (version && !answer) asked = null;
  voice = answer || null;
  const languages = Object.entries(voice ? voice.languages : {});
  tongues = Object.fromEntries(languages.map(([one, facts]) => [one, tongueOf(facts, words[one])]));
}

export function canListen(language) {
  return Boolean(tongues[language]);
}

/** After each drawing: what is another page to who listens is read, and nothing more is said of the one before.
 * `view` has the model, the `state` of the page, whether it is `asking`, the words `t`, and its `place`. */
export function drawn(view) {
  const { model, state, asking } = view;
  now = view;
  const { help, fieldPage, procedurePage, service, language, aloud, standing, then, noSlip, first } = model;
  const coming = Boolean(model.told && model.told.ticket) && isComing(model);
  const here = [state, asking, help, fieldPage, procedurePage, service, language, Boolean(aloud),
    standing && standing.state, then, noSlip, first, coming];
  if (!aloud) told = false;
  if (JSON.stringify(here) === at) return;
  at = JSON.stringify(here);
  if (aloud) readPage();
  else hush();
}

/** Title, text, and one by one what can be chosen. */
export function readPage() {
  const { t, place } = now;
  const choices = choicesOf(place);
  const lines = [
    ...linesOf(place), !told && t(root.dataset.input === "keys" ? "listen_keys" : "listen_how"),
    choices.length > 0 && t("listen_choices", { n: choices.length }),
  ].filter(Boolean).map((text) => ({ text }));
  told = true;
  speak([...lines, ...choices.flatMap((one) => controlLines(one, t))]);
}

/** What the keys have reached. */
export function readControl(control) {
  if (now && now.model.aloud) speak(controlLines(control, now.t));
}

/** A control was used and its page is still the same one: how it stands now. `before` is where the listener was. */
export function readUsed(control, before) {
  if (!now || !now.model.aloud || before !== at) return;
  const name = nameOf(control);
  const same = [...document.querySelectorAll("#kiosk button")].find((one) => nameOf(one) === name);
  if (same) readControl(same);
}

/** Where the listener is: the same for as long as no other page is read. */
export function whereNow() {
  return at;
}

function speak(lines) {
  const { language, aloud } = now.model;
  const clipsOf = ({ text, language: own }) => spoken(text, tongues[own] || tongues[language]).clips;
  if (canListen(language)) say(lines.map(clipsOf).map((clips) => clips.map((one) => voice.clips[one])), aloud);
}
