"""Every fault before, during and after a slip: no ticket lost, no copy without its mark, no untrue confirmation.

The long form is `pytest -m thorough tests/printers/test_fault_matrix.py -n 26`: a hundred seeds of each."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image

from printers.emulator import Emulator
from printers.jobs import Outcome, State
from tests.printers.trial import Trial, pattern, trial

HIGH_MM, FEED_MM = 50, 12
LASTING = ("paper_out", "cover_open", "cutter_jam", "overheat", "offline", "mute", "freeze")
SUDDEN = ("reset", "reboot")
HARMLESS = ("near_end",)
FAULTS = (*LASTING, *SUDDEN, *HARMLESS)
POINTS = 10
MOMENTS = ("before", *(f"during {point}" for point in range(1, POINTS + 1)), "after")
CLONES: dict[str, dict[str, bool]] = {
    "whole": {},
    "no reports": {"asb": False},
    "sensor": {"process_id": False},
    "status": {"process_id": False, "paper_sensor": False},
}
SEEDS = {"whole": 100, "no reports": 10, "sensor": 10, "status": 10}


@dataclass
class Case:
    """One fault at one moment, on one kind of printer; the seed says where exactly."""

    fault: str
    moment: str
    clone: str
    seed: int
    tried: Trial

    @property
    def during(self) -> bool:
        return self.moment.startswith("during")

    def strike(self) -> Callable[[], None] | None:
        """Let the fault begin, now or at its place in the slip; answers what must be ended behind the slip."""
        printer, chance = self.tried.emulator, random.Random(f"{self.fault} {self.moment} {self.seed}")
        if not self.during:
            self._begin()
            return None
        share = (int(self.moment.split()[1]) - 0.8 * chance.random()) / POINTS
        if self.fault == "reset":
            printer.reset_line_after(int(share * 9_600) + 60)
        elif self.fault == "reboot":
            return self._reboot_at(share * HIGH_MM)
        else:
            printer.after(share * HIGH_MM, self.fault)
        return None

    def mend(self) -> None:
        if self.fault == "paper_out":
            self.tried.emulator.new_roll()
        elif self.fault in (*LASTING, *HARMLESS):
            self.tried.emulator.fault(self.fault, on=False)

    def _begin(self) -> None:
        printer = self.tried.emulator
        acts = {"reset": printer.reset_line, "reboot": printer.reboot}
        acts.get(self.fault, lambda: printer.fault(self.fault))()

    def _reboot_at(self, mm: float) -> Callable[[], None]:
        printer, over = self.tried.emulator, threading.Event()

        def watch() -> None:
            while not over.is_set() and printer.printed_mm < mm:
                time.sleep(0.001)
            if not over.is_set():
                printer.reboot()

        watcher = threading.Thread(target=watch)
        watcher.start()

        def end() -> None:
            over.set()
            watcher.join()

        return end


def run(case: Case) -> None:
    """A slip meets the fault; then the printer is mended, and who has no slip gets a marked copy."""
    tried = case.tried
    original, copy, following = (pattern(3 * case.seed + part, HIGH_MM * 8) for part in range(3))
    end = case.strike() if case.moment != "after" else None
    outcome = tried.print(original)
    if end:
        end()
    if case.moment == "after":
        case.strike()
    judge_verdict(case, outcome)
    case.mend()
    assert tried.emulator.idle(10)
    judge_paper(tried, outcome, original)
    if outcome.state is not State.CONFIRMED:
        assert printed_soon(tried, copy), "a ticket was lost"
    assert printed_soon(tried, following), "the printer was left in disorder"
    assert tried.complete(original) <= 1
    assert tried.complete(copy) <= 1


def printed_soon(tried: Trial, picture: Image.Image) -> bool:
    """A printer that was just mended or switched on may need a second try; nothing goes out in the first."""
    for _ in range(3):
        outcome = tried.print(picture)
        if outcome.state is not State.NOT_PRINTED:
            break
    tried.emulator.idle(10)
    return (outcome.state, tried.complete(picture)) == (State.CONFIRMED, 1)


def judge_verdict(case: Case, outcome: Outcome) -> None:
    """As `printing.md` §5 has it, for what the fault leaves no choice."""
    if case.moment == "after" or case.fault in HARMLESS:
        assert outcome.state is State.CONFIRMED, outcome
    elif case.moment == "before":
        expected = State.NOT_PRINTED if case.fault in LASTING else State.CONFIRMED
        assert outcome.state is expected, outcome
    elif case.clone == "whole" and case.fault in LASTING and case.fault not in ("mute", "freeze"):
        assert outcome.state is State.IN_DOUBT, outcome


def judge_paper(tried: Trial, outcome: Outcome, original: Image.Image) -> None:
    if outcome.state is State.CONFIRMED:
        assert tried.complete(original) == 1, "confirmed without its paper"
    if outcome.state is State.NOT_PRINTED:
        assert not tried.ink(original), "not printed, and yet there is ink"


def meets(tmp_path: Path, fault: str, moment: str, clone: str, seed: int) -> None:
    with Emulator(tmp_path / str(seed), speed=1000.0, **CLONES[clone]) as emulator:
        run(Case(fault, moment, clone, seed, trial(emulator)))


@pytest.mark.parametrize("moment", ["before", "during 8", "after"])
@pytest.mark.parametrize("fault", FAULTS)
def test_the_truth_is_told_whatever_happens(tmp_path: Path, fault: str, moment: str):
    meets(tmp_path, fault, moment, "whole", seed=7)


LESS = {"no reports": "during 3", "sensor": "during 9", "status": "before"}
"""Printers that tell less, each with one of the moments; all of them meet in the long form."""


@pytest.mark.thorough
@pytest.mark.parametrize(("clone", "moment"), LESS.items())
@pytest.mark.parametrize("fault", ["paper_out", "freeze", "reset", "reboot"])
def test_printers_that_tell_less_are_told_of_as_truly(tmp_path: Path, fault: str, moment: str, clone: str):
    meets(tmp_path, fault, moment, clone, seed=11)


@pytest.mark.thorough
@pytest.mark.parametrize("clone", CLONES)
@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("fault", FAULTS)
def test_a_hundred_times_the_truth_is_told(tmp_path: Path, fault: str, moment: str, clone: str):
    for seed in range(SEEDS[clone]):
        meets(tmp_path, fault, moment, clone, seed)
