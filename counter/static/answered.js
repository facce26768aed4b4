// What the answer to a press says of this counter, shown before the picture comes that says the rest.

/**
 * This counter with the ticket that the answer says was called here; null where the picture knows as much, or has
 * no row of that ticket.
 */
export function calledHere(answer, counter, picture) {
  const ticket = answer && "called" in answer ? answer.called : answer;
  if (!ticket || ticket.state !== "called" || ticket.counter !== counter.code || ticket.seq <= picture.seq) return null;
  const known = [counter.ticket, ...picture.waiting, ...picture.parked].find((one) => one && one.id === ticket.id);
  return known ? { ...counter, ticket: { ...known, ...ticket, times: known.times + 1 } } : null;
}
