// A question whose answers are chosen by the letter or the number that stands before them.
import { openDialog } from "./dialogs.js";
import { byId, keep, mark, part, show, write } from "./nodes.js";
import { letterOf } from "./typing.js";

const STEPS = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

/** `answers`: `{id, key, name, note}`; the first of them has the focus. */
export function question(name, title, answers) {
  write(byId(`${name}-h`), title);
  show(byId(`${name}-none`), answers.length === 0);
  keep(byId(`${name}-choices`), answers, byId("keyed-choice"), drawAnswer);
  openDialog(name);
  const [first] = choices(byId(`${name}-dialog`));
  if (first) first.focus();
}

/** Focus goes to what is typed, or by arrows; Enter is the browser's own. */
export function listenToAnswers(name) {
  const dialog = byId(`${name}-dialog`);
  let keyed = "";
  dialog.addEventListener("close", () => (keyed = ""));
  dialog.addEventListener("keydown", (event) => {
    const all = choices(dialog);
    const step = STEPS[event.code];
    if (step) {
      event.preventDefault();
      all[(all.indexOf(document.activeElement) + step + all.length) % all.length]?.focus();
    }
    const letter = letterOf(event);
    if (!letter || event.isComposing) return;
    const wanted = (text) => all.find((one) => one.dataset.key.startsWith(text));
    keyed = wanted(keyed + letter) ? keyed + letter : letter;
    wanted(keyed)?.focus();
  });
}

function choices(dialog) {
  return [...dialog.querySelectorAll(".choices .choice")];
}

function drawAnswer(row, { id, key, name, note = "" }) {
  mark(row, "value", id);
  mark(row, "data-key", key);
  write(part(row, "key"), key);
  show(part(row, "key"), key !== "");
  write(part(row, "name"), name);
  show(part(row, "note"), note !== "");
  write(part(row, "note"), note);
}
