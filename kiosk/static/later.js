// A number for a later day: where it is offered while today has none, and how it reads before and after it is given.
import { day, hhmm } from "/static/times.js";
import { button, el, icon, rich } from "/static/kiosk/dom.js";
import { isAdding } from "/static/kiosk/visiting.js";

/** The first day that the node would give; null where it offers none, or this machine may not ask for one: a node that
 * is away knows no free day, and what is added to a number of today is for today. */
export function laterDay(service, { model, picture }) {
  const may = picture.link === "live" && picture.settings.mode !== "priority_only" && !isAdding(model);
  return (may && !service.open && service.booking_day) || null;
}

/** Whether a touch on it leads anywhere: to a number, to a slip for a later day, or to the address of where it is done. */
export function canBeChosen(service, view) {
  return service.open || Boolean(service.offered_at) || Boolean(laterDay(service, view));
}

/** Whether what was given is called on a later day. */
export function isForLater(given) {
  return Boolean(given.starts_at);
}

export function laterButton(t) {
  return button("take-later", "k-btn--primary", icon("calendar-check"), t("take_later"));
}

/** On the page that confirms; the day may move on until it is given. */
export function laterFacts(service, { model, picture, t }) {
  const first = laterDay(service, { model, picture });
  const fact = (name, text) => el("div", {}, el("dt", {}, t(name)), el("dd", { class: "is-words" }, text));
  return el("dl", { class: "slip__bot k-facts k-facts--later" },
    fact("later_now", t("later_none")), fact("later_first", first ? day(first, t) : t("no_figures")));
}

/** "Thứ Năm, 26/11, từ 08:00 đến 08:30". */
export function when({ starts_at, ends_at }, t) {
  const time = t("later_time", { from: hhmm(starts_at), to: hhmm(ends_at) });
  return el("div", { class: "k-when", "data-starts-at": starts_at },
    el("p", { class: "k-lbl" }, t("later_day")),
    el("p", { class: "k-when__day" }, day(starts_at, t)),
    el("p", { class: "k-when__time" }, rich(time, "b")));
}

/** It is called on its day, never today. */
export function thatDay({ number }, t) {
  return el("div", { class: "k-that-day" },
    el("p", { class: "k-lbl" }, t("later_number")),
    el("p", { class: "k-that-day__no num", "data-number": number }, number));
}

export function rule(t) {
  return el("p", { class: "k-when__rule" }, t("later_rule"));
}
