// Nothing on a kiosk scrolls: what is too much for the screen is set tighter, step by step.

const TIGHTER = ["0", "1", "2", "3"];
/** In low reach nothing to touch stands higher than this part of the screen. */
const LOW_FROM = 0.4;
const MOST_KEPT = 500;

/** How tight each page was set that stood here, by its look and words: the same one need not be tried again. */
const known = new Map();

/** Sets `place` as loosely as its page allows. */
export function fit(place, model) {
  const { scale, reach, theme, language } = model;
  const words = [".k-head__org", "main"].map((part) => place.querySelector(part).textContent);
  const sizes = [innerWidth, innerHeight, document.documentElement.style.cssText, place.className];
  const page = [...sizes, scale, reach, theme, language, ...words].join("|");
  if (!known.has(page)) keep(page, TIGHTER.find((tight) => fits(place, model, tight)) || TIGHTER.at(-1));
  place.dataset.tight = known.get(page);
}

/** Another font has other widths: nothing is known any more. */
export function unfit() {
  known.clear();
}

function keep(page, tight) {
  if (known.size >= MOST_KEPT) known.clear();
  known.set(page, tight);
}

function fits(place, model, tight) {
  place.dataset.tight = tight;
  const boxes = [place, ...place.querySelectorAll("main, .svc, .k-docs")];
  if (boxes.some((box) => box.scrollHeight > box.clientHeight + 1)) return false;
  const first = place.querySelector("main button:enabled");
  return model.reach !== "low" || !first || first.getBoundingClientRect().top >= innerHeight * LOW_FROM;
}
