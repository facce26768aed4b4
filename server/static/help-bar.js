// The bell on the pages of staff: which kiosks call, for how long, and the press of who goes there.
import { answerHelp, Refusal } from "/static/commands.js";

const SIGNED_OUT = new Set(["unauthenticated", "forbidden", "csrf"]);

/** `draw(calls, now)` paints the calls of a desk's picture; `now` is a Date by the node's clock. */
export function helpBar(branch, t) {
  const list = document.getElementById("help-list");
  const pressed = new Map();
  let told = "";

  async function come(id) {
    pressed.set(id, "sent");
    paintPress(rowOf(list, id), "sent", t);
    try {
      await answerHelp(branch, id);
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      pressed.set(id, SIGNED_OUT.has(refusal.code) ? "help_sign_in" : "help_failed");
      paintPress(rowOf(list, id), pressed.get(id), t);
    }
  }

  return function draw(calls, now) {
    document.getElementById("help-calls").hidden = calls.length === 0;
    for (const row of [...list.children]) {
      if (!calls.some(({ id }) => id === row.dataset.id)) row.remove();
    }
    for (const call of calls) {
      const row = rowOf(list, call.id) || born(list, call.id, come);
      paintCall(row, call, now, t);
      paintPress(row, pressed.get(call.id), t);
    }
    told = announce(calls, now, told, t);
  };
}

function rowOf(list, id) {
  return [...list.children].find((row) => row.dataset.id === id);
}

function born(list, id, come) {
  list.append(document.getElementById("help-call").content.cloneNode(true));
  const row = list.lastElementChild;
  row.dataset.id = id;
  // The second click of a double one would fall on the next kiosk's button, which has moved up under it.
  part(row, "come").addEventListener("click", (event) => event.detail > 1 || come(id));
  return row;
}

function paintCall(row, call, now, t) {
  const late = isLate(call, now);
  row.toggleAttribute("data-late", late);
  write(part(row, "kiosk"), call.kiosk);
  write(part(row, "text"), t(late ? "help_late" : "help_rings"));
  write(part(row, "time"), t("help_for", { time: since(call.called_at, now) }));
}

/** `press`: undefined, "sent", or the key of the words that tell why it did not arrive. */
function paintPress(row, press, t) {
  if (!row) return;
  const failed = press && press !== "sent" ? t(press) : "";
  part(row, "come").disabled = press === "sent";
  write(part(row, "failed"), failed);
  part(row, "failed").hidden = failed === "";
}

/** Read aloud once when a kiosk begins to call and once when it is late, never with each second. */
function announce(calls, now, told, t) {
  const said = calls.map((call) => `${call.kiosk} ${t(isLate(call, now) ? "help_late" : "help_rings")}`).join(". ");
  if (said !== told) write(document.getElementById("help-said"), said);
  return said;
}

function isLate({ late, late_at }, now) {
  return late || now.getTime() >= Date.parse(late_at);
}

function since(at, now) {
  const seconds = Math.max(0, Math.floor((now.getTime() - Date.parse(at)) / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

function part(row, name) {
  return row.querySelector(`[data-part="${name}"]`);
}

function write(node, text) {
  if (node.textContent !== text) node.textContent = text;
}
