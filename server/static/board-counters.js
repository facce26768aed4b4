// The counters of a branch as tiles: who is there now, for how long, and who comes next.
import { nameOf } from "/static/board-model.js";
import { hhmm } from "/static/times.js";

const ICONS = "/static/vendor/icons.svg#";

/** Paints a tile a counter into `list`; `now`: a Date by the node's clock. */
export function paintCounters(list, snapshot, now, language, t) {
  const template = document.getElementById("tile");
  while (list.children.length > snapshot.counters.length) list.lastElementChild.remove();
  snapshot.counters.forEach((counter, i) => {
    if (!list.children[i]) list.append(template.content.cloneNode(true));
    paintTile(list.children[i], tile(counter, snapshot, now, language, t));
  });
}

function tile(counter, snapshot, now, language, t) {
  return {
    name: t("counter", { counter: counter.code }),
    services: counter.services.map((code) => nameOf(snapshot, code, language, "name_short")).join(", "),
    time: "",
    next: counter.next && counter.state === "open" ? t("next", { number: counter.next.number }) : "",
    ...condition(counter, now, t),
  };
}

function condition(counter, now, t) {
  if (counter.ticket) return busy(counter.ticket, now, t);
  if (counter.state === "open") return free(counter, now, t);
  if (counter.state !== "paused") return { look: "off", icon: "power", figure: t("counter_closed"), state: t("nobody_here") };
  const since = counter.since ? t("paused_since", { time: hhmm(counter.since) }) : "";
  return { look: "off", icon: "pause", figure: t("paused"), state: since };
}

function busy(ticket, now, t) {
  const calling = ticket.state === "called";
  return {
    look: calling ? "called" : "serving",
    icon: calling ? "megaphone-simple" : "user",
    number: ticket.number,
    figure: ticket.number,
    time: since(calling ? ticket.called_at : ticket.started_at, now),
    state: calling ? t("calling", { n: ticket.times }) : t("serving"),
  };
}

function free(counter, now, t) {
  const last = counter.done.length ? counter.done[0].ended_at : "";
  const time = since(last > (counter.since || "") ? last : counter.since, now);
  if (!counter.next) return { look: "ready", icon: "check", figure: t("ready"), time, state: t("nobody") };
  return { look: "idle", icon: "warning", figure: t("ready"), time, state: t("idle") };
}

/** "04:12" since that moment; it may pass an hour: "75:00". */
function since(at, now) {
  if (!at) return "";
  const seconds = Math.max(0, Math.floor((now.getTime() - Date.parse(at)) / 1000));
  return `${String(Math.floor(seconds / 60)).padStart(2, "0")}:${String(seconds % 60).padStart(2, "0")}`;
}

function paintTile(node, { look, icon, number, ...texts }) {
  node.className = `ctr ctr--${look}`;
  node.querySelector("use").setAttribute("href", ICONS + icon);
  for (const part of node.querySelectorAll("[data-part]")) {
    const text = texts[part.dataset.part];
    if (part.textContent !== text) part.textContent = text;
    if (part.dataset.part === "figure") part.className = number ? "ticket-no" : "";
  }
}
