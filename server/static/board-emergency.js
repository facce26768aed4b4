// What kiosks gave while they could not reach the node: the supervisor is told as long as any of it waits.
import { day } from "/static/times.js";

/** A line for each kiosk with such numbers in the queue, or that brought some in a day too late: `{name, text, look}`. */
export function emergencies({ emergency, brought_late }, t) {
  const waits = emergency
    .filter(({ waiting }) => waiting > 0)
    .map(({ kiosk, used, waiting }) => line(kiosk, t("emergency", { n: used, waiting })));
  const late = brought_late.map(({ kiosk, business_day, numbers }) =>
    line(kiosk, t("brought_late", { n: numbers, day: day(business_day, t) })),
  );
  return [...waits, ...late];
}

function line(name, text) {
  return { name, text, look: "mild" };
}
