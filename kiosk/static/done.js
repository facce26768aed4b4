// The pages with a number on them: take the paper, or keep the number without paper.
import { button, el, icon, qr, rich } from "/static/kiosk/dom.js";
import { procedureOf, serviceOf, turn, whereTo } from "/static/kiosk/facts.js";
import { isComing } from "/static/kiosk/flow.js";
import { isForLater, rule, thatDay, when } from "/static/kiosk/later.js";
import { afterwards } from "/static/kiosk/visiting.js";

const ARROWS = { bottom: "arrow-down", right: "arrow-right", left: "arrow-left" };

/** The number stands here from the moment it is given; to take the paper is asked when it is out. */
export function ticket(view) {
  const { model, t } = view;
  const said = saidOf(view);
  const out = !isComing(model);
  return el("main", { class: "k-main k-main--ticket" },
    el("div", { role: "status" },
      el("h1", { class: "k-title", tabindex: "-1" }, said(out ? "ticket_title" : "coming_title")),
      el("p", { class: "k-lead" }, out ? said("ticket_lead") : t("coming_lead")),
      signalLine(model.told.ticket, t("signal_how"))),
    paperSlip(view),
    el("div", { class: "k-end" },
      out && timer(),
      el("div", { class: "k-row k-row--act" },
        out && button("not-out", "", icon("printer"), said("not_out")),
        out && button("home", "k-btn--primary", icon("check"), said("taken")))));
}

export function noPaper(view) {
  const { t } = view;
  const said = saidOf(view);
  const again = slipAgain(view);
  return el("main", { class: "k-main k-main--kept" },
    el("div", { class: "k-note", role: "alert" }, icon("printer"),
      el("span", {}, t(whyKept(view)), el("small", {}, said(again && again.marked ? "kept_copy" : "kept")))),
    el("h1", { class: "k-title", tabindex: "-1" }, said("save_title")),
    keptSlip(view),
    el("div", { class: "k-end" }, timer(),
      el("div", { class: `k-row k-row--act${again ? " k-row--three" : ""}` },
        button("help", "k-btn--help", icon("question"), el("span", {}, t("help"))),
        again && slipButton(again, t),
        button("home", "k-btn--primary", icon("check"), said("saved")))));
}

/** The words of a number of today, or those of a slip for a later day. */
function saidOf({ model, t }) {
  return (key) => t(isForLater(model.told.ticket) ? `later_${key}` : key);
}

function slipButton(again, t) {
  return button("print-again", "", icon("printer"), el("span", {}, t(again.marked ? "print_again" : "print_now")));
}

/** Whether this machine can print the number now, and whether that would be a marked copy. */
function slipAgain({ model, picture }) {
  const { paper, again } = model.told;
  return again && !picture.fault && { marked: paper !== "not_printed" };
}

function whyKept({ model, picture }) {
  const { noSlip, told } = model;
  if (noSlip) return "no_slip";
  if (told.paper === "in_doubt" && !picture.fault) return "doubt_title";
  if (told.again && !picture.fault) return "printable_title";
  return told.fault === "out_of_paper" ? "out_title" : "fault_title";
}

/** Where the paper comes out, as this machine is built. */
export function slot(side, t) {
  if (!ARROWS[side]) return null;
  const arrow = () => icon(ARROWS[side]);
  return el("footer", { class: "k-slot", "data-slot": side }, arrow(), t(`slot_${side}`), arrow());
}

function paperSlip(view) {
  const { model, picture, t } = view;
  const { ticket: given, qr: code } = model.told;
  const { title, below } = names(view);
  return el("section", { class: "slip k-slip k-slip--ticket", "aria-label": t("your_ticket") },
    el("div", { class: "slip__top" },
      isForLater(given) ? when(given, t) : [el("p", { class: "k-lbl" }, t("your_number"), priorityTag(given, t)), number(given)],
      el("p", { class: "k-slip__for" }, title),
      below && el("p", { class: "k-lbl" }, below),
      afterwards(given, view)),
    el("div", { class: "slip__bot k-slip__foot" },
      isForLater(given) ? el("div", {}, thatDay(given, t), rule(t)) : isByItself(given) ? el("p", { class: "k-by-itself" }, t("by_itself"))
        : el("dl", { class: "k-turn" },
          el("div", {}, el("dt", { class: "k-lbl" }, t("turn_at")),
            el("dd", { class: given.estimate ? "num k-turn__at" : "k-turn__at k-turn__at--words" }, expected(given, picture, t))),
          ahead(given, t)),
      el("div", { class: "k-follow" }, qr(code, t("qr_label", { number: given.number })), el("p", {}, t("follow")))));
}

function keptSlip(view) {
  const { model, picture, t } = view;
  const said = saidOf(view);
  const { ticket: given, qr: code } = model.told;
  const { title, below } = names(view);
  return el("section", { class: "slip k-slip k-slip--ticket", "aria-label": t("your_ticket") },
    el("div", { class: "slip__top" },
      isForLater(given) ? el("div", { class: "k-kept" }, when(given, t), thatDay(given, t)) : [
        el("p", { class: "k-lbl" }, t("your_number"), priorityTag(given, t)),
        el("div", { class: "k-kept" }, number(given),
          isByItself(given) ? el("p", { class: "k-by-itself" }, t("by_itself"))
            : el("dl", { class: "k-kept__turn" }, el("dt", {}, t("turn_at")), el("dd", { class: "num" }, expected(given, picture, t))))],
      el("p", { class: "k-kept__for" }, title, below && el("span", {}, below)),
      afterwards(given, view)),
    el("div", { class: "slip__bot k-kept__foot" },
      qr(code, t("qr_label", { number: given.number })),
      el("ol", { class: "k-steps" },
        el("li", {}, el("span", {}, rich(t("save_scan"), "b"))), el("li", {}, el("span", {}, rich(t("save_photo"), "b")))),
      el("p", { class: "k-nophone" }, t("no_phone"), el("b", {}, said("paper_at_desk"))),
      signalLine(given, t("signal_tag"))));
}

function names({ model, picture, t }) {
  const service = serviceOf(picture, model.told.ticket.service);
  const procedure = procedureOf(service, model.told.ticket.procedure);
  const where = whereTo(service, picture, model.language, t);
  const title = procedure ? procedure.name[model.language] : service.name[model.language];
  return { title, below: where === title ? null : where };
}

function number(given) {
  return el("p", { class: "ticket-no", "data-number": given.number, "data-len": given.number.length }, given.number);
}

function priorityTag(given, t) {
  return given.priority !== "none" && el("span", { class: "tag tag--priority" }, icon("star"), t("priority_tag"));
}

/** For who does not hear the call, on a ticket or about to take it: how it will be made. */
export function signalLine({ signal }, text) {
  return signal && el("p", { class: "k-signal" }, icon("ear-slash"), el("span", {}, text));
}

/** Given without the node: nobody knows yet who waits before it. */
function isByItself(given) {
  return given.ahead === null && given.estimate === null;
}

function expected(given, picture, t) {
  return turn(Date.parse(given.issued_at), given.estimate, picture, t) || t("no_estimate");
}

function ahead(given, t) {
  if (given.ahead === null) return null;
  const text = given.ahead > 0 ? t("ahead", { n: given.ahead }) : t("ahead_none");
  return el("div", {}, el("dt", { class: "vh" }, t("waiting_now")),
    el("dd", { class: "k-turn__ahead", "data-ahead": given.ahead }, text));
}

/** Filled once a quarter second by the page's clock. */
export function timer() {
  return el("p", { class: "k-timer" }, el("span", { "data-countdown": "closes_in" }),
    el("span", { class: "k-timer__bar" }, el("i", { "data-countdown-bar": "" })));
}
