"""What the node answers when a number is looked up, for the desks that stand without one."""

from __future__ import annotations

from typing import Any

from tests.counter.facts import DAY, Json, at, names, ticket

FLOOR = names("Tầng 1", "Floor 1")
NOTHING = {"reprint": False, "send": None, "change": False}
IN_LINE = {"reprint": True, "send": "transfer", "change": True}
MAY: dict[str, Json] = {
    "next": IN_LINE, "waiting": IN_LINE, "parked": IN_LINE,
    "called": {"reprint": True, "send": None, "change": False},
    "serving": {"reprint": True, "send": None, "change": False},
    "done": {"reprint": True, "send": None, "change": False},
    "no_show": {"reprint": True, "send": "reinstate", "change": False},
}  # fmt: skip


def leg(service: str = "ho-tich", **changes: Any) -> Json:
    return {"service": service, "procedure": None, "counter": None, "calls": 0, "enqueued_at": at("08:20:00"),
            "called_at": None, "started_at": None, "ended_at": None, "outcome": None, **changes}  # fmt: skip


def found(number: str, word: str = "waiting", *counters: str, **changes: Any) -> Json:
    """`here` of a number that was taken at 08:20 and stands as `word` says; changes are those of the ticket."""
    state = {"next": "waiting", "no_show_over": "no_show", "earlier_day": "expired"}.get(word, word)
    waits = state == "waiting"
    of = {
        **ticket(number, "08:20:00", "khai-sinh"), "state": state, "branch": "cn02", "series": number[0],
        "ahead": (0 if word == "next" else 3) if waits else None,
        "estimate": {"low_s": 600, "high_s": 900} if waits else None, "code": f"CODE-{number}",
        "url": f"HTTPS://NODE.EXAMPLE/T/CODE-{number}", "business_day": DAY, "seq": 7, "note": None, **changes,
    }  # fmt: skip
    right = [{"code": code, "zone": FLOOR, "state": "open"} for code in counters]
    return {"ticket": of, "word": word, "source": "Ki-ốt 1", "wait_start": at("08:20:00"), "for_counter": None,
            "for_officer": None, "counters": right, "legs": [leg()], "may": MAY.get(word, NOTHING)}  # fmt: skip


def know(desk: Any, here: Json, *texts: str) -> Json:
    """The desk's node finds it by its number, by its code, and by what else is typed."""
    answer = {"here": here, "booking": None, "elsewhere": None}
    for text in (here["ticket"]["number"], here["ticket"]["code"], *texts):
        desk.found[text] = answer
    return here


def know_booking(desk: Any, number: str, word: str = "booked") -> None:
    """A number for the first of December, as the node finds it."""
    booking = {
        "id": f"id-{number}", "number": number, "series": number[0], "service": "ho-tich", "procedure": "khai-sinh",
        "language": "vi", "dossiers": 1, "state": word, "branch": "cn02", "business_day": "2026-12-01",
        "starts_at": "2026-12-01T08:30:00+07:00", "ends_at": "2026-12-01T09:00:00+07:00",
        "issued_at": at("08:20:00"), "code": f"CODE-{number}", "url": f"HTTPS://NODE.EXAMPLE/T/CODE-{number}",
        "seq": 7,
    }  # fmt: skip
    told = {"booking": booking, "word": word, "source": "Ki-ốt 1", "may_cancel": word == "booked"}
    for text in (number, booking["code"]):
        desk.found[str(text)] = {"here": None, "booking": told, "elsewhere": None}
