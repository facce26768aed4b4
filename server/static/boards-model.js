// What the board of the whole centre says, worked out from the line a branch. Pure.
import { figure, sum, waited, wholeMinutes } from "/static/board-model.js";

const ICONS = {
  open: "door-open",
  live: "clock",
  planned: "calendar-check",
  training: "users",
  suspended: "pause",
  closed: "power",
};

export function headline(branches, language, t) {
  const n = sum(branches, "waiting");
  if (n === 0) return t("nobody");
  const known = branches.filter((one) => typeof one.longest_s === "number");
  if (!known.length) return t("waiting_now", { n });
  const worst = known.reduce((one, other) => (other.longest_s > one.longest_s ? other : one));
  const branch = worst.name[language];
  return t("waiting_longest_branch", { n, minutes: wholeMinutes(worst.longest_s, t), branch });
}

/** One row a branch; `mine`: the codes of those whose own board this person may open. */
export function branchRows(branches, mine, language, t) {
  return branches.map((one) => [
    { head: true, text: one.name[language], ...(mine.includes(one.code) && { href: address(one, language) }) },
    status(one, t),
    figure(one.waiting),
    waited(one.longest_s, t),
    staffed(one.counters_open, one.counters, t),
    figure(one.issued),
    figure(one.served),
    figure(one.no_show),
  ]);
}

/** The sums of what is told; staff see only the figures of their own branches. */
export function totalRow(branches, t) {
  const known = (key) => branches.map((one) => one[key]).filter((value) => typeof value === "number");
  const total = (key) => (known(key).length ? known(key).reduce((a, b) => a + b) : undefined);
  const longest = known("longest_s");
  return [
    { head: true, text: t("whole_centre") },
    { text: "" },
    figure(total("waiting")),
    waited(longest.length ? Math.max(...longest) : null, t),
    staffed(total("counters_open"), total("counters"), t),
    figure(total("issued")),
    figure(total("served")),
    figure(total("no_show")),
  ];
}

function address({ code }, language) {
  return `/board/${encodeURIComponent(code)}?lang=${language}`;
}

function status({ status: name, open }, t) {
  const shown = name === "live" && open ? "open" : name;
  return { kind: `status status--${shown}`, icon: ICONS[shown], note: t(`status_${shown}`), text: "" };
}

function staffed(open, all, t) {
  return all === undefined ? figure(open) : { kind: "r num", text: t("of", { open, all }) };
}
