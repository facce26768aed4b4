// The waiting list as paper, for a line that stays cut: what the browser prints of this page is this list alone.
import { byId, keep, part, write } from "./nodes.js";

export function listenToPaper() {
  byId("paper-print").addEventListener("click", () => window.print());
}

/** Number, service and order: nothing else of anybody. */
export function drawPaper({ at, waiting, named, t }) {
  write(byId("paper-at"), t("paper_at", { day: at.slice(0, 10).split("-").reverse().join("/"), time: at.slice(11, 16) }));
  const rows = waiting.map((ticket, index) => ({ id: ticket.id, order: index + 1, ticket }));
  keep(byId("paper-rows"), rows, byId("paper-row"), (row, { order, ticket }) => {
    write(part(row, "order"), order);
    write(part(row, "number"), ticket.number);
    write(part(row, "what"), named.service(ticket.service));
    write(part(row, "priority"), ticket.priority === "none" ? "" : t("priority"));
  });
}
