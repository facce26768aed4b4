// What an officer may do in each state, the recommended step first, and the command behind it.
import * as commands from "/static/commands.js";

const OFFERED = {
  closed: ["open"],
  idle: ["call", "pause", "close"],
  called: ["start", "recall", "no-show", "park", "transfer"],
  serving: ["finish", "finish-only", "park", "transfer"],
  paused: ["resume", "close"],
  "read-only": [],
};

const SEND = {
  open: ({ branch, counter }) => commands.openCounter(branch, counter),
  close: ({ branch, counter }) => commands.closeCounter(branch, counter),
  pause: ({ branch, counter }, ticket, reason) => commands.pauseCounter(branch, counter, reason),
  resume: ({ branch, counter }) => commands.resumeCounter(branch, counter),
  call: ({ branch, counter }) => commands.callNext(branch, counter),
  finish: ({ branch, counter }) => commands.finishAndNext(branch, counter),
  "finish-only": ({ branch }, ticket) => commands.finish(branch, ticket.id),
  start: ({ branch }, ticket) => commands.start(branch, ticket.id),
  recall: ({ branch }, ticket) => commands.recall(branch, ticket.id),
  "no-show": ({ branch }, ticket) => commands.noShow(branch, ticket.id),
  park: ({ branch }, ticket, reason) => commands.park(branch, ticket.id, reason),
  transfer: ({ branch }, ticket, service) => commands.transfer(branch, ticket.id, { service }),
};

/** Acts on a ticket of the lists, and taking the last act back; they are offered by the rows themselves. */
const MOVE = {
  "call-back": ({ branch, counter }, ticket, { reason }) => commands.callChosen(branch, counter, ticket, reason),
  "call-chosen": ({ branch, counter }, ticket, { reason }) => commands.callChosen(branch, counter, ticket, reason),
  reinstate: ({ branch }, ticket, { reason }) => commands.reinstate(branch, ticket, reason),
  reopen: ({ branch }, ticket, { reason }) => commands.reopen(branch, ticket, reason),
  undo: ({ branch, counter }) => commands.undo(branch, counter),
};

const MAIN = {
  open: { icon: "door-open", label: "act_open" },
  call: { icon: "megaphone-simple", label: "act_call" },
  start: { icon: "user", label: "act_start" },
  finish: { icon: "megaphone-simple", label: "act_finish" },
  resume: { icon: "play", label: "act_resume" },
};
const FINISH_LAST = { icon: "check", label: "act_finish_last" };

export function offers(state, action) {
  return OFFERED[state].includes(action);
}

export function recommended(state) {
  return OFFERED[state][0];
}

/** Icon and label of the big button; the label says what the press will do. */
export function face({ state, counter }) {
  const action = recommended(state);
  return action === "finish" && !counter.next ? FINISH_LAST : MAIN[action];
}

export function sendMove(name, place, ticket, extra) {
  return MOVE[name](place, ticket, extra);
}

export function send(action, place, ticket, reason) {
  return SEND[action](place, ticket, reason);
}
