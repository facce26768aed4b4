// The words and figures of the citizen's page for one ticket, as `_phone.html` writes them first. Pure.
import { hhmm, local, minutes } from "/static/times.js";

const STEP_MS = 300_000;

/**
 * `seen`: `{now, at, timezone, recent, trial}`: the moment the figures hold for (a Date), the same as local
 * time, the branch's zone, the number called last, whether hours are ignored. Texts by slot; an empty one hides its place.
 */
export function face(ticket, seen, language, t) {
  return {
    state: ticket.state,
    // A new call, the second one too, is a new face: it is announced again.
    key: [ticket.state, ticket.counter, ticket.state === "called" && ticket.times].join(),
    number: ticket.number,
    counter: ticket.counter || "",
    ahead: ticket.ahead || 0,
    place: place(ticket, t),
    title: title(ticket, t),
    slots: { ...ofTime(seen, t), give_back: CANCEL[ticket.state] ? t(CANCEL[ticket.state]) : "", ...(OF_STATE[ticket.state] || over)(ticket, seen, language, t) },
  };
}

/** What can be given back; at a counter and after it nothing can. */
const CANCEL = { waiting: "cancel_number", parked: "cancel_number", booked: "cancel_booking" };
const OF_STATE = { waiting, called, serving: () => ({}) };

function ofTime(seen, t) {
  const time = hhmm(seen.at);
  const trial = seen.trial ? t("trial") : "";
  return { updated: t("updated", { time }), lost: t("lost", { time }), trial };
}

function waiting(ticket, seen, language, t) {
  return {
    again: ticket.again ? t("again") : "",
    recent: seen.recent || "",
    turn: ticket.estimate ? turn(ticket.estimate, seen, t) : "–",
    wait: ticket.estimate ? minutes(ticket.estimate.low_s, ticket.estimate.high_s, t) : t("wait_unknown"),
  };
}

function called(ticket, seen, language, t) {
  return {
    called_at: t("called_at", { time: hhmm(ticket.called_at) }),
    times: ticket.times > 1 ? t("called_times", { n: ticket.times }) : "",
    zone: ticket.zone ? ticket.zone[language] : "",
  };
}

function over(ticket, seen, language, t) {
  const date = ticket.business_day.split("-").reverse().join("/");
  const { number, counter, times: n } = ticket;
  const state = ticket.state === "cancelled" && ticket.starts_at ? "cancelled_booked" : ticket.state;
  if (state !== "no_show") return { text: t(`${state}_text`, { number, date, time: slot(ticket) }) };
  return { text: t(counter ? "no_show_at" : "no_show_text", { number, counter, n }) };
}

/** The half-hour of a number for a later day. */
function slot({ starts_at, ends_at }) {
  return starts_at ? `${hhmm(starts_at)}–${hhmm(ends_at)}` : "";
}

/** The clock times of a wait, rounded outward to five minutes: "08:30 – 08:40". */
function turn({ low_s, high_s }, { now, timezone }, t) {
  if (high_s <= 0) return t("turn_now");
  const clock = (ms) => hhmm(local(new Date(ms), timezone));
  return t("turn_range", {
    from: clock(Math.floor((now.getTime() + low_s * 1000) / STEP_MS) * STEP_MS),
    to: clock(Math.ceil((now.getTime() + high_s * 1000) / STEP_MS) * STEP_MS),
  });
}

function place(ticket, t) {
  return ticket.ahead ? t("ahead", { n: ticket.ahead }) : t("ahead_none");
}

function title(ticket, t) {
  const { number, counter, state } = ticket;
  if (state === "called") return t("title_called", { number, counter });
  if (state === "waiting") return t("title_waiting", { number, place: place(ticket, t) });
  return t("title_state", { number, state: t(state) });
}
