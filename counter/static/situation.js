// What this counter's officer is to see, worked out of the desk snapshot and nothing else.

/**
 * `phase`: closed, idle, called, serving or paused. `state` is the same for the officer in charge
 * and `read-only` for everyone else while someone is in charge. `steps` names what can be done: the same again,
 * or `arrived` for a called ticket where nobody has to say that the citizen has come.
 */
export function situation(snapshot, { counter: code, me, facts }) {
  const counter = snapshot.counters.find((one) => one.code === code);
  const services = servicesOf(counter, facts);
  const served = (ticket) => isForHere(ticket, counter);
  // What was called here is found here again, also when this counter only helped with it.
  const ours = (ticket) => served(ticket) || ticket.counter === code;
  const phase = phaseOf(counter);
  const state = isSomeoneElses(counter, me) ? "read-only" : phase;
  return {
    counter,
    counters: snapshot.counters,
    services,
    phase,
    state,
    steps: state === "called" && !snapshot.arrival ? "arrived" : state,
    at: snapshot.at,
    devices: snapshot.devices,
    callable: [...snapshot.waiting, ...snapshot.parked],
    waiting: snapshot.waiting.filter(served),
    elsewhere: snapshot.waiting.filter((ticket) => !served(ticket)).length,
    parked: snapshot.parked.filter(ours),
    no_show: snapshot.no_show.filter(ours),
  };
}

/** Changes whenever a command of this counter has shown its effect. */
export function fingerprint({ counter }) {
  const { id, state, times, then, dossiers } = counter.ticket || {};
  const { served, no_show: absent } = counter.today;
  return [counter.state, counter.officer, id, state, times, then && then.length, dossiers, served, absent].join(" ");
}

function phaseOf(counter) {
  if (counter.ticket) return counter.ticket.state;
  return counter.state === "open" ? "idle" : counter.state;
}

function isSomeoneElses(counter, me) {
  return counter.state !== "closed" && counter.officer !== null && counter.officer !== me;
}

/** Whether this counter would call it: one that was sent to a counter or an officer waits for nobody else. */
function isForHere({ service, for_counter, for_officer }, { code, officer, calls_from }) {
  if (!for_counter && !for_officer) return calls_from.includes(service);
  return for_counter === code || (for_officer !== null && for_officer === officer);
}

// A closed counter has no services of its own yet: what it is furnished for is the next best answer.
function servicesOf(counter, facts) {
  if (counter.services.length > 0) return counter.services;
  const furnished = facts.counters.find(({ code }) => code === counter.code);
  return furnished ? furnished.services : [];
}
