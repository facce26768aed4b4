// Decides which call holds the hero: each fresh call once, oldest first, long enough to be read and said.
import { remember, remembered } from "/static/display/memory.js";

const FRESH_MS = 15000;
const HOLD_MS = 8000;
/** With two or more behind it a call gives way sooner, but never before it has been said. */
const RUSH = 2;
const RUSH_HOLD_MS = 6000;
/** Who does not hear the call has to look up by chance: it stays twice as long. */
const SIGNAL_TIMES = 2;
/** Who was called so long ago and is still awaited is called by the officer again, not by a wall that was away. */
const LATE_MS = 60000;
const REMEMBERED = 128;
/** So often it is looked whether a voice that is on its way has come. */
const LOADING_MS = 200;

export class Announcer {
  /** `speech.say(call, done, waiting)` says the next part of a call and answers its ms; `changed()` repaints. */
  constructor({ speech, changed }) {
    this.speech = speech;
    this.changed = changed;
    const { seen, queue } = remembered();
    this.seen = seen;
    this.queue = queue;
    this.held = null;
    this.since = 0;
    this.said = 0;
    this.timer = null;
    this.wasAway = true;
  }

  /** Takes in the calls of a snapshot, newest first; `now` is the node's time. */
  hear(calls, now) {
    const fresh = calls.filter((call) => !this.seen.includes(call.id) && isFresh(call, now));
    const ids = calls.map((call) => call.id);
    this.seen = [...new Set([...ids, ...this.seen])].slice(0, REMEMBERED);
    fresh.reverse().forEach((call) => this.add(call));
    this.queue = this.queue.filter((call) => !isRetracted(call, calls) && !this.isLate(call, now));
    this.wasAway = false;
    if (this.held && isRetracted(this.held, calls)) this.letGo();
    this.keep();
    this.advance();
  }

  /** In a rush a call waits as long as it must. */
  isLate(call, now) {
    return this.wasAway && now - Date.parse(call.at) >= LATE_MS;
  }

  /** A recall of a call that still waits takes its place: nobody is called twice in a row. */
  add(call) {
    const place = this.queue.findIndex(({ number }) => number === call.number);
    if (place < 0) this.queue.push(call);
    else this.queue[place] = call;
  }

  /** The call for the hero, or null; `fresh` while it is being announced. */
  hero({ calls, counters }) {
    if (this.held) return { call: asItIsNow(this.held, calls, counters), fresh: true };
    const called = calls.find((call) => call.state === "called");
    return { call: called || calls[0] || null, fresh: false };
  }

  /** In how many ms the last of those who wait will be announced, or a little sooner. */
  get behind() {
    return this.queue.reduce((sum, call) => sum + hold(call, this.queue.length), 0);
  }

  /** The screen does not know any more what is true: silence. Who was not called in full is called again. */
  hush() {
    this.wasAway = true;
    if (!this.held) return;
    this.queue = this.unsaid;
    this.letGo();
    this.keep();
  }

  /** Who has still to be called in full. */
  get unsaid() {
    return this.held && this.said === 0 && !this.speech.heard ? [this.held, ...this.queue] : this.queue;
  }

  /** Also as the page is left: what has just been heard is not said again. */
  keep() {
    remember(this.seen, this.unsaid);
  }

  letGo() {
    clearTimeout(this.timer);
    this.speech.stop();
    this.held = null;
  }

  advance() {
    if (this.held || !this.queue.length) return;
    this.held = this.queue.shift();
    this.since = performance.now();
    this.said = 0;
    this.keep();
    this.sayNext();
  }

  /** One part after another; then the call stands as long as it takes to read it. */
  sayNext() {
    if (this.speech.loading) return this.wait(LOADING_MS, () => this.sayNext());
    const ms = this.speech.say(this.held, this.said, this.queue.length);
    if (ms) this.wait(ms, () => this.wasSaid());
    else this.stand();
  }

  /** What began late, because nobody had answered who may speak, is heard out. */
  wasSaid() {
    if (this.speech.rest > 0) return this.wait(this.speech.rest, () => this.wasSaid());
    this.said += 1;
    this.keep();
    this.sayNext();
  }

  stand() {
    const left = this.since + hold(this.held, this.queue.length) - performance.now();
    if (left > 0) return this.wait(Math.min(left, 1000), () => this.stand());
    this.held = null;
    this.advance();
    this.changed();
  }

  wait(ms, then) {
    this.timer = setTimeout(then, ms);
  }
}

function hold(call, waiting) {
  const ms = waiting >= RUSH ? RUSH_HOLD_MS : HOLD_MS;
  return call.signal ? SIGNAL_TIMES * ms : ms;
}

function isFresh(call, now) {
  return now - Date.parse(call.at) < FRESH_MS;
}

// Taken back, or replaced by a recall; a call older than all that are listed was only pushed out.
function isRetracted(call, calls) {
  if (calls.some((other) => other.id === call.id)) return false;
  const oldest = calls[calls.length - 1];
  return !oldest || Date.parse(call.at) >= Date.parse(oldest.at);
}

// Who was pushed out of the list may still stand at the counter, called or served.
function asItIsNow(call, calls, counters) {
  const listed = calls.find((other) => other.id === call.id);
  if (listed) return listed;
  const counter = counters.find((desk) => desk.code === call.counter && desk.number === call.number);
  return { ...call, state: counter ? counter.ticket_state : "done" };
}
