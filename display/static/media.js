// The centre's own pictures and films, in the hero's place while nobody is called; one gives way to the next by a cut.
import { settings } from "/static/display/own.js";

const ASK_MS = 60000;
/** A film that stands still for so long, or a file that takes so long to come, is passed over. */
const STUCK_MS = 20000;
const { branch, display } = document.body.dataset;
const list = `/display/${encodeURIComponent(branch)}/media?display=${encodeURIComponent(display)}`;
const place = document.getElementById("media");

let files = [];
let broken = [];
let askedAt = -Infinity;
let shown = null;
let isComing = false;

/**
 * Shows them where they are `wanted` and there are some, else pauses; `volume` of films in percent, 0 is silence. True
 * while something is shown: until the first has come, the hero stays.
 */
export function paintMedia(wanted, volume) {
  const own = settings() && settings().media;
  if (own) renew();
  else files = [];
  const isOn = Boolean(wanted && own && pieces().length);
  if (isOn) goOn(own, volume);
  else rest();
  place.hidden = !(isOn && shown);
  return !place.hidden;
}

function pieces() {
  return files.filter(({ url }) => !broken.includes(url));
}

/** Whoever puts a file into the folder sees it within a minute or two. */
async function renew() {
  if (performance.now() - askedAt < ASK_MS) return;
  askedAt = performance.now();
  try {
    const answer = await fetch(list, { cache: "no-cache" });
    if (!answer.ok) throw new Error(`${list}: ${answer.status}`);
    files = (await answer.json()).files;
    broken = [];
  } catch (problem) {
    console.warn(String(problem));
  }
}

function goOn(own, volume) {
  if (!shown || !isListed() || isOver(own)) advance();
  if (!shown) return;
  if (shown.since === null) shown.since = performance.now();
  if (shown.kind === "video") play(shown.node, own.sound ? volume : 0);
}

/** After a call a picture stands for its whole time again, a film goes on. */
function rest() {
  if (!shown) return;
  shown.since = null;
  if (shown.kind === "video") shown.node.pause();
}

function isListed() {
  return pieces().some(({ url }) => url === shown.url);
}

function isOver({ seconds }) {
  if (shown.since === null) return false;
  if (shown.kind === "video") return shown.node.ended || Boolean(shown.node.error) || isStuck();
  return pieces().length > 1 && performance.now() - shown.since >= seconds * 1000;
}

function isStuck() {
  const { currentTime } = shown.node;
  if (currentTime !== shown.at) Object.assign(shown, { at: currentTime, since: performance.now() });
  return performance.now() - shown.since > STUCK_MS;
}

/** The next is there in full before the last one leaves: no empty place between them. */
async function advance() {
  if (isComing) return;
  isComing = true;
  const all = pieces();
  const next = all[(all.findIndex(({ url }) => shown && url === shown.url) + 1) % all.length];
  try {
    take(next, await inTime(next.kind === "video" ? film(next.url) : picture(next.url)));
  } catch (problem) {
    console.warn(`${next.url}: ${problem}`);
    broken.push(next.url);
  }
  isComing = false;
}

function take({ kind, url }, node) {
  const last = shown;
  shown = { kind, url, node, since: null, at: -1 };
  place.replaceChildren(node);
  if (last && last.kind === "video") unload(last.node);
}

async function picture(url) {
  const node = new Image();
  node.alt = "";
  node.src = url;
  await node.decode();
  return node;
}

function film(url) {
  const node = document.createElement("video");
  node.muted = true;
  node.src = url;
  return new Promise((resolve, reject) => {
    node.onloadeddata = () => resolve(node);
    node.onerror = () => reject(new Error(node.error.message));
  });
}

function inTime(coming) {
  const late = new Promise((_, reject) => setTimeout(() => reject(new Error("late")), STUCK_MS));
  return Promise.race([coming, late]);
}

/** A browser that waits for a hand before it makes a sound shows the film without. */
async function play(node, volume) {
  node.volume = volume / 100;
  node.muted = volume === 0 || node.dataset.silent !== undefined;
  if (!node.paused || node.ended) return;
  try {
    await node.play();
  } catch (problem) {
    if (problem.name === "NotAllowedError") node.dataset.silent = "";
  }
}

/** A film that is gone lets its memory go. */
function unload(node) {
  node.pause();
  node.removeAttribute("src");
  node.load();
}
