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

// A form of method "dialog" closes its dialog by itself and leaves the pressed button's value.
export function onChoice(name, choose) {
  const dialog = byId(`${name}-dialog`);
  dialog.addEventListener("close", () => {
    const { returnValue } = dialog;
    dialog.returnValue = "";
    if (returnValue) choose(returnValue);
  });
}
