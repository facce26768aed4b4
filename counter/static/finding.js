// Looks a number up by what was typed or scanned, and does with it what its state allows.
import { listenToAnswers, question } from "./choosing.js";
import { onChoice } from "./dialogs.js";
import { drawFound, said } from "./found.js";
import { asFound } from "./found-booking.js";
import { byId, show, write } from "./nodes.js";
import { complain, forgive } from "./notice.js";
import { counterAnswer, lineAnswer, mannedCounters, otherServices, placeOf } from "./places.js";
import { typed } from "./typing.js";
import { findTicket, Refusal, reinstate, transfer } from "/static/commands.js";

/**
 * `view()` is what the page shows now: `{counters, services, live}` besides words and names, or null.
 * `shown(here)` hears of each number that is found, and of null when there is none any more.
 */
export function finder({ branch, named, t, language, view, shown = () => {} }) {
  const field = byId("find-text");
  const typing = typed(field);
  let here = null;
  let asking = 0;
  let busy = false;

  async function ask(text, refused = refuse) {
    const mine = ++asking;
    try {
      const told = await findTicket(branch, text);
      if (mine === asking) take(told, text);
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      if (mine === asking) refused(refusal.code, text);
    }
  }

  function take({ here: ticket, booking, elsewhere }, text) {
    const found = ticket || (booking && asFound(booking));
    const isNew = found && (!here || here.ticket.id !== found.ticket.id);
    here = found;
    trouble(elsewhere ? t("found_elsewhere", place(elsewhere)) : "");
    draw();
    if (isNew) {
      write(byId("find-said"), said(here, page()));
      did("");
    }
    if (document.activeElement === field && field.value.trim() === text) field.select();
  }

  function place({ name, address }) {
    return { name: name[language], address: address[language] };
  }

  function refuse(code, text) {
    if (code !== "not_found") return complain(code, t);
    here = null;
    trouble(t("found_unknown", { text: text.slice(0, 20).toUpperCase() }));
    draw();
  }

  function trouble(text) {
    write(byId("find-trouble"), text);
    show(byId("find-trouble"), text !== "");
  }

  function did(text) {
    write(byId("find-did"), text);
    show(byId("find-did"), text !== "");
  }

  function page() {
    return { named, t, language, live: Boolean(view() && view().live) };
  }

  function draw() {
    drawFound(here, page());
    shown(here);
  }

  /** The picture has changed: so may have what was found. A line that is cut is told by the page itself. */
  function again() {
    if (here && !busy) ask(here.ticket.code, () => {});
  }

  function clear() {
    asking += 1;
    here = null;
    typing.clear();
    trouble("");
    did("");
    forgive();
    draw();
  }

  async function carryOut(command, told) {
    if (busy || !here) return;
    busy = true;
    forgive();
    try {
      await command(here.ticket.id);
      did(told);
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      complain(refusal.code, t);
    } finally {
      busy = false;
    }
    await ask(here.ticket.code);
    // The button that was pressed may be gone.
    if (document.activeElement === document.body) field.focus();
  }

  function send() {
    const { number } = here.ticket;
    if (here.may.send === "reinstate") {
      const back = (ticket) => reinstate(branch, ticket, "came_back");
      return carryOut(back, t("found_did_reinstate", { number }));
    }
    return question("send", t("found_send_title", { number }), counters());
  }

  /** The right counters first, as the node names them; then the line of all, for one that is bound or kept. */
  function counters() {
    const { ticket, for_counter, for_officer } = here;
    const right = here.counters.map(({ code }) => code);
    const rank = ({ code }) => (right.includes(code) ? right.indexOf(code) : right.length);
    const manned = mannedCounters(ticket, view().counters).sort((one, other) => rank(one) - rank(other));
    const each = manned.map((one) => counterAnswer(one, t));
    const loose = for_counter || for_officer || ticket.state === "parked";
    return loose ? [...each, lineAnswer(ticket, t)] : each;
  }

  function sendTo(answer) {
    const told = t("found_did_send", { number: here.ticket.number });
    carryOut((ticket) => transfer(branch, ticket, placeOf(answer)), told);
  }

  function change() {
    const answers = otherServices(here.ticket, view().services, named);
    return question("change", t("found_change_title", { number: here.ticket.number }), answers);
  }

  function changeTo(answer) {
    const to = placeOf(answer);
    const told = t("found_did_change", { number: here.ticket.number, service: named.service(to.service) });
    carryOut((ticket) => transfer(branch, ticket, to), told);
  }

  /** `send`, `print` or `change`, if the number that is shown allows it now. */
  function wish(name) {
    const button = byId(`find-${name}`);
    if (!here || busy || button.hidden || !page().live) return;
    if (name === "send") send();
    else if (name === "change") change();
    else button.click();
  }

  byId("find-form").addEventListener("submit", (event) => {
    event.preventDefault();
    const text = typing.text();
    forgive();
    if (text) ask(text);
  });
  for (const name of ["send", "change"]) {
    byId(`find-${name}`).addEventListener("click", (event) => event.detail > 1 || wish(name));
    listenToAnswers(name);
  }
  onChoice("send", sendTo);
  onChoice("change", changeTo);
  return { ask, again, clear, wish, draw, carryOut, begin: typing.begin, here: () => here };
}
