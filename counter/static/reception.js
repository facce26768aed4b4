// The reception's tablet: gives numbers, finds them again, and hears the kiosks' bell.
import { isDialogOpen, onChoice, openDialog } from "./dialogs.js";
import { finder } from "./finding.js";
import { drawClock, drawLink } from "./frame.js";
import { giving } from "./giving.js";
import { drawMachines, printersOf } from "./machines.js";
import { names } from "./names.js";
import { byId, mark, show, write } from "./nodes.js";
import { complain, forgive } from "./notice.js";
import { drawOwnPrinter, ownPrinter } from "./own-printer.js";
import { drawPrinting, listenToPrinting, want } from "./printing.js";
import { beginsNumber } from "./typing.js";
import { cancel, cancelBooking, Refusal, session, takeTicket } from "/static/commands.js";
import { helpBar } from "/static/help-bar.js";
import { follow, serverNow } from "/static/live.js";
import { words } from "/brand/words.js";

const SECOND = 1000;

const language = document.documentElement.lang;
const t = words(language);
const facts = JSON.parse(byId("facts").textContent);
const { branch } = JSON.parse(byId("place").textContent);
const drawHelp = helpBar(branch, t);

let picture = null;
let live = false;
let busy = false;
// The ticket that was given here and whose paper is awaited, by its id.
let given = null;

const find = finder({
  branch, named: names(facts, language), t, language, shown,
  view: () => picture && { counters: picture.counters, services: facts.services, live },
});
const give = giving({ facts, language, t, take });

function draw() {
  const now = serverNow();
  drawClock({ now, facts, t });
  drawLink(live, t);
  if (!picture) return;
  give.draw(picture, live && !busy);
  drawMachines({ devices: picture.devices, t });
  drawOwnPrinter(printersOf(picture.devices), t);
  drawPrinting({ devices: picture.devices, live, t });
  drawHelp(picture.help, now);
  find.draw();
}

function shown(here) {
  const state = here ? (here.ticket.id === given ? "issued" : "found") : "issue";
  mark(document.body, "data-state", state);
  for (const part of ["give", "take"]) show(byId(part), !here);
  show(byId("after"), Boolean(here));
  show(byId("cancel"), Boolean(here && (here.may.change || here.may.cancel)));
  show(byId("found-qr"), Boolean(here));
  show(byId("paperless"), state === "issued" && printersOf(picture.devices).length === 0);
  if (!here) return;
  mark(byId("cancel"), "aria-disabled", !live);
  write(byId("cancel"), t(here.booked ? "reception_cancel_booking" : "reception_cancel"));
  const { code, number } = here.ticket;
  mark(byId("found-qr"), "alt", t("reception_qr", { number }));
  mark(byId("found-qr"), "src", `/reception/${encodeURIComponent(branch)}/qr/${encodeURIComponent(code)}`);
}

// Commit first, show second, print third: the number stands here with its QR code until its paper is confirmed.
async function take(wish) {
  if (busy || !live) return;
  setBusy(true);
  try {
    const ticket = await takeTicket(branch, wish);
    given = ticket.id;
    forgive();
    give.clear();
    if (printersOf(picture.devices).length > 0) want(ticket, picture.devices);
    await find.ask(ticket.code);
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    complain(refusal.code, t);
  } finally {
    setBusy(false);
  }
}

function setBusy(now) {
  busy = now;
  draw();
}

function printed(ticket) {
  const here = find.here();
  if (here && here.ticket.id === ticket && ticket === given && !isDialogOpen()) back();
}

function back() {
  given = null;
  find.clear();
  give.clear();
  draw();
}

function askToCancel() {
  if (!live) return;
  const { ticket: { number }, booked } = find.here();
  write(byId("cancel-h"), t(booked ? "reception_cancel_booking_title" : "reception_cancel_title", { number }));
  write(byId("cancel-left"), t(booked ? "reception_cancel_booking_left" : "reception_cancel_left"));
  openDialog("cancel");
}

function type(event) {
  if (!beginsNumber(event) || isDialogOpen()) return;
  byId("find-text").focus();
  find.begin(event);
}

async function identify() {
  try {
    await session();
    forgive();
  } catch (refusal) {
    complain(refusal.code, t);
    setTimeout(identify, 5 * SECOND);
  }
}

function start() {
  const print = listenToPrinting({
    branch, t, draw, printed, printer: ownPrinter, view: () => picture && { devices: picture.devices, live },
  });
  onChoice("print", print);
  onChoice("cancel", (reason) => {
    const { ticket: { number }, booked } = find.here();
    const command = booked ? cancelBooking : cancel;
    find.carryOut((ticket) => command(branch, ticket, reason), t("found_did_cancel", { number }));
  });
  byId("back").addEventListener("click", back);
  byId("cancel").addEventListener("click", (event) => event.detail > 1 || askToCancel());
  byId("dismiss").addEventListener("click", forgive);
  document.addEventListener("keydown", type);
  setInterval(draw, SECOND);
  identify();
  follow({ branch, view: "desk" }, {
    snapshot(newer) {
      picture = newer;
      draw();
      find.again();
    },
    link(state) {
      live = state === "live";
      draw();
    },
  });
}

start();
