// What an officer does besides the next step: keep for later, hand on, call out of turn, bring back, take back.
import { openDialog } from "./dialogs.js";
import { byId, keep, mark, part, show, write } from "./nodes.js";

const SECOND = 1000;
export const TAKEN_BACK_FOR = 5 * SECOND;
const REOPENED_WITHIN = 10 * 60 * SECOND;
const UNDOABLE = ["call", "finish", "finish-only", "start", "recall", "no-show", "park", "transfer", "add"];
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
  setInterval(() => last && draw(), SECOND / 2);
  return (reason) => chosen && send("call-chosen", chosen, { reason });
}

/** What was just done can be taken back for five seconds. */
export function remember(name, ticket) {
  const number = ticket ? ticket.number : null;
  last = UNDOABLE.includes(name) ? { name, number, until: performance.now() + TAKEN_BACK_FOR } : null;
}

export function drawMoves({ counter, counters, named, facts, t }) {
  if (last && performance.now() > last.until) last = null;
  show(byId("undo"), Boolean(last));
  if (last) write(byId("undo-text"), told(last, t));
  drawChoices("transfer-choices", otherServices(counter.ticket, facts), ({ id }) => named.service(id));
  drawChoices("add-choices", otherServices(counter.ticket, facts), ({ id }) => named.service(id));
  const desks = otherCounters(counter, counters);
  drawChoices("transfer-counters", desks, ({ id, state }) => t(`transfer_counter_${state}`, { counter: id }));
  show(byId("transfer-to-counter"), desks.length > 0);
}

function drawChoices(list, choices, name) {
  keep(byId(list), choices, byId("transfer-choice"), (row, choice) => {
    mark(row, "value", `${choice.to}=${choice.id}`);
    write(part(row, "name"), name(choice));
  });
}

function told({ name, number }, t) {
  const act = t(`did_${name}`);
  return number ? t("undo_of", { act, number }) : act;
}

/** Where a ticket can be handed on to: what this branch does itself. */
function otherServices(ticket, { services }) {
  if (!ticket) return [];
  return services.filter(({ code, offered_at }) => !offered_at && code !== ticket.service).map(({ code }) => ({ to: "service", id: code }));
}

/** Somebody sits there and serves the same: the ticket waits for that counter alone. */
function otherCounters({ code: mine, ticket }, counters) {
  if (!ticket) return [];
  return counters.filter(({ code, state, services }) => code !== mine && state !== "closed" && services.includes(ticket.service))
    .map(({ code, state }) => ({ to: "counter", id: code, state }));
}

/** The button of a row: what can be done with a ticket of this list now, or nothing. */
export function drawMove(button, list, ticket, { state, t }) {
  const move = moveOf(list, state);
  show(button, Boolean(move));
  if (!move) return;
  mark(button, "data-move", move);
  mark(button, "data-ticket", ticket.id);
  write(button, t(`move_${move}`));
  mark(button, "aria-label", t(`move_${move}_number`, { number: ticket.number }));
}

/** Of a ticket that has ended here, while it can still be served again. */
export function drawReopen(button, ticket, { state, now, t }) {
  const may = state === "idle" && ["done", "no_show"].includes(ticket.outcome)
    && now - Date.parse(ticket.ended_at) < REOPENED_WITHIN;
  show(button, may);
  mark(button, "data-move", "reopen");
  mark(button, "data-ticket", ticket.id);
  mark(button, "aria-label", t("move_reopen_number", { number: ticket.number }));
}

function moveOf(list, state) {
  if (list === "no_show") return state === "read-only" || state === "closed" ? null : "reinstate";
  if (state !== "idle") return null;
  return list === "parked" ? "call-back" : "call-chosen";
}

function choose(ticket) {
  chosen = ticket;
  openDialog("call");
}
