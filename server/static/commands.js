// The commands a page can give. Each is safe to repeat: one press is one key, whatever the line does.
import { serverNow } from "/static/live.js";

const SESSION = "/api/v1/session";
const ANSWER_WITHIN = 2500;
const GIVE_UP_AFTER = 8000;
const PAUSES_BEFORE = [0, 300, 900, 1800];
// Nothing was decided, and the same request may be answered a moment later.
const PASSING = new Set([502, 503, 504]);

/** A "no" of the node: `code` is one of the contract's, or `unreachable` when nobody answered; `errors` name places. */
export class Refusal extends Error {
  constructor(code, detail, errors = []) {
    super(detail || code);
    this.code = code;
    this.errors = errors;
  }
}

let known = null;

/** Who is signed in: `{username, role, branches, csrf_token}`; asked once, then remembered. */
export function session() {
  known = known || request("GET", SESSION).catch(forget);
  return known;
}

export async function signIn(username, password) {
  const answer = await request("POST", SESSION, { username, password });
  known = Promise.resolve(answer);
  return answer;
}

export async function signOut() {
  await write("DELETE", SESSION);
  known = null;
}

/** What needs no key, because to repeat it does no harm. */
export async function write(method, path, body) {
  const { csrf_token } = await session();
  return request(method, path, body, { "X-CSRF-Token": csrf_token });
}

export const read = (path) => request("GET", path);

export const openCounter = (branch, counter) => command(desk(branch, counter, "open"));
export const pauseCounter = (branch, counter, reason) => command(desk(branch, counter, "pause"), { reason });
export const resumeCounter = (branch, counter) => command(desk(branch, counter, "resume"));
export const closeCounter = (branch, counter) => command(desk(branch, counter, "close"));
export const callNext = (branch, counter) => command(desk(branch, counter, "call-next"));
export const finishAndNext = (branch, counter) => command(desk(branch, counter, "finish-and-next"));
export const recall = (branch, ticket) => command(slip(branch, ticket, "recall"));
export const start = (branch, ticket) => command(slip(branch, ticket, "start"));
/** `told`: `{outcome, dossiers}`, or one of them, or nothing. */
export const finish = (branch, ticket, told = {}) => command(slip(branch, ticket, "finish"), told);
export const note = (branch, ticket, told) => command(slip(branch, ticket, "note"), told);
export const noShow = (branch, ticket) => command(slip(branch, ticket, "no-show"));
export const park = (branch, ticket, reason) => command(slip(branch, ticket, "park"), { reason });
/** `wish`: what the contract takes besides the UUID, which is new with each press. */
export const takeTicket = (branch, wish) => sent("PUT", `${house(branch)}/tickets/${freshKey()}`, wish, {});
/** `to`: `{service}`, `{counter}`, `{officer}`, or several of them. */
export const transfer = (branch, ticket, to) => command(slip(branch, ticket, "transfer"), to);
export const cancel = (branch, ticket, reason) => command(slip(branch, ticket, "cancel"), { reason });
export const cancelBooking = (branch, booking, reason) =>
  command(`${house(branch)}/bookings/${encodeURIComponent(booking)}/cancel`, { reason });
export const reinstate = (branch, ticket, reason) => command(slip(branch, ticket, "reinstate"), { reason });
export const reopen = (branch, ticket, reason) => command(slip(branch, ticket, "reopen"), { reason });
export const callChosen = (branch, counter, ticket, reason) => command(desk(branch, counter, "call"), { ticket, reason });
/** What was called on paper: `{ticket, outcome}` each, `outcome` being `served` or `absent`. */
export const keyIn = (branch, counter, tickets) => command(desk(branch, counter, "keyed-in"), { tickets });
/** What a counter serves, the first of it first, and helps with: `{services, overflow: [{service, after_s}]}`. */
export const changeProfile = (branch, counter, profile) => command(desk(branch, counter, "profile"), profile);
export const takeOver = (branch, counter) => command(desk(branch, counter, "take-over"));
/** One more service for the same visit, behind what it is for already. */
export const addProcedure = (branch, ticket, to) => command(slip(branch, ticket, "procedures"), to);
export const undo = (branch, counter) => command(desk(branch, counter, "undo"));
export const printTicket = (branch, ticket, printer) => command(`${house(branch)}/print-jobs`, { ticket, printer });
export const answerHelp = (branch, call) => command(`${house(branch)}/help/${encodeURIComponent(call)}/answer`);
export const findTicket = (branch, text) => request("GET", `${house(branch)}/tickets?find=${encodeURIComponent(text)}`);
export const printJob = (branch, id) => request("GET", `${house(branch)}/print-jobs/${encodeURIComponent(id)}`);

function desk(branch, counter, verb) {
  return `${house(branch)}/counters/${encodeURIComponent(counter)}/${verb}`;
}

function slip(branch, ticket, verb) {
  return `${house(branch)}/tickets/${encodeURIComponent(ticket)}/${verb}`;
}

function house(branch) {
  return `/api/v1/branches/${encodeURIComponent(branch)}`;
}

function command(path, body = {}) {
  return sent("POST", path, body, { "Idempotency-Key": freshKey() });
}

async function sent(method, path, body, key) {
  // A press that was given up must not come true later, out of a buffer on the way.
  const deadline = new Date(serverNow().getTime() + GIVE_UP_AFTER).toISOString();
  const { csrf_token } = await session();
  return request(method, path, body, { "X-CSRF-Token": csrf_token, "X-Not-After": deadline, ...key });
}

async function request(method, path, body, headers = {}) {
  const message = letter(method, body, headers);
  const until = performance.now() + GIVE_UP_AFTER;
  let answer = null;
  for (const pause of PAUSES_BEFORE) {
    // A timer, also one of nothing, lets a frame be drawn first.
    if (pause > 0) await sleep(pause);
    const left = until - performance.now();
    if (left <= 0) break;
    answer = await attempt(path, message, Math.min(left, ANSWER_WITHIN));
    if (answer && !PASSING.has(answer.status)) break;
  }
  return accept(answer);
}

function letter(method, body, headers) {
  const message = { method, headers: { Accept: "application/json", ...headers }, cache: "no-store" };
  if (body === undefined) return message;
  message.headers["Content-Type"] = "application/json";
  return { ...message, body: JSON.stringify(body) };
}

/** `{ok, status, body}`, or null if the line was cut, also in the middle of the answer. */
async function attempt(path, message, within) {
  const cut = new AbortController();
  const timer = setTimeout(() => cut.abort(), within);
  try {
    const response = await fetch(path, { ...message, signal: cut.signal });
    const text = await response.text();
    return { ok: response.ok, status: response.status, body: text };
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

function accept(answer) {
  if (!answer) throw new Refusal("unreachable");
  if (answer.ok) return answer.body ? JSON.parse(answer.body) : null;
  const { code, detail, errors } = problem(answer.body);
  // A new sign-in elsewhere changes the token: the next press asks for it afresh.
  if (code === "csrf" || code === "unauthenticated") known = null;
  throw new Refusal(code, detail, errors);
}

// Something between us and the node may answer with a page of its own.
function problem(text) {
  try {
    const { code, detail, errors } = JSON.parse(text);
    return { code: code || "internal", detail, errors };
  } catch {
    return { code: "internal" };
  }
}

function forget(refusal) {
  known = null;
  throw refusal;
}

function sleep(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

// `randomUUID` exists on secure origins only, and a branch's LAN may be plain http.
function freshKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
