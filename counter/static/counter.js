// The officer's desk: follows the branch, draws this counter's part of it, turns presses into commands.
import { offers, recommended, send, sendMove } from "./actions.js";
import { drawChime, isOn, turn } from "./chime.js";
import { drawDay } from "./day.js";
import { isDialogOpen, listenToDialogs, openDialog } from "./dialogs.js";
import { finderDialog } from "./finder.js";
import { drawClock, drawFrame, drawLink } from "./frame.js";
import { drawIdle } from "./idle.js";
import { listen } from "./keys.js";
import { drawMachines } from "./machines.js";
import { drawMoves, listenToMoves, remember } from "./moves.js";
import { names } from "./names.js";
import { byId, mark, write } from "./nodes.js";
import { complain, forgive } from "./notice.js";
import { drawPaper, listenToPaper } from "./paper.js";
import { drawPrinting, listenToPrinting } from "./printing.js";
import { drawQueue, listenToTabs } from "./queue.js";
import { fingerprint, situation } from "./situation.js";
import { drawSlip } from "./slip.js";
import { drawNext, listenToSmall } from "./small.js";
import { Refusal, session } from "/static/commands.js";
import { follow, serverNow } from "/static/live.js";
import { helpBar } from "/static/help-bar.js";
import { words } from "/brand/words.js";

const SECOND = 1000;
// How long a pressed button waits for the picture that shows its effect.
const EFFECT_WITHIN = 1.5 * SECOND;

const language = document.documentElement.lang;
const t = words(language);
const facts = block("facts");
const place = block("place");
const named = names(facts, language);
const drawHelp = helpBar(place.branch, t);

let me = null;
let picture = null;
let live = false;
let busy = null;
let steppedAt = -Infinity;
let noticed = () => {};
let find = null;

function block(id) {
  return JSON.parse(byId(id).textContent);
}

function here() {
  return situation(picture, { counter: place.counter, me, facts });
}

function draw() {
  const now = serverNow();
  drawClock({ now, facts, t });
  drawLink(live, t);
  if (!picture || !me) return;
  const view = { ...here(), now, live, busy, me, named, facts, language, t };
  drawFrame(view);
  drawSlip(view);
  drawQueue(view);
  drawDay(view);
  drawMachines(view);
  drawPrinting(view);
  drawMoves(view);
  drawIdle(view);
  drawNext(view);
  drawPaper(view);
  drawChime(view);
  drawSound();
  drawHelp(picture.help, now);
  find.draw();
}

function wish(name) {
  if (!picture || !me || isDialogOpen()) return;
  if (name === "help") openDialog("keys");
  else if (name === "find") find.open();
  else if (name === "main") step();
  else if (name === "rest" || name === "pause") rest(here().steps);
  else if (name === "park" || name === "transfer") ask(name);
  else if (name === "undo") move("undo");
  else if (name === "recall" && here().steps === "serving") ask("add");
  else if (name === "add") ask("add");
  else if (name === "take-over") askTakeOver();
  else act(name);
}

// A second press within a second is the hand's echo: the button already means the step after.
function step() {
  if (performance.now() - steppedAt < SECOND) return;
  steppedAt = performance.now();
  act(recommended(here().steps));
}

function rest(steps) {
  if (busy || !live) return;
  if (steps === "paused") act("resume");
  else if (offers(steps, "pause")) openDialog("pause");
  else if (here().counter.ticket && steps !== "read-only") complain("counter_busy", t);
}

function ask(name) {
  if (!busy && live && offers(here().steps, name)) openDialog(name);
}

function act(name, reason) {
  const now = here();
  if (busy || !live || !offers(now.steps, name)) return;
  carryOut(name, now, () => send(name, place, now.counter.ticket, reason));
}

/** Another officer takes the counter with the ticket that is there. */
function askTakeOver() {
  if (!busy && live && here().state === "read-only") openDialog("take-over");
}

function takeOver() {
  if (!busy && live) carryOut("take-over", here(), () => sendMove("take-over", place));
}

function drawSound() {
  mark(byId("menu-sound"), "aria-pressed", isOn());
  write(byId("menu-sound-text"), t(isOn() ? "sound_on" : "sound_off"));
}

/** On a ticket of the lists, or taking the last act back. */
function move(name, ticket, extra) {
  if (!busy && live && here().state !== "read-only") carryOut(name, here(), () => sendMove(name, place, ticket, extra));
}

async function carryOut(name, now, command) {
  setBusy(name);
  try {
    const answer = await command();
    remember(name, now.counter.ticket || answer);
    forgive();
    await effect(fingerprint(now));
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    complain(refusal.code, t);
  } finally {
    setBusy(null);
  }
}

function setBusy(name) {
  busy = name;
  draw();
}

function effect(before) {
  return new Promise((resolve) => {
    setTimeout(resolve, EFFECT_WITHIN);
    noticed = () => fingerprint(here()) !== before && resolve();
    noticed();
  });
}

function press(event) {
  const button = event.target.closest("[data-action]");
  // `detail` counts the clicks of a double click: the second one is nobody's decision.
  if (!button || event.detail > 1) return;
  const byKeyboard = event.detail === 0;
  wish(byKeyboard && button.id === "act-main" ? "main" : button.dataset.action);
}

function start() {
  listen(wish);
  document.addEventListener("click", press);
  byId("pill").addEventListener("click", () => wish("rest"));
  byId("dismiss").addEventListener("click", dismiss);
  byId("menu-sound").addEventListener("click", () => (turn(), drawSound()));
  listenToTabs(draw);
  listenToSmall();
  listenToPaper();
  find = finderDialog({
    branch: place.branch, named, t, language,
    view: () => picture && { counters: picture.counters, services: facts.services, live },
  });
  const print = listenToPrinting({ branch: place.branch, t, view: () => picture && { ...here(), live }, draw });
  const call = listenToMoves({ send: move, view: () => picture && { ...here(), live }, draw });
  listenToDialogs({
    pause: (reason) => act("pause", reason), print, park: (reason) => act("park", reason),
    transfer: (to) => act("transfer", Object.fromEntries([to.split("=")])), call, close: () => act("close"),
    add: (to) => act("add", Object.fromEntries([to.split("=")])), takeOver,
  });
  setInterval(draw, SECOND);
  identify();
  follow({ branch: place.branch, view: "desk" }, { snapshot: take, link });
}

function dismiss() {
  forgive();
  byId("act-main").focus();
}

async function identify() {
  try {
    me = (await session()).username;
    forgive();
    draw();
  } catch (refusal) {
    complain(refusal.code, t);
    setTimeout(identify, 5 * SECOND);
  }
}

function take(snapshot) {
  picture = snapshot;
  draw();
  noticed();
  find.again();
}

function link(state) {
  live = state === "live";
  draw();
}

start();
