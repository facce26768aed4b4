// Signing in, and from there to a counter: two faces of one page, of which the node renders one.
import { Refusal, session, signIn, signOut } from "/static/commands.js";
import { remember, remembered } from "/static/remembering.js";
import { words } from "/brand/words.js";

const SAID = ["unauthenticated", "too_many", "unreachable"];
const MANAGERS = ["supervisor", "admin"];
const REMEMBERED = "moiso.desk";
const RECEPTION = ["reception", "supervisor", "admin"];

const language = document.documentElement.lang;
const t = words(language);

function byId(id) {
  return document.getElementById(id);
}

/** A page of ours in the language of this one. */
function address(path) {
  return language === "vi" ? path : `${path}?lang=${language}`;
}

/* ---------- signing in ---------- */

function startForm() {
  byId("form").addEventListener("submit", submit);
  byId("reveal").addEventListener("click", reveal);
  byId("form").addEventListener("keyup", warnOfCapsLock);
  byId("username").focus();
}

async function submit(event) {
  event.preventDefault();
  if (byId("submit").getAttribute("aria-busy") === "true") return;
  const username = byId("username").value.trim();
  const password = byId("password").value;
  const missing = [!username && "username", !password && "password"].filter(Boolean);
  if (missing.length > 0) return complain(missing.map((field) => [field, t(`error_${field}`)]));
  setBusy(true);
  try {
    await signIn(username, password);
    location.assign(destination());
  } catch (refusal) {
    setBusy(false);
    refuse(refusal);
  }
}

function refuse(refusal) {
  if (!(refusal instanceof Refusal)) throw refusal;
  // Never which of the two is wrong: that would tell a stranger which names exist.
  complain([["username", t(`error_${spoken(refusal.code)}`)]], { marked: false });
}

function spoken(code) {
  return SAID.includes(code) ? code : "other";
}

// Only a path of this very site: the address may have been made up by someone else.
function destination() {
  const next = new URLSearchParams(location.search).get("next");
  const target = next && new URL(next, location.origin);
  return target && target.origin === location.origin ? target.href : address("/");
}

function setBusy(busy) {
  byId("submit").setAttribute("aria-busy", busy);
  byId("submit-text").textContent = t(busy ? "signing_in" : "sign_in");
}

function reveal() {
  const hidden = byId("password").type === "password";
  byId("password").type = hidden ? "text" : "password";
  byId("reveal").textContent = t(hidden ? "hide_password" : "show_password");
  byId("reveal").setAttribute("aria-pressed", hidden);
}

function warnOfCapsLock(event) {
  if (event.getModifierState) byId("caps").hidden = !event.getModifierState("CapsLock");
}

/* ---------- errors: a summary that takes the focus, and each beside its field ---------- */

function complain(faults, { marked = true } = {}) {
  document.title = `${t("title_error")} – ${t("product")}`;
  byId("error-list").replaceChildren(...faults.map(errorItem));
  ["username", "password"].forEach((field) => markField(field, marked && faults.find(([of]) => of === field)));
  byId("errors").hidden = false;
  byId("errors").focus();
}

function errorItem([field, text]) {
  const item = document.createElement("li");
  const link = item.appendChild(document.createElement("a"));
  link.href = `#${field}`;
  link.textContent = text;
  return item;
}

function markField(field, fault) {
  const note = byId(`${field}-wrong`);
  note.hidden = !fault;
  note.textContent = fault ? fault[1] : "";
  byId(field).setAttribute("aria-invalid", Boolean(fault));
  if (fault) byId(field).setAttribute("aria-describedby", note.id);
  else byId(field).removeAttribute("aria-describedby");
}

/* ---------- the choice ---------- */

async function startChoice() {
  const branches = JSON.parse(byId("branches").textContent);
  const { username, role } = await session();
  byId("desks").hidden = role === "reception";
  byId("profiles-item").hidden = !MANAGERS.includes(role);
  byId("people-item").hidden = !MANAGERS.includes(role);
  byId("reception-item").hidden = !RECEPTION.includes(role);
  byId("welcome").textContent = t("welcome", { username });
  fillBranches(branches);
  byId("branch").addEventListener("change", () => showBranch(chosen(branches)));
  byId("sign-out").addEventListener("click", () => leave().catch(trouble));
  showBranch(chosen(branches));
  byId("choice").hidden = false;
  (document.querySelector(".counters .is-last") || byId("welcome")).focus();
}

function fillBranches(branches) {
  branches.forEach(({ code, name }) => byId("branch").add(new Option(name[language], code)));
  byId("branch-field").hidden = branches.length === 1;
  byId("branch-name").hidden = branches.length > 1;
  const { branch } = lastDesk();
  if (branches.some(({ code }) => code === branch)) byId("branch").value = branch;
}

function chosen(branches) {
  return branches.find(({ code }) => code === byId("branch").value);
}

function showBranch({ code, name, counters }) {
  byId("branch-name").textContent = name[language];
  byId("counters").replaceChildren(...counters.map((counter) => tile(code, counter)));
  byId("no-counters").hidden = counters.length > 0;
  byId("reception").href = address(`/reception/${code}`);
  byId("board").href = address(`/board/${code}`);
  byId("profiles").href = address(`/counters/${code}`);
  byId("display").href = address(`/display/${code}`);
}

function tile(branch, counter) {
  const item = byId("counter").content.firstElementChild.cloneNode(true);
  const link = item.querySelector("a");
  const last = lastDesk();
  const isLast = last.branch === branch && last.counter === counter;
  link.href = address(`/counter/${branch}/${encodeURIComponent(counter)}`);
  link.classList.toggle("is-last", isLast);
  link.addEventListener("click", () => remember(REMEMBERED, JSON.stringify({ branch, counter })));
  item.querySelector('[data-part="label"]').textContent = t("counter", { counter });
  item.querySelector('[data-part="last"]').hidden = !isLast;
  return item;
}

function lastDesk() {
  try {
    return JSON.parse(remembered(REMEMBERED)) || {};
  } catch {
    return {}; // nothing was kept, or nothing of ours
  }
}

async function leave() {
  await signOut();
  location.assign(address("/"));
}

// A session that has ended needs no words: the same address asks to sign in again.
function trouble(refusal) {
  if (!(refusal instanceof Refusal)) throw refusal;
  if (refusal.code === "unauthenticated") return location.reload();
  byId("trouble").textContent = t(`error_${spoken(refusal.code)}`);
  byId("trouble").hidden = false;
  byId("choice").hidden = false;
}

/* ---------- */

function keepWayBack() {
  const query = new URLSearchParams(location.search);
  query.set("lang", byId("language").lang);
  byId("language").href = `?${query}`;
}

keepWayBack();
if (byId("form")) startForm();
else startChoice().catch(trouble);
