// The pages on which nothing can be chosen: wait a moment, closed, full, offline, out of paper.
import { day, hhmm } from "/static/times.js";
import { button, el, icon } from "/static/kiosk/dom.js";
import { serviceOf, sessionsOn } from "/static/kiosk/facts.js";
import { laterButton, laterDay } from "/static/kiosk/later.js";

const DAY_MS = 24 * 60 * 60 * 1000;
const COME_BACK = ["branch_closed", "service_closed", "service_full"];
/** No day has room, or today has numbers again. */
const LATER_SAID = ["service_full", "wrong_state"];

export function taking({ model, t }) {
  return notice("ticket", t(model.later ? "later_taking_title" : "taking_title"), t("taking_lead"), { class: "k-out k-out--calm", role: "status" });
}

/** Home without paper: whoever met the empty printer has finished; nobody else shall. */
export function out({ picture, t }) {
  return notice("printer", t(picture.fault === "out_of_paper" ? "out_title" : "fault_title"), t("out_go"), { class: "k-out", role: "alert" });
}

/** Home of a kiosk for services that its branch does not have now. */
export function empty({ t }) {
  return notice("info", t("empty_title"), t("out_go"), { class: "k-out k-out--calm", role: "status" });
}

/** Home without the node. */
export function lost({ t }) {
  return notice("wifi-slash", t("lost_title"), t("lost_go"), { class: "k-out", role: "alert" });
}

/** A touch that no answer came for: trying again asks for the same number, never for a second. */
export function sorry({ model, t }) {
  return notice("wifi-slash", t(model.later ? "later_sorry_title" : "sorry_title"), t("sorry_go"), { class: "k-out", role: "alert" },
    button("back", "", icon("caret-left"), t("back")),
    button("retry", "k-btn--primary", icon("arrow-clockwise"), t("try_again")));
}

/** Who comes too late for a number of today is offered one of a later day, if the node has any. */
export function refused(view) {
  const { model, picture, t } = view;
  const { code } = model.told;
  const comesBack = !model.later && COME_BACK.includes(code);
  const later = comesBack && !model.then.length && laterDay(serviceOf(picture, model.service), view);
  const [name, title, text] = whyRefused(model, code, comesBack);
  return notice(name, t(title), t(later ? "refused_later" : text),
    { class: "k-out", role: "alert", "data-code": code },
    button("home", later ? "" : "k-btn--primary", icon("house"), t("to_home")), later && laterButton(t));
}

function whyRefused({ later }, code, comesBack) {
  if (comesBack) return ["clock", `refused_${code}`, "refused_come"];
  if (code === "person_limit") return ["info", "refused_person_limit", "refused_desk"];
  if (later && LATER_SAID.includes(code)) return ["clock", `later_${code}`, `later_${code}_do`];
  return ["clock", later ? "later_sorry_title" : "refused_other", "refused_desk"];
}

export function closed({ model, picture, t, today, now }) {
  const opens = picture.snapshot.opens_at;
  const lunch = isLunch(opens, today, picture);
  return el("main", { class: "k-main k-main--closed" },
    el("div", {},
      el("h1", { class: "k-title", tabindex: "-1" }, t(lunch ? "closed_lunch" : "closed_now")),
      el("p", { class: "k-lead" }, comeBack(opens, today, t))),
    opens && reopening(opens, today, now, t),
    lunch && el("div", { class: "k-note k-note--hold" }, icon("ticket"),
      el("span", {}, t("kept_line", { time: hhmm(opens) }))),
    hours(today, picture, t));
}

export function notice(name, title, text, attributes, ...more) {
  const { class: kind, ...rest } = attributes;
  return el("main", { class: `k-main ${kind}` },
    icon(name),
    el("div", rest, el("h1", { class: "k-title", tabindex: "-1" }, title), el("p", {}, text)),
    more.length > 0 && el("div", { class: "k-out__do" }, more));
}

function isLunch(opens, today, picture) {
  if (!opens || opens.slice(0, 10) !== today.slice(0, 10)) return false;
  return sessionsOn(today, picture).some((one) => one.end <= hhmm(today));
}

function comeBack(opens, today, t) {
  if (!opens) return t("come_back_ask");
  return opens.slice(0, 10) === today.slice(0, 10) ? t("come_back") : t("come_back_day", { day: day(opens, t) });
}

function reopening(opens, today, now, t) {
  const morning = hhmm(opens) < "12:00";
  const sameDay = opens.slice(0, 10) === today.slice(0, 10);
  const left = Math.ceil((Date.parse(opens) - now) / 60000);
  const when = sameDay ? t(morning ? "this_morning" : "this_afternoon") : t(morning ? "morning" : "afternoon");
  return el("p", { class: "k-back" }, el("b", {}, hhmm(opens)),
    el("div", {}, el("span", {}, when), sameDay && left <= 60 && el("span", {}, t("minutes_left", { n: left }))));
}

/** The hours of today and tomorrow. */
export function hours(today, picture, t) {
  const next = new Date(Date.parse(`${today.slice(0, 10)}T00:00:00Z`) + DAY_MS).toISOString();
  const head = (key) => el("th", { scope: "col" }, t(key));
  return el("table", { class: "k-hours" },
    el("caption", { class: "vh" }, t("hours_caption")),
    el("thead", { class: "vh" }, el("tr", {}, head("hours_day"), head("hours_time"))),
    el("tbody", {}, line("today", today, picture, t), line("tomorrow", next, picture, t)));
}

function line(key, date, picture, t) {
  const sessions = sessionsOn(date, picture);
  const times = sessions.map((one) => el("span", {}, t("counted_from", { from: one.start, to: one.end })));
  return el("tr", {}, el("th", { scope: "row" }, t(key, { day: day(date, t).replaceAll(" ", "\u00a0") })),
    sessions.length ? el("td", {}, times) : el("td", { class: "is-text" }, t("no_session")));
}
