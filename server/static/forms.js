// What forms of accounts share: dialogs, passwords that can be shown, and noes beside their fields.
import { Refusal } from "/static/commands.js";

export function byId(id) {
  return document.getElementById(id);
}

/** Buttons that show a password, and those that close a dialog. `t` has `show_password` and `hide_password`. */
export function wire(t) {
  document.querySelectorAll("[data-reveal]").forEach((button) => {
    button.addEventListener("click", () => show(button, byId(button.dataset.reveal).type === "password", t));
  });
  document.querySelectorAll("[data-close]").forEach((button) => {
    button.addEventListener("click", () => button.closest("dialog").close());
  });
}

/** Clears a form for its next use: a password of before is neither kept nor shown. */
export function reset(form, t) {
  form.reset();
  complain(form, []);
  form.querySelectorAll("[data-reveal]").forEach((button) => show(button, false, t));
}

function show(button, shown, t) {
  byId(button.dataset.reveal).type = shown ? "text" : "password";
  button.textContent = t(shown ? "hide_password" : "show_password");
  button.setAttribute("aria-pressed", shown);
}

/**
 * Runs `act` once for each press of the form's button; a no of the node is said in the form. `told(refusal)` makes
 * of it a list of `[field, text]`, a field of "" standing for the whole form.
 */
export function onSubmit(form, act, told) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector(".go");
    if (button.getAttribute("aria-busy") === "true") return;
    button.setAttribute("aria-busy", "true");
    try {
      complain(form, []);
      await act();
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      complain(form, told(refusal));
    } finally {
      button.setAttribute("aria-busy", "false");
    }
  });
}

/** Says each fault beside its field, or over the form; the first of them takes the focus. */
export function complain(form, faults) {
  form.querySelectorAll(".wrong").forEach((note) => mark(note, ""));
  const trouble = form.querySelector("[data-trouble]");
  trouble.textContent = faults.filter(([field]) => !field).map(([, text]) => text).join(" ");
  trouble.hidden = trouble.textContent === "";
  faults.filter(([field]) => field).forEach(([field, text]) => mark(byId(`${field}-wrong`), text));
  const [first] = faults.filter(([field]) => field);
  if (first) focusable(byId(first[0])).focus();
}

function focusable(field) {
  return field.matches("fieldset") ? field.querySelector("input, select") : field;
}

function mark(note, text) {
  note.textContent = text;
  note.hidden = text === "";
  const field = byId(note.id.replace("-wrong", ""));
  if (!field.matches("fieldset")) field.setAttribute("aria-invalid", text !== "");
  const hint = byId(note.id.replace("-wrong", "-hint"));
  const described = [hint && hint.id, text && note.id].filter(Boolean).join(" ");
  if (described) field.setAttribute("aria-describedby", described);
  else field.removeAttribute("aria-describedby");
}
