// The pages on which nothing can be chosen: wait a moment, closed, full, offline, out of paper.
import { day, hhmm } from "/static/times.js";
import { button, el, icon } from "/static/kiosk/dom.js";
import { sessionsOn } from "/static/kiosk/facts.js";

const DAY_MS = 24 * 60 * 60 * 1000;
const COME_BACK = ["branch_closed", "service_closed", "service_full"];

export function taking({ t }) {
  return notice("ticket", t("taking_title"), t("taking_lead"), { class: "k-out k-out--calm", role: "status" });
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
export function sorry({ t }) {
  return notice("wifi-slash", t("sorry_title"), t("sorry_go"), { class: "k-out", role: "alert" },
    button("back", "", icon("caret-left"), t("back")),
    button("retry", "k-btn--primary", icon("arrow-clockwise"), t("try_again")));
}

export function refused({ model, t }) {
  const { code } = model.told;
  const comesBack = COME_BACK.includes(code);
  const known = comesBack || code === "person_limit";
  return notice(comesBack || !known ? "clock" : "info", t(known ? `refused_${code}` : "refused_other"), t(comesBack ? "refused_come" : "refused_desk"),
    { class: "k-out", role: "alert", "data-code": code }, button("home", "k-btn--primary", icon("house"), t("to_home")));
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
