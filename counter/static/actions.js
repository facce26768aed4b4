// What an officer may do in each state, the recommended step first, and the command behind it.
import * as commands from "/static/commands.js";

const OFFERED = {
  closed: ["open"],
  idle: ["call", "pause", "close", "stay", "keyed-in"],
  called: ["start", "recall", "no-show", "park", "transfer", "keyed-in"],
  // Where the centre asks for no word of arrival, who is called is served.
  arrived: ["finish", "finish-only", "incomplete", "note", "recall", "no-show", "park", "transfer", "keyed-in"],
  serving: ["finish", "finish-only", "incomplete", "note", "park", "transfer", "add", "keyed-in"],
  paused: ["resume", "close", "keyed-in"],
  "read-only": [],
};

const SEND = {
  open: ({ branch, counter }) => commands.openCounter(branch, counter),
  close: ({ branch, counter }) => commands.closeCounter(branch, counter),
  pause: ({ branch, counter }, ticket, reason) => commands.pauseCounter(branch, counter, reason),
  resume: ({ branch, counter }) => commands.resumeCounter(branch, counter),
  stay: ({ branch, counter }) => commands.resumeCounter(branch, counter),
  call: ({ branch, counter }) => commands.callNext(branch, counter),
  finish: ({ branch, counter }) => commands.finishAndNext(branch, counter),
  "finish-only": ({ branch }, ticket, told) => commands.finish(branch, ticket.id, told),
  incomplete: ({ branch }, ticket, told) => commands.finish(branch, ticket.id, told),
  note: ({ branch }, ticket, told) => commands.note(branch, ticket.id, { note: ticket.note, ...told }),
  "keyed-in": ({ branch, counter }, ticket, sheet) => commands.keyIn(branch, counter, sheet),
  start: ({ branch }, ticket) => commands.start(branch, ticket.id),
  recall: ({ branch }, ticket) => commands.recall(branch, ticket.id),
  "no-show": ({ branch }, ticket) => commands.noShow(branch, ticket.id),
  park: ({ branch }, ticket, reason) => commands.park(branch, ticket.id, reason),
  add: ({ branch }, ticket, to) => commands.addProcedure(branch, ticket.id, to),
  transfer: ({ branch }, ticket, to) => commands.transfer(branch, ticket.id, to),
};

/** Acts on a ticket of the lists, and taking the last act back; they are offered by the rows themselves. */
const MOVE = {
  "call-back": ({ branch, counter }, ticket, { reason }) => commands.callChosen(branch, counter, ticket, reason),
  "call-chosen": ({ branch, counter }, ticket, { reason }) => commands.callChosen(branch, counter, ticket, reason),
  reinstate: ({ branch }, ticket, { reason }) => commands.reinstate(branch, ticket, reason),
  reopen: ({ branch }, ticket, { reason }) => commands.reopen(branch, ticket, reason),
  "take-over": ({ branch, counter }) => commands.takeOver(branch, counter),
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

export function offers(steps, action) {
  return OFFERED[steps].includes(action);
}

export function recommended(steps) {
  return OFFERED[steps][0];
}

/** Icon and label of the big button; the label says what the press will do. */
export function face({ steps, counter }) {
  const action = recommended(steps);
  return action === "finish" && !counter.next ? FINISH_LAST : MAIN[action];
}

export function sendMove(name, place, ticket, extra) {
  return MOVE[name](place, ticket, extra);
}

export function send(action, place, ticket, reason) {
  return SEND[action](place, ticket, reason);
}
