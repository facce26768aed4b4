// A machine that nobody has let in yet: its code, how to approve it, and how long it is good.
import { el, icon } from "/static/kiosk/dom.js";

const HALF = 4;

/** The page that a machine shows instead of every other until it is set up, or null. */
export function settingUp(picture) {
  if (!picture) return null;
  if (picture.pairing) return "pairing";
  if (picture.calibrating) return "calibrating";
  return picture.trying ? "trying" : null;
}

export function pairing({ picture, t }) {
  const { code, server, version } = picture.pairing;
  return el("main", { class: "k-main k-main--set-up" },
    el("div", {}, el("h1", { class: "k-title", tabindex: "-1" }, t("pair_title")),
      el("p", { class: "k-lead" }, t(code ? "pair_lead" : "pair_no_code"))),
    code ? shown(code, t) : el("p", { class: "k-note k-note--hold", role: "status" }, icon("wifi-slash"),
      el("span", {}, t("pair_server", { server }), el("small", {}, t("pair_again")))),
    code && steps(code, t),
    el("p", { class: "k-crumb k-set-up__foot" }, t("pair_version", { version, server })));
}

/** The time that the code has left, by what the agent said and the seconds since. */
export function countCode(picture, gone, t) {
  if (!picture || !picture.pairing) return;
  const left = Math.max(0, Math.ceil(picture.pairing_left_s - gone));
  const time = `${String(Math.floor(left / 60)).padStart(2, "0")}:${String(left % 60).padStart(2, "0")}`;
  for (const node of document.querySelectorAll("[data-code-left]")) {
    const text = t("pair_left", { time });
    if (node.textContent !== text) node.textContent = text;
  }
  for (const bar of document.querySelectorAll("[data-code-bar]")) {
    bar.style.width = `${Math.min(100, (left / picture.pairing.lasts_s) * 100)}%`;
  }
}

function shown(code, t) {
  const halves = [code.slice(0, HALF), code.slice(HALF)];
  return el("div", { class: "k-set-up__code" },
    el("p", { class: "k-pair-code", "data-code": code, role: "img", "aria-label": t("pair_code", { code: [...code].join(" ") }) },
      halves.map((half) => el("span", { "aria-hidden": "true" }, half))),
    el("p", { class: "k-timer" }, el("span", { "data-code-left": "" }),
      el("span", { class: "k-timer__bar" }, el("i", { "data-code-bar": "" }))));
}

function steps(code, t) {
  return el("div", { class: "k-set-up__how" },
    el("h2", {}, t("pair_how")),
    el("ol", { class: "k-steps" }, el("li", {}, el("span", {}, t("pair_step_server"))),
      el("li", {}, el("span", {}, t("pair_step_type"), el("code", {}, `moiso device approve ${code} --branch … --name …`))),
      el("li", {}, el("span", {}, t("pair_step_replace")))));
}
