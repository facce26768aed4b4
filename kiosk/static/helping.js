// The page of the bell: a member of staff was called, is coming, or cannot be called from here.
import { button, icon } from "/static/kiosk/dom.js";
import { notice } from "/static/kiosk/notices.js";

const ICONS = { calling: "bell-ringing", ringing: "bell-ringing", coming: "person-simple-walk", away: "wifi-slash" };

/** Stands over the page on which the person called; to go back leads there. */
export function help({ model, t }) {
  const state = model.help;
  const away = state === "away";
  return notice(ICONS[state], t(`help_${state}_title`), t(`help_${state}_lead`),
    { class: `k-out ${away ? "" : "k-out--calm"} k-out--help`, role: away ? "alert" : "status", "data-help": state },
    button("back", away ? "" : "k-btn--primary", icon("caret-left"), t("back")),
    away && button("help", "k-btn--primary", icon("arrow-clockwise"), t("help_again")));
}
