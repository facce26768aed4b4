// Paints the hero: who is called where, or what the hall should know while nobody is.
import { day, hhmm } from "/static/times.js";
import { also, branchNow, first, second, serviceName, t, zone } from "/static/display/hall.js";
import { show } from "/static/display/parts.js";
import { pointing, wayWord } from "/static/display/ways.js";

const place = document.getElementById("hero");
const HEROES = { stale: lost, calling, idle, closed };

/** `scene`: `{state, call, fresh}` of `wall.js`. */
export function paintHero(scene, snapshot) {
  const painted = show(place, [HEROES[scene.state](scene, snapshot)]);
  if (!painted) return;
  place.classList.toggle("is-new", Boolean(scene.fresh));
  place.classList.toggle("is-signal", Boolean(scene.fresh && scene.call.signal));
}

function lost() {
  return { template: "hero-lost" };
}

function calling({ call }, snapshot) {
  const times = call.times > 1 ? t("call_times", { n: call.times }) : "";
  return { template: "hero-calling", slots: { ...where(call, snapshot), times }, data: pointing(call) };
}

function idle({ call }, snapshot) {
  if (!call) return { template: "hero-welcome" };
  const key = call.state === "serving" ? "now_serving" : "last_called";
  const slots = { ...where(call, snapshot), label: t(key), label_also: also(key) };
  return { template: "hero-last", slots, data: pointing(call) };
}

function where(call, { services }) {
  const service = services.find((one) => one.code === call.service);
  return {
    number: call.number,
    counter: call.counter,
    way: wayWord(call),
    service: service ? serviceName(service) : "",
    zone: zone(call, first),
    zone_also: zone(call, second),
  };
}

function closed(_, snapshot) {
  const why = { why: reason(snapshot, first, t), why_also: reason(snapshot, second, also) };
  return { template: "hero-closed", slots: { ...why, ...opening(snapshot) } };
}

function reason({ closed_for: why, holiday }, language, words) {
  if (holiday) return words("closed_holiday", { name: holiday[language] });
  return words(why === "lunch" ? "closed_lunch" : "closed");
}

function opening({ opens_at: at, closed_for: why, line }) {
  if (!at) return { opens: "", day: "", also: "", kept: "" };
  const time = hhmm(at);
  if (why === "lunch") return { opens: t("resumes", { time }), day: "", also: also("resumes", { time }), kept: t("kept", { time }) };
  return isToday(at)
    ? { opens: t("opens", { time }), day: "", also: also("opens", { time }), kept: kept(line, time) }
    : { opens: t("opens", { time }), day: day(at, t), also: opensOn(at, also), kept: "" };
}

function opensOn(at, words) {
  return words("opens_on", { time: hhmm(at), day: day(at, words) });
}

// Who has come before the door opens keeps the place.
function kept(line, time) {
  return line.length > 0 ? t("kept", { time }) : "";
}

function isToday(at) {
  return at.slice(0, 10) === branchNow().slice(0, 10);
}
