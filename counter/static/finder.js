// The officer's dialog for any number: F3, or just typing or scanning, opens it; keys act on what is found.
import { openDialog } from "./dialogs.js";
import { finder } from "./finding.js";
import { byId } from "./nodes.js";
import { forgive } from "./notice.js";
import { beginsNumber } from "./typing.js";

const WISHES = { F2: "send", F4: "print", F8: "change" };

/** `{open, again, draw}`; `about` is what `finder` needs. */
export function finderDialog(about) {
  const dialog = byId("find-dialog");
  const field = byId("find-text");
  const find = finder(about);

  function open() {
    if (!dialog.open) openDialog("find");
    field.focus();
    field.select();
  }

  dialog.addEventListener("keydown", (event) => {
    const { code, repeat, isComposing } = event;
    if (isComposing || (code !== "F3" && !WISHES[code])) return;
    event.preventDefault();
    if (repeat) return;
    if (code === "F3") open();
    else find.wish(WISHES[code]);
  });
  dialog.addEventListener("close", () => {
    find.clear();
    forgive();
  });
  byId("find-open").addEventListener("click", open);
  document.addEventListener("keydown", (event) => {
    if (!beginsNumber(event) || isAnotherOpen()) return;
    if (!dialog.open) openDialog("find");
    field.focus();
    // The stroke itself goes into the field, which has the focus by now.
    find.begin(event);
  });

  return { open, again: () => dialog.open && find.again(), draw: () => dialog.open && find.draw() };
}

function isAnotherOpen() {
  return [...document.querySelectorAll("dialog[open]")].some(({ id }) => id !== "find-dialog");
}
