// Draws what this counter has done today: the last tickets, and four figures.
import { duration } from "./durations.js";
import { byId, keep, mark, part, show, write, writeFigures } from "./nodes.js";
import { drawPrintButton } from "./printing.js";
import { hhmm } from "/static/times.js";

const OUTCOMES = ["done", "no_show"];

export function drawDay(view) {
  const { counter, t } = view;
  show(byId("log"), counter.done.length > 0);
  show(byId("log-empty"), counter.done.length === 0);
  keep(byId("log-rows"), counter.done, byId("log-row"), (row, ticket) => drawDone(row, ticket, view));
  writeFigures(byId("today-served"), t("today_served_n", { n: counter.today.served }));
  writeFigures(byId("today-dossiers"), String(counter.today.dossiers));
  writeFigures(byId("today-handling"), average(counter.today.handling_s, t));
  writeFigures(byId("today-no-show"), String(counter.today.no_show));
}

function drawDone(row, ticket, { named, t }) {
  const outcome = OUTCOMES.includes(ticket.outcome) ? ticket.outcome : "other";
  write(part(row, "number"), ticket.number);
  mark(part(row, "number"), "data-len", ticket.number.length);
  write(part(row, "what"), named.what(ticket));
  write(part(row, "outcome"), t(`outcome_${outcome}`));
  write(part(row, "at"), hhmm(ticket.ended_at));
  drawPrintButton(part(row, "print"), ticket, t);
  write(part(row, "handling"), duration(ticket.handling_s, t));
}

function average(seconds, t) {
  return seconds === null ? t("today_handling_none") : duration(seconds, t);
}
