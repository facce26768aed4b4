// Paints the notice line: one notice at a time, in both languages, never moving.
import { also, first, second, t } from "/static/display/hall.js";
import { turn } from "/static/display/turns.js";

const NOTICE_S = 8;
const bar = document.getElementById("notices");
const line = bar.querySelector("p");
const count = bar.querySelector(".num");
const always = bar.querySelector(".tick__always");

let written = "";

/** A cut wall says so in the second language; the hero says it in the first. */
export function paintNotices(snapshot, isLost) {
  const notices = snapshot && !isLost ? snapshot.notices : [];
  const pages = isLost ? [page(second, also("lost_line"))] : paged(notices);
  const shown = pages[turn(pages.length, NOTICE_S)];
  count.textContent = notices.length > 1 ? `${shown.place}/${notices.length}` : "";
  always.hidden = !(snapshot && snapshot.always_open);
  write(shown);
}

function paged(notices) {
  if (notices.length === 0) return [page(first, t("watch")), page(second, also("watch"))];
  return notices.flatMap((notice, index) => [
    page(first, notice[first], index + 1),
    page(second, notice[second], index + 1),
  ]);
}

function page(language, text, place) {
  return { language, text, place };
}

// Again, too, when the wall has got another shape: what was one line may be two.
function write({ language, text }) {
  const now = `${bar.clientWidth}×${bar.clientHeight} ${text}`;
  if (written === now) return;
  written = now;
  line.lang = language;
  line.textContent = text;
  bar.classList.remove("is-long");
  bar.classList.toggle("is-long", isCut());
}

function isCut() {
  return line.scrollWidth > line.clientWidth || line.scrollHeight > 0.9 * bar.clientHeight;
}
