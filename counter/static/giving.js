// Giving a number in two touches: a service, then the button; what else is known of it can be said in between.
import { byId, keep, mark, part, show, write } from "./nodes.js";
import { minutes } from "/static/times.js";

const MOST_DOSSIERS = 99;

/** `take(wish)` is called with what is to be given: `{service, procedure, priority, language, dossiers}`. */
export function giving({ facts, language, t, take }) {
  let chosen = null;
  let dossiers = 1;
  let now = new Map();

  function draw(picture, live) {
    now = new Map(picture.services.map((one) => [one.code, one]));
    const total = picture.services.reduce((sum, { waiting }) => sum + waiting, 0);
    write(byId("total"), t("reception_total", { n: total }));
    const tiles = facts.services.map((one) => ({ id: one.code, one, seen: now.get(one.code) }));
    keep(byId("services"), tiles, byId("service"), (row, tile) => drawTile(row, tile));
    if (chosen && refusal(chosen, now.get(chosen.code))) choose(null);
    if (chosen) write(byId("take-line"), line(now.get(chosen.code)));
    document.querySelectorAll("#take [data-action]").forEach((button) => mark(button, "aria-disabled", !live));
  }

  function drawTile(row, { one, seen }) {
    const button = row.firstElementChild;
    const why = refusal(one, seen);
    mark(button, "data-service", one.code);
    mark(button, "aria-pressed", chosen === one);
    mark(button, "aria-disabled", why !== "");
    write(part(row, "series"), one.series);
    write(part(row, "name"), one.name[language]);
    write(part(row, "wait"), why || wait(seen));
    write(part(row, "people"), people(seen));
  }

  /** Why no number is given for this service now, or "". */
  function refusal({ offered_at }, seen) {
    if (offered_at) return t("reception_elsewhere");
    if (!seen || seen.open) return "";
    return t(seen.left === 0 ? "reception_full" : "reception_closed");
  }

  // Where nobody waits all counters may be busy, or none open.
  function wait(seen) {
    if (!seen) return t("reception_wait_unknown");
    return seen.estimate ? minutes(seen.estimate.low_s, seen.estimate.high_s, t) : t("reception_no_counter");
  }

  function people(seen) {
    const n = seen ? seen.waiting : 0;
    return n === 0 ? t("reception_nobody") : t("reception_people", { n });
  }

  function line(seen) {
    const nobody = !seen || seen.waiting === 0;
    return t(nobody ? "reception_line_nobody" : "reception_line", { people: people(seen), wait: wait(seen) });
  }

  function choose(service) {
    chosen = service;
    dossiers = 1;
    byId("class").value = "declared";
    show(byId("take-none"), !service);
    show(byId("take-all"), Boolean(service));
    if (service) fill(service);
  }

  function fill({ code, series, name, procedures, asks_dossiers }) {
    write(byId("take-line"), line(now.get(code)));
    write(byId("take-name"), t("reception_chosen", { series, name: name[language] }));
    show(byId("take-dossiers"), Boolean(asks_dossiers));
    show(byId("take-procedure"), procedures.length > 0);
    const none = new Option(t("reception_no_procedure"), "");
    byId("procedure").replaceChildren(none, ...procedures.map((one) => new Option(one.name[language], one.code)));
    drawDossiers();
    drawPapers();
  }

  function drawDossiers() {
    write(byId("dossiers"), dossiers);
    mark(byId("fewer"), "aria-disabled", dossiers === 1);
  }

  function procedure() {
    return chosen.procedures.find(({ code }) => code === byId("procedure").value);
  }

  // Ticks are for the eyes of who asks at this desk: they stay on this page and go with the number.
  function drawPapers() {
    const papers = procedure() ? procedure().papers : [];
    show(byId("papers"), papers.length > 0);
    byId("papers-list").replaceChildren();
    const rows = papers.map((paper, index) => ({ id: `${index}`, name: paper[language] }));
    keep(byId("papers-list"), rows, byId("paper"), (row, { name }) => write(part(row, "name"), name));
    countPapers();
  }

  function countPapers() {
    const all = [...byId("papers-list").querySelectorAll("input")];
    const n = all.filter(({ checked }) => checked).length;
    write(byId("papers-done"), t("reception_papers_done", { n, all: all.length }));
  }

  function step(by) {
    dossiers = Math.min(MOST_DOSSIERS, Math.max(1, dossiers + by));
    drawDossiers();
  }

  function wish(action) {
    const priority = action === "take-priority" ? byId("class").value : "none";
    const of = procedure();
    return { service: chosen.code, procedure: of ? of.code : null, priority, language: "vi", dossiers };
  }

  byId("services").addEventListener("click", (event) => {
    const tile = event.target.closest("[data-service]");
    if (!tile || tile.getAttribute("aria-disabled") === "true") return;
    choose(facts.services.find(({ code }) => code === tile.dataset.service));
    document.querySelectorAll(".svc").forEach((one) => mark(one, "aria-pressed", one === tile));
  });
  byId("take").addEventListener("click", (event) => {
    const button = event.target.closest("[data-action]");
    if (button && event.detail < 2 && button.getAttribute("aria-disabled") !== "true") take(wish(button.dataset.action));
  });
  byId("procedure").addEventListener("change", drawPapers);
  byId("papers-list").addEventListener("change", countPapers);
  byId("fewer").addEventListener("click", () => step(-1));
  byId("more").addEventListener("click", () => step(1));
  return { draw, clear: () => choose(null) };
}
