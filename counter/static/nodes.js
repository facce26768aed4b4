// Changes nodes where they stand, and only where something differs: focus and scrolling survive.

const SVG = "http://www.w3.org/2000/svg";

export function byId(id) {
  return document.getElementById(id);
}

export function write(node, text) {
  if (node.textContent !== String(text)) node.textContent = text;
}

export function show(node, visible) {
  if (node.hidden === visible) node.hidden = !visible;
}

export function mark(node, name, value) {
  if (node.getAttribute(name) !== String(value)) node.setAttribute(name, value);
}

export function part(node, name) {
  return node.querySelector(`[data-part="${name}"]`);
}

/** Text of which the figures stand big and the words small: "8 ph 40 gi". */
export function writeFigures(node, text) {
  if (node.textContent === text) return;
  node.replaceChildren(...text.split(/(\p{L}+)/u).filter(Boolean).map(figureOrWord));
}

function figureOrWord(piece) {
  if (!/\p{L}/u.test(piece)) return piece;
  const small = document.createElement("small");
  small.textContent = piece;
  return small;
}

export function drawIcon(svg, name) {
  const address = `/static/vendor/icons.svg#${name}`;
  const use = svg.firstElementChild || svg.appendChild(document.createElementNS(SVG, "use"));
  mark(use, "href", address);
}

/**
 * Makes the rows of `parent` those of `items`, in their order; a row lives as long as its id. Those that have gone go
 * first: with the head of a line still there, each row behind it would be moved past it, and laid out anew.
 */
export function keep(parent, items, template, fill) {
  const known = new Map(Array.from(parent.children, (row) => [row.dataset.id, row]));
  const ids = new Set(items.map(({ id }) => id));
  known.forEach((row, id) => ids.has(id) || row.remove());
  items.forEach((item, index) => {
    const row = known.get(item.id) || born(template, item.id);
    if (parent.children[index] !== row) parent.insertBefore(row, parent.children[index] || null);
    fill(row, item);
  });
}

function born(template, id) {
  const row = template.content.firstElementChild.cloneNode(true);
  row.dataset.id = id;
  return row;
}
