// Printing a ticket again: at which kiosk, and how far it has come, on the screen that asked.
import { openDialog } from "./dialogs.js";
import { faultWord, faultsOf, printersOf, words } from "./machines.js";
import { byId, drawIcon, keep, mark, part, show, write } from "./nodes.js";
import { complain } from "./notice.js";
import { printJob, printTicket, Refusal } from "/static/commands.js";

const SECOND = 1000;
const LOOK_EVERY = SECOND;
// Good news goes by itself; doubt may still be lifted within this time.
const READ_WITHIN = 8 * SECOND;
const DOUBTED_FOR = 180 * SECOND;
const UNDER_WAY = new Set(["queued", "preflight", "sending"]);
const GOOD = new Set(["confirmed", "unverified"]);
const ICONS = { confirmed: "check", unverified: "check", not_printed: "warning", in_doubt: "question" };

let jobs = [];
let wanted = null;
let redraw = () => {};
let page = {};

/**
 * `view()` is what the page shows now, or null; `draw()` shows what has changed here. `printer()` names the one that
 * this desk always prints at, if any; `printed(ticket)` hears of paper that has certainly come out, once it was read.
 */
export function listenToPrinting({ branch, t, view, draw, printer = () => null, printed = () => {} }) {
  redraw = draw;
  page = { branch, t, printer, printed };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-print]");
    const now = view();
    if (!button || event.detail > 1 || !now || !now.live) return;
    want({ id: button.dataset.print, number: button.dataset.printNumber }, now.devices);
  });
  lists().forEach((list) => list.addEventListener("click", (event) => {
    const row = event.target.closest("button") && event.target.closest("[data-id]");
    if (row) forget(row.dataset.id);
  }));
  return (name) => wanted && print(wanted, name);
}

function lists() {
  return document.querySelectorAll("[data-prints]");
}

export function drawPrinting({ devices, live, t }) {
  lists().forEach((list) => keep(list, jobs, byId("print-line"), (row, job) => drawJob(row, job, t)));
  const choices = printersOf(devices).map((device) => ({ id: device.name, device }));
  keep(byId("print-choices"), choices, byId("print-choice"), (row, { device }) => drawChoice(row, device, t));
  document.querySelectorAll("[data-print]").forEach((button) => mark(button, "aria-disabled", !live));
}

/** Makes a button print this ticket, or hides it when there is none. */
export function drawPrintButton(button, ticket, t) {
  show(button, Boolean(ticket));
  if (!ticket) return;
  mark(button, "data-print", ticket.id);
  mark(button, "data-print-number", ticket.number);
  mark(button, "aria-label", t("print_again_number", { number: ticket.number }));
}

/** On the one printer, or on this desk's own; of several others the desk chooses. */
export function want(ticket, devices) {
  const printers = printersOf(devices);
  const own = printers.length === 1 ? printers[0] : printers.find(({ name }) => name === page.printer());
  if (printers.length === 0) complain("no_printer", page.t);
  else if (own) print(ticket, own.name);
  else {
    wanted = ticket;
    write(byId("print-h"), page.t("print_where", { number: ticket.number }));
    openDialog("print");
  }
}

async function print(ticket, printer) {
  if (jobs.some((job) => job.ticket === ticket.id && UNDER_WAY.has(job.state))) return;
  const job = { id: `${ticket.id} ${performance.now()}`, ticket: ticket.id, number: ticket.number, printer, state: "queued", copy: 1 };
  jobs = [...jobs.filter((one) => one.ticket !== ticket.id), job];
  redraw();
  try {
    await followed(job, await printTicket(page.branch, ticket.id, printer));
  } catch (refusal) {
    forget(job.id);
    if (!(refusal instanceof Refusal)) throw refusal;
    complain(refusal.code, page.t);
  }
}

async function followed(job, asked) {
  take(job, asked);
  let until = Infinity;
  while (jobs.includes(job) && performance.now() < until && !isOver(job.state)) {
    await sleep(LOOK_EVERY);
    take(job, await looked(page.branch, asked.id));
    if (job.state === "in_doubt" && until === Infinity) until = performance.now() + DOUBTED_FOR;
  }
  if (!GOOD.has(job.state)) return;
  await sleep(READ_WITHIN);
  forget(job.id);
  if (job.state === "confirmed") page.printed(job.ticket);
}

// A line that is cut for a while tells nothing of the paper: ask again.
async function looked(branch, id) {
  try {
    return await printJob(branch, id);
  } catch (refusal) {
    if (refusal instanceof Refusal && refusal.code === "unreachable") return null;
    throw refusal;
  }
}

function isOver(state) {
  return GOOD.has(state) || state === "not_printed";
}

function take(job, told) {
  if (!told) return;
  job.state = told.state;
  job.reason = told.reason;
  job.copy = told.copy;
  redraw();
}

function forget(id) {
  jobs = jobs.filter((job) => job.id !== id);
  redraw();
}

function drawJob(row, { number, printer, state, reason, copy }, t) {
  mark(row, "data-print-state", state);
  const icon = part(row, "icon");
  icon.toggleAttribute("data-busy", UNDER_WAY.has(state));
  drawIcon(icon, ICONS[state] || "printer");
  write(part(row, "number"), number);
  const line = { printer, state: stateWord(state, reason, t) };
  write(part(row, "text"), copy > 1 ? t("print_line_copy", { ...line, copy }) : t("print_line", line));
  show(part(row, "close"), !UNDER_WAY.has(state));
}

function stateWord(state, reason, t) {
  if (UNDER_WAY.has(state)) return t("print_under_way");
  const why = reason && !GOOD.has(state) ? faultWord(reason, t) : "";
  return why ? t(`print_${state}_because`, { why }) : t(`print_${state}`);
}

function drawChoice(row, device, t) {
  const faults = faultsOf(device);
  mark(row, "value", device.name);
  write(part(row, "name"), device.name);
  show(part(row, "faults"), faults.length > 0);
  write(part(row, "faults"), words(faults, t));
}

function sleep(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
