// Paints the recent calls, newest first.
import { serverNow } from "/static/live.js";
import { also, first, t, zone } from "/static/display/hall.js";
import { show } from "/static/display/parts.js";
import { pointing, wayWord } from "/static/display/ways.js";

const FEW = 5;
const MANY = 6;
const MINUTE_MS = 60000;
const list = document.querySelector("#recent ol");
const title = document.querySelector("#recent-title span");

/**
 * The calls beside the hero's; a cut wall (`lostSince`) keeps them all, as history. Calls `again` were taken back:
 * whoever has seen one is told so among them for a minute, for as long as the number waits.
 */
export function paintRecent(calls, again, hero, lostSince) {
  title.textContent = lostSince ? t("recent_before", { time: lostSince }) : t("recent");
  const others = calls.filter((call) => !hero || call.id !== hero.id);
  const rows = [...again.filter(isYoung).map(takenBack), ...others].sort(byTime);
  show(list, rows.slice(0, room(rows, lostSince)).map((one) => (one.again ? againRow(one) : row(one))));
  document.body.dataset.recent = rows.length ? "some" : "none";
}

// In a rush the rows close up, so that no call leaves too soon after it came.
function room(rows, lostSince) {
  if (lostSince) return FEW + 1;
  return Math.min(Math.max(rows.filter(isYoung).length, FEW), MANY);
}

function isYoung({ at }) {
  return serverNow() - Date.parse(at) < MINUTE_MS;
}

function takenBack({ number, at }) {
  return { number, at, again: true };
}

function byTime(one, other) {
  return Date.parse(other.at) - Date.parse(one.at);
}

function againRow({ number }) {
  return { template: "recent-again", slots: { number, again: t("call_again"), again_also: also("call_again") } };
}

function row(call) {
  const times = call.times > 1 ? t("call_times", { n: call.times }) : "";
  const slots = { number: call.number, counter: call.counter, way: wayWord(call), zone: zone(call, first), times };
  return { template: "recent-call", slots, mark: call.state === "called" && "is-called", data: pointing(call) };
}
