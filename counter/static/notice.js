// What went wrong, in words, standing until the next press succeeds or the officer has read it.
import { byId, part, show, write } from "./nodes.js";

const SAID = new Set([
  "unauthenticated", "forbidden", "csrf", "not_found", "counter_taken", "counter_busy", "counter_not_open", "not_skilled",
  "nobody_waiting", "wrong_state", "too_late", "too_many", "busy", "unreachable", "no_printer",
  "branch_closed", "service_closed", "service_full",
]);

/** On the page, and in the dialog that covers it; `errors` are those of a refusal, which may name numbers. */
export function complain(code, t, errors = []) {
  const numbers = errors.map(({ number }) => number).filter(Boolean).join(", ");
  const said = SAID.has(code) ? t(`refusal_${code}`) : t("refusal_other", { code });
  places().forEach((place) => {
    write(part(place, "text"), numbers ? t("refusal_numbers", { numbers }) : said);
    show(place, true);
  });
  show(byId("notice-sign-in"), code === "unauthenticated");
}

export function forgive() {
  places().forEach((place) => {
    show(place, false);
    write(part(place, "text"), "");
  });
}

function places() {
  return document.querySelectorAll("[data-notice]");
}
