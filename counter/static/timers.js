// The clock on the slip: what is being timed, against what, and how to say it.
import { duration, secondsBetween } from "./durations.js";

/** `{seconds, label, caption, bar}` or null; `bar` is `{full, mark, late}` in parts of its length. */
export function timer(view) {
  const { phase, counter } = view;
  if (phase === "called") return called(counter.ticket, view);
  if (phase === "serving") return serving(counter.ticket, view);
  const since = phase === "idle" ? idleSince(counter) : counter.since;
  if (phase === "closed" || !since) return null;
  return { seconds: secondsBetween(since, view.now), label: view.t(`timer_${phase}`), caption: view.t(`timer_${phase}`), bar: null };
}

/** Seconds until a called ticket may fairly be marked absent; 0 when it may. */
export function holdLeft(ticket, now) {
  if (!ticket || !ticket.hold_until) return 0;
  return Math.max(0, Math.ceil((Date.parse(ticket.hold_until) - now) / 1000));
}

function called(ticket, { now, t }) {
  const left = holdLeft(ticket, now);
  const seconds = secondsBetween(ticket.called_at, now);
  const caption = left > 0 ? t("hold_left", { duration: duration(left, t) }) : t(over(ticket), { n: ticket.times });
  return { seconds, label: t("timer_called"), caption, bar: bar(seconds, seconds + left) };
}

function over({ calls_left: left }) {
  return left === 0 ? "hold_over_all" : "hold_over";
}

function serving(ticket, { now, t, named }) {
  const seconds = secondsBetween(ticket.started_at, now);
  const norm = named.norm(ticket);
  const label = t("timer_serving");
  if (!norm) return { seconds, label, caption: t("norm_none"), bar: null };
  return { seconds, label, caption: against(norm, seconds, t), bar: bar(seconds, norm) };
}

function against(norm, seconds, t) {
  const minutes = Math.round(norm / 60);
  if (seconds <= norm) return t("norm", { minutes });
  return t("norm_over", { minutes, duration: duration(seconds - norm, t) });
}

// Past its end the bar is full and the mark moves back: the part behind it is what is too much.
function bar(seconds, end) {
  const length = Math.max(seconds, end);
  return { full: seconds / length, mark: end / length, late: seconds > end };
}

// RFC 3339 times of one branch share their offset, so they sort as text.
function idleSince(counter) {
  const ended = counter.done.map(({ ended_at }) => ended_at);
  return [counter.since, ...ended].filter(Boolean).sort().pop();
}
