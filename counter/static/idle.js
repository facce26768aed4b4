// Warns that this counter closes by itself when nobody touches it.
import { byId, show, write } from "./nodes.js";
import { hhmm } from "/static/times.js";

const WARN_BEFORE = 10 * 60 * 1000;

/** Whoever has the counter may say that they are there; a pause is ended by its own button. */
export function drawIdle({ counter, now, state, t }) {
  const near = Boolean(counter.idle_until) && Date.parse(counter.idle_until) - now <= WARN_BEFORE;
  show(byId("idle"), near && (state === "idle" || state === "paused"));
  if (near) write(byId("idle-text"), t("idle_warning", { time: hhmm(counter.idle_until) }));
  show(byId("idle").querySelector("button"), state === "idle");
}
