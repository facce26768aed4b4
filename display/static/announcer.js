// Decides which call holds the hero: each fresh call once, oldest first, long enough to be read.

const FRESH_MS = 15000;
const HOLD_MS = 8000;
/** Who does not hear the call has to look up by chance: it stays twice as long. */
const SIGNAL_HOLD_MS = 2 * HOLD_MS;
const REMEMBERED = 64;

export class Announcer {
  constructor() {
    this.seen = [];
    this.queue = [];
    this.held = null;
    this.until = 0;
    this.asked = 0;
  }

  /** Takes in the calls of a snapshot, newest first; `now` is the node's time. */
  hear(calls, now) {
    // A wall that was cut off or asleep does not catch up on what it missed to announce.
    if (performance.now() - this.asked > HOLD_MS) this.queue = [];
    const fresh = calls.filter((call) => !this.seen.includes(call.id) && isFresh(call, now));
    const ids = calls.map((call) => call.id);
    this.seen = [...new Set([...ids, ...this.seen])].slice(0, REMEMBERED);
    this.queue.push(...fresh.reverse());
  }

  /** The call for the hero, or null; `fresh` while it is being announced. Ask once a second. */
  hero({ calls, counters }) {
    this.asked = performance.now();
    this.queue = this.queue.filter((call) => !isRetracted(call, calls));
    if (!this.isHolding(calls)) this.next();
    if (this.held) return { call: asItIsNow(this.held, calls, counters), fresh: true };
    const called = calls.find((call) => call.state === "called");
    return { call: called || calls[0] || null, fresh: false };
  }

  isHolding(calls) {
    return this.held && this.asked < this.until && !isRetracted(this.held, calls);
  }

  next() {
    this.held = this.queue.shift() || null;
    this.until = this.asked + (this.held && this.held.signal ? SIGNAL_HOLD_MS : HOLD_MS);
  }
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
