// Paints the recent calls, newest first.
import { serverNow } from "/static/live.js";
import { first, t, zone } from "/static/display/hall.js";
import { show } from "/static/display/parts.js";

const FEW = 5;
const MANY = 6;
const MINUTE_MS = 60000;
const list = document.querySelector("#recent ol");
const title = document.querySelector("#recent-title span");

/** The calls beside the hero's; a cut wall (`lostSince`) keeps them all, as history. */
export function paintRecent(calls, hero, lostSince) {
  title.textContent = lostSince ? t("recent_before", { time: lostSince }) : t("recent");
  const rows = calls.filter((call) => !hero || call.id !== hero.id);
  show(list, rows.slice(0, room(rows, lostSince)).map(row));
  document.body.dataset.recent = rows.length ? "some" : "none";
}

// In a rush the rows close up, so that no call leaves too soon after it came.
function room(rows, lostSince) {
  if (lostSince) return FEW + 1;
  const young = rows.filter((call) => serverNow() - Date.parse(call.at) < MINUTE_MS);
  return Math.min(Math.max(young.length, FEW), MANY);
}

function row(call) {
  const times = call.times > 1 ? t("call_times", { n: call.times }) : "";
  const slots = { number: call.number, counter: call.counter, zone: zone(call, first), times };
  return { template: "recent-call", slots, mark: call.state === "called" && "is-called" };
}
