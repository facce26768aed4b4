// Accounts of staff: the list that one manages, and what can be done with each.
import { words } from "/brand/words.js";
import { Refusal, read, session, write } from "/static/commands.js";
import { byId, complain, onSubmit, reset, wire } from "/static/forms.js";
import { rowOf, summary } from "/static/people-list.js";

const PEOPLE = "/api/v1/people";
const SAID = ["forbidden", "not_found", "unauthenticated", "unreachable"];

const language = document.documentElement.lang;
const t = words(language);
const { branches, services } = JSON.parse(byId("page").textContent);
const [places, arts] = [branches, services].map((all) => Object.fromEntries(all.map(({ code, name }) => [code, name[language]])));

let me = "";
let people = [];
let chosen = null;
let confirmed = null;

/* ---------- the list ---------- */

async function load() {
  try {
    ({ username: me } = await session());
    ({ people } = await read(PEOPLE));
    paint();
    document.body.dataset.state = "shown";
  } catch (refusal) {
    trouble(refusal);
  }
}

function paint() {
  const wanted = byId("find").value.trim().toLowerCase();
  const found = people.filter(({ name }) => name.includes(wanted));
  byId("summary").textContent = summary(people, t);
  byId("people").replaceChildren(...found.map((person) => rowOf(person, acts(person), { places, arts }, t)));
  byId("table").hidden = found.length === 0;
  byId("none").textContent = people.length === 0 ? t("nobody") : t("none_found");
  byId("none").hidden = found.length > 0;
}

/** Word, full name for those who hear it, and what it does; nobody changes their own account here. */
function acts(person) {
  const { name, active, sessions } = person;
  if (name === me) return [];
  return [
    ["edit", t("edit_of", { name }), () => openAccount(person)],
    ["new_password", t("new_password_of", { name }), () => openSecret(person)],
    active
      ? ["switch_off", t("switch_off_of", { name }), () => ask(person, "switch_off", switchOff)]
      : ["switch_on", t("switch_on_of", { name }), () => switchOn(person).catch(trouble)],
    sessions > 0 && ["sign_out", t("sign_out_of", { name }), () => ask(person, "sign_out", signOut)],
  ].filter(Boolean);
}

function trouble(refusal) {
  if (!(refusal instanceof Refusal)) throw refusal;
  byId("trouble").textContent = general(refusal);
  byId("trouble").hidden = false;
}

function general({ code }) {
  return t(`error_${SAID.includes(code) ? code : "other"}`);
}

async function done(key, name) {
  document.querySelectorAll("dialog[open]").forEach((dialog) => dialog.close());
  byId("trouble").hidden = true;
  byId("said").textContent = t(key, { name });
  await load();
}

function change(name, wish) {
  return write("PATCH", `${PEOPLE}/${encodeURIComponent(name)}`, wish);
}

/* ---------- a new account, or another role, branches and skills ---------- */

function openAccount(person) {
  chosen = person;
  const dialog = byId("account");
  reset(dialog.querySelector("form"), t);
  byId("account-title").textContent = person ? t("edit_of", { name: person.name }) : t("add_title");
  dialog.querySelectorAll("[data-only]").forEach((part) => {
    part.hidden = part.dataset.only !== (person ? "edit" : "new");
  });
  if (person) fillAccount(person);
  else byId("every-skill").checked = true;
  if (!person && boxes("branch-list").length === 1) boxes("branch-list")[0].checked = true;
  paintEvery();
  dialog.showModal();
}

function fillAccount(person) {
  byId("role").value = person.role;
  tick("branch-list", person.branches);
  tick("skill-list", person.skills);
  if (byId("all")) byId("all").checked = person.branches.length === 0;
  byId("every-skill").checked = person.skills.length === 0;
}

function tick(list, codes) {
  boxes(list).forEach((box) => {
    box.checked = codes.includes(box.value);
  });
}

function boxes(list) {
  return [...byId(list).querySelectorAll("input")];
}

function isEvery(id) {
  return Boolean(byId(id) && byId(id).checked);
}

function paintEvery() {
  byId("branches").toggleAttribute("data-every", isEvery("all"));
  byId("skills").toggleAttribute("data-every", isEvery("every-skill"));
  byId("skills").hidden = byId("role").value !== "officer";
}

/** The codes that are ticked; none where all of them are meant. */
function picked(every, list) {
  return isEvery(every) ? [] : boxes(list).filter(({ checked }) => checked).map(({ value }) => value);
}

async function saveAccount() {
  const form = byId("account").querySelector("form");
  const role = byId("role").value;
  const wish = { role, branches: picked("all", "branch-list"), skills: role === "officer" ? picked("every-skill", "skill-list") : [] };
  if (!isEvery("all") && wish.branches.length === 0) return complain(form, [["branches", t("error_branches")]]);
  if (role === "officer" && !isEvery("every-skill") && wish.skills.length === 0) return complain(form, [["skills", t("error_skills")]]);
  if (chosen) {
    await change(chosen.name, wish);
    return done("said_changed", chosen.name);
  }
  const name = byId("name").value.trim();
  await write("POST", PEOPLE, { ...wish, name, password: byId("password").value });
  return done("said_added", name);
}

function accountFaults(refusal) {
  if (refusal.code !== "invalid") return [["", general(refusal)]];
  return refusal.errors.map(({ pointer, code }) => {
    const field = pointer.split("/")[1];
    return [field, t(code === "taken" ? "error_name_taken" : `error_${field}`)];
  });
}

/* ---------- a new password, switching off and on, signing out ---------- */

function openSecret(person) {
  chosen = person;
  reset(byId("secret").querySelector("form"), t);
  byId("secret-title").textContent = t("new_password_of", { name: person.name });
  byId("secret").showModal();
}

async function saveSecret() {
  await change(chosen.name, { password: byId("fresh").value });
  await done("said_password", chosen.name);
}

function secretFaults(refusal) {
  return refusal.code === "invalid" ? [["fresh", t("error_password")]] : [["", general(refusal)]];
}

function ask(person, act, carryOut) {
  const { name } = person;
  confirmed = () => carryOut(person);
  reset(byId("sure").querySelector("form"), t);
  byId("sure-title").textContent = t(`${act}_of`, { name });
  byId("sure-note").textContent = t(`${act}_note`, { name });
  byId("sure-go").textContent = t(act);
  byId("sure").showModal();
}

async function signOut({ name }) {
  await write("DELETE", `${PEOPLE}/${encodeURIComponent(name)}/sessions`);
  await done("said_signed_out", name);
}

async function switchOff({ name }) {
  await change(name, { active: false });
  await done("said_off", name);
}

async function switchOn({ name }) {
  await change(name, { active: true });
  await done("said_on", name);
}

/* ---------- */

wire(t);
byId("find").addEventListener("input", paint);
byId("add").addEventListener("click", () => openAccount(null));
byId("account").addEventListener("change", paintEvery);
onSubmit(byId("account").querySelector("form"), saveAccount, accountFaults);
onSubmit(byId("secret").querySelector("form"), saveSecret, secretFaults);
onSubmit(byId("sure").querySelector("form"), () => confirmed(), (refusal) => [["", general(refusal)]]);
load();
