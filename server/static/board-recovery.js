// The node was cut off and is back: who looks after the hall is told that nothing was lost.
import { hhmm } from "/static/times.js";

const TOLD_FOR = 30 * 60 * 1000;

/** A line while that is news, else none: `{name, text, look}`. `now`: a Date by the node's clock. */
export function recoveries({ recovered_at }, now, t) {
  if (!recovered_at || now - Date.parse(recovered_at) > TOLD_FOR) return [];
  return [{ name: t("server"), text: t("recovered", { time: hhmm(recovered_at) }), look: "mild" }];
}
