// The pages on which people find what they came for: home and the procedures of a field.
import { day, hhmm, local, minutes } from "/static/times.js";
import { cardLine } from "/static/kiosk/cards.js";
import { button, el, icon, twoLines } from "/static/kiosk/dom.js";
import { adviceOf, fewLeft, fieldPages, figuresOf, isBusy, procedurePages, resultsOf, serviceOf } from "/static/kiosk/facts.js";
import { canBeChosen, laterDay } from "/static/kiosk/later.js";
import { isAdding, nameOf } from "/static/kiosk/visiting.js";

const LONG_NAME = 24;

export function home({ model, picture, t }) {
  const pages = fieldPages(picture);
  const fields = pages[model.fieldPage] || [];
  const view = { model, picture, t };
  const mode = picture.settings.mode;
  return el("main", { class: "k-main k-main--home" },
    isAdding(model) ? adding(view) : el("div", { class: "k-intro" },
      el("h1", { class: "k-title", tabindex: "-1" }, t(mode === "priority_only" ? "home_priority_only" : "home_title")),
      cardLine(view) || el("p", { class: "k-lead" }, t("home_lead"))),
    apart(resultsOf(picture), "results", "k-btn--first", view),
    fields.length > 0 && el("ul", { class: "svc-list svc-list--grid svc-list--six" }, fields.map((one) => el("li", {}, row(one, view)))),
    el("div", { class: "k-foot" },
      pages.length > 1 && more(pages, view),
      isAdding(model) ? button("back", "k-btn--last", icon("caret-left"), t("back"))
        : apart(adviceOf(picture), "advice_desk", "k-btn--last", view)));
}

/** Home while one more procedure is chosen: what the number is for already. */
function adding({ model, picture, t }) {
  const names = [model.first, ...model.then].map((one) => nameOf(one, picture, model.language));
  return el("div", { class: "k-intro" },
    el("h1", { class: "k-title", tabindex: "-1" }, t("add_title")),
    el("p", { class: "k-lead k-lead--chosen" }, t("add_lead", { list: names.join("; ") })));
}

export function procedures({ model, picture, t }) {
  const service = serviceOf(picture, model.service);
  const pages = procedurePages(service);
  const shown = pages[model.procedurePage] || [];
  const name = (one) => one.name[model.language];
  return el("main", { class: "k-main" },
    el("div", {},
      el("p", { class: "k-crumb" }, icon(service.icon), name(service)),
      el("h1", { class: "k-title", tabindex: "-1" }, t("procedures_title")),
      cardLine({ model, t })),
    el("ul", { class: "svc-list svc-list--grid svc-list--eight" },
      shown.map((one) => el("li", {}, plainRow(one.code, name(one)))),
      el("li", {}, plainRow("", t("other_procedure")))),
    el("div", { class: "k-row k-row--act" },
      button("back", "", icon("caret-left"), t("back")),
      pages.length > 1 ? moreProcedures(pages, model, t) : unsure({ model, picture, t })));
}

/** A row that stands apart from the fields: results above them, advice below. */
function apart(service, name, kind, view) {
  if (!service) return null;
  return el("div", { class: "k-row" },
    el("button", { type: "button", class: `k-btn k-btn--left ${kind}`, ...choice(service, view) },
      icon(service.icon), twoLines(view.t(name), inWords(service, view))));
}

function inWords(service, view) {
  const { model, picture, t } = view;
  const later = laterDay(service, view);
  if (later) return t("later_in_words", { why: t(reason(service, picture)), day: day(later, t).replaceAll(" ", "\u00a0") });
  if (!canBeChosen(service, view)) return whyNot(service, picture, t);
  const left = fewLeft(picture, service);
  return left ? t("numbers_left", { n: left }) : waitInWords(service, picture, t) || hint(service, model, picture, t);
}

function row(service, view) {
  const { model, picture, t } = view;
  const later = laterDay(service, view);
  const open = !later && canBeChosen(service, view);
  const name = service.name[model.language];
  const long = name.length > LONG_NAME ? " svc__name--long" : "";
  return el("button", { type: "button", class: later ? "svc svc--later" : "svc", ...choice(service, view) },
    el("span", { class: "svc__icon" }, icon(service.icon)),
    el("span", { class: "svc__text" },
      el("span", { class: `svc__name${long}` }, name),
      open ? below(service, view) : el("span", { class: "svc__eg" }, later ? whyLater(service, picture, t) : t(reason(service, picture)))),
    open ? wait(service, picture, t) : later ? figure(t("later_row"), day(later, t), "--none") : reopening(service, picture, t),
    icon("caret-right", "svc__go"));
}

function below(service, { model, picture, t }) {
  const left = fewLeft(picture, service);
  if (left) return el("span", { class: "svc__eg svc__eg--few" }, t("numbers_left", { n: left }));
  return el("span", { class: "svc__eg" }, hint(service, model, picture, t));
}

/** Why nothing is given: a session that is full will be followed by another one today. */
function reason(service, picture) {
  const today = service.why === "full" && isToday(service, picture);
  return today ? "why_full_session" : `why_${service.why || "hours"}`;
}

function isToday({ opens_at }, { catalogue, now }) {
  return Boolean(opens_at) && opens_at.slice(0, 10) === local(new Date(now), catalogue.branch.timezone).slice(0, 10);
}

function choice(service, view) {
  const closed = !canBeChosen(service, view);
  return { "data-service": service.code, "aria-disabled": closed && "true" };
}

function hint(service, model, picture, t) {
  const place = service.offered_at && picture.elsewhere[service.offered_at];
  return place ? t("elsewhere_short", { place: place.address[model.language] }) : service.hint[model.language];
}

function wait(service, picture, t) {
  if (service.offered_at) return el("span", { class: "svc__wait" });
  const figures = figuresOf(picture, service);
  if (!figures) return figure(t("no_figures"), null, "--none");
  const people = t(isBusy(figures) ? "people_busy" : "people_waiting", { n: figures.waiting });
  if (!figures.estimate) return figure(people, t("no_estimate"), "--none");
  const { low_s, high_s } = figures.estimate;
  const text = minutes(low_s, high_s, t);
  const kind = isBusy(figures) ? "--busy" : /^\d/.test(text) ? "" : "--none";
  return figure(text, figures.waiting > 0 && people, kind);
}

/** Figures large and their unit small; words alone stay words. */
function figure(text, below, kind) {
  const parts = /^([\d–]+) (.*)$/.exec(text);
  const above = parts && kind !== "--none" ? [`${parts[1]} `, el("small", {}, parts[2])] : [text];
  return el("span", { class: `svc__wait${kind ? ` svc__wait${kind}` : ""}` },
    el("b", {}, ...above), below && el("span", {}, below));
}

function reopening(service, picture, t) {
  if (!service.opens_at) return el("span", { class: "svc__wait" });
  const when = isToday(service, picture) ? t("reopens") : day(service.opens_at, t);
  return el("span", { class: "svc__wait" }, el("b", {}, hhmm(service.opens_at)), el("span", {}, when));
}

function whyNot(service, picture, t) {
  const why = t(reason(service, picture));
  if (service.opens_at && !isToday(service, picture)) return t("listed", { first: why, rest: day(service.opens_at, t) });
  return service.opens_at ? t("listed", { first: why, rest: t("reopens_at", { time: hhmm(service.opens_at) }).toLowerCase() }) : why;
}

/** Who may also wait for another session of today is told so. */
function whyLater(service, picture, t) {
  return isToday(service, picture) ? whyNot(service, picture, t) : t(reason(service, picture));
}

function waitInWords(service, picture, t) {
  const figures = figuresOf(picture, service);
  if (service.offered_at || !figures) return null;
  const first = untilCalled(figures.estimate, t);
  return figures.waiting > 0 ? t("listed", { first, rest: t("people_waiting", { n: figures.waiting }) }) : first;
}

function untilCalled(estimate, t) {
  if (!estimate) return t("no_estimate");
  return estimate.high_s > 0 ? minutes(estimate.low_s, estimate.high_s, t) : t("no_wait_at_all");
}

function more(pages, { model, t }) {
  const next = (model.fieldPage + 1) % pages.length;
  const names = pages[next].map((one) => one.name_short[model.language]).join(", ");
  return button("more", "k-btn--left k-more", icon("list-plus"),
    twoLines(t(next ? "more_fields" : "earlier_fields"), names), dots(model.fieldPage, pages.length),
    el("span", { class: "vh" }, t("page_of", { page: model.fieldPage + 1, pages: pages.length })));
}

function dots(page, count) {
  const marks = Array.from({ length: count }, (_, index) => el("i", { class: index === page ? "is-on" : "" }));
  return el("span", { class: "k-dots", "aria-hidden": "true" }, marks);
}

function plainRow(code, text) {
  return el("button", { type: "button", class: "svc svc--plain", "data-procedure": code },
    el("span", { class: "svc__name" }, text), icon("caret-right", "svc__go"));
}

function moreProcedures(pages, model, t) {
  const last = model.procedurePage === pages.length - 1;
  return button("more-procedures", "k-btn--left", icon("list-plus"),
    t(last ? "earlier_procedures" : "more_procedures"), dots(model.procedurePage, pages.length));
}

function unsure({ model, picture, t }) {
  const service = adviceOf(picture);
  if (!service || !service.open || service.code === model.service) return null;
  const figures = figuresOf(picture, service);
  const estimate = figures && figures.estimate;
  const text = estimate ? t(estimate.high_s > 0 ? "advice_wait" : "advice_now",
    { wait: minutes(estimate.low_s, estimate.high_s, t) }) : t("advice");
  const control = button("unsure", "k-btn--left", icon("question"), twoLines(t("not_sure"), text));
  control.dataset.value = service.code;
  return control;
}
