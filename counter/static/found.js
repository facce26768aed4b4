// Draws a number that was found: its state, the right counter, what has happened, and what can be done.
import { byId, drawIcon, keep, mark, part, show, write } from "./nodes.js";
import { hhmm, minutes } from "/static/times.js";

const FACES = {
  booked: ["hold", "clock"], next: ["hold", "users"], waiting: ["hold", "users"], called: ["called", "megaphone-simple"], serving: ["serving", "user"],
  parked: ["hold", "clock-countdown"], no_show: ["warn", "user-minus"], no_show_over: ["warn", "user-minus"],
  done: ["plain", "check"], cancelled: ["plain", "x-circle"], expired: ["plain", "x-circle"], earlier_day: ["plain", "x-circle"],
};
// The leg that follows tells of these.
const GOES_ON = new Set(["transferred", "returned"]);
const WAITS = new Set(["next", "waiting"]);
const ENDS = new Set(["done", "no_show", "parked", "cancelled", "expired"]);

/** `view`: `{named, t, language, live}`. */
export function drawFound(here, view) {
  show(byId("found"), here !== null);
  if (!here) return;
  const { ticket, word } = here;
  const [face, icon] = FACES[word];
  write(byId("found-number"), ticket.number);
  mark(byId("found-number"), "data-number", ticket.number);
  mark(byId("found-number"), "data-len", ticket.number.length);
  mark(byId("found-tag"), "class", `tag tag--${face}`);
  drawIcon(byId("found-icon"), icon);
  write(byId("found-word"), view.t(`found_word_${word}`));
  show(byId("found-priority"), ticket.priority !== "none");
  show(byId("found-signal"), ticket.signal);
  write(byId("found-what"), view.named.what(ticket));
  write(byId("found-line"), line(ticket, view));
  write(byId("found-where"), where(here, view));
  drawWait(here, view);
  keep(byId("found-story"), story(here, view), byId("found-step"), drawStep);
  drawActs(here, view);
}

/** One sentence for who cannot see the slip. */
export function said(here, view) {
  const { ticket, word } = here;
  return view.t("found_said", { number: ticket.number, word: view.t(`found_word_${word}`), where: where(here, view) });
}

function line({ procedure, service, dossiers: n, then }, { named, t }) {
  const now = procedure ? t("found_dossiers", { service: named.service(service), n }) : t("found_only_dossiers", { n });
  return then.length ? `${now}. ${t("found_then", { list: then.map(named.what).join("; ") })}` : now;
}

function where(here, view) {
  const { word, counters, ticket } = here;
  const { t } = view;
  if (word === "booked") return t("found_where_booked", { day: date(ticket.business_day), time: halfHour(ticket) });
  if (word === "earlier_day") return t("found_where_earlier_day", { day: date(ticket.business_day) });
  const kind = WAITS.has(word) ? "waits" : word;
  if (counters.length === 0 && kind === "waits") return t("found_where_nobody");
  if (counters.length === 0 && kind === "parked") return t("found_where_parked_nobody");
  return t(`found_where_${kind}`, { counters: places(counters, view) });
}

function date(day) {
  return day.split("-").reverse().join("/");
}

function halfHour({ starts_at, ends_at }) {
  return `${hhmm(starts_at)}–${hhmm(ends_at)}`;
}

function places(counters, { t, language }) {
  const list = counters.map(({ code, state }) => t(state === "open" ? "found_counter" : `found_counter_${state}`, { code })).join(", ");
  const zones = new Set(counters.map(({ zone }) => (zone ? zone[language] : "")));
  const [zone] = zones;
  return zones.size === 1 && zone ? t("found_zone", { counters: list, zone }) : list;
}

function drawWait({ ticket, word }, { t }) {
  show(byId("found-wait"), WAITS.has(word));
  if (!WAITS.has(word)) return;
  const { estimate, ahead: n } = ticket;
  write(byId("found-range"), estimate ? minutes(estimate.low_s, estimate.high_s, t) : t("found_wait_unknown"));
  write(byId("found-ahead"), n === 0 ? t("found_ahead_none") : t("found_ahead", { n }));
}

function story({ legs, source, ticket, booked }, view) {
  if (booked) {
    const text = view.t("found_story_booked", { day: date(ticket.issued_at.slice(0, 10)) });
    return [{ at: ticket.issued_at, text, note: source, id: "0" }];
  }
  const steps = legs.flatMap((leg, index) => stepsOf(leg, legs[index - 1], source, view));
  return steps.map((step, index) => ({ ...step, id: `${index}` }));
}

function stepsOf(leg, before, source, { named, t }) {
  const steps = [{ at: leg.enqueued_at, text: began(leg, before, { named, t }), note: before ? "" : source }];
  if (leg.called_at) {
    const times = leg.calls > 1 ? t("found_story_times", { n: leg.calls }) : "";
    steps.push({ at: leg.called_at, text: t("found_story_called", { counter: leg.counter }), note: times });
  }
  if (leg.outcome && !GOES_ON.has(leg.outcome)) {
    const outcome = ENDS.has(leg.outcome) ? leg.outcome : "other";
    steps.push({ at: leg.ended_at, text: t(`found_outcome_${outcome}`), note: "" });
  }
  return steps;
}

function began(leg, before, { named, t }) {
  if (!before) return t("found_story_issued");
  const service = named.service(leg.service);
  if (before.outcome === "done") return t("found_story_done_next", { service });
  return before.service === leg.service ? t("found_story_back") : t("found_story_transferred", { service });
}

function drawStep(row, { at, text, note }) {
  write(part(row, "at"), hhmm(at));
  write(part(row, "text"), text);
  write(part(row, "note"), note);
  show(part(row, "note"), note !== "");
}

function drawActs({ ticket, may }, { t, live }) {
  const back = may.send === "reinstate";
  offer("send", may.send !== null, live);
  write(part(byId("find-send"), "label"), t(back ? "found_reinstate" : "found_send"));
  offer("change", may.change, live);
  offer("print", may.reprint, live);
  mark(byId("find-print"), "data-print", ticket.id);
  mark(byId("find-print"), "data-print-number", ticket.number);
}

function offer(name, may, live) {
  show(byId(`find-${name}`), may);
  mark(byId(`find-${name}`), "aria-disabled", !live);
}
