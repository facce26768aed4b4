// The officer's keys: function keys and their numpad twins, which no input method rewrites.

const WISHES = {
  F1: "help",
  F2: "main",
  NumpadEnter: "main",
  F3: "find",
  F4: "recall",
  NumpadAdd: "recall",
  F6: "no-show",
  NumpadSubtract: "no-show",
  F7: "park",
  F8: "transfer",
  F9: "finish-only",
  F10: "rest",
  Escape: "undo",
};

/** Calls `wish(name)` once per stroke, however long the key is held. */
export function listen(wish) {
  document.addEventListener("keydown", (event) => {
    if (isModified(event) || isTyping(event)) return;
    const name = WISHES[event.code || event.key];
    // Escape also closes an open question, which stays the browser's.
    if ((name && event.code !== "Escape") || isHeldEnter(event)) event.preventDefault();
    if (name && !event.repeat) wish(name);
  });
}

// A button under a held Enter would be pressed again with every repeat.
function isHeldEnter({ code, repeat }) {
  return repeat && code === "Enter";
}

function isModified({ altKey, ctrlKey, metaKey, shiftKey }) {
  return altKey || ctrlKey || metaKey || shiftKey;
}

// 229 is what browsers report while an input method such as Telex is putting a letter together.
function isTyping({ isComposing, keyCode, target }) {
  const field = "input, textarea, select, [contenteditable]";
  return isComposing || keyCode === 229 || (target instanceof Element && target.closest(field));
}
