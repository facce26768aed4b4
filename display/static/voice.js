// The loudspeaker: a branch's clips, decoded once, and played one after another without a gap of the browser's own.
import { CHIME, length, part } from "/static/display/speech.js";

/** Until the sound is on its way: what is scheduled in the past would lose its beginning. */
const LEAD_S = 0.02;
const RETRY_MS = 30000;
const RENEW_MS = 300000;
const AGAIN_MS = 500;
/** A node that lives and yet never says who may speak holds up no hall for longer. */
const PATIENCE_MS = 15000;

/** Puts clips on a context's timeline from `at`, in seconds; answers the sources. */
export function schedule(context, buffers, said, at, out) {
  let when = at;
  return said.filter(({ clip }) => buffers.has(clip)).map(({ clip, rest }) => {
    const source = context.createBufferSource();
    source.buffer = buffers.get(clip);
    source.connect(out);
    source.start(when);
    when += source.buffer.duration + rest / 1000;
    return source;
  });
}

export class Voice {
  /** `changed()` hears of it when the state of the sound has changed. */
  constructor(branch, changed) {
    this.branch = branch;
    this.changed = changed;
    this.pack = null;
    this.buffers = new Map();
    this.context = null;
    this.out = null;
    this.playing = [];
    this.speaks = false;
    /** On its way: what is to be said waits for it. */
    this.loading = false;
    /** Whether a call is said here: asked before its first part. */
    this.may = async () => true;
    this.turn = 0;
    this.asked = null;
    this.until = 0;
    this.heardAt = Infinity;
    this.ends = 0;
    this.allowed = false;
    /** Fetched in vain: there is nothing to say calls with. */
    this.isMissing = false;
  }

  /** Fetches the words, and again when the centre may have changed them; the sound too, for a wall that speaks. Without
   * them a wall shows what it would have said. */
  async load() {
    this.loading = this.speaks && !this.pack;
    let again = RENEW_MS;
    try {
      const pack = withChime(await json(`/voice/${encodeURIComponent(this.branch)}`));
      if (!this.pack || pack.version !== this.pack.version) await this.take(pack);
    } catch (problem) {
      console.warn(String(problem));
      again = RETRY_MS;
    }
    this.isMissing = !this.pack;
    setTimeout(() => this.load(), again);
    this.loading = false;
    this.changed();
  }

  async take(pack) {
    if (this.speaks) await this.open(pack);
    if (this.speaks && !this.buffers.size) throw new Error("none of the clips can be had");
    this.pack = pack;
  }

  async open(pack) {
    if (!this.context) this.plugIn();
    await Promise.all(Object.keys(pack.clips).map((name) => this.fetch(name, pack.clips[name].url)));
  }

  plugIn() {
    this.context = new AudioContext();
    this.context.onstatechange = this.changed;
    this.out = this.context.createGain();
    this.out.connect(this.context.destination);
  }

  /** One clip that cannot be had is one word that is missing, not the voice. */
  async fetch(name, url) {
    try {
      const answer = await found(url);
      this.buffers.set(name, await this.context.decodeAudioData(await answer.arrayBuffer()));
    } catch (problem) {
      console.warn(String(problem));
    }
  }

  /** `none` without a voice so far, `missing` where it has no clips, `suspended` where the browser waits for a touch, `muted` or `on`. */
  get state() {
    if (this.isMissing) return "missing";
    if (!this.pack || !this.context) return "none";
    if (this.context.state !== "running") return "suspended";
    return this.out.gain.value > 0 ? "on" : "muted";
  }

  wake() {
    if (this.context && this.context.state === "suspended") this.context.resume();
  }

  /** In percent. */
  set volume(percent) {
    if (this.out) this.out.gain.value = percent / 100;
  }

  /** Says the part of a call that comes after `done` others; answers its length in ms, 0 when all is said. A wall that does
   * not speak takes the same time over it, so that all walls of a hall show the same call. */
  say(call, done, waiting) {
    const said = this.pack && part(this.pack, call, done, waiting);
    if (!said) return 0;
    if (done === 0) this.begin(call, said);
    else if (this.allowed) this.play(said);
    return length(this.pack, said);
  }

  async begin(call, said) {
    const turn = this.nextTurn();
    if (!this.speaks || this.state !== "on") return;
    this.asked = performance.now();
    const may = await this.mayInTime(call, turn);
    if (turn !== this.turn) return;
    this.asked = null;
    if (!may) return;
    this.allowed = true;
    this.play(said);
    this.heardAt = this.until - said[said.length - 1].rest;
  }

  /** Whether a call was said to its last word here, though the silence behind it may not be over. */
  get heard() {
    return performance.now() >= this.heardAt;
  }

  /** How many ms are left of what was begun, at least; 0 when it has been heard, or is not said here. */
  get rest() {
    const now = performance.now();
    if (this.asked !== null) return now - this.asked < PATIENCE_MS ? AGAIN_MS : 0;
    return Math.max(0, this.until - now);
  }

  /** Asked again while nobody answers: who was never answered has not begun. */
  async mayInTime(call, turn) {
    while (turn === this.turn) {
      try {
        return await this.may(call);
      } catch (problem) {
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
      }
    }
    return false;
  }

  /** After what is still being said: a timer of the page and the loudspeaker's clock are never quite one. */
  play(said) {
    const at = Math.max(this.context.currentTime + LEAD_S, this.ends);
    this.playing = schedule(this.context, this.buffers, said, at, this.out);
    this.ends = at + length(this.pack, said) / 1000;
    this.until = performance.now() + 1000 * LEAD_S + length(this.pack, said);
  }

  /** Not another sound: the call was taken back, or this screen does not know any more what is true. */
  stop() {
    this.playing.forEach((source) => source.stop());
    this.playing = [];
    this.ends = 0;
    this.nextTurn();
  }

  nextTurn() {
    this.allowed = false;
    this.asked = null;
    this.until = 0;
    this.heardAt = Infinity;
    this.turn += 1;
    return this.turn;
  }
}

/** A clip among the others, with its own place in the order. */
function withChime(pack) {
  return pack.chime ? { ...pack, clips: { ...pack.clips, [CHIME]: pack.chime } } : pack;
}

async function json(url) {
  return (await found(url)).json();
}

async function found(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return answer;
}
