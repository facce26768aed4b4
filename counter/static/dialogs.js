// The dialogs: list of keys, reasons, printer, another service, a number, officer's menu. While one is open, keys rest.
import { byId } from "./nodes.js";

export function isDialogOpen() {
  return document.querySelector("dialog[open]") !== null;
}

export function openDialog(name) {
  byId(`${name}-dialog`).showModal();
}

/** Calls `pause(reason)`, `print(printer)`, `park(reason)`, … and `menu(item)` when the officer chooses them. */
export function listenToDialogs({ pause, print, park, transfer, call, menu, add, outcome, takeOver }) {
  byId("officer").addEventListener("click", () => openDialog("menu"));
  byId("help").addEventListener("click", () => openDialog("keys"));
  onChoice("pause", (reason) => pause(reason));
  onChoice("print", (printer) => print(printer));
  onChoice("park", (reason) => park(reason));
  onChoice("transfer", (service) => transfer(service));
  onChoice("call", (reason) => call(reason));
  onChoice("add", (service) => add(service));
  onChoice("take-over", () => takeOver());
  onChoice("outcome", (answer) => outcome(answer));
  onChoice("menu", (item) => menu(item));
}

// On its way as the choice is made: a dialog's "close" comes a moment later, and a key pressed in between would win.
export function onChoice(name, choose) {
  const dialog = byId(`${name}-dialog`);
  dialog.addEventListener("submit", (event) => {
    event.preventDefault();
    dialog.close();
    const chosen = event.submitter?.value;
    if (chosen) choose(chosen);
  });
}
