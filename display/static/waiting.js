// Paints how many wait for each service, page by page: a page holds still, then gives way.
import { minutes } from "/static/times.js";
import { first, serviceName, t } from "/static/display/hall.js";
import { show } from "/static/display/parts.js";
import { turn } from "/static/display/turns.js";

const ROOM = 6;
const LONG_NAME = 26;
const PAGE_S = 12;
const list = document.querySelector("#waiting ul");
const count = document.querySelector("#waiting .num");

export function paintWaiting(services) {
  const pages = paged(services);
  const page = turn(pages.length, PAGE_S);
  count.textContent = pages.length > 1 ? `${page + 1}/${pages.length}` : "";
  show(list, (pages[page] || []).map(cell));
}

/** A page has room for six services; one with a long name takes the room of two. */
function paged(services) {
  const pages = [];
  let free = 0;
  for (const service of services) {
    const width = isLong(service) ? 2 : 1;
    if (width > free) free = pages.push([]) && ROOM;
    pages[pages.length - 1].push(service);
    free -= width;
  }
  return pages;
}

function isLong(service) {
  return service.name_short[first].length > LONG_NAME;
}

function cell(service) {
  const slots = { series: service.series, name: serviceName(service), ...figures(service) };
  return { template: "waiting-service", slots, mark: isLong(service) && "is-wide" };
}

function figures({ open, waiting, estimate }) {
  if (!open && waiting === 0) return { waiting: "", people: t("no_new_numbers"), wait: "" };
  const wait = open ? expected(estimate) : t("no_new_numbers");
  return { waiting, people: t("people", { n: waiting }), wait };
}

function expected(estimate) {
  return estimate ? minutes(estimate.low_s, estimate.high_s, t) : "";
}
