// The kiosk's voice as sound: clips one after the other, silent at once when it is told to be.

/** Seconds before each clip, and before the first of a line. */
const GAP = 0.06;
const PAUSE = 0.35;
const LOUD = [0, 0.25, 0.5, 1];
/** Decoded sound is large: what was said a while ago is fetched again, from this machine. */
const MOST_KEPT = 40;
/** Nothing on a page takes longer; a loudspeaker that hangs must not keep the page from going home. */
const LONGEST_MS = 240_000;

const sounds = new Map();
let context = null;
let gain = null;
let source = null;
let turn = 0;
let until = 0;

/** Says `lines`, each a list of addresses of clips; what was being said before is not said any more. */
export async function say(lines, volume) {
  hush();
  const mine = turn;
  wake(volume);
  until = performance.now() + LONGEST_MS;
  const clips = lines.flatMap((line) => line.map((address, index) => ({ address, after: index ? GAP : PAUSE })));
  for (const [index, { address, after }] of clips.entries()) {
    const sound = await sounding(address);
    if (mine !== turn) return;
    if (clips[index + 1]) sounding(clips[index + 1].address);
    if (sound) await played(sound, after);
    if (mine !== turn) return;
  }
  until = 0;
}

export function hush() {
  turn += 1;
  until = 0;
  if (source) source.stop();
  source = null;
}

export function isSpeaking() {
  return performance.now() < until;
}

function wake(volume) {
  if (!context) {
    context = new AudioContext();
    gain = context.createGain();
    gain.connect(context.destination);
  }
  gain.gain.value = LOUD[volume];
  context.resume();
}

function played(sound, after) {
  return new Promise((done) => {
    source = context.createBufferSource();
    source.buffer = sound;
    source.connect(gain);
    source.onended = done;
    source.start(context.currentTime + after);
  });
}

/** A promise of the sound; of null where it cannot be had, and then it is asked for again another time. */
function sounding(address) {
  if (!sounds.has(address)) {
    if (sounds.size >= MOST_KEPT) sounds.delete(sounds.keys().next().value);
    sounds.set(address, load(address));
  }
  return sounds.get(address);
}

async function load(address) {
  try {
    const answer = await fetch(address);
    if (answer.ok) return await context.decodeAudioData(await answer.arrayBuffer());
  } catch {
    // Silence takes its place.
  }
  sounds.delete(address);
  return null;
}
