"""Whose turn it is: nobody is passed by a later equal, and nobody starves."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from server.rules.ordering import MICROSECONDS, Waiting, Why, order_key, overtaken, turn, why_next

DAY_S = 86_400
CREDIT_S = 3600
EIGHT = 8 * 3600 * MICROSECONDS
"""Microseconds of a working day: arrivals lie within it."""

ARRIVALS = st.lists(st.tuples(st.integers(0, EIGHT), st.booleans()), min_size=1, max_size=40)


def crowd(arrivals: list[tuple[int, bool]], credit_s: int = CREDIT_S) -> list[Waiting]:
    """Tickets in the order of issue; the marked ones have the credit."""
    came = sorted(arrivals, key=lambda one: one[0])
    return [
        Waiting(f"t{seq}", "ho-tich", order_key(at, credit_s if credited else 0), at, seq)
        for seq, (at, credited) in enumerate(came)
    ]


def has_credit(one: Waiting) -> bool:
    return one.order_key < one.wait_start


@given(ARRIVALS, ARRIVALS)
def test_two_waiting_tickets_never_swap(already, later):
    """The key is static: whoever else comes or goes, the order of two that wait stays."""
    everybody = crowd(already + later)
    some = {one.ticket for one in everybody if one.seq % 2}
    before = [one for one in sorted(everybody, key=turn) if one.ticket in some]
    assert before == sorted((one for one in everybody if one.ticket in some), key=turn)


@given(ARRIVALS)
def test_no_two_tickets_have_the_same_turn(arrivals):
    everybody = crowd(arrivals)
    assert len({turn(one) for one in everybody}) == len(everybody)


@given(ARRIVALS)
def test_credit_nought_is_first_come_first_served(arrivals):
    everybody = crowd(arrivals, credit_s=0)
    assert sorted(everybody, key=turn) == everybody


@given(ARRIVALS)
def test_a_day_of_credit_is_strict_priority(arrivals):
    everybody = crowd(arrivals, credit_s=DAY_S)
    called = [has_credit(one) for one in sorted(everybody, key=turn)]
    assert called == sorted(called, reverse=True)


@given(ARRIVALS)
def test_equals_are_called_in_the_order_of_issue(arrivals):
    ordered = sorted(crowd(arrivals), key=turn)
    for credited in (True, False):
        seqs = [one.seq for one in ordered if has_credit(one) is credited]
        assert seqs == sorted(seqs)


@given(ARRIVALS)
def test_nobody_starves(arrivals):
    """Only credited arrivals of the hour after one's own can overtake, however many come later."""
    everybody = crowd(arrivals)
    ordered = sorted(everybody, key=turn)
    for place, one in enumerate(ordered):
        for earlier in ordered[:place]:
            if (earlier.wait_start, earlier.seq) > (one.wait_start, one.seq):
                assert has_credit(earlier)
                assert not has_credit(one)
                assert earlier.wait_start - one.wait_start <= CREDIT_S * MICROSECONDS


@given(ARRIVALS)
def test_a_call_names_everybody_it_overtook_and_why(arrivals):
    everybody = crowd(arrivals)
    chosen = min(everybody, key=turn)
    first = {one.ticket for one in everybody[: chosen.seq]}
    assert set(overtaken(chosen, everybody)) == first
    assert why_next(chosen, everybody) == (Why.PRIORITY if first else Why.LONGEST_WAIT)


def test_the_credit_is_counted_in_seconds():
    assert order_key(10_000_000_000, 60) == 10_000_000_000 - 60_000_000


def test_who_came_at_the_same_moment_may_be_overtaken_too():
    """An offline ticket's time is whole seconds: ties are real, and the smaller seq was there first."""
    plain = Waiting("plain", "ho-tich", order_key(1000, 0), 1000, 1)
    elderly = Waiting("elderly", "ho-tich", order_key(1000, CREDIT_S), 1000, 2)
    assert overtaken(elderly, [plain]) == ["plain"]
    assert why_next(elderly, [plain]) is Why.PRIORITY
