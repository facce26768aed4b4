// How a ticket ends when "finished" is not all there is to say: with which outcome, and how many dossiers it was.
import { listenToAnswers, question } from "./choosing.js";
import { byId, write } from "./nodes.js";
import { letterOf } from "./typing.js";

/** The letter before each answer; figures are for the count. `note` ends nothing. */
const ANSWERS = { done: "H", incomplete: "C", advised: "D", refused: "T", note: "G" };
const MOST = 999;
const STEPS = { NumpadAdd: 1, Equal: 1, NumpadSubtract: -1, Minus: -1 };

let dossiers = 1;
let fresh = true;

export function askOutcome({ counter, t }) {
  count(counter.ticket.dossiers);
  fresh = true;
  const answers = Object.entries(ANSWERS).map(([id, key]) => ({ id, key, name: t(`outcome_is_${id}`) }));
  question("outcome", t("outcome_title", { number: counter.ticket.number }), answers);
}

export function listenToOutcome() {
  listenToAnswers("outcome");
  byId("outcome-dialog").addEventListener("keydown", (event) => {
    const { code, isComposing, altKey, ctrlKey, metaKey } = event;
    if (isComposing || altKey || ctrlKey || metaKey) return;
    if (STEPS[code]) step(STEPS[code]);
    else if (code === "Backspace") count(Math.floor(dossiers / 10));
    else if (/^\d$/.test(letterOf(event))) type(Number(letterOf(event)));
  });
  byId("outcome-fewer").addEventListener("click", () => step(-1));
  byId("outcome-more").addEventListener("click", () => step(1));
}

/** The act behind an answer and what the node is told: `[name, extra]`. */
export function actOf(answer) {
  if (answer === "note") return ["note", { dossiers }];
  if (answer === "done") return ["finish-only", { dossiers }];
  return [answer === "incomplete" ? "incomplete" : "finish-only", { dossiers, outcome: answer }];
}

// The first figure takes the place of what stood there, the next ones stand behind it.
function type(figure) {
  const typed = fresh ? figure : dossiers * 10 + figure;
  if (typed > MOST) return;
  count(typed);
  fresh = typed === 0;
}

function step(by) {
  count(dossiers + by);
}

function count(n) {
  dossiers = Math.min(MOST, Math.max(1, n));
  write(byId("outcome-dossiers"), dossiers);
}
