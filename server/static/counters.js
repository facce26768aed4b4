// What the counters of a branch serve, live, and how a supervisor changes it.
import { words } from "/brand/words.js";
import { nameOf } from "/static/board-model.js";
import { changeProfile } from "/static/commands.js";
import { drawn, fill, minutesOf, paintWaiting } from "/static/counters-form.js";
import { paintList } from "/static/counters-list.js";
import { draftOf, faultsOf, isSame, uncovered, wishOf } from "/static/counters-model.js";
import { byId, complain, onSubmit, reset, wire } from "/static/forms.js";
import { follow } from "/static/live.js";
import { hhmm } from "/static/times.js";

const SAID = ["counter_not_open", "forbidden", "not_found", "unauthenticated", "unreachable"];

const language = document.documentElement.lang;
const t = words(language);
const { branch, counters, elsewhere } = JSON.parse(byId("page").textContent);
const zones = Object.fromEntries(counters.map(({ code, zone }) => [code, zone]));
const form = byId("profile").querySelector("form");

let picture = null;
let chosen = null;

/* ---------- the counters ---------- */

function take(snapshot) {
  picture = snapshot;
  paint();
}

function isLost() {
  return document.body.dataset.link === "lost";
}

function paint() {
  if (!picture) return;
  const live = !isLost();
  const n = picture.counters.length;
  const open = picture.counters.filter(({ state }) => state === "open").length;
  write("summary", n ? `, ${t("summary", { n, open })}` : "");
  write("lost", live ? "" : t("lost", { time: hhmm(picture.at) }));
  byId("lost").hidden = live;
  paintUncovered();
  paintList(byId("counters"), picture, { zones, language, live, change }, t);
  byId("table").hidden = n === 0;
  byId("none").hidden = n > 0;
  if (byId("profile").open) paintForm();
  document.body.dataset.state = "shown";
}

function paintUncovered() {
  const services = uncovered(picture).map(({ code, waiting: n }) => t("uncovered_service", { service: nameOf(picture, code, language), n }));
  const text = services.length ? t("uncovered", { services: services.join("; ") }) : "";
  if (byId("uncovered").lastElementChild.textContent !== text) byId("uncovered").lastElementChild.textContent = text;
  byId("uncovered").hidden = text === "";
}

function write(id, text) {
  if (byId(id).textContent !== text) byId(id).textContent = text;
}

/* ---------- one of them is changed ---------- */

function change(code) {
  const { given } = seen(code);
  chosen = { code, given, wish: given };
  reset(form, t);
  write("said", "");
  write("moved", "");
  byId("profile-title").textContent = [t("counter_name", { counter: code }), zones[code] && zones[code][language]].filter(Boolean).join(" – ");
  const offered = picture.services.map((one) => one.code).filter((one) => !elsewhere.includes(one));
  fill(byId("draft"), draftOf(given, offered), (one) => nameOf(picture, one, language), t);
  paintForm();
  byId("profile").showModal();
}

/** The counter as the picture shows it; nothing once it has left the branch. */
function seen(code) {
  return picture.counters.find((one) => one.code === code);
}

function paintForm() {
  const counter = seen(chosen.code);
  if (counter && counter.officer) write("profile-officer", t("officer_here", { officer: counter.officer }));
  paintWaiting(byId("draft"), Object.fromEntries(picture.services.map(({ code, waiting }) => [code, waiting])), t);
  write("notice", notice(counter));
  byId("save").setAttribute("aria-disabled", locked(counter) !== "");
}

/** Why nothing can be saved now; "" when it can. */
function locked(counter) {
  if (isLost()) return t("notice_lost");
  return counter && counter.state !== "closed" ? "" : t("notice_closed", { counter: chosen.code });
}

function notice(counter) {
  if (locked(counter)) return locked(counter);
  // The picture of one's own press may come before its answer, or instead of it.
  const own = isSame(counter.given, chosen.given) || isSame(counter.given, chosen.wish);
  return own ? "" : t("notice_changed");
}

async function save() {
  if (byId("save").getAttribute("aria-disabled") === "true") return;
  const draft = drawn(byId("draft"));
  const faults = faultsOf(draft);
  if (faults.length) return complain(form, faults.map(({ code, key }) => [code ? minutesOf(code) : "ways", t(key)]));
  chosen.wish = wishOf(draft);
  await changeProfile(branch, chosen.code, chosen.wish);
  byId("profile").close();
  const services = chosen.wish.services.map((code) => nameOf(picture, code, language)).join("; ");
  write("said", t("said_changed", { counter: chosen.code, services }));
}

function told(refusal) {
  if (refusal.code !== "invalid") return [["", t(`error_${SAID.includes(refusal.code) ? refusal.code : "other"}`)]];
  return refusal.errors.map(({ pointer }) => {
    const [, , place, field] = pointer.split("/");
    return field === "after_s" ? [minutesOf(chosen.wish.overflow[place].service), t("error_minutes")] : ["", t("error_unknown")];
  });
}

/* ---------- */

wire(t);
onSubmit(form, save, told);
follow({ branch, view: "desk" }, { snapshot: take, link: paint });
