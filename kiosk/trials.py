"""Trying a printer out from the command line: a test page, and how far its word goes."""

from __future__ import annotations

import sys

from config.clock import SystemClock
from config.words import say
from printers.errors import PrinterError, UnknownPrinter
from printers.jobs import How, Outcome, State
from printers.open import open_driver, open_printer
from printers.pages import Page
from printers.testpage import PLAIN, test_page

DONE, NOT_PRINTED, IN_DOUBT, UNVERIFIED = 0, 3, 4, 5
CODES = {
    State.CONFIRMED: DONE,
    State.NOT_PRINTED: NOT_PRINTED,
    State.IN_DOUBT: IN_DOUBT,
    State.UNVERIFIED: UNVERIFIED,
}
TOLD = {
    How.PROCESS_ID: "it marks each ticket as printed",
    How.PAPER_SENSOR: "it answers once everything before the question is printed",
    How.STATUS: "it only tells how it stands: a ticket counts when it stayed well for as long as printing takes",
    How.NONE: "it tells nothing: sent is all that can be known",
}


def print_test(printer: str) -> int:
    """0 only when printing was confirmed; 3 not printed, 4 in doubt, 5 sent but unverifiable."""
    page = Page(test_page, lambda: PLAIN)
    outcome = open_printer(printer).print(_number(), page, lambda _state, _reason: None, lambda: True)
    print(_verdict(outcome), file=sys.stderr if outcome.reason else sys.stdout)
    return CODES[outcome.state]


def probe_printer(printer: str) -> int:
    """How far its word goes, found out without paper; 3 when it cannot print now, 5 when it tells nothing."""
    try:
        how = open_driver(printer).probe(_number())
    except UnknownPrinter:
        raise
    except PrinterError as problem:
        print(f"moiso-kiosk: {problem}: {problem.advice('en')}", file=sys.stderr)
        return NOT_PRINTED
    print(f"confirmation: {how} ({TOLD[how]})")
    print(f"write it as:  {_written(printer, how)}")
    return UNVERIFIED if how is How.NONE else DONE


def _verdict(outcome: Outcome) -> str:
    if outcome.state is State.CONFIRMED:
        return f"printed; confirmed by {outcome.how}"
    if outcome.state is State.UNVERIFIED:
        return "sent; this printer's answer cannot confirm that paper came out"
    told = "not printed" if outcome.state is State.NOT_PRINTED else "in doubt: look whether the page is whole"
    return f"moiso-kiosk: {told} ({outcome.reason}): {say('en', f'slip.advice_{outcome.reason}')}"


def _written(url: str, how: How) -> str:
    bare, _, query = url.partition("?")
    kept = [part for part in query.split("&") if part and not part.startswith("confirm=")]
    return f"{bare}?{'&'.join([*kept, f'confirm={how}'])}"


def _number() -> int:
    """Another one each time: the seconds of the day and before."""
    return int(SystemClock().now().timestamp())
