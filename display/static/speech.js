// What is said of a call: which clips, in which order, with which rests; and how much of it while others wait.

/**
 * With so many to be said, the one that is on among them, its repeat is dropped, then the second language, then the
 * chime. Dropped one later, nineteen of twenty in a hall of 300 calls an hour would start within 22 s instead of 18.
 */
const NO_REPEAT = 2;
const NO_SECOND = 3;
const NO_CHIME = 4;
export const CHIME = "chime";

/**
 * The part that comes after `done` parts of a call, while `waiting` calls stand behind it: the first language after
 * the chime, then the others, then the first once more; null when all is said. A part is `[{clip, rest}]`, `rest` in
 * ms of silence after the clip.
 */
export function part(pack, call, done, waiting) {
  const [first, ...others] = pack.languages;
  const before = (language) => (isLast(pack, call) ? pack.last[language] : []);
  if (done === 0) return [...chime(pack, waiting), ...said(pack, first, [...before(first), ...pack.announce[first]], call)];
  if (done <= others.length && 1 + waiting < NO_SECOND) {
    const language = others[done - 1];
    return said(pack, language, [...before(language), ...pack.announce[language]], call);
  }
  if (done === others.length + 1 && 1 + waiting < NO_REPEAT) {
    const again = isLast(pack, call) ? pack.last[first] : pack.again[first];
    return said(pack, first, [...again, ...pack.announce[first]], call);
  }
  return null;
}

// Where a number lapses after its first call nobody need hear so each time.
function isLast({ last_call: most }, { times }) {
  return times > 1 && times >= most;
}

/** How long a part takes, in ms. */
export function length(pack, said) {
  return said.reduce((sum, { clip, rest }) => sum + pack.clips[clip].ms + rest, 0);
}

function said(pack, language, steps, call) {
  return steps.flatMap((step) => {
    if (step === "{number}") return rested(number(pack, language, call.number), pack, pack.gaps_ms.number);
    if (step === "{counter}") return rested(pack.counters[language][call.counter] || [], pack);
    return rested([step], pack);
  });
}

/** Character by character, all zeros with it. */
function number(pack, language, text) {
  return [...text].flatMap((one) => pack.characters[language][one] || []);
}

function rested(clips, { gaps_ms: gaps }, last = gaps.clip) {
  return clips.map((clip, index) => ({ clip, rest: index === clips.length - 1 ? last : gaps.clip }));
}

function chime(pack, waiting) {
  return 1 + waiting < NO_CHIME && pack.chime ? rested([CHIME], pack) : [];
}
