// The counters of a branch as rows: who is there, what each serves and what it helps with.
import { nameOf } from "/static/board-model.js";
import { unlearnt } from "/static/counters-model.js";
import { hhmm } from "/static/times.js";

const TAGS = { open: "tag tag--serving", paused: "tag tag--hold", closed: "tag" };

/** `zones`: name of a counter's place by its code; `change(code)` is called at a press. A row stays the counter's, and keeps the focus. */
export function paintList(list, picture, { zones, language, live, change }, t) {
  const codes = picture.counters.map(({ code }) => code);
  for (const row of [...list.children]) {
    if (!codes.includes(row.dataset.counter)) row.remove();
  }
  picture.counters.forEach((counter, place) => {
    const row = rowOf(list, counter.code) || born(counter.code, change, t);
    if (list.children[place] !== row) list.insertBefore(row, list.children[place] || null);
    paintRow(row, counter, { picture, zone: zones[counter.code], language, live }, t);
  });
}

function rowOf(list, code) {
  return [...list.children].find((row) => row.dataset.counter === code);
}

function born(code, change, t) {
  const row = document.getElementById("counter").content.firstElementChild.cloneNode(true);
  row.dataset.counter = code;
  const button = part(row, "change");
  button.setAttribute("aria-label", t("change_of", { counter: code }));
  button.addEventListener("click", () => button.getAttribute("aria-disabled") === "true" || change(code));
  return row;
}

function paintRow(row, counter, { picture, zone, language, live }, t) {
  const { state, officer, since, given } = counter;
  const named = (code) => nameOf(picture, code, language, "name_short");
  row.dataset.state = state;
  write(part(row, "name"), t("counter_name", { counter: counter.code }));
  write(part(row, "zone"), zone ? zone[language] : "");
  part(row, "state").className = TAGS[state];
  write(part(row, "state"), t(`state_${state}`));
  write(part(row, "officer"), officer ? t("officer_since", { officer, time: hhmm(since) }) : "");
  writeItems(part(row, "serves"), given.services.map(named));
  writeItems(part(row, "helps"), given.overflow.map((one) => helped(one, named, t)));
  part(row, "nothing").hidden = given.overflow.length > 0;
  say(part(row, "unlearnt"), officer ? warning(counter, named, t) : "");
  part(row, "change").hidden = state === "closed";
  part(row, "change").setAttribute("aria-disabled", !live);
  part(row, "later").hidden = state !== "closed";
}

/** "Hộ tịch, khi có người chờ từ 20 phút". */
function helped({ service, after_s: after }, named, t) {
  const name = named(service);
  return after === null ? t("helps_idle", { service: name }) : t("helps_late", { service: name, n: Math.floor(after / 60) });
}

function warning(counter, named, t) {
  const { officer, services, overflow } = counter;
  if (services.length + overflow.length === 0) return t("unlearnt_all", { officer });
  const missing = unlearnt(counter).map(named).join("; ");
  return missing ? t("unlearnt", { officer, services: missing }) : "";
}

function part(row, name) {
  return row.querySelector(`[data-part="${name}"]`);
}

function write(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

function say(node, text) {
  write(node, text);
  node.hidden = text === "";
}

function writeItems(list, texts) {
  const shown = [...list.children].map((item) => item.textContent);
  if (JSON.stringify(shown) === JSON.stringify(texts)) return;
  list.replaceChildren(...texts.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
}
