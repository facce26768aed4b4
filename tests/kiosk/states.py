"""Every state that a kiosk's page can be in, and how a person or a fault brings it there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.kiosk.fake_node import BOOKING_DAY, ORDINARY
from tests.kiosk.paper_agent import ADDRESS, NOW, PaperAgent
from tests.kiosk.screen import Screen
from tests.kiosk.spoken import LONGEST

FOUND = {
    "number": "A015", "series": "A", "service": "ho-tich", "procedure": None, "state": "waiting", "priority": "none",
    "language": "vi", "branch": "cn02", "counter": None, "zone": None, "issued_at": NOW, "called_at": None, "times": 0,
    "ahead": 8, "estimate": {"low_s": 900, "high_s": 1500},
}  # fmt: skip
BOOKED = FOUND | {
    "number": "A001", "state": "booked", "priority": "priority", "business_day": "2026-12-01", "ahead": None,
    "estimate": None, "starts_at": "2026-12-01T08:30:00+07:00", "ends_at": "2026-12-01T09:00:00+07:00",
}  # fmt: skip
CARD = "001050012345|012345678|Nguyễn Văn Ất|01021950|Nam|12 Hàng Bài|01012021"
TYPE = """(text) => [...text, "Enter"].forEach((key) => document.dispatchEvent(
  new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true })))"""

Prepare = Callable[[PaperAgent], None]
Walk = Callable[[Screen], None]


@dataclass(frozen=True)
class State:
    """`at` is what the page calls it; `prepare` comes before the page is opened, `walk` after, and `stay` whenever
    a tool was touched, which may lead away from it."""

    at: str
    prepare: Prepare = lambda _: None
    walk: Walk = lambda _: None
    stay: Walk = lambda _: None


def changed(**facts: Any) -> Prepare:
    """The agent's picture with these facts."""
    return lambda paper: paper.picture.update(facts)


def set_to(**settings: Any) -> Prepare:
    """The picture of a kiosk that the centre has set so."""
    return changed(settings={**ORDINARY, **settings})


def answering(**facts: Any) -> Prepare:
    """What the agent's doors answer."""
    return lambda paper: [setattr(paper, name, value) for name, value in facts.items()] and None


def on_home(*touches: str) -> Walk:
    """Touch controls one after another: `service=CODE`, `procedure=CODE` or an action."""

    def walk(screen: Screen) -> None:
        for touch in touches:
            kind, _, code = touch.rpartition("=")
            screen.page.locator(f"main [data-{kind or 'action'}='{code}']").first.click()
            screen.pass_time(400)

    return walk


def scanned(text: str) -> Walk:
    def walk(screen: Screen) -> None:
        screen.page.evaluate(TYPE, text)
        screen.pass_time(100)

    return walk


def _closed(paper: PaperAgent) -> None:
    for one in paper.picture["catalogue"]["services"]:
        one |= {"open": False, "why": "hours", "opens_at": "2026-11-25T13:00:00+07:00"}
    paper.picture["now"] = "2026-11-25T12:14:00+07:00"
    paper.picture["snapshot"] |= {"open": False, "opens_at": "2026-11-25T13:00:00+07:00"}


def _running_out(paper: PaperAgent) -> None:
    paper.service("dat-dai").update(open=False, why="full", opens_at="2026-11-25T12:45:00+07:00")
    paper.service("tu-phap").update(open=False, why="full", opens_at="2026-11-26T07:30:00+07:00")
    paper.service("lao-dong").update(open=False, why="staff", opens_at=None)
    paper.service("xay-dung").update(open=False, why="closing", opens_at="2026-11-25T12:45:00+07:00")
    paper.picture["snapshot"]["services"][0]["left"] = 7


def _later(paper: PaperAgent) -> None:
    """Quota, the session's line and the day's last number: each is a reason."""
    _running_out(paper)
    for code in ("dat-dai", "tu-phap", "xay-dung"):
        paper.service(code)["booking_day"] = BOOKING_DAY
    paper.service("ho-tich").update(open=False, why="full", booking_day=BOOKING_DAY)
    for code in ("tra-ket-qua", "tu-van"):
        paper.service(code).update(open=False, why="last_ticket", booking_day=BOOKING_DAY)


def _later_longest(paper: PaperAgent) -> None:
    _later(paper)
    _longest(paper)


def _later_no_paper(paper: PaperAgent) -> None:
    _later_longest(paper)
    paper.paper, paper.fault = "not_printed", "out_of_paper"


def _longest(paper: PaperAgent) -> None:
    first, *_, last = paper.service("ho-tich")["procedures"]
    first["name"] = last["name"] = LONGEST


def _elsewhere(paper: PaperAgent) -> None:
    paper.service("tra-ket-qua")["offered_at"] = "cn01-kq"


def _wait(screen: Screen) -> None:
    large = screen.page.locator("html").get_attribute("data-scale") == "large"
    screen.pass_time(81_000 if large else 41_000)


def _help(screen: Screen) -> None:
    screen.page.locator(".k-tools [data-action='help']").click()
    screen.pass_time(100)


def _failing(paper: PaperAgent) -> None:
    paper.picture["trying"] = True
    advice = {
        "vi": "Hết giấy. Thay cuộn giấy 80 mm rồi đóng nắp.",
        "en": "Out of paper. Put in a roll of 80 mm.",
    }
    paper.trial = {"state": "not_printed", "advice": advice}


def _try_all(screen: Screen) -> None:
    for mark in range(6):
        screen.page.locator(f"[data-try='mark-{mark}']").click()
        screen.pass_time(300)
    screen.page.locator("[data-try='slip']").click()
    scanned(CARD)(screen)
    screen.pass_time(700)


BIRTH = ("service=ho-tich", "procedure=dang-ky-khai-sinh")
CODE = {"code": "48271936", "server": "https://so.hanoi.gov.vn", "version": "26.11", "lasts_s": 600}
UNKNOWN_BRANCH = {"catalogue": None, "snapshot": None, "kiosk": ""}
STATES: dict[str, State] = {
    "home": State("home"),
    "home-more": State("home", walk=on_home("more")),
    "home-running-out": State("home", _running_out),
    "home-later": State("home", _later),
    "home-trial": State("home", lambda paper: paper.picture["snapshot"].update(always_open=True)),
    "home-no-figures": State("home", changed(snapshot=None)),
    "home-priority-only": State("home", set_to(mode="priority_only")),
    "home-assisted": State("home", set_to(mode="assisted")),
    "home-few-services": State("home", set_to(services=["chung-thuc", "tra-ket-qua", "thue-phi"])),
    "procedures": State("procedures", walk=on_home("service=ho-tich")),
    "procedures-longest": State("procedures", _longest, on_home("service=ho-tich")),
    "confirm": State("confirm", walk=on_home(*BIRTH)),
    "confirm-longest": State("confirm", _longest, on_home(*BIRTH)),
    "confirm-dossiers": State("confirm", walk=on_home("service=chung-thuc", "procedure=chu-ky")),
    "confirm-priority-only": State("confirm", set_to(mode="priority_only"), on_home(*BIRTH)),
    "confirm-assisted": State("confirm", set_to(mode="assisted"), on_home(*BIRTH)),
    "confirm-later-longest": State("confirm", _later_longest, on_home(*BIRTH)),
    "confirm-simple": State("confirm", walk=on_home("service=tra-ket-qua")),
    "ticket-coming": State("ticket", answering(paper="queued"), on_home(*BIRTH, "take")),
    "ticket": State("ticket", walk=on_home(*BIRTH, "take")),
    "ticket-priority": State("ticket", walk=on_home(*BIRTH, "take-priority")),
    "ticket-longest": State("ticket", _longest, on_home(*BIRTH, "take-priority")),
    "ticket-by-itself": State(
        "ticket", answering(ticket={"ahead": None, "estimate": None, "number": "E1015"}), on_home(*BIRTH, "take")
    ),
    "ticket-later-longest": State("ticket", _later_longest, on_home(*BIRTH, "take-later")),
    "no-paper-later-longest": State("no-paper", _later_no_paper, on_home(*BIRTH, "take-later")),
    "not-out": State("no-paper", walk=on_home(*BIRTH, "take", "not-out")),
    "no-paper": State("no-paper", answering(paper="not_printed", fault="out_of_paper"), on_home(*BIRTH, "take")),
    "no-paper-longest": State(
        "no-paper", lambda paper: (_longest(paper), answering(paper="in_doubt", fault="connection_closed")(paper))[0],
        on_home(*BIRTH, "take-priority"),
    ),
    "out": State("no-paper", changed(fault="out_of_paper")),
    "elsewhere": State("elsewhere", _elsewhere, on_home("service=tra-ket-qua")),
    "standing": State("standing", answering(standing={"state": "found", "ticket": FOUND}), scanned(ADDRESS)),
    "standing-called": State(
        "standing",
        answering(standing={"state": "found", "ticket": {
            **FOUND, "state": "called", "counter": "3", "zone": {"vi": "Tầng 1, khu A", "en": "Floor 1, zone A"}}}),
        scanned(ADDRESS),
    ),
    "standing-booked": State("standing", answering(standing={"state": "found", "ticket": BOOKED}), scanned(ADDRESS)),
    "standing-unknown": State("standing", walk=scanned(ADDRESS)),
    "standing-card": State("standing", walk=scanned(CARD)),
    "refused": State("refused", answering(no="service_full"), on_home("service=tra-ket-qua", "take")),
    "sorry": State("away", answering(silent=True), on_home("service=tra-ket-qua", "take")),
    "lost": State("away", changed(link="lost")),
    "empty": State("empty", set_to(services=["none"])),
    "closed": State("closed", _closed),
    "idle": State("idle", walk=on_home("service=ho-tich"), stay=_wait),
    "help": State("help", walk=_help),
    "help-coming": State("help", answering(bell="coming"), _help),
    "help-away": State("help", answering(bell="away"), _help),
    "pairing": State("pairing", changed(**UNKNOWN_BRANCH, pairing=CODE, pairing_left_s=582.0)),
    "pairing-no-node": State("pairing", changed(**UNKNOWN_BRANCH, pairing={**CODE, "code": None})),
    "calibrating": State("calibrating", changed(calibrating=True)),
    "trying": State("trying", changed(trying=True)),
    "trying-failed": State("trying", _failing, _try_all),
}  # fmt: skip
