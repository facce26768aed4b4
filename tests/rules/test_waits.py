"""The told wait: work ahead divided by the counters that can serve it, and honest when there are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.rules.waits import Desk, Workload, told

A, B, C = "ho-tich", "chung-thuc", "dat-dai"
SERVICES = st.sampled_from([A, B, C])
DESKS = st.lists(
    st.builds(Desk, st.frozensets(SERVICES, min_size=1), st.sampled_from([0.0, 300.0, 450.0])), max_size=5
)
WORK = st.lists(st.tuples(SERVICES, st.integers(0, 3600)), max_size=20)


def desk(*services: str, in_hand_s: float = 0.0) -> Desk:
    return Desk(frozenset(services), in_hand_s)


def loaded(desks: list[Desk], *work: tuple[str, float]) -> Workload:
    found = Workload(desks)
    for service, seconds in work:
        found.add(service, seconds)
    return found


def test_no_counter_means_no_estimate():
    assert loaded([]).wait_s(A) is None
    assert loaded([desk(B)], (A, 600)).wait_s(A) is None


def test_an_idle_counter_means_no_wait():
    assert loaded([desk(A)]).wait_s(A) == 0


def test_one_idle_counter_among_busy_ones_means_no_wait():
    assert loaded([desk(A, in_hand_s=300), desk(A)]).wait_s(A) == 0


def test_busy_counters_and_nobody_ahead_means_what_they_have_in_hand():
    assert loaded([desk(A, in_hand_s=300), desk(A, in_hand_s=500)]).wait_s(A) == 400


def test_the_work_ahead_is_shared_by_the_counters():
    work = [(A, 900.0)] * 4
    assert loaded([desk(A)], *work).wait_s(A) == 3600
    assert loaded([desk(A)] * 3, *work).wait_s(A) == 1200


def test_a_crowd_weighs_on_another_service_by_the_share_of_its_counters_that_serve_both():
    """Counter 1 serves both, counter 2 only A: all of B's work lands on A's counters, half of A's on B's."""
    desks = [desk(A, B), desk(A)]
    assert loaded(desks, (B, 600)).wait_s(A) == pytest.approx(600 / 2)
    assert loaded(desks, (B, 600)).wait_s(B) == pytest.approx(600)
    assert loaded(desks, (A, 600)).wait_s(B) == pytest.approx(600 * 0.5)


def test_a_service_at_other_counters_weighs_nothing():
    assert loaded([desk(A), desk(B)], (B, 3600)).wait_s(A) == 0


@given(DESKS, WORK, SERVICES, SERVICES, st.integers(0, 3600))
def test_more_work_ahead_never_shortens_a_wait(desks, work, added, asked, seconds):
    before = loaded(desks, *work).wait_s(asked)
    after = loaded(desks, *work, (added, seconds)).wait_s(asked)
    assert (before is None) is (after is None)
    if before is not None and after is not None:
        assert after >= before >= 0


@given(DESKS, WORK, SERVICES)
def test_another_counter_for_the_same_service_never_lengthens_its_own_queue(desks, work, asked):
    """Only its own queue: a counter shared with a crowd brings that crowd along."""
    own = [one for one in work if one[0] == asked]
    before = loaded(desks, *own).wait_s(asked)
    after = loaded([*desks, desk(asked)], *own).wait_s(asked)
    assert after is not None
    assert before is None or after <= before + 1e-6


def test_bulk_filers_keep_only_their_counters_from_the_others():
    """Three counters, one of them for the bank with its files: two are left for whoever else comes."""
    work = Workload([desk(A)] * 3, bulk_at_once=1)
    work.add(A, 36_000, bulk=True)
    work.add(A, 600)
    assert work.wait_s(A) == 600 / 2


def test_what_a_bulk_filer_has_at_the_counter_is_not_in_the_way_of_the_others():
    busy = Desk(frozenset({A}), 9000, bulk=True)
    work = Workload([busy, desk(A, in_hand_s=300), desk(A, in_hand_s=500)], bulk_at_once=1)
    assert work.wait_s(A) == (300 + 500) / 2


def test_a_short_bulk_is_shared_by_all_counters_like_other_work():
    work = Workload([desk(A)] * 3, bulk_at_once=1)
    work.add(A, 60, bulk=True)
    work.add(A, 600)
    assert work.wait_s(A) == 660 / 3


def test_where_one_counter_serves_everybody_a_bulk_filer_ahead_is_waited_for():
    work = Workload([desk(A)], bulk_at_once=1)
    work.add(A, 3600, bulk=True)
    assert work.wait_s(A) == 3600


@pytest.mark.parametrize(("seconds", "low", "high"), [(0, 0, 0), (1, 0, 2), (600, 480, 780), (601, 480, 782)])
def test_a_range_is_told_rounded_outward(seconds, low, high):
    assert told(seconds) == (low, high)


@given(st.floats(0, 100_000))
def test_the_true_quotient_lies_within_the_told_range(seconds):
    low, high = told(seconds)
    assert low <= seconds <= high
