// What kiosks gave while they could not reach the node: the supervisor is told as long as any of it waits.

/** A line for each kiosk with such numbers in the queue: `{name, text, look}`. */
export function emergencies({ emergency }, t) {
  return emergency
    .filter(({ waiting }) => waiting > 0)
    .map(({ kiosk, used, waiting }) => ({ name: kiosk, text: t("emergency", { n: used, waiting }), look: "mild" }));
}
