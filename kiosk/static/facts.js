// Reads the agent's picture: what can be had here now, and for how long one waits. All pure.
import { hhmm, local } from "/static/times.js";

const RESULTS = "tra-ket-qua";
const ADVICE = "tu-van";
const BUSY_S = 45 * 60;
const STEP_MS = 5 * 60 * 1000;
const FIELDS_A_PAGE = 6;
const PROCEDURES_A_PAGE = 7;

export const FEW = 10;

export const resultsOf = (picture) => shownOf(picture).find((one) => one.code === RESULTS);
export const adviceOf = (picture) => shownOf(picture).find((one) => one.code === ADVICE);

/** The services that this kiosk shows and gives; the branch may have more. */
export function shownOf({ catalogue, settings }) {
  return catalogue.services.filter((one) => !settings.services || settings.services.includes(one.code));
}

export function serviceOf(picture, code) {
  return picture.catalogue.services.find((one) => one.code === code);
}

export function procedureOf(service, code) {
  return service.procedures.find((one) => one.code === code);
}

/** The fields of work in pages of six; results and advice have rows of their own. */
export function fieldPages(picture) {
  const fields = shownOf(picture).filter((one) => one.code !== RESULTS && one.code !== ADVICE);
  return pages(fields, FIELDS_A_PAGE);
}

export function procedurePages(service) {
  return pages(service.procedures, PROCEDURES_A_PAGE);
}

/** The snapshot's figures of a service, or null when there are none fresh enough to show. */
export function figuresOf(picture, service) {
  const figures = picture.snapshot && picture.snapshot.services.find((one) => one.code === service.code);
  return figures || null;
}

export function isBusy(figures) {
  return Boolean(figures.estimate) && figures.estimate.low_s >= BUSY_S;
}

/** How many numbers are left when that is worth saying, else null. */
export function fewLeft(picture, service) {
  const figures = service.open && figuresOf(picture, service);
  return figures && figures.left !== null && figures.left > 0 && figures.left <= FEW ? figures.left : null;
}

/** Whether this kiosk asks how many dossiers are filed: beside staff always. */
export function asksDossiers(picture, service) {
  return service.asks_dossiers || picture.settings.asks_dossiers || picture.settings.mode === "assisted";
}

/** Nothing takes numbers and no session is on. Without figures we do not claim to be closed. */
export function isClosed(picture) {
  const anyOpen = shownOf(picture).some((one) => one.open && !one.offered_at);
  return !anyOpen && Boolean(picture.snapshot) && !picture.snapshot.open;
}

/** "08:35 – 08:45": the told wait on the clock from `moment`, rounded outward to five minutes. */
export function turn(moment, estimate, picture, t) {
  if (!estimate) return null;
  if (estimate.high_s <= 0) return t("now");
  const low = Math.floor((moment + estimate.low_s * 1000) / STEP_MS) * STEP_MS;
  const high = Math.ceil((moment + estimate.high_s * 1000) / STEP_MS) * STEP_MS;
  const clock = (at) => hhmm(local(new Date(at), picture.catalogue.branch.timezone));
  return t("counted_from", { from: clock(low), to: clock(high) });
}

/** "Hộ tịch – quầy 1, 2 và 3"; the name alone when no counter, or too many apart, serve it. */
export function whereTo(service, picture, language, t) {
  const name = service.name[language];
  const able = picture.catalogue.counters.filter((one) => one.services.includes(service.code));
  const counters = listed(able.map((one) => one.code), t);
  return counters ? t("at_counters", { service: name, counters }) : name;
}

/** The branch's sessions on the weekday of a local date, earliest first. */
export function sessionsOn(date, picture) {
  const weekday = (new Date(`${date.slice(0, 10)}T00:00:00Z`).getUTCDay() + 6) % 7;
  const sessions = picture.catalogue.hours.filter((one) => one.weekday === weekday);
  return sessions.sort((one, other) => one.start.localeCompare(other.start));
}

function listed(codes, t) {
  const inRow = codes.every((code, index) => index === 0 || Number(code) === Number(codes[index - 1]) + 1);
  const last = codes[codes.length - 1];
  if (codes.length > 3 && inRow) return t("counters_range", { first: codes[0], last });
  if (codes.length > 5) return null;
  return codes.length > 1 ? t("counters_and", { list: codes.slice(0, -1).join(", "), last }) : last;
}

function pages(list, size) {
  const count = Math.max(1, Math.ceil(list.length / size));
  return Array.from({ length: count }, (_, index) => list.slice(index * size, (index + 1) * size));
}
