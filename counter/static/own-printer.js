// The printer of this desk, of several: chosen once at the foot of the page, remembered by this browser.
import { byId, mark } from "./nodes.js";
import { remember, remembered } from "/static/remembering.js";

const REMEMBERED = "moiso.printer";

/** Its name, or "" where the desk asks each time. */
export function ownPrinter() {
  return remembered(REMEMBERED);
}

export function drawOwnPrinter(printers, t) {
  const field = byId("printer");
  field.onchange = () => remember(REMEMBERED, field.value);
  const names = printers.map(({ name }) => name);
  const first = names.length === 0 ? t("reception_no_printer") : t("reception_ask");
  const wanted = names.length === 1 ? names : ["", ...names];
  const drawn = [first, ...wanted].join("\n");
  if (field.dataset.drawn === drawn) return;
  mark(field, "data-drawn", drawn);
  field.replaceChildren(...wanted.map((name) => new Option(name || first, name)));
  field.value = wanted.includes(ownPrinter()) ? ownPrinter() : wanted[0];
}
