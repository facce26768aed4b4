"""Bulk filers: so many at once while others wait, each in its turn, and no counter idle for their sake."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.rules.bulk import BulkRules, held_over, in_turn

RULES = BulkRules(over=5, at_once=2)
DOSSIERS = st.lists(st.integers(1, 40), max_size=12)


def called(waiting: list[int], at_counters: list[int], rules: BulkRules | None = RULES) -> list[int]:
    """Who may be called, by their dossiers, in their order."""
    return list(in_turn(waiting, int, held_over(rules, at_counters)))


def test_as_many_dossiers_as_the_number_are_no_bulk():
    assert not RULES.is_bulk(5)
    assert RULES.is_bulk(6)


def test_while_too_many_are_at_counters_the_others_come_first():
    assert called([20, 1, 6, 5], at_counters=[8, 1, 30]) == [1, 5]


def test_as_soon_as_one_has_gone_the_stream_moves_on_in_its_turn():
    assert called([20, 1, 6, 5], at_counters=[8, 1]) == [20, 1, 6, 5]


def test_no_counter_is_idle_while_only_bulk_filers_wait():
    assert called([20, 6], at_counters=[8, 30]) == [20, 6]


def test_without_a_rule_nobody_is_held():
    assert called([20, 1], at_counters=[8, 30], rules=None) == [20, 1]


@pytest.mark.parametrize("rules", [None, RULES])
@given(waiting=DOSSIERS, at_counters=DOSSIERS)
def test_work_is_conserved_and_the_order_of_those_called_stays(rules, waiting, at_counters):
    free = called(waiting, at_counters, rules)
    assert bool(free) is bool(waiting)
    rest = iter(waiting)
    assert all(one in rest for one in free)


@given(waiting=DOSSIERS, at_counters=DOSSIERS)
def test_who_files_little_is_never_held(waiting, at_counters):
    small = [one for one in waiting if one <= RULES.over]
    assert [one for one in called(waiting, at_counters) if one <= RULES.over] == small
