// Draws the lists beside the slip: waiting, to be called later, missed; one at a time, as tabs.
import { secondsBetween, waited } from "./durations.js";
import { drawMove } from "./moves.js";
import { byId, keep, mark, part, show, write } from "./nodes.js";
import { drawPrintButton } from "./printing.js";
import { hhmm } from "/static/times.js";

const LISTS = ["waiting", "parked", "no_show"];
const WHYS = ["longest_wait", "priority", "overflow"];
// Of a line that is longer only its head is drawn: whoever stands behind is found by number.
export const DRAWN = 100;
// The city's limit: after half an hour a row says so with a sign and in red.
const LATE_S = 1800;
const STEPS = { ArrowLeft: -1, ArrowRight: 1 };

let open = "waiting";

export function listenToTabs(draw) {
  LISTS.forEach((name) => tab(name).addEventListener("click", () => choose(name, draw)));
  byId("tabs").addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    choose(LISTS[(LISTS.indexOf(open) + step + LISTS.length) % LISTS.length], draw);
    tab(open).focus();
  });
}

export function drawQueue(view) {
  LISTS.forEach((name) => drawTab(name, view[name].length));
  mark(byId("list"), "aria-labelledby", `tab-${open}`);
  write(byId("col-time"), view.t(open === "no_show" ? "col_missed" : "col_waited"));
  const drawn = open === "waiting" ? view.waiting.slice(0, DRAWN) : view[open];
  keep(byId("rows"), drawn, byId("row"), (row, ticket) => drawRow(row, ticket, view));
  show(byId("behind"), drawn.length < view[open].length);
  write(byId("behind"), view.t("behind", { n: view[open].length - drawn.length }));
  drawEmpty(view);
  show(byId("elsewhere"), open === "waiting" && view.elsewhere > 0);
  write(byId("elsewhere"), view.t("elsewhere", { n: view.elsewhere }));
}

function choose(name, draw) {
  open = name;
  byId("list").scrollTop = 0;
  draw();
}

function tab(name) {
  return byId(`tab-${name}`);
}

function drawTab(name, count) {
  mark(tab(name), "aria-selected", name === open);
  mark(tab(name), "tabindex", name === open ? 0 : -1);
  write(part(tab(name), "count"), count);
}

function drawRow(row, ticket, { counter, named, now, state, t }) {
  const next = open === "waiting" && counter.next && counter.next.id === ticket.id;
  const seconds = secondsBetween(ticket.wait_start, now);
  row.classList.toggle("is-next", Boolean(next));
  row.classList.toggle("is-late", open !== "no_show" && seconds >= LATE_S);
  write(part(row, "number"), ticket.number);
  mark(part(row, "number"), "data-len", ticket.number.length);
  write(part(row, "what"), named.what(ticket));
  show(part(row, "priority"), ticket.priority !== "none");
  show(part(row, "signal"), Boolean(ticket.signal));
  show(part(row, "next"), Boolean(next));
  write(part(row, "next"), next ? t(nextKey(counter.next.why)) : "");
  drawPrintButton(part(row, "print"), ticket, t);
  drawMove(part(row, "move"), open, ticket, { state, t });
  write(part(row, "time"), open === "no_show" ? hhmm(ticket.ended_at || "") : waited(seconds, t));
}

function nextKey(why) {
  return WHYS.includes(why) ? `next_${why}` : "next";
}

function drawEmpty(view) {
  const empty = view[open].length === 0;
  show(byId("empty"), empty);
  show(byId("table"), !empty);
  write(byId("empty-text"), view.t(`empty_${open}`));
  show(byId("empty-note"), open === "waiting");
}
