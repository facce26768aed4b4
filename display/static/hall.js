// What the page knows of its hall: the branch's facts, its two languages, its words, its clock.
import { words } from "/brand/words.js";
import { serverNow } from "/static/live.js";
import { local } from "/static/times.js";

export const facts = JSON.parse(document.getElementById("facts").textContent);

/** The language that comes first, and the one written small beside it. */
export const first = document.documentElement.lang;
export const second = first === "vi" ? "en" : "vi";
export const t = words(first);
export const also = words(second);

/** What a service is called on the wall; no line begins with a dash. */
export function serviceName(service) {
  return service.name_short[first].replace(/ –/g, "\u00a0–");
}

/** Now, as the branch's clock writes it. */
export function branchNow() {
  return local(serverNow(), facts.branch.timezone);
}

// Where all counters share one zone, naming it would only be noise.
const zoned = new Set(facts.counters.map((counter) => counter.zone[first])).size > 1;

/** Where the counter of a call is, "" where that says nothing. */
export function zone(call, language) {
  return zoned && call.zone ? call.zone[language] : "";
}
