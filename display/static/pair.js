// A screen that nobody has let in yet: shows a code until staff approve it, then goes to its wall.
import { words } from "/brand/words.js";
import { ask, forget, keep, paired, wallOf } from "/static/display/paired.js";

const EVERY_MS = 2000;
const VALID_MS = 600000;
const HALF = 4;
const t = words(document.documentElement.lang);
const place = (id) => document.getElementById(id);

// The code to show and the secret that fetches the token; the secret never leaves this page.
let request = null;

setInterval(count, 1000);
step();

async function step() {
  const held = paired();
  if (held) await enter(held);
  else if (request) await claim();
  else await open();
  setTimeout(step, EVERY_MS);
}

// With its first use a token begins to count, and one before it is dead.
async function enter(held) {
  const answer = await ask("/devices/self", { token: held.token });
  if (answer && answer.status === 200) location.replace(wallOf(held));
  else if (answer && answer.status === 401) forget();
  else show(null);
}

async function open() {
  const answer = await ask("/pairing", { body: { scope: "display", version: document.body.dataset.version.slice(0, 32) } });
  if (answer && answer.status === 201) request = { ...answer.said, ends: performance.now() + VALID_MS };
  show(request);
}

// A code is given up with the node's own word, or when nobody has approved it in time.
async function claim() {
  const answer = await ask("/pairing/claim", { body: { secret: request.secret } });
  if (!answer) return;
  if (answer.status === 200) keep(answer.said);
  if (answer.status !== 409 || performance.now() >= request.ends) request = null;
}

function show(asked) {
  document.body.dataset.state = asked ? "shown" : "away";
  place("shown").hidden = !asked;
  place("away").hidden = Boolean(asked);
  if (!asked) return;
  const { code } = asked;
  place("code").setAttribute("aria-label", t("code", { code: [...code].join(" ") }));
  place("code").dataset.code = code;
  place("code").children[0].textContent = code.slice(0, HALF);
  place("code").children[1].textContent = code.slice(HALF);
  place("command").textContent = `moiso device approve ${code} --branch … --name …`;
  count();
}

function count() {
  if (!request) return;
  const left = Math.max(0, Math.ceil((request.ends - performance.now()) / 1000));
  const time = `${String(Math.floor(left / 60)).padStart(2, "0")}:${String(left % 60).padStart(2, "0")}`;
  place("left").textContent = t("left", { time });
  place("bar").style.width = `${(left * 100000) / VALID_MS}%`;
}
