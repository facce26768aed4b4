// Keys in what was called on paper while the line was cut: numbers are typed or pressed, and one command records them.
import { openDialog } from "./dialogs.js";
import { byId, keep, mark, part, show, write } from "./nodes.js";
import { forgive } from "./notice.js";
import { DRAWN } from "./queue.js";
import { typed } from "./typing.js";

/** Shorter cuts are nobody's reason to write on paper. */
const LONG_CUT_MS = 60_000;
const WISHES = { F2: "send", F6: "absent", NumpadSubtract: "absent" };

/**
 * `view()` is what the page shows now: `{waiting, callable, live}`, or null; `send(sheet)` answers whether it was done.
 * `{open, draw, heard}`: `heard(live)` is told of the line, and offers the dialog after a long cut.
 */
export function keying({ t, named, view, send }) {
  const dialog = byId("keyed-dialog");
  const field = byId("keyed-text");
  const typing = typed(field);
  let became = new Map();
  let seen = new Map();
  let cutAt = null;

  function open() {
    became = new Map();
    seen = new Map();
    typing.clear();
    forgive();
    trouble("");
    offer(false);
    openDialog("keyed");
    draw();
    field.focus();
  }

  /** The head of the line here, then what was typed besides and what has left the line since. */
  function draw() {
    if (!dialog.open || !view()) return;
    const here = view().waiting.slice(0, DRAWN);
    const others = [...became.keys()].filter((id) => !here.some((one) => one.id === id)).map((id) => seen.get(id));
    const rows = [...here, ...others];
    show(byId("keyed-none"), rows.length === 0);
    keep(byId("keyed-rows"), rows, byId("keyed-row"), drawRow);
    write(byId("keyed-count"), t("keyed_send", { n: became.size }));
    mark(byId("keyed-send"), "aria-disabled", became.size === 0 || !view().live);
  }

  function drawRow(row, ticket) {
    write(part(row, "number"), ticket.number);
    write(part(row, "what"), named.what(ticket));
    row.classList.toggle("is-marked", became.has(ticket.id));
    row.querySelectorAll("[data-became]").forEach((button) => {
      mark(button, "aria-pressed", became.get(ticket.id) === button.dataset.became);
      mark(button, "aria-label", t(`keyed_${button.dataset.became}_number`, { number: ticket.number }));
    });
  }

  function set(ticket, outcome) {
    seen.set(ticket.id, ticket);
    if (outcome) became.set(ticket.id, outcome);
    else became.delete(ticket.id);
    trouble("");
    forgive();
    draw();
  }

  /** "a16" is A016; only who waits or is kept for later can be keyed in. */
  function take(outcome) {
    const text = typing.text().toUpperCase();
    const found = /^([A-Z]) *0*(\d{1,4})$/.exec(text);
    const number = found && found[1] + found[2].padStart(3, "0");
    const ticket = view().callable.find((one) => one.number === number);
    if (!text) return;
    if (!ticket) {
      trouble(t("keyed_unknown", { text: text.slice(0, 20) }));
      return field.select();
    }
    set(ticket, outcome);
    byId("keyed-rows").querySelector(`[data-id="${ticket.id}"]`).scrollIntoView({ block: "nearest" });
    write(byId("keyed-said"), t(`keyed_${outcome}_number`, { number }));
    typing.clear();
  }

  async function record() {
    if (became.size === 0) return;
    trouble("");
    const sheet = [...became].map(([ticket, outcome]) => ({ ticket, outcome }));
    if (await send(sheet)) dialog.close();
  }

  function trouble(text) {
    write(byId("keyed-trouble"), text);
    show(byId("keyed-trouble"), text !== "");
  }

  function offer(offered) {
    show(byId("back"), offered);
  }

  function heard(live) {
    if (!live) cutAt = cutAt ?? performance.now();
    else if (cutAt !== null) {
      if (performance.now() - cutAt >= LONG_CUT_MS) offer(true);
      cutAt = null;
    }
  }

  byId("keyed-form").addEventListener("submit", (event) => {
    event.preventDefault();
    take("served");
  });
  byId("keyed-rows").addEventListener("click", (event) => {
    const button = event.target.closest("[data-became]");
    if (!button || event.detail > 1) return;
    const { id } = button.closest("tr").dataset;
    const ticket = view().callable.find((one) => one.id === id) || seen.get(id);
    set(ticket, button.getAttribute("aria-pressed") === "true" ? null : button.dataset.became);
  });
  dialog.addEventListener("close", forgive);
  dialog.addEventListener("keydown", (event) => {
    const name = WISHES[event.code];
    if (!name || event.isComposing) return;
    event.preventDefault();
    if (event.repeat) return;
    if (name === "send") record();
    else take("absent");
  });
  byId("keyed-absent").addEventListener("click", () => take("absent"));
  byId("keyed-send").addEventListener("click", (event) => event.detail > 1 || record());
  byId("back-open").addEventListener("click", open);
  byId("back-dismiss").addEventListener("click", () => offer(false));
  return { open, draw, heard };
}
