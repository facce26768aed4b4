"""When a line outlasts its session, as the model reckons it: in whole numbers, from the plan."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from fractions import Fraction

NORM_S = {"ho-tich": 900, "chung-thuc": 480, "dat-dai": 1800, "tu-phap": 900}
"""Of the sample centre."""


BULK, BULK_AT_ONCE = 5, 1
"""Who files more is a bulk filer, and so many of them are at counters while others wait."""
Work = tuple[str, int]
"""A service and a number of dossiers."""


def wait_s(
    service: str, desks: dict[str, Collection[str]], busy: dict[str, Work], line: list[Work]
) -> Fraction | None:
    """Seconds until the next number of `service` is called. `desks`: what each open counter serves; `busy`: what is
    called or served at each; `line`: what waits."""
    able = {code for code, served in desks.items() if service in served}
    if not able:
        return None
    if not _ahead(line, able, desks) and not able <= busy.keys():
        return Fraction(0)
    at_bulk = {code for code in able & busy.keys() if busy[code][1] > BULK}
    together = (_ahead(line, able, desks) + _in_hand(able, busy)) / len(able)
    left = len(able) - max(len(at_bulk), BULK_AT_ONCE)
    small = [one for one in line if one[1] <= BULK]
    if left <= 0:
        return together
    return min(together, (_ahead(small, able, desks) + _in_hand(able - at_bulk, busy)) / left)


def _ahead(line: list[Work], able: set[str], desks: dict[str, Collection[str]]) -> Fraction:
    """The part of the line's work that falls to the counters that are `able`."""
    ahead = Fraction(0)
    for waiting, dossiers in line:
        theirs = {code for code, served in desks.items() if waiting in served}
        if theirs:
            ahead += Fraction(NORM_S[waiting] * dossiers * len(theirs & able), len(theirs))
    return ahead


def _in_hand(codes: set[str], busy: dict[str, Work]) -> Fraction:
    """Half of what each counter has begun is still to be done."""
    return sum(
        (Fraction(NORM_S[busy[code][0]] * busy[code][1], 2) for code in codes & busy.keys()), Fraction(0)
    )


def left_s(now: datetime, start: datetime, end: datetime) -> Fraction:
    """Seconds of work that the session from `start` to `end` still has."""
    left = end - max(now, start)
    return Fraction(left.days * 86_400 + left.seconds) + Fraction(left.microseconds, 1_000_000)
