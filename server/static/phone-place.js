// What the branch's public picture says of one number. Pure.

const AT_A_COUNTER = ["called", "serving"];

/** The ticket as the picture knows it, or null when it does not speak of it: then its own page must be asked. */
export function told(snapshot, ticket) {
  // Numbers start again each morning: yesterday's page must not follow today's bearer.
  if (snapshot.at.slice(0, 10) !== ticket.business_day) return null;
  const entry = snapshot.line.find((one) => one.number === ticket.number);
  if (entry) return inLine(ticket, entry);
  const call = snapshot.calls.find((one) => one.number === ticket.number);
  return call && AT_A_COUNTER.includes(call.state) ? atCounter(ticket, call) : null;
}

function inLine(ticket, { service, ahead, low_s, high_s, again }) {
  const estimate = high_s === null ? null : { low_s, high_s };
  return { ...ticket, state: "waiting", counter: null, service, ahead, estimate, again };
}

/** `call`: an entry of the picture's calls, or the push to the called phone, which carries no state. */
export function atCounter(ticket, { state = "called", counter, zone, at, times }) {
  return { ...ticket, state, counter, zone, called_at: at, times, ahead: null, estimate: null };
}

/** The number called last for the same service, or null. */
export function justCalled(snapshot, ticket) {
  const call = snapshot.calls.find((one) => one.service === ticket.service);
  return call ? call.number : null;
}
