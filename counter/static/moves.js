// What an officer does besides the next step: keep for later, hand on, call out of turn, bring back, take back.
import { listenToAnswers, question } from "./choosing.js";
import { openDialog } from "./dialogs.js";
import { byId, mark, show, write } from "./nodes.js";
import { counterAnswer, mannedCounters, otherServices } from "./places.js";

const SECOND = 1000;
export const TAKEN_BACK_FOR = 5 * SECOND;
const REOPENED_WITHIN = 10 * 60 * SECOND;
const UNDOABLE = ["call", "finish", "finish-only", "start", "recall", "no-show", "park", "transfer", "add", "incomplete",
  "note", "keyed-in"];
const MOVES = { waiting: "call-chosen", parked: "call-back", no_show: "reinstate" };
const BACK = { reason: "came_back" };

let last = null;
let chosen = null;

/** `send(name, ticket, extra)` carries out one of the acts below; `draw()` shows what has changed here. */
export function listenToMoves({ send, view, draw }) {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-move]");
    const now = view();
    if (!button || event.detail > 1 || !now || !now.live) return;
    const { move, ticket } = button.dataset;
    if (move === "call-chosen") choose(ticket);
    else send(move, ticket, { reason: move === "reopen" ? "mistake" : BACK.reason });
  });
  listenToAnswers("transfer");
  listenToAnswers("add");
  setInterval(() => last && draw(), SECOND / 2);
  return (reason) => chosen && send("call-chosen", chosen, { reason });
}

/** What was just done can be taken back for five seconds. */
export function remember(name, ticket) {
  const number = ticket && name !== "keyed-in" ? ticket.number : null;
  last = UNDOABLE.includes(name) ? { name, number, until: performance.now() + TAKEN_BACK_FOR } : null;
}

export function drawMoves({ t }) {
  if (last && performance.now() > last.until) last = null;
  show(byId("undo"), Boolean(last));
  if (last) write(byId("undo-text"), told(last, t));
}

/** Another service of the branch, or another counter where somebody serves the same. */
export function askTransfer({ counter, counters, facts, named, t }) {
  const others = mannedCounters(counter.ticket, counters).filter(({ code }) => code !== counter.code);
  const services = otherServices(counter.ticket, facts.services, named);
  question("transfer", t("transfer_title"), [...services, ...others.map((one) => counterAnswer(one, t))]);
}

/** One more service for the same visit. */
export function askAdd({ counter, facts, named, t }) {
  question("add", t("add_title"), otherServices(counter.ticket, facts.services, named));
}

function told({ name, number }, t) {
  const act = t(`did_${name}`);
  return number ? t("undo_of", { act, number }) : act;
}

/** The button of a row: what can be done with a ticket of this list, kept out of sight while it cannot. It keeps its
 * room: the list would be laid out anew, and jump, with each call. */
export function drawMove(button, list, ticket, { state, t }) {
  const move = MOVES[list];
  button.classList.toggle("is-away", !mayMove(list, state));
  mark(button, "data-move", move);
  mark(button, "data-ticket", ticket.id);
  write(button, t(`move_${move}`));
  mark(button, "aria-label", t(`move_${move}_number`, { number: ticket.number }));
}

/** Of a ticket that has ended here, while it can still be served again. */
export function drawReopen(button, ticket, { state, now, t }) {
  const may = ["done", "no_show"].includes(ticket.outcome) && now - Date.parse(ticket.ended_at) < REOPENED_WITHIN;
  show(button, may);
  button.classList.toggle("is-away", state !== "idle");
  mark(button, "data-move", "reopen");
  mark(button, "data-ticket", ticket.id);
  mark(button, "aria-label", t("move_reopen_number", { number: ticket.number }));
}

function mayMove(list, state) {
  return list === "no_show" ? state !== "read-only" && state !== "closed" : state === "idle";
}

function choose(ticket) {
  chosen = ticket;
  openDialog("call");
}
