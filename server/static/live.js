// Follows one branch: shows newer snapshots only, and knows at each moment whether they can be trusted.
import { io } from "/static/vendor/socket.io.esm.min.js";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const SOCKET = {
  transports: ["websocket"],
  reconnectionDelay: 0.5 * SECOND,
  reconnectionDelayMax: 5 * SECOND,
  randomizationFactor: 0.5,
};
const ANSWER_WITHIN = 5 * SECOND;
// A phone hears heartbeats less often and asks less often: there are many of them.
const PACE = { silence: 8 * SECOND, ask: 2 * SECOND };
const PHONE_PACE = { silence: 40 * SECOND, ask: 10 * SECOND };
const NEVER = { monotonic: -Infinity, wall: -Infinity };

/** A heartbeat that was held up tells a time that has passed: of so many the one that came soonest is right. */
const BEATS = 20;

let guess = null;
let followed = null;
/** By how much the node's clock is ahead of this page's, as each of its last words said. */
let leads = [];

/** Now by the node's clock: its word and the time that has passed here since. */
export function serverNow() {
  return new Date(performance.now() + lead());
}

function lead() {
  if (leads.length) return Math.max(...leads);
  return guess === null ? Date.now() - performance.now() : guess;
}

/** Milliseconds since the node last confirmed the shown picture; null while there is none. */
export function pictureAge() {
  return followed && followed.shown ? since(followed.heard) : null;
}

/**
 * Calls `snapshot(s)` for each newer picture, `link("live"|"lost")` when that changes, `called(c)`
 * on the phone of a called ticket. `document.body.dataset.link` carries the link state too.
 */
export function follow({ branch, view, code }, { snapshot, link = ignore, called = ignore }) {
  const follower = new Follower(branch, view, code ? PHONE_PACE : PACE, { snapshot, link });
  followed = follower;
  connect({ branch, view, ...(code && { code }) }, follower, called);
  document.addEventListener("visibilitychange", () => follower.check());
  window.addEventListener("pageshow", () => follower.check());
  setInterval(() => follower.check(), SECOND);
  follower.ask();
}

function ignore() {}

function connect(auth, follower, called) {
  const socket = io({ ...SOCKET, auth });
  socket.on("snapshot", (picture) => follower.pushed(picture));
  socket.on("heartbeat", (beat) => follower.beat(beat));
  socket.on("called", called);
  socket.on("connect_error", () => refused(socket, follower));
  socket.on("disconnect", () => tryLater(socket));
}

// Socket.IO retries a cut line by itself (`active`), but never a refusal.
function refused(socket, follower) {
  if (socket.active) return;
  follower.doubt();
  tryLater(socket);
}

function tryLater(socket) {
  if (!socket.active) setTimeout(() => socket.connect(), (2.5 + 2.5 * Math.random()) * SECOND);
}

/**
 * Two questions decide everything. Is it live? Someone answered within `silence`, and nobody has
 * promised a newer picture than the one shown. Must it ask? The socket was silent, or it is not live.
 */
class Follower {
  constructor(branch, view, pace, handlers) {
    this.url = `/api/v1/branches/${encodeURIComponent(branch)}/snapshot?view=${view}`;
    this.pace = pace;
    this.handlers = handlers;
    this.shown = null;
    this.promised = null;
    this.heard = NEVER;
    this.socketHeard = NEVER;
    this.asked = NEVER;
    this.asking = false;
    this.state = null;
  }

  pushed(picture) {
    if (!this.isLate(picture) && this.take(picture)) this.socketHeard = moment();
    this.check();
  }

  beat(beat) {
    setClock(Date.parse(beat.at));
    if (isAhead(beat, this.promised)) this.promised = beat;
    if (!isAhead(this.shown, beat) && !this.isLate(beat)) this.hear();
    if (this.isBehind()) this.ask();
    this.check();
  }

  /** A line gives back late what it held up. */
  isLate({ at }) {
    return this.shown && !this.isLive() && serverNow() - Date.parse(at) >= this.pace.silence;
  }

  hear() {
    this.heard = moment();
    this.socketHeard = this.heard;
  }

  /** Believe nothing until the node has answered again. */
  doubt() {
    this.heard = NEVER;
    this.ask();
    this.check();
  }

  check() {
    this.tell(this.isLive() ? "live" : "lost");
    if (this.mustAsk() && since(this.asked) >= this.pace.ask) this.ask();
  }

  isLive() {
    return since(this.heard) < this.pace.silence && !this.isBehind();
  }

  isBehind() {
    return isAhead(this.promised, this.shown);
  }

  mustAsk() {
    return !this.isLive() || since(this.socketHeard) >= this.pace.silence;
  }

  async ask() {
    if (this.asking) return;
    this.asking = true;
    this.asked = moment();
    const picture = await answer(this.url);
    this.asking = false;
    if (picture) this.take(picture);
    this.check();
  }

  /** False if the picture is of an older version than the shown one: such news proves nothing. */
  take(picture) {
    if (isAhead(this.shown, picture)) return false;
    moveClock(picture.at);
    // Painted first: a page that fails to paint must not count as live.
    if (isNewer(picture, this.shown)) {
      this.handlers.snapshot(picture);
      this.shown = picture;
    }
    this.heard = moment();
    return true;
  }

  tell(state) {
    if (state === this.state) return;
    this.state = state;
    document.body.dataset.link = state;
    this.handlers.link(state);
  }
}

async function answer(url) {
  const cut = new AbortController();
  const timer = setTimeout(() => cut.abort(), ANSWER_WITHIN);
  try {
    const response = await fetch(url, { cache: "no-store", signal: cut.signal });
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

function isAhead(one, other) {
  if (!one || !other) return Boolean(one);
  return one.epoch === other.epoch ? one.seq > other.seq : one.epoch > other.epoch;
}

function isNewer(one, other) {
  if (isAhead(one, other)) return true;
  return !isAhead(other, one) && Date.parse(one.at) > Date.parse(other.at);
}

// A heartbeat tells the time, a picture only when it was drawn, up to a minute ago. Before the first
// heartbeat the device's clock says how long ago, as far as it can be right.
function moveClock(at) {
  const drawn = Date.parse(at);
  if (guess === null && !leads.length) guess = Math.min(Math.max(Date.now(), drawn), drawn + MINUTE) - performance.now();
  else if (drawn > serverNow().getTime()) setClock(drawn);
}

function setClock(at) {
  leads = [...leads, at - performance.now()].slice(-BEATS);
}

// Both clocks: the monotonic one may stand still while the machine sleeps, the other may be set back.
function moment() {
  return { monotonic: performance.now(), wall: Date.now() };
}

function since(past) {
  return Math.max(performance.now() - past.monotonic, Date.now() - past.wall);
}
