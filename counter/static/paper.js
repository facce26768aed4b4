// The waiting list as paper, for a line that stays cut: what the browser prints of this page is this list alone.
// Its last state is kept for the day, so that a page that is loaded without the node still has it.
import { byId, keep, part, show, write } from "./nodes.js";
import { remember, remembered } from "/static/remembering.js";
import { local } from "/static/times.js";

const NOTHING = { at: "", rows: [] };
const KEEP_EVERY = 5000;

let list = null;
let keptAt = -Infinity;

/** The list is set out when paper is asked for: a long one would make every press wait. */
export function listenToPaper() {
  byId("paper-print").addEventListener("click", () => window.print());
  window.addEventListener("beforeprint", () => list && drawRows(list));
}

export function drawPaper({ at, counter, waiting, named, facts, t }) {
  list = { at, rows: waiting, named, t };
  show(byId("paper-print"), true);
  keepList({ at, waiting }, nameOf(facts, counter.code));
}

/** Number, service and order: nothing else of anybody. */
function keepList({ at, waiting }, name) {
  if (performance.now() - keptAt < KEEP_EVERY) return;
  keptAt = performance.now();
  remember(name, JSON.stringify({ at, rows: waiting.map(({ number, service }) => ({ number, service })) }));
}

/** What was seen last today, on paper and in place of the list beside the slip: a page without a picture has no more. */
export function drawKept({ counter, now, named, facts, t }) {
  const { at, rows } = kept(facts, counter, now);
  show(byId("paper-print"), rows.length > 0);
  if (rows.length === 0) return;
  list = { at, rows, named, t };
  write(byId("col-time"), t("paper_order"));
  keep(byId("rows"), numbered(rows), byId("row"), (row, { order, number, service }) => {
    write(part(row, "number"), number);
    write(part(row, "what"), named.service(service));
    write(part(row, "time"), order);
    show(part(row, "print"), false);
  });
  show(byId("table"), true);
  write(byId("elsewhere"), told(at, t));
  show(byId("elsewhere"), true);
}

function drawRows({ at, rows, named, t }) {
  write(byId("paper-at"), told(at, t));
  keep(byId("paper-rows"), numbered(rows), byId("paper-row"), (row, { order, number, service, priority = "none" }) => {
    write(part(row, "order"), order);
    write(part(row, "number"), number);
    write(part(row, "what"), named.service(service));
    write(part(row, "priority"), priority === "none" ? "" : t("priority"));
  });
}

function numbered(rows) {
  return rows.map((row, index) => ({ ...row, id: row.number, order: index + 1 }));
}

function told(at, t) {
  return t("paper_at", { day: at.slice(0, 10).split("-").reverse().join("/"), time: at.slice(11, 16) });
}

function kept(facts, counter, now) {
  try {
    const last = JSON.parse(remembered(nameOf(facts, counter)));
    return last.at.slice(0, 10) === local(now, facts.branch.timezone).slice(0, 10) ? last : NOTHING;
  } catch {
    return NOTHING;
  }
}

function nameOf({ branch }, counter) {
  return `moiso.line.${branch.code}.${counter}`;
}
