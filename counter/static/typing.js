// Reads what is typed into a field whatever an input method makes of it: by the keys that were pressed.

const PLACES = { Slash: "/", NumpadDivide: "/", Period: ".", NumpadDecimal: ".", Minus: "-", Semicolon: ":", Space: " " };
// After one of these the field no longer holds what was typed, in the order in which it was typed.
const ELSEWHERE = new Set(["ArrowLeft", "ArrowRight", "Home", "End", "Delete"]);

/** `text()` is what the officer or the scanner meant; `begin(event)` tells of the stroke that opened the field. */
export function typed(field) {
  let keys = "";
  let composed = false;

  field.addEventListener("keydown", (event) => {
    composed = composed || event.isComposing || event.keyCode === 229;
    keys = after(keys, event);
  });
  field.addEventListener("input", () => {
    if (field.value === "") clear();
  });
  ["paste", "drop", "pointerdown"].forEach((name) => field.addEventListener(name, () => (keys = null)));

  function clear() {
    keys = "";
    composed = false;
  }

  return {
    begin(event) {
      field.value = "";
      clear();
      keys = after(keys, event);
    },
    clear() {
      field.value = "";
      clear();
    },
    // Telex and VNI make "Á" of "AS" or "A1"; a letter outside ASCII is never part of a number.
    text: () => (keys && (composed || !isPlain(field.value)) ? keys : field.value).trim(),
  };
}

/** The letter or figure of a key by its place on the keyboard, or "". */
export function letterOf({ code }) {
  const found = /^(?:Key([A-Z])|Digit(\d)|Numpad(\d))$/.exec(code);
  return found ? found[1] || found[2] || found[3] : "";
}

/** A stroke outside of any field, with which a number may begin: a scanner types like a hand, with Shift for capitals. */
export function beginsNumber({ code, key, repeat, altKey, ctrlKey, metaKey, isComposing, target }) {
  if (repeat || altKey || ctrlKey || metaKey || isComposing || key.length !== 1) return false;
  return /^(Key|Digit)/.test(code) && !target.closest("input:not([type=checkbox]), textarea, select");
}

function after(keys, event) {
  if (keys === null || ELSEWHERE.has(event.code) || event.ctrlKey || event.metaKey) return null;
  if (event.code === "Backspace") return keys.slice(0, -1);
  return keys + (letterOf(event) || PLACES[event.code] || "");
}

function isPlain(text) {
  return /^[ -~]*$/.test(text);
}
