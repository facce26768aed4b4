// The wall display: follows its branch and keeps the scene, the clock and the pages up to date.
import { follow, serverNow } from "/static/live.js";
import { day, hhmm } from "/static/times.js";
import { Announcer } from "/static/display/announcer.js";
import { setSound, tell } from "/static/display/beat.js";
import { branchNow, t } from "/static/display/hall.js";
import { paintHero } from "/static/display/hero.js";
import { keepPage, keepPicture, lastPicture } from "/static/display/keeping.js";
import { loudness } from "/static/display/loudness.js";
import { paintMedia } from "/static/display/media.js";
import { followOwn, mine, settings } from "/static/display/own.js";
import { paintNotices } from "/static/display/notices.js";
import { paired } from "/static/display/paired.js";
import { paintRecent } from "/static/display/recent.js";
import { drift, night } from "/static/display/sparing.js";
import { Speaking } from "/static/display/speaking.js";
import { Voice } from "/static/display/voice.js";
import { paintWaiting } from "/static/display/waiting.js";

/** After its call a number may still have to be announced somewhere in the hall for so long. */
const ANNOUNCED_MS = 75000;
const { branch } = document.body.dataset;
const voice = new Voice(branch, paint);
const announcer = new Announcer({ speech: voice, changed: paint });
const asked = new URLSearchParams(location.search);
const mute = document.getElementById("mute");
const lostMark = document.getElementById("lost");
const clock = document.getElementById("clock");
const date = document.getElementById("date");
const wall = { picture: null, snapshot: null, lostSince: null };

giveVoice();
document.addEventListener("pointerdown", touched);
document.addEventListener("keydown", touched);
window.addEventListener("pagehide", () => announcer.keep());
follow({ branch, view: "public" }, { snapshot, link });
// A change of the centre file makes no wall speak that does not know what is true.
followOwn(() => wall.picture && !wall.lostSince && snapshot(wall.picture));
setInterval(paint, 1000);
keepPage().then(kept, (problem) => console.warn(String(problem)));
tell({ shows, behind: () => announcer.behind });

function snapshot(picture) {
  keepPicture(picture);
  wall.picture = picture;
  wall.snapshot = mine(picture);
  announcer.hear(wall.snapshot.calls, serverNow());
  paint();
}

/** From now on a reload needs no node. */
function kept() {
  document.body.dataset.kept = "";
}

function link(state) {
  if (state === "lost") lost();
  else wall.lostSince = null;
  paint();
}

/** A page that was loaded without its node still has what it showed last on this day, as history. */
function lost() {
  const last = wall.picture ? null : lastPicture(branchNow().slice(0, 10));
  if (last) wall.snapshot = mine(last);
  wall.lostSince = hhmm(last ? last.at : branchNow());
  announcer.hush();
}

/** A screen that was let in speaks as the centre file says, in turn with others; another one if its address says so. */
function giveVoice() {
  const self = paired();
  const isLetIn = Boolean(self && self.branch === branch);
  const speaking = new Speaking({ branch, token: isLetIn ? self.token : null, voice });
  voice.may = (call) => speaking.may(call);
  voice.speaks = isLetIn || asked.get("sound") === "on";
  voice.load();
}

/** A browser that waits for somebody's hand before it makes a sound gets it from whoever passes. */
function touched() {
  voice.wake();
}

function paint() {
  drift();
  paintHead();
  paintNotices(wall.snapshot, Boolean(wall.lostSince));
  if (!wall.snapshot && !wall.lostSince) return;
  const now = scene();
  document.body.dataset.state = now.state;
  darken(night(now, wall.snapshot));
  const hasMedia = paintMedia(isCalm(now), films());
  document.body.toggleAttribute("data-media", hasMedia);
  paintHero(now, wall.snapshot);
  const isClosed = now.state === "closed";
  paintRecent(isClosed ? [] : calls(), isClosed ? [] : again(), hasMedia ? null : now.call, wall.lostSince);
  if (!wall.lostSince) paintWaiting(wall.snapshot.services);
}

function darken(by) {
  if (by === null) delete document.body.dataset.night;
  else document.body.dataset.night = by;
}

function paintHead() {
  const now = branchNow();
  clock.textContent = hhmm(now);
  date.textContent = day(now, t);
  paintSound(loudness(settings(), now));
  lostMark.hidden = !wall.lostSince;
  if (wall.lostSince) lostMark.lastChild.textContent = t("lost_since", { time: wall.lostSince });
}

// A wall that is to be silent has nothing to complain of.
function paintSound(volume) {
  const isSilent = !voice.speaks || volume === 0;
  voice.volume = volume;
  setSound(isSilent ? "none" : voice.state);
  mute.hidden = isSilent || voice.state === "on";
}

/** Nothing on the hero that anybody needs from there: the last call stands among the recent ones too. */
function isCalm({ state, call }) {
  return state === "idle" && Boolean(call) && !announcer.held;
}

/** How loud films may be, in percent: as the voice, and silent while anybody of the branch is called. */
function films() {
  if (!wall.picture || !voice.speaks) return 0;
  const isBusy = ({ state, at }) => state === "called" || serverNow() - Date.parse(at) < ANNOUNCED_MS;
  return wall.picture.calls.some(isBusy) ? 0 : loudness(settings(), branchNow());
}

// What stands on the hero, for the node: its number, else the state.
function shows() {
  const number = document.querySelector("#hero [data-number]");
  return number ? number.textContent : document.body.dataset.state;
}

function calls() {
  return wall.snapshot ? [...wall.snapshot.calls, ...wall.snapshot.older] : [];
}

function again() {
  return wall.snapshot ? wall.snapshot.again : [];
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
