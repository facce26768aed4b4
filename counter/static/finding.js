// Looks a number up by what was typed or scanned, and does with it what its state allows.
import { listenToAnswers, question } from "./choosing.js";
import { onChoice } from "./dialogs.js";
import { drawFound, said } from "./found.js";
import { byId, show, write } from "./nodes.js";
import { complain, forgive } from "./notice.js";
import { typed } from "./typing.js";
import { findTicket, Refusal, reinstate, transfer } from "/static/commands.js";

const LINE = "line";
const AT = "counter:";

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

  function take({ here: found, elsewhere }, text) {
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
    const manned = view().counters
      .filter(({ state, services }) => state !== "closed" && services.includes(ticket.service))
      .sort((one, other) => rank(one) - rank(other));
    const loose = for_counter || for_officer || ticket.state === "parked";
    const line = { id: LINE, key: "", name: t("found_send_line") };
    const each = manned.map(({ code, state }) => ({
      id: AT + code, key: code, name: t("found_send_counter", { code }),
      note: state === "paused" ? t("found_send_paused") : "",
    }));
    return loose ? [...each, line] : each;
  }

  function sendTo(value) {
    const to = value === LINE ? { service: here.ticket.service } : { counter: value.slice(AT.length) };
    carryOut((ticket) => transfer(branch, ticket, to), t("found_did_send", { number: here.ticket.number }));
  }

  function change() {
    const { number, service } = here.ticket;
    const others = view().services.filter(({ code, offered_at }) => !offered_at && code !== service);
    const answers = others.map(({ code, series }) => ({ id: code, key: series, name: named.service(code) }));
    return question("change", t("found_change_title", { number }), answers);
  }

  function changeTo(service) {
    const told = t("found_did_change", { number: here.ticket.number, service: named.service(service) });
    carryOut((ticket) => transfer(branch, ticket, { service }), told);
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
