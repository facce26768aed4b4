// The citizen's page: follows one ticket from waiting to its end.
import { words } from "/brand/words.js";
import { follow, serverNow } from "/static/live.js";
import { shake, stayAwake } from "/static/phone-alert.js";
import { face } from "/static/phone-face.js";
import { atCounter, justCalled, told } from "/static/phone-place.js";
import { paint } from "/static/phone-view.js";
import { local } from "/static/times.js";

const PACE_MS = 15_000;
const OVER = ["done", "cancelled", "expired"];

const page = JSON.parse(document.getElementById("page").textContent);
const t = words(page.language);

let ticket = page.ticket;
let picture = null;
let asking = false;
let askedOf = null;

function take(snapshot) {
  picture = snapshot;
  const known = told(snapshot, ticket);
  if (known) show(known);
  else ask();
  repaint();
}

function show(next) {
  // Another service means other papers and names: the node writes the page anew.
  if (next.service !== page.ticket.service || isNextLeg(next)) return location.reload();
  ticket = next;
  repaint();
  stayAwake(ticket.state, sayAwake);
}

/** Back in a line from a counter: another procedure of the same field of work may have begun. */
function isNextLeg(next) {
  return page.ticket.then.length > 0 && ticket.state === "serving" && next.state === "waiting";
}

function repaint() {
  const next = face(ticket, seen(), page.language, t);
  if (paint(next) && next.state === "called") shake(ticket.signal ? 5 : 1);
}

/** The moment the figures hold for: now while the line is live, else when we last knew. */
function seen() {
  const live = document.body.dataset.link === "live";
  const now = live ? serverNow() : new Date((picture || page).at);
  return {
    now,
    at: local(now, page.timezone),
    timezone: page.timezone,
    recent: picture && justCalled(picture, ticket),
    trial: Boolean(picture && picture.always_open),
  };
}

/** Off the line and not at a counter: only the ticket's own record tells. Once a picture, and paced. */
async function ask() {
  if (asking || OVER.includes(ticket.state) || askedOf === picture) return;
  asking = true;
  askedOf = picture;
  const answer = await record();
  if (answer && !told(picture, ticket)) show(answer);
  if (!answer) askedOf = null;
  setTimeout(askAgain, PACE_MS);
}

function askAgain() {
  asking = false;
  if (!told(picture, ticket)) ask();
}

async function record() {
  try {
    const response = await fetch(`/api/v1/tickets/${page.code}`, { cache: "no-store" });
    if (response.status === 404) location.reload();
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}

function sayAwake(awake) {
  const keep = document.querySelector("[data-keep]");
  if (keep) keep.textContent = t(awake ? "keep_open_awake" : "keep_open_why");
}

async function giveBack({ target }) {
  const { ask: question } = await import("/static/phone-cancel.js");
  question(target, page.code, async (cancelled) => {
    const now = cancelled || (await record());
    if (now) show(now);
  });
}

document.querySelector("[data-slot=give_back]").addEventListener("click", giveBack);
repaint();
stayAwake(ticket.state, sayAwake);
setInterval(repaint, PACE_MS);
document.addEventListener("visibilitychange", () => stayAwake(ticket.state, sayAwake));
follow(
  { branch: ticket.branch, view: "public", code: page.code },
  { snapshot: take, link: repaint, called: (call) => show(atCounter(ticket, call)) },
);
