"""What stands on a ticket, and how it follows from a ticket and its branch's catalogue."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from config.words import say

STEP_S = 300
"""Waits are told in steps of five minutes."""
OFFLINE_SERIES = "E"
"""The letter of numbers that a kiosk gave while it could not reach its node."""


@dataclass(frozen=True, slots=True)
class Both:
    """One text in the two languages of every ticket."""

    vi: str
    en: str


@dataclass(frozen=True, slots=True)
class SmallPrint:
    """The lines a centre has set, in the order of the paper; any group may be empty."""

    rules: tuple[Both, ...] = ()
    receipt: tuple[Both, ...] = ()
    feedback: tuple[Both, ...] = ()
    footer: tuple[Both, ...] = ()


@dataclass(frozen=True, slots=True)
class Slip:
    """All facts on a ticket. `wait` is (low, high) in seconds or None when nobody knows; `counters`
    is ready to read ("1 – 3") or empty; `place` is where all of them are. Times are local; a remote
    number has the time its bearer checked in. `then`: what follows at the same visit.
    `offline`: the kiosk gave it without its node. `signal`: its bearer does not hear calls.
    `copy` counts the papers of one ticket from 1."""

    centre: Both
    branch: Both
    address: str
    number: str
    service: Both
    priority: bool
    ahead: int | None
    wait: tuple[int, int] | None
    counters: str
    place: Both | None
    issued: datetime
    code: str
    url: str
    kiosk: str
    small_print: SmallPrint
    checked_in: datetime | None = None
    offline: bool = False
    signal: bool = False
    copy: int = 1
    then: tuple[Both, ...] = ()


def slip_of(ticket: Mapping[str, Any], catalogue: Mapping[str, Any], kiosk: str, copy: int = 1) -> Slip:
    """From the JSON of a ticket and of its branch's catalogue; `copy` from 2 on marks a reprint.

    `KeyError` when a field is missing or the service is not in the catalogue."""
    branch = catalogue["branch"]
    serving = [c for c in catalogue["counters"] if ticket["service"] in c["services"]]
    offline = ticket["series"] == OFFLINE_SERIES
    checked_in = ticket.get("checked_in_at")
    return Slip(
        centre=both(catalogue["centre"]["name"]),
        branch=both(branch["name"]),
        address=clean(branch["address"]["vi"]),
        number=clean(ticket["number"]),
        service=service_name(catalogue, ticket["service"]),
        priority=ticket["priority"] != "none",
        ahead=None if offline else ticket["ahead"],
        wait=None if offline else _wait(ticket["estimate"]),
        counters=compact([clean(counter["code"]) for counter in serving]),
        place=_place(serving),
        issued=local(ticket["issued_at"], branch["timezone"]),
        code=clean(ticket["code"]),
        url=clean(ticket["url"]),
        kiosk=clean(kiosk),
        small_print=small_print(catalogue),
        checked_in=local(checked_in, branch["timezone"]) if checked_in else None,
        offline=offline,
        signal=ticket.get("signal", False),
        copy=copy,
        then=tuple(_procedure_name(catalogue, one) for one in ticket.get("then", ())),
    )


def word(key: str, **values: object) -> Both:
    """A text of the slip's own catalogue."""
    return Both(say("vi", f"slip.{key}", **values), say("en", f"slip.{key}", **values))


def clean(text: str) -> str:
    """NFC, on one line, without control or invisible characters. No-break spaces stay."""
    spaced = "".join("\N{SPACE}" if char in "\t\n\v\f\r" else char for char in text)
    shown = "".join(char for char in spaced if unicodedata.category(char)[0] != "C")
    return " ".join(part for part in unicodedata.normalize("NFC", shown).split(" ") if part)


def both(names: Mapping[str, str]) -> Both:
    return Both(clean(names["vi"]), clean(names["en"]))


def minutes(low_s: int, high_s: int) -> tuple[int, int]:
    """A wait in whole minutes, rounded outward to five: (15, 25); (0, 0) is no wait at all."""
    if high_s <= 0:
        return 0, 0
    low = max(0, low_s) // STEP_S
    high = max(low + 1, -(-high_s // STEP_S))
    return low * STEP_S // 60, high * STEP_S // 60


def compact(codes: Sequence[str]) -> str:
    """Counter codes for people: three or more in a row become a range ("1 – 3, 7, 9A")."""
    numbers = sorted({int(code) for code in codes if _is_number(code)})
    # Numbers in a row share the difference between their value and their rank.
    rows = groupby(enumerate(numbers), lambda ranked: ranked[1] - ranked[0])
    ranges = [_row([number for _, number in row]) for _, row in rows]
    return ", ".join(ranges + sorted({code for code in codes if not _is_number(code)}))


def _is_number(code: str) -> bool:
    return code.isdecimal() and str(int(code)) == code


def _row(numbers: Sequence[int]) -> str:
    if len(numbers) > 2:
        return f"{numbers[0]} – {numbers[-1]}"
    return ", ".join(map(str, numbers))


def service_name(catalogue: Mapping[str, Any], code: str) -> Both:
    """The name of one service; `KeyError` when the branch does not have it."""
    for service in catalogue["services"]:
        if service["code"] == code:
            return both(service["name"])
    raise KeyError(code)


def _procedure_name(catalogue: Mapping[str, Any], wanted: Mapping[str, Any]) -> Both:
    """A procedure by its own name, or by its service's when none was named."""
    for service in catalogue["services"]:
        for one in service["procedures"] if service["code"] == wanted["service"] else ():
            if one["code"] == wanted["procedure"]:
                return both(one["name"])
    return service_name(catalogue, wanted["service"])


def listed(texts: Sequence[Both]) -> Both:
    return Both("; ".join(one.vi for one in texts), "; ".join(one.en for one in texts))


def local(at: str, timezone: str) -> datetime:
    return datetime.fromisoformat(at).astimezone(ZoneInfo(timezone))


def small_print(catalogue: Mapping[str, Any]) -> SmallPrint:
    lines = catalogue["slip"]
    return SmallPrint(**{one.name: tuple(map(both, lines.get(one.name, ()))) for one in fields(SmallPrint)})


def _place(counters: Sequence[Mapping[str, Any]]) -> Both | None:
    """Where to go, if that is one place."""
    places = {both(counter["zone"]) for counter in counters if counter["zone"]}
    return places.pop() if len(places) == 1 else None


def _wait(estimate: Mapping[str, int] | None) -> tuple[int, int] | None:
    return (estimate["low_s"], estimate["high_s"]) if estimate else None
