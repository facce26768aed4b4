// In which direction from this screen a counter lies, in a word and as an arrow.
import { t } from "/static/display/hall.js";
import { way } from "/static/display/own.js";

/** Where the counter of a call lies, seen from this screen, in a word; "" where the centre does not say. */
export function wayWord({ counter }) {
  return way(counter) ? t(`way_${way(counter).replace("-", "_")}`) : "";
}

/** The same for the style sheet, which draws an arrow. */
export function pointing({ counter }) {
  return way(counter) ? { way: way(counter) } : {};
}
