// Draws what this counter has done today: the last tickets, and four figures.
import { duration } from "./durations.js";
import { drawReopen } from "./moves.js";
import { byId, keep, mark, part, show, write, writeFigures } from "./nodes.js";
import { drawPrintButton } from "./printing.js";
import { hhmm } from "/static/times.js";

const OUTCOMES = ["done", "no_show", "parked", "transferred", "returned"];

export function drawDay(view) {
  const { counter, t } = view;
  show(byId("log"), counter.done.length > 0);
  show(byId("log-empty"), counter.done.length === 0);
  // One number may have been here twice: each of its ends has a row.
  const ends = counter.done.map((ticket) => ({ id: `${ticket.id} ${ticket.ended_at}`, ticket }));
  keep(byId("log-rows"), ends, byId("log-row"), (row, { ticket }) => drawDone(row, ticket, view));
  writeFigures(byId("today-served"), t("today_served_n", { n: counter.today.served }));
  writeFigures(byId("today-dossiers"), String(counter.today.dossiers));
  writeFigures(byId("today-handling"), average(counter.today.handling_s, t));
  writeFigures(byId("today-no-show"), String(counter.today.no_show));
}

function drawDone(row, ticket, view) {
  const { named, t } = view;
  const outcome = OUTCOMES.includes(ticket.outcome) ? ticket.outcome : "other";
  write(part(row, "number"), ticket.number);
  mark(part(row, "number"), "data-len", ticket.number.length);
  write(part(row, "what"), named.what(ticket));
  write(part(row, "outcome"), t(`outcome_${outcome}`));
  write(part(row, "at"), hhmm(ticket.ended_at));
  drawPrintButton(part(row, "print"), ticket, t);
  drawReopen(part(row, "move"), ticket, view);
  write(part(row, "handling"), average(ticket.handling_s, t));
}

function average(seconds, t) {
  return seconds === null ? t("today_handling_none") : duration(seconds, t);
}
