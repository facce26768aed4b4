// The live board of the whole centre: asks for the line a branch every few seconds.
import { words } from "/brand/words.js";
import { paintFrame, say } from "/static/board-frame.js";
import { paintRows } from "/static/board-table.js";
import { branchRows, headline, totalRow } from "/static/boards-model.js";

const PACE_MS = 5_000;
const PATIENCE_MS = 20_000;
const ANSWER_WITHIN_MS = 5_000;

const { language, mine } = JSON.parse(document.getElementById("page").textContent);
const t = words(language);

let centre = null;
let etag = "";
let taken = 0;
let heard = 0;

async function ask() {
  const answer = await fetched();
  if (answer) heard = performance.now();
  if (answer && answer.status === 200) await take(answer);
  paint();
  setTimeout(ask, PACE_MS);
}

async function fetched() {
  const cut = new AbortController();
  const timer = setTimeout(() => cut.abort(), ANSWER_WITHIN_MS);
  const headers = etag ? { "If-None-Match": etag } : {};
  try {
    const answer = await fetch("/api/v1/centre", { headers, cache: "no-store", signal: cut.signal });
    return answer.ok || answer.status === 304 ? answer : null;
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

async function take(answer) {
  centre = await answer.json();
  etag = answer.headers.get("ETag") || "";
  taken = heard;
}

function paint() {
  if (!centre) return;
  const link = performance.now() - heard < PATIENCE_MS ? "live" : "lost";
  document.body.dataset.link = link;
  const { branches } = centre;
  const title = headline(branches, language, t);
  paintFrame({ title, at: after(heard - taken), here: after(performance.now() - taken), link }, t);
  paintRows(document.getElementById("branches"), branchRows(branches, mine, language, t));
  paintRows(document.getElementById("total"), [totalRow(branches, t)]);
  say("no-branches", branches.length ? "" : t("no_branches"));
}

// The node's local time so long after its figures were drawn, in the offset that it wrote itself.
function after(milliseconds) {
  const drawn = Date.parse(`${centre.at.slice(0, 19)}Z`);
  return new Date(drawn + milliseconds).toISOString();
}

ask();
