// The software printer's page: asks once a second what is on the paper, and switches what can go wrong.
import { words } from "/brand/words.js";

const EVERY_MS = 1000;
const say = words(document.documentElement.lang);
const find = (id) => document.getElementById(id);
const switches = [...document.querySelectorAll("[data-fault]")];

function show({ state, faults, moved_mm, rows, receipts, count }) {
  document.body.dataset.state = state;
  write("state", [say(state), ...faults.map((fault) => say(fault))].join(" · "));
  write("moved", say("moved", { mm: moved_mm }));
  write("count", count || "");
  for (const one of switches) one.setAttribute("aria-pressed", faults.includes(one.dataset.fault));
  showStrip(rows);
  showReceipts(receipts);
}

/** Only what is new: a screen reader hears the state when it changes, not each second. */
function write(id, text) {
  const place = find(id);
  if (place.textContent !== String(text)) place.textContent = text;
}

function showStrip(rows) {
  const strip = find("strip");
  strip.hidden = rows === 0;
  find("nothing").hidden = rows > 0;
  if (rows && strip.dataset.rows !== String(rows)) {
    strip.dataset.rows = rows;
    strip.src = `/strip.png?rows=${rows}`;
  }
}

function showReceipts(names) {
  const list = find("receipts");
  find("none").hidden = names.length > 0;
  const shown = new Map([...list.children].map((item) => [item.dataset.name, item]));
  if (names.join() === [...shown.keys()].join()) return;
  list.replaceChildren(...names.map((name) => shown.get(name) ?? receipt(name)));
}

function receipt(name) {
  const item = document.createElement("li");
  item.dataset.name = name;
  const link = document.createElement("a");
  link.href = `/receipts/${name}`;
  const picture = document.createElement("img");
  picture.className = "print";
  picture.src = link.href;
  picture.alt = say("receipt", { n: Number(name.match(/\d+/)) });
  link.append(picture);
  item.append(link);
  return item;
}

async function ask(path, method = "GET", body = undefined) {
  try {
    const headers = body ? { "Content-Type": "application/json" } : {};
    const answer = await fetch(path, { method, headers, body: body && JSON.stringify(body) });
    if (!answer.ok) throw new Error(answer.status);
    show(await answer.json());
  } catch {
    document.body.dataset.state = "lost";
    write("state", say("lost"));
  }
}

document.addEventListener("click", ({ target }) => {
  const pressed = target.closest("button");
  if (pressed?.dataset.fault) {
    const on = pressed.getAttribute("aria-pressed") !== "true";
    ask(`/api/faults/${pressed.dataset.fault}`, "PUT", { on });
  } else if (pressed) {
    ask(`/api/acts/${pressed.dataset.act}`, "POST");
  }
});

async function follow() {
  await ask("/api/paper");
  setTimeout(follow, EVERY_MS);
}

follow();
