// An identity card that was read: a line says so, and a button may be suggested. The page knows no more of it.
import { el, icon } from "/static/kiosk/dom.js";
import { fresh, wornBy } from "/static/kiosk/flow.js";

export const ELDERLY = "elderly";

/** While a number is being given or shown, the page belongs to that number. */
const BUSY = ["taking", "ticket", "no-paper"];
/** Pages on the way to a number: the card joins whoever stands here, and nothing chosen is lost. */
const ON_THE_WAY = ["home", "procedures", "confirm"];

/** The model after the agent has looked at a card; null where it changes nothing. */
export function afterCard(model, card) {
  if (BUSY.includes(model.page)) return null;
  if (ON_THE_WAY.includes(model.page)) return { ...model, card };
  return { ...fresh(), ...wornBy(model), card };
}

export function isElderly({ card }) {
  return Boolean(card && card.elderly);
}

export function cardLine({ model, t }) {
  const { card } = model;
  return card && el("p", { class: "k-read", role: "status", "data-card": card.state },
    icon("identification-card"), el("span", {}, t(card.state === "read" ? "card_read" : "card_unreadable")));
}

/** Set off, never chosen: whoever stands here decides. `priority` is what the button would ask for. */
export function suggest(control, model, priority) {
  if (!isElderly(model) || (priority && priority !== ELDERLY)) return control;
  control.classList.add("k-btn--suggested");
  if (priority) control.dataset.priority = priority;
  return control;
}
