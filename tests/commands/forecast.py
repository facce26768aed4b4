"""When a line outlasts its session, as the model reckons it: in whole numbers, from the plan."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from fractions import Fraction

NORM_S = {"ho-tich": 900, "chung-thuc": 480, "dat-dai": 1800, "tu-phap": 900}
"""Of the sample centre."""


def wait_s(
    service: str, desks: dict[str, Collection[str]], busy: dict[str, int], line: Iterable[str]
) -> Fraction | None:
    """Seconds until the next number of `service` is called. `desks`: what each open counter serves; `busy`: the seconds
    of the ticket at each; `line`: the service of each waiting ticket."""
    able = {code for code, served in desks.items() if service in served}
    if not able:
        return None
    ahead = Fraction(0)
    for waiting in line:
        theirs = {code for code, served in desks.items() if waiting in served}
        if theirs:
            ahead += Fraction(NORM_S[waiting] * len(theirs & able), len(theirs))
    if not ahead and not able <= busy.keys():
        return Fraction(0)
    return (ahead + sum(Fraction(busy[code], 2) for code in able & busy.keys())) / len(able)


def left_s(now: datetime, start: datetime, end: datetime) -> Fraction:
    """Seconds of work that the session from `start` to `end` still has."""
    left = end - max(now, start)
    return Fraction(left.days * 86_400 + left.seconds) + Fraction(left.microseconds, 1_000_000)
