// What is read of a page: its texts in their order, then what can be chosen. What stands there is what is said.

/** Controls are read apart; nobody can follow what counts down, and heads of tables say nothing new. */
const SKIPPED = "header, nav, button, svg, [aria-hidden='true'], [data-countdown], thead, dt.vh";

/** The lines of a page, without its head and its controls. */
export function linesOf(page) {
  return grouped(page, (node) => !node.parentElement.closest(SKIPPED));
}

/** What can be chosen on it; the tools are the same on every page. */
export function choicesOf(page) {
  return [...page.querySelectorAll("button:enabled")].filter((one) => !one.closest("nav"));
}

/** What a control does, and how it stands: `{text, language}` each, where it is in a language of its own. */
export function controlLines(control, t) {
  const named = control.getAttribute("aria-label");
  const texts = named ? [named] : grouped(control, (node) => !node.parentElement.closest("svg, [aria-hidden='true']"));
  const language = control.lang || null;
  return [...texts.map((text) => ({ text, language })), ...statesOf(control, t).map((text) => ({ text, language: null }))];
}

function statesOf(control, t) {
  const count = control.closest(".k-count");
  const pressed = control.getAttribute("aria-pressed");
  return [
    count && count.querySelector("output").textContent,
    control.getAttribute("aria-disabled") === "true" && t("listen_closed"),
    pressed && t(pressed === "true" ? "listen_on" : "listen_off"),
  ].filter(Boolean);
}

/** Texts, one for each part that stands by itself: "8 <small>người</small>" is one. */
function grouped(place, read) {
  const lines = new Map();
  const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.textContent.trim() || !read(node)) continue;
    const part = partOf(node.parentElement, place);
    lines.set(part, `${lines.get(part) || ""} ${node.textContent}`);
  }
  return [...lines.values()].map((text) => text.trim());
}

function partOf(element, place) {
  const above = element.parentElement;
  return element !== place && hasText(above) ? partOf(above, place) : element;
}

function hasText(element) {
  return [...element.childNodes].some((one) => one.nodeType === Node.TEXT_NODE && one.textContent.trim());
}
