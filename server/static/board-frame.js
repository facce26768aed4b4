// What stands around both boards: headline, date and clock, and the notice when the figures are old.
import { day, hhmm } from "/static/times.js";

/** `at`: local time of the figures; `here`: local time now; `link`: "live" or "lost". */
export function paintFrame({ title, at, here, link }, t) {
  write("headline", title);
  write("clock", hhmm(here));
  write("date", day(here, t));
  const lost = document.getElementById("lost");
  lost.hidden = link === "live";
  const notice = lost.hidden ? "" : t("lost", { time: hhmm(at) });
  if (lost.lastElementChild.textContent !== notice) lost.lastElementChild.textContent = notice;
  document.body.dataset.state = "shown";
}

export function write(id, text) {
  const node = document.getElementById(id);
  if (node.textContent !== text) node.textContent = text;
}

/** Shows the sentence of an empty place, or hides it. */
export function say(id, text) {
  write(id, text);
  document.getElementById(id).hidden = text === "";
}
