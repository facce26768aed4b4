"""`moiso-kiosk bench --morning`: 200 people at the door at 08:00, on one, two and three kiosks. Pure and seeded.

What the machine takes is measured; what a person takes is assumed, because nobody has been timed at this screen yet."""

from __future__ import annotations

import heapq
import math
import random
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import mean, median

from printers.mechanism import CUT_S

PEOPLE, MORNINGS = 200, 51
OPENS_S = 8 * 3600
HALF_PAST_S = 30 * 60
TICKET_MM, SPEED_MM_S = 175.0, 250.0


@dataclass(frozen=True)
class Machine:
    """Seconds, each as slow as one in twenty: a page from touch to paint on a slow processor
    (`tests/browser/bench_touch.py`), a number from touch to answer (`bench --touch`), and its paper."""

    page_s: float = 0.1
    number_s: float = 0.1
    paper_s: float = TICKET_MM / SPEED_MM_S + CUT_S
    pace_s: float = 4.0
    """The centre file's pace: so many seconds from one number of a kiosk to its next."""


@dataclass(frozen=True)
class Person:
    """Median seconds that a person looks at each page before the touch, then takes the slip and makes way.

    Assumed: 25 s from the first touch to paper in the median, the longest that `ux.md` K3 allows a first-time user
    (a study that has not been made); before it a look at the first page, after it 4 s to make way. `spread` is the
    sigma of a lognormal: one in ten takes almost twice as long."""

    home_s: float = 6.0
    procedure_s: float = 12.0
    confirm_s: float = 10.0
    leave_s: float = 4.0
    spread: float = 0.5

    def looks(self, chance: random.Random) -> Iterator[float]:
        for typical in (self.home_s, self.procedure_s, self.confirm_s, self.leave_s):
            yield typical * math.exp(chance.gauss(0.0, self.spread))


@dataclass(frozen=True)
class Morning:
    """Seconds after opening: when each person stood at a screen, in the order of the line, and had paper in hand."""

    at_screen: list[float]
    with_paper: list[float]

    def still_in_line(self, after_s: float) -> int:
        return sum(one > after_s for one in self.at_screen)


def morning(
    kiosks: int, seed: int, people: int = PEOPLE, machine: Machine | None = None, person: Person | None = None
) -> Morning:
    """One line for all kiosks, everybody in it when the door opens; who is first goes to the first free screen."""
    machine, person = machine or Machine(), person or Person()
    chance = random.Random(seed)  # noqa: S311 - a repeatable crowd
    free = [(0.0, -math.inf)] * kiosks
    seen = Morning([], [])
    for _ in range(people):
        at, given_before = heapq.heappop(free)
        home_s, procedure_s, confirm_s, leave_s = person.looks(chance)
        touched = at + home_s + procedure_s + confirm_s + 2 * machine.page_s
        given = max(touched, given_before + machine.pace_s) + machine.number_s
        paper = given + machine.paper_s
        seen.at_screen.append(at)
        seen.with_paper.append(paper)
        heapq.heappush(free, (paper + leave_s + machine.page_s, given))
    return seen


def table(mornings: int = MORNINGS) -> str:
    """As it stands in `kiosk/README.md`: each figure the median of so many mornings."""
    head = "| kiosks | last slip at | mean wait | 9 of 10 wait at most | in line at 08:30 |"
    return "\n".join([head, "|---|---|---|---|---|", *(_row(kiosks, mornings) for kiosks in (1, 2, 3))])


def _row(kiosks: int, mornings: int) -> str:
    days = [morning(kiosks, seed) for seed in range(mornings)]
    last = OPENS_S + median(max(one.with_paper) for one in days)
    wait = median(mean(one.at_screen) for one in days)
    most = median(sorted(one.at_screen)[int(0.9 * len(one.at_screen))] for one in days)
    left = median(one.still_in_line(HALF_PAST_S) for one in days)
    cells = [f"{kiosks}", _clock(last), _minutes(wait), _minutes(most), f"{left:.0f}"]
    return f"| {' | '.join(cells)} |"


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 3600:02}:{int(seconds) % 3600 // 60:02}"


def _minutes(seconds: float) -> str:
    return f"{seconds / 60:.0f} min"
