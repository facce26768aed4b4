// Paints a face of the citizen's page into the document, touching only what changed.

/** Beyond this many people the line is words alone: a mark must stand for a person. */
const MARKS = 10;

const stage = document.querySelector("[data-face]");
const themeColour = document.querySelector('meta[name="theme-color"]');
let staged = null;

/** True when the page turned to another face. */
export function paint(face) {
  const turned = isNew(face);
  if (turned) turn(face);
  setData("number", face.number);
  setData("counter", face.counter);
  for (const slot of document.querySelectorAll("[data-slot]")) fill(slot, face);
  if (document.title !== face.title) document.title = face.title;
  return turned;
}

// The face that the server painted stays, so that nothing is read out twice.
function isNew({ key, state }) {
  const painted = staged === null && document.body.dataset.state === state;
  const turned = key !== staged && !painted;
  staged = key;
  return turned;
}

function turn(face) {
  document.body.dataset.state = face.state;
  stage.replaceChildren(document.querySelector(`template[data-of="${face.state}"]`).content.cloneNode(true));
  themeColour.content = getComputedStyle(document.body).backgroundColor;
  window.scrollTo(0, 0);
}

function setData(name, value) {
  for (const node of stage.querySelectorAll(`[data-${name}]`)) {
    node.dataset[name] = value;
    node.dataset.len = value.length;
    write(node, value);
  }
}

function fill(slot, face) {
  const name = slot.dataset.slot;
  if (name === "place") return fillPlace(slot, face);
  if (name === "marks") return fillMarks(slot, face.ahead);
  const text = face.slots[name];
  write(slot, text);
  const optional = slot.closest("[data-optional]");
  if (optional) optional.hidden = text === "";
}

function fillPlace(slot, { place, ahead }) {
  if (slot.textContent === place) return;
  const figure = document.createElement(ahead ? "b" : "span");
  if (ahead) figure.className = "num";
  figure.dataset.ahead = ahead;
  figure.textContent = ahead || place;
  const [before, after] = ahead ? place.split(String(ahead)) : ["", ""];
  slot.replaceChildren(before, figure, after);
}

function fillMarks(slot, ahead) {
  const marks = ahead > MARKS ? ["many"] : Array(ahead).fill("");
  if (slot.children.length === marks.length && ahead <= MARKS) return;
  slot.replaceChildren(...marks.map(mark));
}

function mark(className) {
  const node = document.createElement("i");
  node.className = className;
  return node;
}

function write(node, text) {
  if (node.textContent !== text) node.textContent = text;
}
