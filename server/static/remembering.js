// What this browser keeps between pages. It may refuse storage: then nothing is remembered and everything else works.

/** The text that was kept under `name`, or "". */
export function remembered(name) {
  try {
    return localStorage.getItem(name) || "";
  } catch {
    return "";
  }
}

export function remember(name, text) {
  try {
    localStorage.setItem(name, text);
  } catch {
    return;
  }
}
