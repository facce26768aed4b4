// What a counter is given to do, as a supervisor reads and changes it. Pure.

const SHORTEST_MIN = 1;
const LONGEST_MIN = 240;
const USUAL_MIN = 20;

/**
 * Each service with the way in which the counter deals with it: `{code, way, minutes}`. `way` is `serve`, `late` (once
 * somebody there has waited `minutes`), `idle` or `off`; what the counter does comes first, in the order of its profile.
 */
export function draftOf({ services, overflow }, offered) {
  const serves = services.map((code) => ({ code, way: "serve", minutes: USUAL_MIN }));
  const helps = overflow.map(({ service, after_s: after }) =>
    after === null ? { code: service, way: "idle", minutes: USUAL_MIN } : { code: service, way: "late", minutes: Number((after / 60).toFixed(2)) });
  const done = [...serves, ...helps];
  const rest = offered.filter((code) => !done.some((one) => one.code === code));
  return [...done, ...rest.map((code) => ({ code, way: "off", minutes: USUAL_MIN }))];
}

/** The profile as the contract takes it. */
export function wishOf(draft) {
  const overflow = draft
    .filter(({ way }) => way === "late" || way === "idle")
    .map(({ code, way, minutes }) => ({ service: code, after_s: way === "late" ? Math.round(minutes * 60) : null }));
  return { services: draft.filter(({ way }) => way === "serve").map(({ code }) => code), overflow };
}

/** What the node would refuse: `[{code, key}]`, `code` being the service at fault, or "" for the whole of it. */
export function faultsOf(draft) {
  const late = draft.filter(({ way, minutes }) => way === "late" && !(minutes >= SHORTEST_MIN && minutes <= LONGEST_MIN));
  const faults = late.map(({ code }) => ({ code, key: "error_minutes" }));
  return draft.some(({ way }) => way === "serve") ? faults : [{ code: "", key: "error_nothing" }, ...faults];
}

export function isSame(one, other) {
  return spelt(one) === spelt(other);
}

function spelt({ services, overflow }) {
  return JSON.stringify([services, overflow.map(({ service, after_s: after }) => [service, after])]);
}

/** The codes of what the counter is given and its officer has not learnt. */
export function unlearnt({ given, services, overflow }) {
  const does = [...services, ...overflow.map(({ service }) => service)];
  return [...given.services, ...given.overflow.map(({ service }) => service)].filter((code) => !does.includes(code));
}

/** The services for which people wait although no open counter serves them or helps with them: `{code, waiting}`. */
export function uncovered({ counters, services }) {
  const open = counters.filter(({ state }) => state === "open");
  const done = new Set(open.flatMap((one) => [...one.services, ...one.overflow.map(({ service }) => service)]));
  return services.filter(({ code, waiting }) => waiting > 0 && !done.has(code));
}
