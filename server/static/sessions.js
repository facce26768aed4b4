// One's own sign-ins: where they are, ending them, and one's own password.
import { words } from "/brand/words.js";
import { Refusal, read, write } from "/static/commands.js";
import { byId, onSubmit, reset, wire } from "/static/forms.js";
import { day, hhmm } from "/static/times.js";

const SESSIONS = "/api/v1/sessions";
const SAID = ["too_many", "unauthenticated", "not_found", "unreachable"];
const FIELDS = ["old", "new"];

const language = document.documentElement.lang;
const t = words(language);

async function load() {
  try {
    const { sessions } = await read(SESSIONS);
    byId("sessions").replaceChildren(...sessions.map(item));
    byId("loading").hidden = true;
    document.body.dataset.state = "shown";
  } catch (refusal) {
    trouble(refusal);
  }
}

function item(session) {
  const made = byId("session").content.firstElementChild.cloneNode(true);
  const part = (name) => made.querySelector(`[data-part="${name}"]`);
  const script = session.kind === "script";
  made.querySelector("use").setAttribute("href", `/static/vendor/icons.svg#${script ? "ticket" : "monitor"}`);
  part("kind").textContent = t(session.kind);
  part("this").hidden = !session.this;
  part("since").textContent = t(script ? "made" : "since", moment(session.created_at));
  part("seen").textContent = t("seen", moment(session.seen_at));
  part("until").textContent = session.expires_at ? t("until", moment(session.expires_at)) : t("no_end");
  const end = part("end");
  end.textContent = t(script ? "end_script" : "end");
  end.setAttribute("aria-label", t(script ? "end_script_one" : "end_one", moment(session.created_at)));
  end.addEventListener("click", () => endOne(session).catch(trouble));
  return made;
}

function moment(at) {
  return { time: hhmm(at), day: day(at, t) };
}

async function endOne(session) {
  await write("DELETE", `${SESSIONS}/${session.id}`);
  if (session.this) return leave();
  byId("trouble").hidden = true;
  byId("said").textContent = t(session.kind === "script" ? "said_revoked" : "said_ended");
  return load();
}

async function endEverywhere() {
  await write("DELETE", SESSIONS);
  leave();
}

function leave() {
  location.assign(`/?lang=${language}`);
}

async function changePassword() {
  await write("POST", "/api/v1/session/password", { old: byId("old").value, new: byId("new").value });
  reset(byId("change"), t);
  byId("said").textContent = t("said_password");
  await load();
}

function faults(refusal) {
  if (refusal.code !== "invalid") return [["", general(refusal)]];
  const named = refusal.errors.map(({ pointer }) => pointer.slice(1)).filter((field) => FIELDS.includes(field));
  return named.map((field) => [field, t(`error_${field}`)]);
}

function trouble(refusal) {
  if (!(refusal instanceof Refusal)) throw refusal;
  byId("trouble").textContent = general(refusal);
  byId("trouble").hidden = false;
}

function general({ code }) {
  return t(`error_${SAID.includes(code) ? code : "other"}`);
}

wire(t);
byId("everywhere").addEventListener("click", () => byId("sure").showModal());
onSubmit(byId("sure").querySelector("form"), endEverywhere, (refusal) => [["", general(refusal)]]);
onSubmit(byId("change"), changePassword, faults);
load();
