// The wall display: follows its branch and keeps the scene, the clock and the pages up to date.
import { follow, serverNow } from "/static/live.js";
import { day, hhmm } from "/static/times.js";
import { Announcer } from "/static/display/announcer.js";
import { branchNow, t } from "/static/display/hall.js";
import { paintHero } from "/static/display/hero.js";
import { paintNotices } from "/static/display/notices.js";
import { paintRecent } from "/static/display/recent.js";
import { paintWaiting } from "/static/display/waiting.js";

const announcer = new Announcer();
const lostMark = document.getElementById("lost");
const clock = document.getElementById("clock");
const date = document.getElementById("date");
const wall = { snapshot: null, lostSince: null };

follow({ branch: document.body.dataset.branch, view: "public" }, { snapshot, link });
setInterval(paint, 1000);

function snapshot(picture) {
  wall.snapshot = picture;
  announcer.hear(picture.calls, serverNow());
  paint();
}

function link(state) {
  wall.lostSince = state === "lost" ? hhmm(branchNow()) : null;
  paint();
}

function paint() {
  paintHead();
  paintNotices(wall.snapshot, Boolean(wall.lostSince));
  if (!wall.snapshot && !wall.lostSince) return;
  const now = scene();
  document.body.dataset.state = now.state;
  paintHero(now, wall.snapshot);
  paintRecent(now.state === "closed" ? [] : calls(), now.call, wall.lostSince);
  if (!wall.lostSince) paintWaiting(wall.snapshot.services);
}

function paintHead() {
  const now = branchNow();
  clock.textContent = hhmm(now);
  date.textContent = day(now, t);
  lostMark.hidden = !wall.lostSince;
  if (wall.lostSince) lostMark.lastChild.textContent = t("lost_since", { time: wall.lostSince });
}

function calls() {
  return wall.snapshot ? wall.snapshot.calls : [];
}

/** `stale`, `calling` (gold: the hero's number is being called), `closed` or `idle`. */
function scene() {
  if (wall.lostSince) return { state: "stale" };
  const { call, fresh } = announcer.hero(wall.snapshot);
  if (call && call.state === "called") return { state: "calling", call, fresh };
  if (isOver(wall.snapshot)) return { state: "closed" };
  return { state: "idle", call };
}

// Hours end the issuing, never the calling: the hall is closed once nobody is helped any more.
function isOver({ open, calls: all, counters, line }) {
  if (open || all.some((call) => call.state === "serving")) return false;
  return !(line.length > 0 && counters.some((counter) => counter.state === "open"));
}
