// What is done at another address: where that is, when it is open, and its address for the phone. No number.
import { button, el, icon, qr } from "/static/kiosk/dom.js";
import { serviceOf } from "/static/kiosk/facts.js";
import { hours } from "/static/kiosk/notices.js";

export function elsewhere({ model, picture, t, today }) {
  const service = serviceOf(picture, model.service);
  const place = picture.elsewhere[service.offered_at];
  return el("main", { class: "k-main k-main--elsewhere" },
    el("div", {},
      el("p", { class: "k-crumb" }, icon(service.icon), service.name[model.language]),
      el("h1", { class: "k-title", tabindex: "-1" }, t("elsewhere_title")),
      el("p", { class: "k-lead" }, t("elsewhere_lead", { service: service.name[model.language] }))),
    place ? address(place, model, t) : el("p", { class: "k-note" }, icon("map-pin"), el("span", {}, t("elsewhere_unknown"))),
    place && hours(today, { catalogue: place }, t),
    el("div", { class: "k-row k-row--back" }, button("back", "", icon("caret-left"), t("back"))));
}

function address(place, model, t) {
  return el("section", { class: "k-place", "aria-label": t("elsewhere_place") },
    el("div", {}, icon("map-pin"), el("b", {}, place.address[model.language]), el("span", {}, place.name[model.language])),
    el("div", {}, qr(place.qr, t("elsewhere_qr_label")), el("p", {}, t("elsewhere_qr"))));
}
