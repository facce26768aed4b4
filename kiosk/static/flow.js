// Where a person stands on the way to a number: one plain value, and what each touch makes of it.
import { fieldPages, procedurePages, serviceOf } from "/static/kiosk/facts.js";
import { canBeChosen, laterDay } from "/static/kiosk/later.js";
import { addOne, arrived, dropped, isAdding, unadded } from "/static/kiosk/visiting.js";

const MOST_DOSSIERS = 20;
/** Silent, then as a touch goes on: middle, loud, low. */
const LOUDER = [2, 0, 3, 1];
const WITHOUT_PAPER = ["not_printed", "in_doubt"];

/** As the machine greets everybody. */
export function fresh() {
  return {
    page: "home", help: null, fieldPage: 0, procedurePage: 0, service: null, procedure: null, unsureAbout: null,
    dossiers: 1, first: null, then: [],
    priority: "none", later: false, signal: false, card: null, uuid: null, told: null, noSlip: false,
    language: "vi", scale: "normal", reach: "normal", theme: "light", aloud: 0, dark: false,
  };
}

/** How the same person wants every page. */
export function wornBy({ language, scale, reach, theme, aloud, dark }) {
  return { language, scale, reach, theme, aloud, dark };
}

export function isFresh(model) {
  return JSON.stringify(model) === JSON.stringify(fresh());
}

/** The model after a touch; `value` is the code or choice that the touched control carries. */
export function after(model, { action, value }, picture) {
  return { ...model, ...STEPS[action](model, value, picture) };
}

/** The model once the agent has told how a touch ended: issued, refused or away. */
export function told(model, answer) {
  if (answer.state !== "issued") return { ...model, page: answer.state, told: answer };
  return { ...model, page: WITHOUT_PAPER.includes(answer.paper) ? "no-paper" : "ticket", noSlip: false, told: answer };
}

/** Whether paper is on its way: confirmed and unverified are its two good ends. */
export function isComing({ told: answer }) {
  return !["confirmed", "unverified", ...WITHOUT_PAPER].includes(answer.paper);
}

/** Whether what is known of the paper may still change by itself. */
export function isOpen(model) {
  return isComing(model) || model.told.paper === "in_doubt";
}

/** What the agent needs to ask for the number. */
export function wish(model) {
  const { service, procedure, priority, language, dossiers, then, signal, later } = model;
  if (later) return { service, procedure, language, dossiers, later };
  return { service, procedure, priority, language, dossiers, then, ...(signal && { signal }) };
}

const STEPS = {
  home: fresh,
  finish: fresh,
  "more-time": () => ({}),
  more: (model, _, picture) => ({ fieldPage: (model.fieldPage + 1) % fieldPages(picture).length }),
  service: chosen,
  "more-procedures": (model, _, picture) => ({ procedurePage: turned(model, picture) }),
  unsure: (model, advice, picture) => ({ unsureAbout: model.service, ...confirmed(model, advice, null, picture) }),
  procedure: (model, value, picture) => confirmed(model, model.service, value || null, picture),
  add: addOne,
  drop: dropped,
  fewer: (model) => ({ dossiers: Math.max(1, model.dossiers - 1) }),
  another: (model) => ({ dossiers: Math.min(MOST_DOSSIERS, model.dossiers + 1) }),
  signal: (model) => ({ signal: !model.signal }),
  take: (_, { uuid }) => ({ page: "taking", priority: "none", uuid }),
  "take-later": (_, { uuid }) => ({ page: "taking", later: true, uuid }),
  "take-priority": (_, { uuid, priority }) => ({ page: "taking", priority: priority || "declared", uuid }),
  retry: () => ({ page: "taking" }),
  "not-out": () => ({ page: "no-paper", noSlip: true }),
  "print-again": (model) => ({ page: "ticket", noSlip: false, told: { ...model.told, paper: "queued" } }),
  back: (model, _, picture) => (model.help ? { help: null } : back(model, _, picture)),
  help: (model) => ({ help: !model.help || model.help === "away" ? "calling" : model.help }),
  language: (_, value) => ({ language: value }),
  large: (model) => ({ scale: model.scale === "large" ? "normal" : "large" }),
  contrast: (model) => ({ theme: model.theme === "contrast" ? "light" : "contrast" }),
  listen: (model) => ({ aloud: LOUDER[model.aloud], dark: false }),
  dark: (model) => ({ dark: !model.dark }),
  low: (model) => ({ reach: model.reach === "low" ? "normal" : "low" }),
};

function chosen(model, code, picture) {
  const service = serviceOf(picture, code);
  if (!canBeChosen(service, { model, picture })) return {};
  const start = { service: code, procedure: null, unsureAbout: null, procedurePage: 0, ...alone(model) };
  if (service.offered_at) return { ...start, page: "elsewhere" };
  if (service.procedures.length > 1) return { ...start, page: "procedures" };
  const [only] = service.procedures;
  return { ...start, ...confirmed(model, code, only ? only.code : null, picture) };
}

/** What the page that confirms will ask for stays as it was chosen: no button may change its meaning under a finger. */
function confirmed(model, service, procedure, picture) {
  const later = Boolean(laterDay(serviceOf(picture, service), { model, picture }));
  return { ...arrived(model, service, procedure), later };
}

function turned(model, picture) {
  return (model.procedurePage + 1) % procedurePages(serviceOf(picture, model.service)).length;
}

/** Who begins with another field of work begins anew; who adds one keeps what is chosen. */
function alone(model) {
  return isAdding(model) ? {} : { dossiers: 1, then: [] };
}

function back(model, _, picture) {
  if (model.page === "home" && isAdding(model)) return unadded(model);
  const service = model.unsureAbout || model.service;
  const many = model.page === "confirm" && serviceOf(picture, service).procedures.length > 1;
  return { page: many ? "procedures" : "home", service, unsureAbout: null, later: false, ...alone(model), uuid: null, told: null };
}
