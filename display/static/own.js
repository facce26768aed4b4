// What this wall is in its branch, as the centre file says now: the counters and services it shows, and its looks.
import { ask } from "/static/display/paired.js";

const ASK_MS = 30000;
const REMEMBERED = 64;
const LOOKS = {
  theme: { among: ["dark", "light", "contrast"], usual: "dark" },
  layout: { among: ["auto", "landscape", "portrait"], usual: "auto" },
};
const PORTRAIT = { auto: "(orientation: portrait)", portrait: "all", landscape: "not all" };
const { branch, display } = document.body.dataset;
const path = `/branches/${encodeURIComponent(branch)}/displays/${encodeURIComponent(display)}`;
const asked = new URLSearchParams(location.search);
const root = document.documentElement;

let own = JSON.parse(document.getElementById("own").textContent);
let shown = [];

/** What the centre file says of this wall, as `GET …/displays/{code}` tells it; null when it names none. */
export function settings() {
  return own;
}

/** Takes a change of the centre file within a minute, and then calls `changed`. */
export function followOwn(changed) {
  if (display) setInterval(() => refresh(changed), ASK_MS);
}

/** Of a branch's picture what this wall shows. */
export function mine(picture) {
  const { counters, services } = own || {};
  const calls = ofCounters(picture.calls, counters);
  shown = [...new Set([...calls.map((call) => call.number), ...shown])].slice(0, REMEMBERED);
  return {
    ...picture,
    calls,
    older: ofCounters(picture.older || [], counters),
    // A call that was taken back has no counter any more: whoever saw it here is told here.
    again: (picture.again || []).filter(({ number }) => !counters || shown.includes(number)),
    services: services ? picture.services.filter(({ code }) => services.includes(code)) : picture.services,
  };
}

/** In which direction from this screen a counter lies: "left", "up-right", …, or undefined. */
export function way(counter) {
  return own ? own.arrows[counter] : undefined;
}

function ofCounters(calls, counters) {
  return counters ? calls.filter(({ counter }) => counters.includes(counter)) : calls;
}

async function refresh(changed) {
  const said = await answer();
  if (said === undefined || JSON.stringify(said) === JSON.stringify(own)) return;
  own = said;
  dress();
  changed();
}

// Undefined while the node says nothing; null when the centre file does not name this wall.
async function answer() {
  const told = await ask(path);
  if (told && told.status === 404) return null;
  return told && told.status === 200 ? told.said : undefined;
}

function dress() {
  root.dataset.theme = look("theme");
  root.dataset.layout = look("layout");
  document.getElementById("portrait").media = PORTRAIT[root.dataset.layout];
}

// The address wins, for a try.
function look(name) {
  const { among, usual } = LOOKS[name];
  if (among.includes(asked.get(name))) return asked.get(name);
  return own ? own[name] : usual;
}
