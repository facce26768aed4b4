"""What stands on a ticket, and how it follows from a ticket and its branch's catalogue."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from config.clock import SystemClock
from config.words import say

STEP_S = 300
"""Waits are told in steps of five minutes."""


@dataclass(frozen=True, slots=True)
class Both:
    """One text in the two languages of every ticket."""

    vi: str
    en: str


@dataclass(frozen=True, slots=True)
class Slip:
    """All facts on a ticket. `wait` is (low, high) in seconds or None when nobody knows; `counters`
    is ready to read ("1 – 3") or empty; `place` is where all of them are; `issued` is local time."""

    centre: Both
    branch: Both
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
    rules: tuple[Both, ...]
    receipt: tuple[Both, ...]
    feedback: tuple[Both, ...]


def slip_of(ticket: Mapping[str, Any], catalogue: Mapping[str, Any], kiosk: str) -> Slip:
    """From the JSON of a ticket and of its branch's catalogue.

    `KeyError` when a field is missing or the service is not in the catalogue."""
    branch = catalogue["branch"]
    serving = [c for c in catalogue["counters"] if ticket["service"] in c["services"]]
    return Slip(
        centre=both(catalogue["centre"]["name"]),
        branch=_branch_line(branch),
        number=clean(ticket["number"]),
        service=_service(catalogue["services"], ticket["service"]),
        priority=ticket["priority"] != "none",
        ahead=ticket["ahead"],
        wait=_wait(ticket["estimate"]),
        counters=compact([clean(counter["code"]) for counter in serving]),
        place=_place(serving),
        issued=_local(ticket["issued_at"], branch["timezone"]),
        code=clean(ticket["code"]),
        url=clean(ticket["url"]),
        kiosk=clean(kiosk),
        rules=_group(catalogue, "rules"),
        receipt=_group(catalogue, "receipt"),
        feedback=_group(catalogue, "feedback"),
    )


def test_slip() -> Slip:
    """A slip that shows whether a printer draws everything: all marks, the pill, the QR code."""
    return Slip(
        centre=word("test_centre"),
        branch=word("test_branch"),
        number="A000",
        service=word("test_service"),
        priority=True,
        ahead=0,
        wait=(0, 0),
        counters="1 – 3",
        place=None,
        issued=SystemClock().now().astimezone(ZoneInfo("Asia/Ho_Chi_Minh")),
        code="0000000000000",
        url="HTTPS://EXAMPLE.COM/T/0000000000000",
        kiosk="",
        rules=(word("test_rules"),),
        receipt=(word("test_receipt"),),
        feedback=(),
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


def _branch_line(branch: Mapping[str, Any]) -> Both:
    """The address is a proper name: it stands once, beside the Vietnamese name."""
    name, address = both(branch["name"]), both(branch["address"])
    return Both(f"{name.vi} – {address.vi}" if address.vi else name.vi, name.en)


def _service(services: Iterable[Mapping[str, Any]], code: str) -> Both:
    for service in services:
        if service["code"] == code:
            return both(service["name"])
    raise KeyError(code)


def _place(counters: Sequence[Mapping[str, Any]]) -> Both | None:
    """Where to go, if that is one place."""
    places = {both(counter["zone"]) for counter in counters if counter["zone"]}
    return places.pop() if len(places) == 1 else None


def _wait(estimate: Mapping[str, int] | None) -> tuple[int, int] | None:
    return (estimate["low_s"], estimate["high_s"]) if estimate else None


def _local(at: str, timezone: str) -> datetime:
    return datetime.fromisoformat(at).astimezone(ZoneInfo(timezone))


def _group(catalogue: Mapping[str, Any], name: str) -> tuple[Both, ...]:
    return tuple(both(line) for line in catalogue["slip"].get(name, ()))
