// Paints rows of a live table, touching only the cells that changed, so that focus and reading stay.

const ICONS = "/static/vendor/icons.svg#";
const SVG = "http://www.w3.org/2000/svg";
const counts = new Intl.NumberFormat(document.documentElement.lang);
const painted = new WeakMap();

/**
 * `rows`: lists of cells `{text | count, kind?, head?, lead?, href?, icon?, note?}`. `kind` is the class,
 * `head` makes it the row's heading, `lead` stands before the text, `note` tells in words what `icon` means.
 */
export function paintRows(body, rows) {
  while (body.rows.length > rows.length) body.deleteRow(-1);
  rows.forEach((cells, i) => paintRow(body.rows[i] || body.insertRow(), cells));
}

function paintRow(row, cells) {
  cells.forEach((cell, i) => {
    const node = row.cells[i] || row.appendChild(document.createElement(cell.head ? "th" : "td"));
    paintCell(node, cell);
  });
}

function paintCell(node, cell) {
  const print = JSON.stringify(cell);
  if (painted.get(node) === print) return;
  painted.set(node, print);
  node.className = cell.kind || "";
  if (cell.head) node.scope = "row";
  node.replaceChildren(...inside(cell));
}

function inside({ count, text = counts.format(count), lead, href, icon, note }) {
  const parts = [];
  if (lead) parts.push(element("span", "lead num", lead));
  if (icon) parts.push(element("span", "note", picture(icon), element("span", "", note)));
  parts.push(href ? link(href, text) : element("span", "", text));
  return parts;
}

function link(href, text) {
  const node = element("a", "", text);
  node.href = href;
  return node;
}

function element(name, className, ...children) {
  const node = document.createElement(name);
  if (className) node.className = className;
  node.append(...children);
  return node;
}

function picture(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", ICONS + name);
  svg.append(use);
  return svg;
}
