// The page before the number: what it is for, how long it takes, what to bring, and the two ways to take it.
import { ELDERLY, cardLine, isElderly, suggest } from "/static/kiosk/cards.js";
import { button, el, icon, rich, twoLines } from "/static/kiosk/dom.js";
import { signalLine } from "/static/kiosk/done.js";
import { asksDossiers, fewLeft, figuresOf, procedureOf, serviceOf, turn, whereTo } from "/static/kiosk/facts.js";
import { laterButton, laterFacts } from "/static/kiosk/later.js";
import { addButton, following } from "/static/kiosk/visiting.js";

const MOST_PAPERS = 4;
const CHOOSE = { priority_only: "choose_priority_only", assisted: "choose_assisted" };

export function confirm(view) {
  const { model, picture, t } = view;
  const service = serviceOf(picture, model.service);
  const procedure = procedureOf(service, model.procedure);
  return el("main", { class: "k-main k-main--confirm" },
    el("h1", { class: "k-title", tabindex: "-1" }, t(model.later ? "later_title" : "confirm_title")),
    cardLine(view),
    slip(service, procedure, view),
    following(view),
    papers(papersOf(view), view),
    el("section", { class: "k-choice", "aria-labelledby": "choose" },
      asksDossiers(picture, service) && stepper(view),
      el("h2", { id: "choose" }, t(model.later ? "later_rule" : CHOOSE[picture.settings.mode] || "choose_title")),
      ...(model.later ? [laterButton(t)] : ways(view))),
    el("div", { class: "k-row k-row--back" }, button("back", "", icon("caret-left"), t("back")),
      !model.later && addButton(view), !model.later && bySignal(view)));
}

/** For who cannot hear: never chosen beforehand, and settled with the touch that takes the number. */
function bySignal({ model, t }) {
  const control = button("signal", "k-btn--signal", icon("ear-slash"), t("signal"));
  control.setAttribute("aria-pressed", String(model.signal));
  control.setAttribute("aria-label", t("signal_full"));
  return control;
}

/** What to bring for all procedures of the visit, each paper once. */
function papersOf({ model, picture }) {
  const all = [{ service: model.service, procedure: model.procedure }, ...model.then]
    .flatMap((one) => (procedureOf(serviceOf(picture, one.service), one.procedure) || { papers: [] }).papers);
  return all.filter((one, index) => all.findIndex((other) => other.vi === one.vi) === index);
}

function slip(service, procedure, view) {
  const { model, picture, t, now } = view;
  const where = whereTo(service, picture, model.language, t);
  const title = procedure ? procedure.name[model.language] : service.name[model.language];
  const below = procedure || where !== title ? where : service.hint[model.language];
  return el("section", { class: "slip k-slip", "aria-label": t("confirm_slip") },
    el("div", { class: "slip__top k-slip__svc" },
      el("span", { class: "svc__icon" }, icon(service.icon)),
      el("div", {}, el("b", {}, title), el("span", {}, below), few(fewLeft(picture, service), t),
        signalLine(model, t("signal_tag")))),
    model.later ? laterFacts(service, view) : facts(figuresOf(picture, service), picture, t, now));
}

function facts(figures, picture, t, now) {
  const time = figures && turn(now, figures.estimate, picture, t);
  return el("dl", { class: "slip__bot k-facts" },
    el("div", {}, el("dt", {}, t("waiting_now")),
      figures ? el("dd", {}, rich(t("people", { n: figures.waiting }), "small")) : words(t("no_figures"))),
    el("div", {}, el("dt", {}, t("turn_at")),
      time ? el("dd", {}, time) : words(t(figures ? "no_estimate" : "no_figures"))));
}

function few(left, t) {
  return left && el("p", { class: "k-few" }, t("numbers_left", { n: left }));
}

function words(text) {
  return el("dd", { class: "is-words" }, text);
}

function papers(list, { model, t }) {
  if (!list.length) return null;
  const most = MOST_PAPERS - model.then.length;
  const rest = list.length - most;
  const line = (text) => el("li", {}, icon("square"), text);
  return el("section", { class: "k-docs" },
    el("h2", {}, t("papers_title")),
    el("ul", {}, list.slice(0, most).map((one) => line(one[model.language])),
      rest > 0 && el("li", { class: "k-docs__rest" }, t("papers_more", { n: rest }))));
}

function stepper({ model, t }) {
  return el("div", { class: "k-count", role: "group", "aria-labelledby": "dossiers" },
    el("p", { id: "dossiers" }, t("dossiers"), el("small", {}, t("dossiers_hint"))),
    step("fewer", "minus", t("fewer"), model.dossiers === 1),
    el("output", { class: "num", "aria-live": "polite" }, String(model.dossiers)),
    step("another", "plus", t("another"), false));
}

function step(action, name, label, ended) {
  const control = button(action, "", icon(name));
  control.setAttribute("aria-label", label);
  control.disabled = ended;
  return control;
}

/** A number, a priority number, or both; beside staff the reason of a priority is named. */
function ways(view) {
  const { picture, t } = view;
  const take = button("take", "k-btn--primary", icon("ticket"), t("take"));
  if (picture.settings.mode === "assisted") return [take, reasons(view)];
  if (picture.settings.mode !== "priority_only") return [take, priority(view)];
  const only = priority(view) || button("take-priority", "", icon("star"), t("take_priority"));
  only.classList.add("k-btn--only");
  return [only];
}

function reasons({ model, picture, t }) {
  return el("div", { class: "k-reasons", role: "group", "aria-label": t("take_priority") },
    picture.catalogue.priority.map((one) => {
      const control = button("take-priority", "k-btn--left k-btn--priority", icon("star"), one.name[model.language]);
      control.dataset.priority = one.code;
      return suggest(control, model, one.code);
    }));
}

/** The one button for all classes: which of them applies is looked at by the officer, not here. */
function priority({ model, picture, t }) {
  const names = picture.catalogue.priority.map((one) => one.name[model.language]);
  if (!names.length) return null;
  const byCard = isElderly(model) && t("priority_by_card");
  const control = button("take-priority", "k-btn--left k-btn--priority", icon("star"),
    twoLines(t("take_priority"), byCard || t("priority_checked", { classes: names.map(flowing).join(", ") })));
  return suggest(control, model, picture.catalogue.priority.some((one) => one.code === ELDERLY) ? ELDERLY : "");
}

function flowing(name, index) {
  return index === 0 ? name : name.charAt(0).toLocaleLowerCase() + name.slice(1);
}
