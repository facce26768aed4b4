// How accounts stand in their list.
import { day, hhmm } from "/static/times.js";

/** "12 accounts, 3 signed in". */
export function summary(people, t) {
  const signedIn = people.filter(({ sessions }) => sessions > 0).length;
  return t("summary", { n: people.length, signed_in: signedIn });
}

/** The row of one account; `acts` are `[key, full name, what it does]`, none for one's own; `names` has those of `places` and `arts` by code. */
export function rowOf(person, acts, { places, arts }, t) {
  const row = document.getElementById("person").content.firstElementChild.cloneNode(true);
  const part = (name) => row.querySelector(`[data-part="${name}"]`);
  row.dataset.person = person.name;
  row.toggleAttribute("data-off", !person.active);
  part("name").textContent = person.name;
  part("off").hidden = person.active;
  part("role").textContent = t(`role_${person.role}`);
  part("skills").textContent = person.skills.map((code) => arts[code] || code).join(", ");
  part("branches").textContent = branchNames(person.branches, places, t);
  part("seen").textContent = person.seen_at ? seen(person.seen_at, t) : t("never_seen");
  part("on").textContent = person.sessions > 0 ? t("signed_in", { n: person.sessions }) : "";
  part("own").hidden = acts.length > 0;
  row.querySelector(".acts").append(...acts.map((act) => button(act, t)));
  return row;
}

function branchNames(codes, places, t) {
  return codes.length === 0 ? t("all_branches") : codes.map((code) => whole(places[code] || code)).join(", ");
}

// "Chi nhánh số 3" must not break before its number.
function whole(name) {
  return name.replaceAll(" ", "\u00a0");
}

function seen(at, t) {
  return t("seen_at", { time: hhmm(at), day: day(at, t) });
}

function button([key, label, act], t) {
  const made = document.createElement("button");
  made.type = "button";
  made.dataset.act = key;
  made.textContent = t(key);
  made.setAttribute("aria-label", label);
  made.addEventListener("click", act);
  return made;
}
