// Narrows what is wider than its place: a `[data-fit]` keeps the height of the style sheet if it can.

const LEAST = 0.2;

/** The style sheet sizes its letters by `--fit`, 1 where there is room. */
export function fitAll() {
  const texts = [...document.querySelectorAll("[data-fit]")];
  texts.forEach((text) => narrow(text, 1));
  const rooms = texts.map((text) => text.clientWidth / text.scrollWidth);
  texts.forEach((text, index) => rooms[index] < 1 && narrow(text, Math.max(0.99 * rooms[index], LEAST)));
}

function narrow(text, by) {
  text.style.setProperty("--fit", by);
}

window.addEventListener("resize", fitAll);
document.fonts.addEventListener("loadingdone", fitAll);
