// Pixels per millimetre, found with a card of ISO/IEC 7810 ID-1: every bank card is 85.6 mm wide.
import { el, icon } from "/static/kiosk/dom.js";
import { askCalibration } from "/static/kiosk/agent.js";

const CARD_MM = 85.6;
const STEP_PX = 1;
const LEAST = 1;
const MOST = 20;
const HOLD_AFTER = 400;
const HOLD_EVERY = 50;

let width = null;
let held = null;

export function calibrating({ t }) {
  width ??= CARD_MM * mmNow();
  const page = el("main", { class: "k-main k-main--set-up k-main--card" },
    el("div", {}, el("h1", { class: "k-title", tabindex: "-1" }, t("fit_title")),
      el("p", { class: "k-lead" }, t("fit_lead"))),
    el("div", { class: "k-card__room" }, el("div", { class: "k-card" }, el("span", {}, t("fit_name"), el("br"), t("fit_size")))),
    el("div", { class: "k-row k-card__do" },
      knob("narrower", "minus", t("fit_narrower"), -1, t), knob("wider", "plus", t("fit_wider"), 1, t)),
    el("p", { class: "k-card__mm", role: "status" }, told(t)),
    done(t));
  size(page);
  return page;
}

/** A short touch is one pixel; a finger that stays goes on. */
function knob(name, sign, label, step, t) {
  const node = el("button", { type: "button", class: "k-btn", "data-card": name, "aria-label": label }, icon(sign));
  node.addEventListener("click", () => change(step, t));
  node.addEventListener("pointerdown", () => hold(step, t));
  return node;
}

function hold(step, t) {
  release();
  const start = setTimeout(() => (held = setInterval(() => change(step, t), HOLD_EVERY)), HOLD_AFTER);
  const end = () => {
    clearTimeout(start);
    release();
  };
  for (const event of ["pointerup", "pointercancel"]) window.addEventListener(event, end, { once: true });
}

function release() {
  clearInterval(held);
}

function change(step, t) {
  width = Math.min(CARD_MM * MOST, widest(), Math.max(CARD_MM * LEAST, width + step * STEP_PX));
  const page = document.querySelector("#kiosk main");
  size(page);
  page.querySelector(".k-card__mm").textContent = told(t);
}

/** The frame never leaves the screen. */
function widest() {
  const room = document.querySelector(".k-card__room");
  return Math.min(room.clientWidth, (room.clientHeight * CARD_MM) / 53.98);
}

function size(page) {
  page.querySelector(".k-card").style.setProperty("--card-mm", `${width / CARD_MM}px`);
}

function told(t) {
  return t("fit_mm", { mm: (width / CARD_MM).toFixed(2).replace(".", t("fit_point")) });
}

function done(t) {
  const node = el("button", { type: "button", class: "k-btn k-btn--primary", "data-card": "done" }, t("fit_done"));
  node.addEventListener("click", async () => {
    const kept = await askCalibration(width / CARD_MM);
    if (kept) document.documentElement.style.setProperty("--mm", `${kept.mm}px`);
  });
  return node;
}

function mmNow() {
  return parseFloat(getComputedStyle(document.documentElement).getPropertyValue("--mm"));
}
