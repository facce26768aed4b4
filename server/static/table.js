// Rows of a live table, made from values; text enters as text.

const LATE_S = 900;

/** `row([text, {text, right, late, href}], head)` – the first cell heads the row. */
export function row(cells) {
  const tr = document.createElement("tr");
  tr.replaceChildren(...cells.map((one, index) => cell(typeof one === "object" ? one : { text: one }, index === 0)));
  return tr;
}

function cell({ text, right, late, href, data }, heads) {
  const td = document.createElement(heads ? "th" : "td");
  if (heads) td.scope = "row";
  if (right) td.className = "r num";
  Object.assign(td.dataset, data);
  td.append(href ? link(href, text) : String(text));
  if (late) td.append(mark(late));
  return td;
}

function link(href, text) {
  const a = document.createElement("a");
  a.href = href;
  a.textContent = text;
  return a;
}

// Lateness is an icon and a word; colour only repeats them.
function mark(word) {
  const tag = document.createElement("span");
  tag.className = "late";
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", "/static/vendor/icons.svg#clock-countdown");
  svg.append(use);
  tag.append(svg, word);
  return tag;
}

/** A right-aligned figure; a dash for what is not known. */
export function figure(value, t) {
  return { text: value === null || value === undefined ? t("none") : value, right: true };
}

/** "18 phút", with a mark when it is over a quarter of an hour (Decision 468's line). */
export function waited(seconds, t) {
  if (seconds === null || seconds === undefined) return figure(null, t);
  return { text: span(seconds, t), right: true, late: seconds > LATE_S ? t("late") : null };
}

export function span(seconds, t) {
  const n = Math.floor(seconds / 60);
  if (n < 1) return t("under_minute");
  return n < 60 ? t("minutes", { n }) : t("hours", { h: Math.floor(n / 60), m: n % 60 });
}

/** The line under the header: fresh at, or lost since. */
export function freshness(state, at, t) {
  const lost = document.querySelector("[data-lost]");
  const fresh = document.querySelector("[data-fresh]");
  lost.hidden = state === "live";
  if (lost.hidden) fresh.textContent = t("live", { time: at });
  else lost.lastElementChild.textContent = t("lost", { time: at });
}
