// The sign over one counter: who is called or served there, or what people should know while nobody is.
import { follow, serverNow } from "/static/live.js";
import { day, hhmm } from "/static/times.js";
import { fitAll } from "/static/display/fit.js";
import { also, branchNow, t } from "/static/display/hall.js";
import { drift } from "/static/display/sparing.js";
import { show } from "/static/display/parts.js";

const FRESH_MS = 15000;
const place = document.getElementById("shown");
const always = document.getElementById("always");
const counter = document.querySelector("[data-counter]").dataset.counter;
const sign = { snapshot: null, isLost: false, heard: null };

follow({ branch: document.body.dataset.branch, view: "public" }, { snapshot, link });
fitAll();
setInterval(drift, 1000);

function snapshot(picture) {
  sign.snapshot = picture;
  always.hidden = !picture.always_open;
  paint();
}

function link(state) {
  sign.isLost = state === "lost";
  paint();
}

function paint() {
  if (!sign.snapshot && !sign.isLost) return;
  const { state, ...part } = sign.isLost ? lost() : scene(sign.snapshot);
  document.body.dataset.state = state;
  show(place, [part]);
  fitAll();
}

/** `soon` (called, and yet to be said in the hall), `called` (gold), `serving`, `free`, `paused`, `closed`, `stale` or `unknown`, and the part that says it. */
function scene(picture) {
  const desk = picture.counters.find((one) => one.code === counter);
  if (!desk) return words("unknown", t("unknown_how"));
  if (desk.ticket_state === "called") return called(desk, picture.calls);
  if (desk.ticket_state === "serving") return number("serving", desk.number);
  if (desk.state === "open") return words("free", t("free_how"));
  if (desk.state === "paused") return words("paused", t("watch"));
  return words("closed", again(picture));
}

function called(desk, calls) {
  const call = calls.find((one) => one.counter === counter && one.number === desk.number);
  if (!call) return number("called", desk.number);
  const state = call.announced ? "called" : "soon";
  const times = call.times > 1 ? t("call_times", { n: call.times }) : "";
  const mark = isFresh(call) && call.signal && call.announced && "is-signal";
  // With its id: the next call of the same number is painted, and flashes, anew.
  return number(state, desk.number, { times, id: call.id }, mark);
}

// Asked once for each call: one that was fresh when it came flashes for its whole time.
function isFresh({ id, at }) {
  if (!sign.heard || sign.heard.id !== id) sign.heard = { id, fresh: serverNow() - Date.parse(at) < FRESH_MS };
  return sign.heard.fresh;
}

function number(state, shown, more = {}, mark = false) {
  const key = state === "soon" ? "called" : state;
  const slots = { number: shown, say: t(key), times: "", also: also(key), ...more };
  return { state, template: "sign-number", slots, mark };
}

function words(state, say) {
  return { state, template: "sign-words", slots: { big: t(state), say, times: "", also: also(state) } };
}

function lost() {
  return { state: "stale", template: "sign-lost", slots: { lost: t("lost"), say: t("ask"), times: "", also: also("ask") } };
}

// A counter that is closed while its branch is open has told nobody when it comes back.
function again({ open, opens_at: at }) {
  if (open || !at) return t("watch");
  const time = hhmm(at);
  return at.slice(0, 10) === branchNow().slice(0, 10) ? t("opens", { time }) : t("opens_on", { time, day: day(at, t) });
}
