// A number for a later day as it is found: told like any other, and nothing can be sent anywhere yet. Pure.

/** In the shape of a ticket that was found; `booked` says that it is none yet, `may.cancel` that it can be given back. */
export function asFound({ booking, word, source, may_cancel: cancel }) {
  const ticket = { ...booking, priority: "none", signal: false, then: [], ahead: null, estimate: null };
  const may = { reprint: false, send: null, change: false, cancel };
  return { ticket, word, source, booked: true, for_counter: null, for_officer: null, counters: [], legs: [], may };
}
