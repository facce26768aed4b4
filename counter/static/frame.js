// Draws what frames the work: title, header with clock and shift, footer with the state of the line.
import { byId, mark, show, write } from "./nodes.js";
import { day, hhmm, local } from "/static/times.js";

const PILLS = {
  closed: "pill_closed", idle: "pill_open", called: "pill_open", serving: "pill_open", paused: "pill_paused",
  "read-only": "pill_read_only",
};

export function drawClock({ now, facts, t }) {
  const here = local(now, facts.branch.timezone);
  write(byId("date"), day(here, t));
  write(byId("time"), `${hhmm(here)}:${String(now.getUTCSeconds()).padStart(2, "0")}`);
}

export function drawLink(live, t) {
  show(byId("link-live"), live);
  show(byId("link-lost"), !live);
  write(byId("link-text"), t(live ? "link_live" : "link_lost"));
  show(byId("lost"), !live);
}

export function drawFrame(view) {
  const { counter, services, named, state, t } = view;
  mark(document.body, "data-state", state);
  drawTitle(view);
  write(byId("pill-text"), t(PILLS[state]));
  const rests = state === "idle" || state === "paused";
  mark(byId("pill"), "aria-disabled", !rests);
  show(byId("pill-key"), rests);
  write(byId("officer-name"), view.me);
  write(byId("services"), services.map(named.serviceShort).join(", ") || t("no_services"));
  write(byId("menu-services"), services.map(named.service).join(", ") || t("no_services"));
  show(byId("menu-helps"), counter.overflow.length > 0);
  write(byId("menu-overflow"), counter.overflow.map((one) => helped(one, view)).join(", "));
  write(byId("updated"), t("updated", { time: view.at.slice(11, 19) }));
}

/** "Hộ tịch, khi có người chờ từ 20 phút". */
function helped({ service, after_s: after }, { named, t }) {
  const name = named.service(service);
  return after === null ? t("helps_idle", { service: name }) : t("helps_late", { service: name, n: Math.floor(after / 60) });
}

function drawTitle({ counter, phase, waiting, t }) {
  const number = counter.ticket ? counter.ticket.number : "";
  const title = t(`title_${phase}`, { number, waiting: waiting.length, counter: counter.code });
  if (document.title === title) return;
  document.title = title;
  write(byId("said"), title);
}
