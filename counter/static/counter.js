// The officer's desk: follows the branch, draws this counter's part of it, turns presses into commands.
import { offers, recommended, send, sendMove } from "./actions.js";
import { calledHere } from "./answered.js";
import { drawChime, isOn, turn } from "./chime.js";
import { drawDay } from "./day.js";
import { isDialogOpen, listenToDialogs, openDialog } from "./dialogs.js";
import { finderDialog } from "./finder.js";
import { drawClock, drawFrame, drawLink } from "./frame.js";
import { drawIdle } from "./idle.js";
import { keying } from "./keying.js";
import { listen } from "./keys.js";
import { drawMachines } from "./machines.js";
import { askAdd, askTransfer, drawMoves, listenToMoves, remember } from "./moves.js";
import { names } from "./names.js";
import { byId, mark, write } from "./nodes.js";
import { complain, forgive } from "./notice.js";
import { actOf, askOutcome, listenToOutcome } from "./outcome.js";
import { drawKept, drawPaper, listenToPaper } from "./paper.js";
import { placeOf } from "./places.js";
import { drawPrinting, listenToPrinting } from "./printing.js";
import { drawQueue, listenToTabs } from "./queue.js";
import { fingerprint, situation } from "./situation.js";
import { drawActions, drawSlip, drawWho } from "./slip.js";
import { drawNext, listenToSmall } from "./small.js";
import { Refusal, session } from "/static/commands.js";
import { follow, serverNow } from "/static/live.js";
import { helpBar } from "/static/help-bar.js";
import { words } from "/brand/words.js";

const SECOND = 1000;
// How long a pressed button waits for the picture that shows its effect.
const EFFECT_WITHIN = 1.5 * SECOND;
// Before that nobody would see a wheel turn, and to draw it would hold the answer up.
const LATE = 0.2 * SECOND;
const QUESTIONS = { park: () => openDialog("park"), transfer: askTransfer, add: askAdd, "finish-only": askOutcome };

const language = document.documentElement.lang;
const t = words(language);
const facts = block("facts");
const place = block("place");
const named = names(facts, language);
const drawHelp = helpBar(place.branch, t);

let me = null;
let picture = null;
let answered = null;
let live = false;
let busy = null;
let late = false;
let turning = 0;
let steppedAt = -Infinity;
let noticed = () => {};
let find = null;
let paper = null;

function block(id) {
  return JSON.parse(byId(id).textContent);
}

function here() {
  return situation(picture, { counter: place.counter, me, facts });
}

function view() {
  return { ...here(), now: serverNow(), live, busy, late, me, named, facts, language, t };
}

function draw() {
  const now = serverNow();
  drawClock({ now, facts, t });
  drawLink(live, t);
  if (!picture && document.body.dataset.link === "lost") drawKept({ counter: place.counter, now, named, facts, t });
  if (!picture || !me) return;
  const seen = view();
  drawFrame(seen);
  if (answered) drawAnswer();
  else drawSlip(seen);
  drawQueue(seen);
  drawDay(seen);
  drawMachines(seen);
  drawPrinting(seen);
  drawMoves(seen);
  drawIdle(seen);
  drawNext(seen);
  drawPaper(seen);
  drawChime(seen);
  drawSound();
  drawHelp(picture.help, now);
  find.draw();
  paper.draw();
}

function wish(name) {
  if (!picture || !me || isDialogOpen()) return;
  if (name === "help") openDialog("keys");
  else if (name === "find") find.open();
  else if (name === "main") step();
  else if (name === "rest" || name === "pause") rest(here().steps);
  else if (["park", "transfer", "finish-only"].includes(name)) ask(name);
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
  const now = here();
  if (!busy && live && offers(now.steps, name)) QUESTIONS[name]({ ...now, named, facts, t });
}

/** `told`: a reason, a place, or whatever else the act takes. */
function act(name, told) {
  const now = here();
  if (busy || !live || !offers(now.steps, name)) return;
  carryOut(name, now, () => send(name, place, now.counter.ticket, told));
}

/** What was called on paper: whether this counter may is for the node to say. Answers whether it was done. */
async function keyIn(sheet) {
  return !busy && live && carryOut("keyed-in", here(), () => send("keyed-in", place, null, sheet));
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
  // On its way before anything is drawn: people wait for it.
  const sent = command();
  setBusy(name);
  try {
    const answer = await sent;
    answered = calledHere(answer, now.counter, picture);
    if (answered) drawAnswer();
    remember(name, now.counter.ticket || answer);
    forgive();
    await effect(fingerprint(now));
    return true;
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    complain(refusal.code, t, refusal.errors);
    return false;
  } finally {
    noticed = () => {};
    setBusy(null);
  }
}

/** The number that an officer waits for comes with the answer; what can be done with it, with the picture. */
function drawAnswer() {
  drawWho({ counter: answered, phase: "called", named, t });
}

/** A press locks the buttons and leaves the rest as it is; what came of it is drawn whole. */
function setBusy(name) {
  if (busy === name) return;
  lock(name);
  if (busy) drawActions(view());
  else draw();
}

function lock(name) {
  busy = name;
  late = false;
  clearTimeout(turning);
  if (busy) turning = setTimeout(tellLate, LATE);
}

function tellLate() {
  late = true;
  drawActions(view());
}

function effect(before) {
  return new Promise((resolve) => {
    const isShown = () => fingerprint(here()) !== before;
    setTimeout(resolve, EFFECT_WITHIN);
    // The picture that shows the effect is drawn with its buttons free again, not once more after that.
    noticed = () => {
      if (!isShown()) return;
      lock(null);
      resolve();
    };
    if (isShown()) resolve();
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
  listenToOutcome();
  paper = keying({ t, named, view: () => picture && { ...here(), live }, send: keyIn });
  find = finderDialog({
    branch: place.branch, named, t, language,
    view: () => picture && { counters: picture.counters, services: facts.services, live },
  });
  const print = listenToPrinting({ branch: place.branch, t, view: () => picture && { ...here(), live }, draw });
  const call = listenToMoves({ send: move, view: () => picture && { ...here(), live }, draw });
  listenToDialogs({
    pause: (reason) => act("pause", reason), print, park: (reason) => act("park", reason),
    transfer: (answer) => act("transfer", placeOf(answer)), call, menu: (item) => (item === "close" ? act("close") : paper.open()),
    add: (answer) => act("add", placeOf(answer)), outcome: (answer) => act(...actOf(answer)), takeOver,
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
  answered = null;
  noticed();
  draw();
  find.again();
}

function link(state) {
  live = state === "live";
  paper.heard(live);
  draw();
}

start();
