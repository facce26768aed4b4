// How long a page stands by itself, and for how long of that it says so.
import { isComing, isFresh } from "/static/kiosk/flow.js";
import { settingUp } from "/static/kiosk/pairing.js";

/** Seconds a page stays by itself; the number's own pages count down, the others ask first. */
export const STAY = { ticket: 15, "no-paper": 30, standing: 15 };
const IDLE = { before: 40, asking: 20 };
/** Who called for help waits for a person, not for the machine. */
const HELP_IDLE = { before: 160, asking: 20 };
/** Beside staff nobody is hurried: the page asks when the machine was left. */
const IDLE_ASSISTED = { before: 600, asking: 20 };
/** A trial that everybody has left must not stand before citizens. */
const TRIAL = 600;

/** In seconds `{total, told}`: how long this page may stand, and for how long of that it says so. */
export function allowed(model, picture) {
  const slow = model.scale === "large" ? 2 : 1;
  if (settingUp(picture)) return { total: settingUp(picture) === "trying" ? TRIAL : Infinity, told: 0 };
  if (model.help) return { total: (HELP_IDLE.before + HELP_IDLE.asking) * slow, told: HELP_IDLE.asking * slow };
  const counting = model.page === "no-paper" || model.page === "standing" || (model.page === "ticket" && !isComing(model));
  if (counting) return { total: STAY[model.page] * slow, told: STAY[model.page] * slow };
  if (isFresh(model) || model.page === "taking" || model.page === "ticket") return { total: Infinity, told: 0 };
  const { before, asking } = picture && picture.settings.mode === "assisted" ? IDLE_ASSISTED : IDLE;
  return { total: (before + asking) * slow, told: asking * slow };
}
