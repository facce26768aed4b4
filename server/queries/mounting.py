"""What a supervisor needs to hang the walls of a branch, and to set how loud they are."""

from __future__ import annotations

from dataclasses import dataclass

from server.contract import DisplayFacts
from server.queries.displays import display_facts
from server.queries.house import Branch
from server.rules.legibility import Hanging, Reading, hanging, is_too_small, least_diagonal_in, readings


@dataclass(frozen=True)
class Loudness:
    """From this hour on ("07:00")."""

    since: str
    percent: int


@dataclass(frozen=True)
class Sheet:
    """Of one display. What the centre file does not tell (`hall_m`, `screen_in`) is None and leaves the rest out.
    `least_in` is the smallest diagonal that would do, where the screen is too small for its hall."""

    facts: DisplayFacts
    layout: str
    hall_m: int | None
    screen_in: int | None
    readings: list[Reading]
    hanging: Hanging | None
    least_in: int | None
    volumes: list[Loudness]


def sheets(branch: Branch) -> list[Sheet]:
    return [_sheet(branch, code) for code in branch.displays]


def _sheet(branch: Branch, code: str) -> Sheet:
    facts, told = display_facts(branch, code), branch.displays[code]
    layout = "portrait" if facts["layout"] == "portrait" else "landscape"
    hall_m, screen_in = told["hall_m"], told["screen_in"]
    known = hall_m is not None and screen_in is not None
    small = known and is_too_small(screen_in, layout, hall_m)
    return Sheet(
        facts=facts,
        layout=layout,
        hall_m=hall_m,
        screen_in=screen_in,
        readings=readings(screen_in, layout) if screen_in is not None else [],
        hanging=hanging(screen_in, layout, hall_m) if known else None,
        least_in=least_diagonal_in(layout, hall_m) if small else None,
        volumes=_volumes(facts),
    )


def _volumes(facts: DisplayFacts) -> list[Loudness]:
    by_hour = {0: facts["volume"]} | {int(hour): percent for hour, percent in facts["volume_by_hour"].items()}
    return [Loudness(f"{hour:02}:00", by_hour[hour]) for hour in sorted(by_hour)]
