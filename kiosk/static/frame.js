// What every page has around it: the head with place and time, the bar of tools, the question when idle.
import { day, hhmm } from "/static/times.js";
import { button, el, icon, svg } from "/static/kiosk/dom.js";
import { timer } from "/static/kiosk/done.js";

const LOUDNESS = ["ear", "speaker-none", "speaker-low", "speaker-high"];
const LANGUAGES = { vi: "Tiếng Việt", en: "English" };

export function head({ model, picture, t, today }) {
  const facts = picture && picture.catalogue;
  const mark = svg("svg", { class: "k-head__mark", "aria-hidden": "true" }, svg("use", { href: "/brand/logo.svg#mark" }));
  return el("header", { class: "k-head" }, mark,
    el("div", { class: "k-head__org" },
      el("b", {}, facts ? facts.centre.name[model.language] : t("centre")),
      el("span", {}, facts ? place(facts.branch, model, t) : picture && picture.pairing && t("pair_not_yet"))),
    today && el("div", { class: "k-head__time" }, el("b", {}, el("time", {}, hhmm(today))),
      el("span", {}, day(today, t)), isTrial(picture) && el("em", {}, t("trial"))));
}

export function tools({ model, t, listens, keys }) {
  return el("nav", { class: "k-tools", "aria-label": t("tools") },
    el("div", { class: "k-seg", role: "group", "aria-label": t("language") },
      Object.entries(LANGUAGES).map(([code, name]) => tool("language", name, model.language === code,
        { lang: code, value: code }))),
    tool("large", [icon("text-aa"), el("span", {}, t("large"))], model.scale === "large", { class: "k-tool" }),
    tool("contrast", [icon("circle-half"), el("span", {}, t("contrast"))], model.theme === "contrast", { class: "k-tool" }),
    tool("low", [icon("wheelchair"), el("span", {}, t("low"))], model.reach === "low", { class: "k-tool" }),
    listens && listen(model, t),
    listens && keys && model.aloud > 0 && tool("dark", [icon("moon"), el("span", {}, t("dark"))], model.dark,
      { class: "k-tool k-tool--dark" }),
    el("button", { type: "button", class: "k-tool k-tool--help", "data-action": "help" }, icon("question"), el("span", {}, t("help"))));
}

export function question({ t }) {
  return el("div", { class: "k-dialog", role: "alertdialog", "aria-modal": "true", "aria-labelledby": "idle" },
    el("div", {}, el("h2", { class: "k-title", id: "idle" }, t("idle_title")),
      el("p", { class: "k-lead", "data-countdown": "idle_lead" })),
    timer().querySelector(".k-timer__bar"),
    el("div", { class: "k-row k-row--act" }, button("finish", "", t("finish")),
      button("more-time", "k-btn--primary", t("more_time"))));
}

/** Silent it is asked to read, reading it is asked for another volume. */
function listen({ aloud }, t) {
  const text = el("span", {}, t(aloud ? `volume_${aloud}` : "listen"));
  return tool("listen", [icon(LOUDNESS[aloud]), text], aloud > 0, { class: "k-tool k-tool--listen" });
}

function place(branch, model, t) {
  return t("branch_line", { name: branch.name[model.language], address: branch.address[model.language] });
}

function isTrial(picture) {
  return Boolean(picture && picture.snapshot && picture.snapshot.always_open);
}

function tool(action, inside, pressed, { value, ...attributes }) {
  return el("button", { type: "button", "data-action": action, "data-value": value, "aria-pressed": String(pressed),
    ...attributes }, inside);
}
