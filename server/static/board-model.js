// What the board of one branch says, worked out from the desk's picture. Pure.
import { day, hhmm, minutes } from "/static/times.js";

const LIMIT_S = 15 * 60;

/** "27 người đang chờ, lâu nhất 18 phút ở Đất đai". `now`: a Date by the node's clock. */
export function headline(snapshot, now, language, t) {
  const waits = snapshot.today.map((one) => ({ code: one.code, longest: longest(one, snapshot, now) }));
  const n = sum(snapshot.today, "waiting");
  if (n === 0) return t("nobody");
  const worst = waits.reduce((one, other) => (other.longest > one.longest ? other : one));
  if (worst.longest === null) return t("waiting_now", { n });
  const service = nameOf(snapshot, worst.code, language);
  return t("waiting_longest", { n, minutes: wholeMinutes(worst.longest, t), service });
}

/** Whether the branch takes numbers now, until or from when. */
export function hours(snapshot, t) {
  if (snapshot.always_open) return t("trial");
  const { open, closes_at, opens_at } = snapshot;
  if (open) return closes_at ? t("open_until", { time: hhmm(closes_at) }) : t("open");
  return opens_at ? t("closed_until", { time: hhmm(opens_at), day: day(opens_at, t) }) : t("closed");
}

/** One row a service, in the order of the catalogue; a cell is what `board-table.js` paints. */
export function serviceRows(snapshot, now, language, t) {
  const views = new Map(snapshot.services.map((one) => [one.code, one]));
  return snapshot.today
    .filter(({ code }) => views.has(code))
    .map((figures) => {
      const view = views.get(figures.code);
      const { estimate } = view;
      return [
        { head: true, lead: view.series, text: view.name[language] },
        figure(figures.waiting),
        waited(longest(figures, snapshot, now), t),
        { kind: "r", text: estimate ? minutes(estimate.low_s, estimate.high_s, t) : "–" },
        staffed(snapshot.counters.filter((one) => one.services.includes(figures.code)), t),
        figure(figures.issued),
        figure(figures.served),
        figure(figures.no_show),
      ];
    });
}

export function totalRow(snapshot, now, t) {
  const waits = snapshot.today.map((one) => longest(one, snapshot, now)).filter((s) => s !== null);
  return [
    { head: true, text: t("total") },
    figure(sum(snapshot.today, "waiting")),
    waited(waits.length ? Math.max(...waits) : null, t),
    { text: "" },
    staffed(snapshot.counters, t),
    figure(sum(snapshot.today, "issued")),
    figure(sum(snapshot.today, "served")),
    figure(sum(snapshot.today, "no_show")),
  ];
}

/** A count, or a dash where the node does not tell it. */
export function figure(count) {
  return { kind: "r num", ...(count === undefined ? { text: "–" } : { count }) };
}

/** A wait so far; a long one carries an icon and words, never colour alone. */
export function waited(seconds, t) {
  if (seconds === null || seconds === undefined) return { kind: "r", text: "–" };
  const text = wholeMinutes(seconds, t);
  return seconds > LIMIT_S ? { kind: "r late", icon: "clock-countdown", note: t("over_limit"), text } : { kind: "r", text };
}

export function wholeMinutes(seconds, t) {
  const n = Math.floor(seconds / 60);
  return n ? t("minutes", { n }) : t("under_a_minute");
}

export function nameOf(snapshot, code, language, kind = "name") {
  const view = snapshot.services.find((one) => one.code === code);
  return view ? view[kind][language] : code;
}

export function sum(rows, key) {
  return rows.reduce((total, row) => total + row[key], 0);
}

function longest({ longest_s }, snapshot, now) {
  if (longest_s === null) return null;
  return longest_s + Math.max(0, (now.getTime() - Date.parse(snapshot.at)) / 1000);
}

function staffed(counters, t) {
  const open = counters.filter((one) => one.state === "open").length;
  return { kind: "r num", text: t("of", { open, all: counters.length }) };
}
