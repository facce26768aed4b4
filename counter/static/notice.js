// What went wrong, in words, standing until the next press succeeds or the officer has read it.
import { byId, show, write } from "./nodes.js";

const SAID = new Set([
  "unauthenticated", "forbidden", "csrf", "not_found", "counter_taken", "counter_busy", "counter_not_open",
  "nobody_waiting", "wrong_state", "too_late", "too_many", "busy", "unreachable", "no_printer",
]);

export function complain(code, t) {
  write(byId("notice-text"), SAID.has(code) ? t(`refusal_${code}`) : t("refusal_other", { code }));
  show(byId("notice-sign-in"), code === "unauthenticated");
  show(byId("notice"), true);
}

export function forgive() {
  show(byId("notice"), false);
  write(byId("notice-text"), "");
}
