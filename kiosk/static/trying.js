// The last page of setting up: staff touch the marks, print a test slip and scan something before citizens come.
import { askTrial, endTrial, printTrial } from "/static/kiosk/agent.js";
import { el, icon } from "/static/kiosk/dom.js";

const MARKS = 6;
const LOOK_EVERY = 300;
const UNDER_WAY = ["queued", "preflight", "sending"];
const WELL = ["confirmed", "unverified"];

let touched = [];
let slip = { state: null, advice: null };
let scan = null;

export function trying({ t, model }) {
  return el("main", { class: "k-main k-main--set-up k-main--trying" },
    el("div", {}, el("h1", { class: "k-title", tabindex: "-1" }, t("try_title")), el("p", { class: "k-lead" }, t("try_lead"))),
    marks(t),
    el("section", {}, el("h2", {}, t("try_printer")), verdict(t, model.language), control("slip", "", t("try_print"), print)),
    el("section", {}, el("h2", {}, t("try_scanner")), said(scan && "check-circle", t(scan ? `try_scan_${scan}` : "try_scan"))),
    control("done", "k-btn--primary", t("try_done"), leaveTrial));
}

/** What of the trial the page shows: it is drawn anew when this changes. */
export function trialNow() {
  return [touched, slip, scan];
}

/** Only that something came and what kind of thing it was: of a card nothing is known here. */
export function tried(kind) {
  scan = kind;
}

/** The next trial begins with nothing tried. */
export async function leaveTrial() {
  [touched, slip, scan] = [[], { state: null, advice: null }, null];
  await endTrial();
}

function marks(t) {
  const left = MARKS - touched.length;
  return el("section", { class: "k-try__touch" },
    el("h2", {}, t("try_touch")),
    said(left === 0 && "check-circle", left ? t("try_marks", { n: left }) : t("try_marks_done")),
    el("div", { class: "k-try__marks" }, Array.from({ length: MARKS }, (_, index) => mark(index, t))));
}

function mark(index, t) {
  const done = touched.includes(index);
  const node = control(`mark-${index}`, "", icon(done ? "check" : "plus"), () => (touched = [...new Set([...touched, index])]));
  node.setAttribute("aria-label", t("try_mark", { n: index + 1 }));
  node.setAttribute("aria-pressed", String(done));
  return node;
}

function verdict(t, language) {
  const { state, advice } = slip;
  const name = !state ? null : UNDER_WAY.includes(state) ? "printer" : WELL.includes(state) ? "check-circle" : "warning";
  const text = !state ? "try_not_yet" : UNDER_WAY.includes(state) ? "try_printing" : `try_${state}`;
  return said(name, t(text), advice && el("small", {}, advice[language]), state);
}

/** How a part of the trial stands; an icon only once something happened. */
function said(name, text, more, state) {
  return el("p", { class: "k-try__said", role: "status", "data-verdict": state }, name && icon(name), el("span", {}, text, more));
}

function control(name, kind, inside, act) {
  const node = el("button", { type: "button", class: `k-btn ${kind}`.trim(), "data-try": name }, inside);
  node.addEventListener("click", act);
  return node;
}

/** Asks for one and looks until it has come to an end. */
async function print() {
  if (UNDER_WAY.includes(slip.state)) return;
  slip = { state: "queued", advice: null };
  let answer = await printTrial();
  while (answer && UNDER_WAY.includes(answer.state)) {
    await new Promise((done) => setTimeout(done, LOOK_EVERY));
    answer = await askTrial();
  }
  slip = answer || { state: "in_doubt", advice: null };
}
