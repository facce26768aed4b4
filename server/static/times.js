// How times are written on every screen; the words are those of `times.toml`.

const STEP_S = 300;
const clocks = {};

/** "08:34" of an RFC 3339 time with the branch's offset. */
export function hhmm(at) {
  return at.slice(11, 16);
}

/** A moment as the branch's clock writes it: "2026-11-25T08:34", fit for `hhmm` and `day`. */
export function local(moment, timeZone) {
  const parts = clockOf(timeZone).formatToParts(moment);
  const of = (type) => parts.find((part) => part.type === type).value;
  return `${of("year")}-${of("month")}-${of("day")}T${of("hour")}:${of("minute")}`;
}

// Kept: making one takes milliseconds.
function clockOf(timeZone) {
  clocks[timeZone] ||= new Intl.DateTimeFormat("en-CA", {
    timeZone, hourCycle: "h23",
    year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit",
  });
  return clocks[timeZone];
}

/** "Thứ Tư, 25/11", "Wed 25 Nov". */
export function day(at, t) {
  const date = new Date(`${at.slice(0, 10)}T00:00:00Z`);
  return t("date_day", {
    weekday: t(`weekday_${(date.getUTCDay() + 6) % 7}`),
    day: date.getUTCDate(),
    dd: at.slice(8, 10),
    month: t(`month_${date.getUTCMonth() + 1}`),
  });
}

/** A wait as a range rounded outward to 5 minutes, "15–25 phút"; never "0 phút". Seconds come in. */
export function minutes(low_s, high_s, t) {
  const low = Math.floor(low_s / STEP_S) * 5;
  const high = Math.max(Math.ceil(high_s / STEP_S) * 5, low && low + 5);
  if (high <= 0) return t("no_wait");
  return low === 0 ? t("minutes_under", { high }) : t("minutes_range", { low, high });
}
