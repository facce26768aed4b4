// Builds elements; text enters as text, never as markup.

const SVG = "http://www.w3.org/2000/svg";

/** `el("p", {class: "k-lbl"}, "text", node, null)`: null and false children are left out. */
export function el(name, attributes = {}, ...children) {
  return filled(document.createElement(name), attributes, children);
}

export function svg(name, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, name), attributes, children);
}

export function icon(name, more = "") {
  const use = svg("use", { href: `/static/vendor/icons.svg#${name}` });
  return svg("svg", { class: `icon ${more}`.trim(), "aria-hidden": "true" }, use);
}

/** A text whose `<parts>` stand in their own `tag`: "Mở <máy ảnh>, quét mã". */
export function rich(text, tag) {
  return text.split(/<([^>]*)>/).map((part, index) => (index % 2 ? el(tag, {}, part) : part));
}

/** Two lines in one control: what it does, and small what that means. */
export function twoLines(text, small) {
  return el("span", {}, text, small && el("small", {}, small));
}

/** A `k-btn`; `action` is what a touch on it does. */
export function button(action, kind, ...children) {
  return el("button", { type: "button", class: `k-btn ${kind}`.trim(), "data-action": action }, ...children);
}

/** A ticket's QR code from the agent's path, black on white in every theme. */
export function qr(code, label) {
  const drawing = svg("path", { d: code.path, "shape-rendering": "crispEdges" });
  return svg("svg", { class: "k-qr", viewBox: `0 0 ${code.size} ${code.size}`, role: "img", "aria-label": label }, drawing);
}

/** Makes `parts` the children of `node`; those that look as before stay in place, and are not styled and set once more. */
export function replace(node, parts) {
  parts.forEach((part, index) => {
    const old = node.children[index];
    if (!old) node.append(part);
    else if (!old.isEqualNode(part)) old.replaceWith(part);
  });
  while (node.children.length > parts.length) node.lastElementChild.remove();
}

function filled(node, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) node.setAttribute(key, value);
  }
  node.append(...children.flat().filter((child) => child || child === 0));
  return node;
}
