// The touch page: holds the model and the picture, draws what follows from them, and keeps the time.
import { words } from "/brand/words.js";
import { local } from "/static/times.js";
import { askCard, askHelp, askNumber, askPaper, askPicture, askSlip, askStanding, ringHelp } from "/static/kiosk/agent.js";
import { calibrating } from "/static/kiosk/calibration.js";
import { afterCard } from "/static/kiosk/cards.js";
import { home, procedures } from "/static/kiosk/choosing.js";
import { confirm } from "/static/kiosk/confirming.js";
import { noPaper, slot, ticket } from "/static/kiosk/done.js";
import { replace } from "/static/kiosk/dom.js";
import { elsewhere } from "/static/kiosk/elsewhere.js";
import { isClosed, shownOf } from "/static/kiosk/facts.js";
import { fit, unfit } from "/static/kiosk/fitting.js";
import { after, fresh, isComing, isOpen, told, wish } from "/static/kiosk/flow.js";
import { head, question, tools } from "/static/kiosk/frame.js";
import { help } from "/static/kiosk/helping.js";
import { focusOf, focusQuestion, listenToKeys, refocus } from "/static/kiosk/keys.js";
import { canListen, drawn, knowVoice, readControl, readPage, readUsed, whereNow } from "/static/kiosk/listening.js";
import { hush, isSpeaking } from "/static/kiosk/loudspeaker.js";
import { lockDown } from "/static/kiosk/lockdown.js";
import { closed, empty, lost, out, refused, sorry, taking } from "/static/kiosk/notices.js";
import { countCode, pairing, settingUp } from "/static/kiosk/pairing.js";
import { allowed, STAY } from "/static/kiosk/staying.js";
import { afterScan, standing } from "/static/kiosk/standing.js";
import { leaveTrial, trialNow, tried, trying } from "/static/kiosk/trying.js";

const SECOND = 1000;
const TICK = SECOND / 4;
const LOOK_EVERY = SECOND;
const FIRST_WITHIN = 5 * SECOND;
const PAPER_EVERY = 300;
const HELP_EVERY = SECOND;
const OVER_HOME = { away: lost, empty, "no-paper": out, closed };
const PAGES = { home, procedures, confirm, taking, ticket, "no-paper": noPaper, elsewhere, standing, refused, away: sorry };
const SET_UP = { pairing, calibrating, trying };

const root = document.documentElement;
const place = document.getElementById("kiosk");
const veil = document.getElementById("veil");
const say = { vi: words("vi"), en: words("en") };
const look = JSON.parse(document.getElementById("look").textContent);

let model = fresh();
let picture = null;
/** The picture as text, but for what the page counts by itself: where it is the same, nothing is drawn anew. */
let pictured = "";
let heard = 0;
let since = performance.now();
let pressed = false;
let helpAsked = 0;
let shown = {};

start();

async function start() {
  if (look.mm) root.style.setProperty("--mm", `${look.mm}px`);
  lockDown();
  listenToKeys({ stirred, scanned, cards: readsCards, moved, again });
  document.addEventListener("pointerdown", () => hold(true), true);
  for (const event of ["pointerup", "pointercancel"]) window.addEventListener(event, () => hold(false), true);
  document.addEventListener("click", onClick);
  // What was fitted with another font's widths is fitted again.
  document.fonts.addEventListener("loadingdone", () => {
    unfit();
    shown.key = null;
  });
  // While the first picture is on its way nothing is known that a person should read: not that the line is cut.
  await Promise.race([follow(), new Promise((done) => setTimeout(done, FIRST_WITHIN))]);
  setInterval(tick, TICK);
}

async function follow() {
  const answer = await askPicture();
  // A machine whose agent is gone is as lost as one whose node is: what was known stays, the link does not.
  picture = answer || (picture && { ...picture, link: "lost", snapshot: null, emergency: 0 });
  pictured = JSON.stringify({ ...picture, now: null, pairing_left_s: null });
  if (answer) heard = performance.now();
  if (answer) await knowVoice(answer.voice || null, say);
  tick();
  setTimeout(follow, LOOK_EVERY);
}

/** A page redrawn under a finger would lose the touch: it waits until the finger is up. */
function hold(down) {
  pressed = down;
  if (!down) return;
  stirred();
  if (model.dark) model = { ...model, dark: false };
}

/** A person is here and does something: whatever is being said ends at once. */
function stirred(asked = false) {
  hush();
  // Moving between the question's answers must not take the question away.
  if (!asked) since = performance.now();
}

/** The keys have reached a control, or the title, at which a page is read again. */
function moved(control) {
  if (control.matches("button")) readControl(control);
  else readPage();
}

/** The key back where nothing is behind: who asks for the voice hears the page, and once more. */
function again() {
  if (model.aloud) readPage();
  else if (canListen(model.language)) touch("listen");
}

function onClick(event) {
  const control = event.target.closest("[data-action],[data-service],[data-procedure]");
  if (!control || control.disabled || !picture) return;
  const before = whereNow();
  const { action, value, service, procedure, priority } = control.dataset;
  if (service !== undefined) touch("service", service);
  else if (procedure !== undefined) touch("procedure", procedure);
  else if (action.startsWith("take")) touch(action, { uuid: crypto.randomUUID(), priority });
  else touch(action, value);
  readUsed(control, before);
}

function touch(action, value) {
  const { page: before, help: called } = model;
  move(after(model, { action, value }, picture));
  if (model.page === "taking" && before !== "taking") take(model);
  if (action === "print-again") printAgain(model.uuid);
  if (model.help === "calling" && called !== "calling") callHelp();
}

/** Rings, and looks until somebody comes or the page is left; who goes back and calls again starts afresh. */
async function callHelp() {
  const mine = (helpAsked += 1);
  const open = () => model.help && mine === helpAsked;
  let answer = await ringHelp();
  const rang = answer.state !== "away";
  while (open()) {
    if (answer.state !== model.help) move({ ...model, help: answer.state });
    if (!rang || model.help === "coming") return;
    await new Promise((done) => setTimeout(done, HELP_EVERY));
    answer = open() ? await askHelp() : answer;
  }
}

async function take(asking) {
  const answer = await askNumber(asking.uuid, wish(asking), asking.card && asking.card.card);
  if (model.uuid !== asking.uuid || model.page !== "taking") return;
  move(told(model, answer));
  watchPaper(asking.uuid);
}

/** Whether the centre has allowed it. */
function readsCards() {
  return Boolean(picture && picture.settings.card_scan);
}

async function readCard({ text }) {
  if (OVER_HOME[stateNow()]) return;
  const answer = await askCard(text);
  if (answer.state === "off") return scanned({ kind: "card" });
  const next = picture && picture.catalogue && afterCard(model, answer);
  if (next) move(next);
}

async function scanned(scan) {
  if (settingUp(picture)) return tried(scan.kind);
  if (scan.text) return readCard(scan);
  const next = picture && picture.catalogue && afterScan(model, scan);
  if (!next) return;
  move(next);
  if (scan.kind !== "ticket") return;
  const answer = await askStanding(scan.code);
  if (model.standing === next.standing) move({ ...model, standing: answer });
}

async function printAgain(uuid) {
  const answer = await askSlip(uuid);
  if (!isAt(uuid)) return;
  move(answer ? told(model, answer) : { ...model, page: "no-paper", told: { ...model.told, paper: "not_printed", again: false } });
  watchPaper(uuid);
}

/** Until the paper has come to an end; a printer that comes round may still finish what was in doubt. */
async function watchPaper(uuid) {
  while (isAt(uuid) && isOpen(model)) {
    await new Promise((done) => setTimeout(done, PAPER_EVERY));
    const answer = await askPaper(uuid);
    if (answer && isAt(uuid)) advance(answer);
  }
}

function isAt(uuid) {
  return model.uuid === uuid && Boolean(model.told) && Boolean(STAY[model.page]);
}

/** The page moves when the paper does something that a person can see. */
function advance(answer) {
  if (answer.paper === model.told.paper) return;
  const next = told(model, answer);
  if (next.page !== model.page || isComing(next) !== isComing(model)) move(next);
  else model = next;
}

function move(next) {
  model = next;
  since = performance.now();
  draw();
}

function tick() {
  // Who listens is not hurried; to the question an answer is waited for as ever.
  if (isSpeaking() && veil.hidden) since = performance.now();
  if (secondsLeft() <= 0 && settingUp(picture)) leaveTrial();
  if (secondsLeft() <= 0 || (settingUp(picture) && model.page !== "home")) move(fresh());
  else if (!pressed) draw();
}

/** Seconds until the page goes home by itself, or Infinity. */
function secondsLeft() {
  const gone = (performance.now() - since) / SECOND;
  return allowed(model, picture).total - gone;
}

function draw() {
  const state = stateNow();
  const asking = (model.help || !STAY[model.page]) && secondsLeft() <= allowed(model, picture).told;
  const listens = !settingUp(picture) && canListen(model.language);
  const view = { model, picture, t: say[model.language], listens, keys: root.dataset.input === "keys", ...clock() };
  const key = JSON.stringify([model, state, view.today, asking, trialNow(), pictured, listens, view.keys]);
  if (key === shown.key) countDown(view.t);
  else redraw(view, state, asking, key);
}

function redraw(view, state, asking, key) {
  const newPage = shown.state !== state || shown.help !== model.help;
  const kept = focusOf(place) || focusOf(veil);
  const page = SET_UP[state] || (model.help ? help : model.page === "home" ? OVER_HOME[state] || home : PAGES[model.page]);
  // First the change of elements: what leaves with the focus in it would be styled once more for nothing.
  replace(place, [head(view), page(view), state === "ticket" && slot(look.slot, view.t), tools(view)].filter(Boolean));
  veil.hidden = !asking;
  veil.replaceChildren(...(asking ? [question(view)] : []));
  dress(view, state, asking);
  countDown(view.t);
  fit(place, model);
  shown = { key, state, help: model.help };
  if (newPage) focusTitle();
  else refocus(kept);
  if (asking && !kept) focusQuestion();
  drawn({ ...view, state, asking, place: asking ? veil : place });
}

/** What the whole document wears: its language, its look and the state that style sheets go by. */
function dress(view, state, asking) {
  Object.assign(root.dataset, { theme: model.theme, scale: model.scale, reach: model.reach });
  root.toggleAttribute("data-aloud", model.aloud > 0);
  root.toggleAttribute("data-dark", model.dark);
  root.lang = model.language;
  document.title = view.t("title");
  Object.assign(document.body.dataset, { state: asking ? "idle" : state, link: picture && picture.link === "live" ? "live" : "lost" });
  place.className = state === "ticket" ? "kiosk kiosk--deep" : "kiosk";
  place.inert = asking;
}

function stateNow() {
  const set = settingUp(picture);
  if (set) return set;
  if (model.help) return "help";
  if (model.page !== "home") return model.page;
  if (!picture || !picture.catalogue) return "away";
  if (picture.link !== "live" && !picture.emergency) return "away";
  if (picture.fault) return "no-paper";
  if (!shownOf(picture).length) return "empty";
  return isClosed(picture) ? "closed" : "home";
}

/** Now by the agent's clock, and as the branch's wall clock writes it. */
function clock() {
  if (!picture) return { now: 0, today: null };
  const now = Date.parse(picture.now) + performance.now() - heard;
  return { now, today: picture.catalogue && local(new Date(now), picture.catalogue.branch.timezone) };
}

function countDown(t) {
  countCode(picture, (performance.now() - heard) / SECOND, t);
  const left = Math.max(0, secondsLeft());
  for (const node of document.querySelectorAll("[data-countdown]")) {
    const text = t(node.dataset.countdown, { n: Math.ceil(left) });
    if (node.textContent !== text) node.textContent = text;
  }
  for (const bar of document.querySelectorAll("[data-countdown-bar]")) {
    bar.style.width = `${Math.min(100, (left / allowed(model, picture).told) * 100)}%`;
  }
}

function focusTitle() {
  const title = document.querySelector("#veil .k-title, #kiosk .k-title");
  if (title) title.focus({ preventScroll: true });
}
