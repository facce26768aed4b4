"""Two hundred people at 08:00: what is said of them in `kiosk/README.md` is what the simulation says."""

from __future__ import annotations

from pathlib import Path
from statistics import median

import pytest

from kiosk.morning import PEOPLE, Machine, Person, morning, table

README = Path(__file__).parents[2] / "kiosk/README.md"
AT_ONCE = Person(0, 0, 0, 0)
"""Somebody who need not look, and leaves no gap."""


def test_the_readme_shows_the_table_that_the_command_prints():
    assert table() in README.read_text("utf-8")


def test_the_same_seed_is_the_same_morning_and_another_is_another():
    assert morning(2, seed=5) == morning(2, seed=5)
    assert morning(2, seed=5) != morning(2, seed=6)


@pytest.mark.parametrize("kiosks", [1, 2, 3])
def test_everybody_gets_paper_and_nobody_is_served_before_who_stood_in_front(kiosks: int):
    seen = morning(kiosks, seed=1)
    assert len(seen.with_paper) == PEOPLE
    assert seen.at_screen == sorted(seen.at_screen)
    assert seen.at_screen[:kiosks] == [0] * kiosks
    assert seen.still_in_line(0) == PEOPLE - kiosks
    assert seen.still_in_line(max(seen.at_screen)) == 0


@pytest.mark.parametrize("kiosks", [1, 2, 3])
def test_who_need_not_think_is_held_up_by_the_pace_alone(kiosks: int):
    machine = Machine(page_s=0, number_s=0, paper_s=0, pace_s=4)
    seen = morning(kiosks, seed=1, people=30, machine=machine, person=AT_ONCE)
    assert max(seen.with_paper) == (30 / kiosks - 1) * 4


def test_the_machines_own_time_is_what_one_person_costs_who_need_not_think():
    machine = Machine(page_s=0.1, number_s=0.2, paper_s=1, pace_s=0)
    (paper,) = morning(1, seed=1, people=1, machine=machine, person=AT_ONCE).with_paper
    assert paper == pytest.approx(2 * 0.1 + 0.2 + 1)


def test_a_person_takes_as_long_in_the_median_as_a_first_time_user_may():
    person = Person(home_s=0)
    papers = [morning(1, seed, people=1, person=person).with_paper[0] for seed in range(2000)]
    assert 24 < median(papers) <= 25


def test_a_second_kiosk_halves_the_line():
    one, two = (max(morning(kiosks, seed=3).with_paper) for kiosks in (1, 2))
    assert 1.8 < one / two < 2.2
