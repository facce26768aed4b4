// Where a ticket can be handed on to, as the answers of a question: `placeOf(answer)` is what the node is told.

/** What this branch does itself, other than what the ticket is for now. */
export function otherServices({ service }, services, named) {
  return services.filter(({ code, offered_at }) => !offered_at && code !== service)
    .map(({ code, series }) => ({ id: `service=${code}`, key: series, name: named.service(code) }));
}

/** Where somebody sits and serves the same: the ticket waits for that counter alone. */
export function mannedCounters({ service }, counters) {
  return counters.filter(({ state, services }) => state !== "closed" && services.includes(service));
}

export function counterAnswer({ code, state }, t) {
  const note = state === "paused" ? t("found_send_paused") : "";
  return { id: `counter=${code}`, key: code, name: t("found_send_counter", { code }), note };
}

export const lineAnswer = ({ service }, t) => ({ id: `service=${service}`, key: "", name: t("found_send_line") });

/** `{service}` or `{counter}`. */
export const placeOf = (answer) => Object.fromEntries([answer.split("=")]);
