// The rows of the form in which a counter's services are changed: one a service, those that it serves in their order.

/** Makes the rows of `draft` (as `draftOf` of the model gives it); `named(code)` is a service's full name. */
export function fill(list, draft, named, t) {
  list.replaceChildren(...draft.map((one) => made(one, named(one.code), list, t)));
  arrange(list);
}

/** The draft as it stands now. */
export function drawn(list) {
  return rows(list).map((row) => ({
    code: row.dataset.service,
    way: part(row, "way").value,
    minutes: Number(part(row, "minutes").value.trim().replace(",", ".") || NaN),
  }));
}

/** How many wait for each service, `{code: number}`, beside its name. */
export function paintWaiting(list, waiting, t) {
  rows(list).forEach((row) => {
    const n = waiting[row.dataset.service];
    const text = n ? t("waiting", { n }) : "";
    if (part(row, "waiting").textContent !== text) part(row, "waiting").textContent = text;
  });
}

/** The id of the field that a fault of this service stands beside. */
export function minutesOf(code) {
  return `after-${code}`;
}

function made({ code, way, minutes }, name, list, t) {
  const row = document.getElementById("way").content.firstElementChild.cloneNode(true);
  row.dataset.service = code;
  part(row, "name").textContent = name;
  part(row, "way").id = `way-${code}`;
  row.querySelector("label").htmlFor = `way-${code}`;
  part(row, "way").value = way;
  part(row, "way").addEventListener("change", () => arrange(list));
  part(row, "minutes").id = minutesOf(code);
  part(row, "minutes").setAttribute("aria-label", t("minutes_of", { service: name }));
  part(row, "minutes").value = minutes;
  part(row, "wrong").id = `${minutesOf(code)}-wrong`;
  part(row, "up").setAttribute("aria-label", t("up_of", { service: name }));
  part(row, "up").addEventListener("click", () => moveUp(list, row, name, t));
  return row;
}

function arrange(list) {
  const served = serving(list);
  rows(list).forEach((row) => {
    const { value } = part(row, "way");
    row.dataset.way = value;
    row.toggleAttribute("data-movable", served.indexOf(row) > 0);
    part(row, "after").hidden = value !== "late";
  });
}

/** Before the one served before it; the focus goes with it, to its choice once it is the first. */
function moveUp(list, row, name, t) {
  const served = serving(list);
  const place = served.indexOf(row);
  list.insertBefore(row, served[place - 1]);
  arrange(list);
  part(row, place > 1 ? "up" : "way").focus();
  document.getElementById("moved").textContent = t("moved", { service: name, place });
}

function serving(list) {
  return rows(list).filter((row) => part(row, "way").value === "serve");
}

function rows(list) {
  return [...list.children];
}

function part(row, name) {
  return row.querySelector(`[data-part="${name}"]`);
}
