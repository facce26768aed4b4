// Draws the slip: the ticket at this counter, its clock, and the buttons for what can be done now.
import { face, offers, recommended } from "./actions.js";
import { mmss, mss, secondsBetween, waited } from "./durations.js";
import { byId, drawIcon, mark, show, write } from "./nodes.js";
import { drawPrintButton } from "./printing.js";
import { holdLeft, timer } from "./timers.js";
import { hhmm } from "/static/times.js";

const TAGS = {
  loading: "clock", closed: "power", idle: "check", called: "megaphone-simple", serving: "user", paused: "pause",
};
// Procedure names beyond this many characters are set smaller, never cut.
const LONG = 40;
const SECONDARY = ["recall", "no-show", "add", "finish-only", "park", "transfer", "pause"];
/** A visit has three procedures at most: the one that is served and two behind it. */
const MOST_BEHIND = 2;

export function drawSlip(view) {
  drawWho(view);
  drawTimer(timer(view));
  drawMeta(view);
  drawActions(view);
}

/** Who is at this counter, and for what. */
export function drawWho(view) {
  const { counter, phase } = view;
  mark(byId("slip"), "data-phase", phase);
  drawNumber(counter.ticket);
  drawTags(view);
  drawHead(counter.ticket ? view.named.what(counter.ticket) : view.t(`head_${phase}`));
  write(byId("line"), line(view));
}

function drawNumber(ticket) {
  const node = byId("number");
  const number = ticket ? ticket.number : "";
  show(node, Boolean(ticket));
  write(node, number);
  mark(node, "data-number", number);
  mark(node, "data-len", number.length);
}

function drawHead(text) {
  write(byId("head"), text);
  byId("head").classList.toggle("is-long", text.length > LONG);
}

function drawTags({ counter, phase, t }) {
  const { ticket } = counter;
  mark(byId("tag"), "class", `tag tag--${phase}`);
  drawIcon(byId("tag-icon"), TAGS[phase]);
  write(byId("tag-text"), t(`tag_${phase}`, { n: ticket ? ticket.times : 0 }));
  show(byId("priority"), Boolean(ticket) && ticket.priority !== "none");
  show(byId("signal"), Boolean(ticket && ticket.signal));
  show(byId("signal-how"), Boolean(ticket && ticket.signal) && phase === "called");
}

function line({ counter, phase, named, t, waiting }) {
  const { ticket, next } = counter;
  if (ticket) return ticketLine(ticket, named, t);
  if (phase === "closed") return t("line_closed");
  if (phase === "paused") return t(pauseKey(counter.pause_reason));
  if (!next) return t("line_nobody");
  const first = waiting.find(({ id }) => id === next.id);
  return first ? t("line_next", { number: next.number, what: named.what(first) }) : "";
}

function ticketLine(ticket, named, t) {
  const n = ticket.dossiers;
  const now = ticket.procedure ? t("line_service", { service: named.service(ticket.service), n }) : t("line_dossiers", { n });
  return ticket.then.length ? t("line_then", { now, list: ticket.then.map(named.what).join("; ") }) : now;
}

function pauseKey(reason) {
  const known = ["break", "meeting", "system_fault"];
  return known.includes(reason) ? `line_paused_${reason}` : "line_paused_other";
}

function drawTimer(clock) {
  show(byId("clock"), clock !== null);
  if (clock === null) return;
  mark(byId("clock"), "aria-label", clock.label);
  write(byId("clock-time"), mmss(clock.seconds));
  write(byId("clock-caption"), clock.caption);
  show(byId("clock-bar"), clock.bar !== null);
  if (clock.bar) drawBar(clock.bar);
}

function drawBar({ full, mark: end, late }) {
  byId("clock-full").style.width = `${100 * full}%`;
  byId("clock-mark").style.left = `${100 * end}%`;
  byId("clock").classList.toggle("is-late", late);
}

function drawMeta({ counter, language, now, t }) {
  const { ticket } = counter;
  show(byId("meta"), Boolean(ticket));
  drawPrintButton(byId("print-active"), ticket, t);
  if (!ticket) return;
  const until = ticket.called_at ? Date.parse(ticket.called_at) : now;
  write(byId("meta-issued"), hhmm(ticket.issued_at));
  write(byId("meta-waited"), waited(secondsBetween(ticket.wait_start, until), t));
  write(byId("meta-source"), ticket.source);
  show(byId("meta-foreign"), ticket.language !== "vi");
  write(byId("meta-language"), languageName(ticket.language, language));
}

function languageName(code, language) {
  return new Intl.DisplayNames(language, { type: "language" }).of(code);
}

/** What can be done now, and whether it can be pressed. */
export function drawActions(view) {
  const { state, steps, live, busy, late, t } = view;
  const main = recommended(steps);
  show(byId("acts"), Boolean(main));
  show(byId("watching"), state === "read-only");
  show(byId("act-take-over"), live);
  write(byId("watching-text"), t("read_only", { officer: view.counter.officer || "" }));
  if (main) drawMain(view, main);
  SECONDARY.forEach((name) => drawButton(byId(`act-${name}`), offers(steps, name), name, { live, busy, late }));
  drawHold(view);
  drawRecall(view);
  if (offers(steps, "add") && view.counter.ticket.then.length >= MOST_BEHIND) show(byId("act-add"), false);
  show(byId("menu-keyed-in"), offers(steps, "keyed-in") && live);
  show(byId("menu-close"), offers(steps, "close") && live);
  show(byId("menu-busy"), state === "called" || state === "serving");
}

function drawMain(view, name) {
  const { icon, label } = face(view);
  const button = byId("act-main");
  mark(button, "data-action", name);
  drawIcon(byId("act-main-icon"), icon);
  write(byId("act-main-label"), view.t(label));
  drawButton(button, true, name, view);
}

// aria-disabled instead of disabled: a button that is only locked for a moment keeps the focus.
function drawButton(button, offered, name, { live, busy, late }) {
  if (!offered && document.activeElement === button) byId("act-main").focus();
  show(button, offered);
  mark(button, "aria-disabled", !live || busy !== null);
  mark(button, "aria-busy", late && busy === name);
}

function drawHold({ counter, now, t }) {
  const left = holdLeft(counter.ticket, now);
  byId("act-no-show").classList.toggle("is-early", left > 0);
  show(byId("hold"), left > 0);
  write(byId("hold"), t("act_no_show_left", { left: mss(left) }));
}

/** Called as often as its slip says: calling again is locked, and the word of absence is what is proposed. */
function drawRecall({ counter, phase }) {
  const over = phase === "called" && counter.ticket.calls_left === 0;
  if (over) mark(byId("act-recall"), "aria-disabled", true);
  show(byId("recall-none"), over);
  byId("act-no-show").classList.toggle("is-proposed", over);
}
