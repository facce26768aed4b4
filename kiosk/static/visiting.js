// Several procedures under one number: what is added, what is taken away, and how that reads.
import { button, el, icon } from "/static/kiosk/dom.js";
import { procedureOf, serviceOf } from "/static/kiosk/facts.js";

const MOST = 3;

/** While another procedure is looked for, `model.first` keeps what was chosen before. */
export function isAdding(model) {
  return Boolean(model.first);
}

export function mayAdd(model) {
  return model.then.length + 1 < MOST;
}

/** Home again, to choose one more. */
export function addOne({ service, procedure }) {
  return { page: "home", fieldPage: 0, first: { service, procedure }, service: null, procedure: null };
}

/** The page that confirms: with what was just chosen, or with that behind what was chosen first. */
export function arrived(model, service, procedure) {
  if (!isAdding(model)) return { page: "confirm", service, procedure };
  const known = [model.first, ...model.then].some((one) => one.service === service && one.procedure === procedure);
  return { ...unadded(model), then: known ? model.then : [...model.then, { service, procedure }] };
}

/** Back to what was chosen first, with nothing added. */
export function unadded({ first }) {
  return { page: "confirm", ...first, first: null, unsureAbout: null };
}

export function dropped(model, index) {
  return { then: model.then.filter((_, at) => at !== Number(index)) };
}

/** "Đăng ký khai sinh": the procedure, or the field of work when none was named. */
export function nameOf({ service, procedure }, picture, language) {
  const known = serviceOf(picture, service);
  const named = known && procedureOf(known, procedure);
  return (named || known || { name: { [language]: service } }).name[language];
}

/** What follows, each with a way to leave it out again. */
export function following({ model, picture, t }) {
  if (!model.then.length) return null;
  return el("section", { class: "k-then", "aria-labelledby": "then" },
    el("h2", { id: "then" }, t("then_title")),
    el("ol", {}, model.then.map((one, index) => row(nameOf(one, picture, model.language), index, t))));
}

/** On a ticket: the procedures after the first, in one line; a journal may hold a ticket from before there were any. */
export function afterwards(given, { model, picture, t }) {
  const names = (given.then || []).map((one) => nameOf(one, picture, model.language));
  return names.length > 0 && el("p", { class: "k-lbl k-afterwards" }, t("then_line", { list: names.join("; ") }));
}

export function addButton({ model, t }) {
  return mayAdd(model) && button("add", "", icon("plus"), t("add_procedure"));
}

function row(name, index, t) {
  const drop = button("drop", "", icon("x-circle"), t("drop_procedure"));
  drop.dataset.value = String(index);
  drop.setAttribute("aria-label", t("drop_named", { name }));
  return el("li", {}, el("b", { class: "num", "aria-hidden": "true" }, String(index + 2)), el("span", {}, name), drop);
}
