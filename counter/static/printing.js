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

/** `view()` is what the page shows now, or null; `draw()` shows what has changed here. */
export function listenToPrinting({ branch, t, view, draw }) {
  redraw = draw;
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-print]");
    const now = view();
    if (!button || event.detail > 1 || !now || !now.live) return;
    want({ id: button.dataset.print, number: button.dataset.printNumber }, now.devices, { branch, t });
  });
  byId("prints").addEventListener("click", (event) => {
    const row = event.target.closest("button") && event.target.closest("[data-id]");
    if (row) forget(row.dataset.id);
  });
  return (printer) => wanted && print(wanted, printer, { branch, t });
}

export function drawPrinting({ devices, live, t }) {
  keep(byId("prints"), jobs, byId("print-line"), (row, job) => drawJob(row, job, t));
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

function want(ticket, devices, { branch, t }) {
  const printers = printersOf(devices);
  if (printers.length === 0) complain("no_printer", t);
  else if (printers.length === 1) print(ticket, printers[0].name, { branch, t });
  else {
    wanted = ticket;
    write(byId("print-h"), t("print_where", { number: ticket.number }));
    openDialog("print");
  }
}

async function print(ticket, printer, { branch, t }) {
  if (jobs.some((job) => job.ticket === ticket.id && UNDER_WAY.has(job.state))) return;
  const job = { id: `${ticket.id} ${performance.now()}`, ticket: ticket.id, number: ticket.number, printer, state: "queued" };
  jobs = [...jobs.filter((one) => one.ticket !== ticket.id), job];
  redraw();
  try {
    await followed(job, branch, await printTicket(branch, ticket.id, printer));
  } catch (refusal) {
    forget(job.id);
    if (!(refusal instanceof Refusal)) throw refusal;
    complain(refusal.code, t);
  }
}

async function followed(job, branch, asked) {
  take(job, asked);
  let until = Infinity;
  while (jobs.includes(job) && performance.now() < until && !isOver(job.state)) {
    await sleep(LOOK_EVERY);
    take(job, await looked(branch, asked.id));
    if (job.state === "in_doubt" && until === Infinity) until = performance.now() + DOUBTED_FOR;
  }
  if (!GOOD.has(job.state)) return;
  await sleep(READ_WITHIN);
  forget(job.id);
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
  redraw();
}

function forget(id) {
  jobs = jobs.filter((job) => job.id !== id);
  redraw();
}

function drawJob(row, { number, printer, state, reason }, t) {
  mark(row, "data-print-state", state);
  const icon = part(row, "icon");
  icon.toggleAttribute("data-busy", UNDER_WAY.has(state));
  drawIcon(icon, ICONS[state] || "printer");
  write(part(row, "number"), number);
  write(part(row, "text"), t("print_line", { printer, state: stateWord(state, reason, t) }));
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
