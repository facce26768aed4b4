"""How far a wall can be read, and how it should hang.

A capital is read from 150 times its height by people who wait for it, from 200 times at most (FAA; 20 to 22 minutes of
arc). The shares of the picture's height are those of `display/static/wall.css`, which a test of the page measures.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

MM_PER_INCH = 25.4
LONG, SHORT = 16, 9
WAITED_FOR, GLANCED_AT = 150, 200
SHARES = {
    "landscape": {"number": 0.266, "counter": 0.158, "recent": 0.0705, "waiting": 0.0406},
    "portrait": {"number": 0.139, "counter": 0.075, "recent": 0.0371, "waiting": 0.0228},
}
"""Height of a capital over the height of the picture."""
FACTOR = {"number": WAITED_FOR, "counter": WAITED_FOR, "recent": GLANCED_AT, "waiting": GLANCED_AT}
LOWER_EDGE_MM = 2100
"""Over the heads of those who stand in front."""
EYES_MM = 1200
"""Of somebody who sits."""
STEEPEST = 15
"""Degrees: more shows the lamps of the ceiling."""
LOOKS_UP = 30
"""Degrees that nobody should have to lift the eyes."""


@dataclass(frozen=True)
class Reading:
    """One kind of text: the height of its capitals, and from how far it is read, to a tenth of a metre."""

    part: str
    cap_mm: int
    reads_to_m: float


@dataclass(frozen=True)
class Hanging:
    """Edges above the floor, the tilt forward in whole degrees, the distance of the nearest seat."""

    lower_mm: int
    upper_mm: int
    tilt: int
    nearest_m: float


def height_mm(diagonal_in: int, layout: str) -> float:
    """Of the picture of a 16:9 screen, hung as its layout wants it."""
    side = LONG if layout == "portrait" else SHORT
    return diagonal_in * MM_PER_INCH * side / math.hypot(LONG, SHORT)


def readings(diagonal_in: int, layout: str) -> list[Reading]:
    height = height_mm(diagonal_in, layout)
    caps = {part: share * height for part, share in SHARES[layout].items()}
    return [Reading(part, round(cap), round(cap * FACTOR[part] / 1000, 1)) for part, cap in caps.items()]


def is_too_small(diagonal_in: int, layout: str, hall_m: int) -> bool:
    """Recent calls are under 1/200 of the hall's depth."""
    return SHARES[layout]["recent"] * height_mm(diagonal_in, layout) < hall_m * 1000 / GLANCED_AT


def least_diagonal_in(layout: str, hall_m: int) -> int:
    """The smallest screen, in whole inches, whose recent calls are read from the last seat."""
    height = hall_m * 1000 / GLANCED_AT / SHARES[layout]["recent"]
    return math.ceil(height / height_mm(1, layout))


def hanging(diagonal_in: int, layout: str, hall_m: int) -> Hanging:
    """The picture faces who sits in the middle of the hall."""
    height = height_mm(diagonal_in, layout)
    above = LOWER_EDGE_MM + height / 2 - EYES_MM
    tilt = math.degrees(math.atan2(above, hall_m * 1000 / 2))
    nearest = (LOWER_EDGE_MM + height - EYES_MM) / math.tan(math.radians(LOOKS_UP)) / 1000
    upper = LOWER_EDGE_MM + round(height)
    return Hanging(LOWER_EDGE_MM, upper, min(round(tilt), STEEPEST), round(nearest, 1))
