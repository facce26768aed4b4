"""What a sign shows: the number at its counter, or nothing, or that nobody knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Shown:
    """`called` from when the number is said in the hall until it is served."""

    text: str
    called: bool = False


BLANK = Shown("")
"""The counter is free, paused or closed, or the bridge has ended."""
UNKNOWN = Shown("---")
"""The node is silent: the last number may be another's by now."""


def shown(picture: Mapping[str, Any], counter: str) -> Shown:
    """At this counter in a public snapshot; one that the catalogue no longer has is blank."""
    for desk in picture["counters"]:
        if desk["code"] == counter and desk["number"]:
            called = desk["ticket_state"] == "called" and _is_announced(picture, counter, desk["number"])
            return Shown(desk["number"], called)
    return BLANK


def _is_announced(picture: Mapping[str, Any], counter: str, number: str) -> bool:
    """A call that has left the list, or of a node that does not tell, is not waited for."""
    calls = [one for one in picture["calls"] if (one["counter"], one["number"]) == (counter, number)]
    return all(one.get("announced", True) for one in calls[:1])


def fitted(text: str, characters: int) -> str:
    """Exactly so many, filled with spaces. Of a longer text the right end: A1024 on four is 1024, since A102 is
    somebody else's number."""
    return text[-characters:].ljust(characters)
