// Where a scanned ticket stands, for fifteen seconds; and what is said of a scan that is no ticket of ours.
import { day, hhmm } from "/static/times.js";
import { button, el, icon } from "/static/kiosk/dom.js";
import { timer } from "/static/kiosk/done.js";
import { serviceOf, turn } from "/static/kiosk/facts.js";
import { fresh, wornBy } from "/static/kiosk/flow.js";

/** While a number is being given or shown, the page belongs to that number. */
const BUSY = ["taking", "ticket", "no-paper"];
const AT_COUNTER = ["called", "serving"];
const KNOWN = [...AT_COUNTER, "waiting", "done", "no_show", "parked", "cancelled", "expired", "booked"];
/** What is said when no ticket stands there: icon, title, text. */
const SAID = {
  asking: ["ticket", "standing_asking", "taking_lead"],
  unknown: ["question", "standing_unknown", "standing_desk"],
  away: ["wifi-slash", "standing_away", "standing_wall"],
  card: ["identification-card", "card_title", "card_text"],
};

/** The model after a scan, as the same person reads it; null where a scan changes nothing. */
export function afterScan(model, scan) {
  if (BUSY.includes(model.page)) return null;
  const told = { state: scan.kind === "ticket" ? "asking" : scan.kind };
  return { ...fresh(), ...wornBy(model), page: "standing", standing: told };
}

export function standing(view) {
  const { model } = view;
  const { ticket } = model.standing;
  return ticket && KNOWN.includes(ticket.state) ? found(ticket, view) : notFound(model.standing.state, view);
}

function notFound(state, { t }) {
  const [name, title, text] = SAID[state] || SAID.unknown;
  return el("main", { class: `k-main k-out${state === "asking" || state === "card" ? " k-out--calm" : ""}`, "data-standing": state },
    icon(name),
    el("div", { role: "status" }, el("h1", { class: "k-title", tabindex: "-1" }, t(title)), el("p", {}, t(text))),
    state !== "asking" && leave(t));
}

function found(ticket, view) {
  const { model, picture, t } = view;
  const service = ticket.branch === picture.catalogue.branch.code && serviceOf(picture, ticket.service);
  const name = service ? service.name[model.language] : t("standing_other_branch");
  return el("main", { class: "k-main k-main--standing", "data-standing": ticket.state },
    el("h1", { class: "k-title", tabindex: "-1" }, t(`standing_${ticket.state}`)),
    el("section", { class: "slip k-slip k-slip--ticket", "aria-label": t("your_ticket") },
      el("div", { class: "slip__top" },
        el("p", { class: "k-lbl" }, t("your_number"), priorityTag(ticket, t)),
        el("p", { class: "ticket-no", "data-number": ticket.number, "data-len": ticket.number.length }, ticket.number),
        el("p", { class: "k-slip__for" }, name)),
      el("div", { class: "slip__bot k-standing" }, ...where(ticket, view))),
    leave(t));
}

function where(ticket, { model, picture, t, now }) {
  if (AT_COUNTER.includes(ticket.state) && ticket.counter) return atCounter(ticket, model, t);
  if (ticket.state !== "waiting") return [el("p", { class: "k-standing__do" }, t(`standing_${ticket.state}_do`, slot(ticket, t)))];
  const ahead = ticket.ahead > 0 ? t("ahead", { n: ticket.ahead }) : t("ahead_none");
  return [el("p", { class: "k-turn__ahead", "data-ahead": ticket.ahead }, ahead),
    el("dl", {}, el("dt", { class: "k-lbl" }, t("turn_at")),
      el("dd", { class: "num k-turn__at" }, turn(now, ticket.estimate, picture, t) || t("no_estimate")))];
}

/** When a number for a later day is called. */
function slot({ starts_at, ends_at, business_day }, t) {
  return starts_at ? { time: t("counted_from", { from: hhmm(starts_at), to: hhmm(ends_at) }), date: day(business_day, t) } : {};
}

function atCounter(ticket, model, t) {
  const zone = ticket.zone && ticket.zone[model.language];
  return [el("p", { class: "k-lbl" }, t(ticket.state === "called" ? "standing_go" : "standing_at")),
    el("p", { class: "k-standing__counter", "data-counter": ticket.counter }, t("standing_counter", { counter: ticket.counter })),
    zone && el("p", { class: "k-standing__do" }, zone)].filter(Boolean);
}

function priorityTag(ticket, t) {
  return ticket.priority !== "none" && el("span", { class: "tag tag--priority" }, icon("star"), t("priority_tag"));
}

function leave(t) {
  return el("div", { class: "k-end" }, timer(), button("home", "k-btn--primary", icon("house"), t("to_home")));
}
