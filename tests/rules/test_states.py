"""Every verb from every state, and where the end of the day leaves each of them."""

from __future__ import annotations

from itertools import product

import pytest

from server.contract import Code
from server.ledger.models import STATES
from server.rules.refusals import Refusal
from server.rules.states import ACTIVE, END_OF_DAY, BookingState, TicketState, Verb, give_back, step

ALLOWED = {
    ("waiting", "call"): "called",
    ("called", "recall"): "called",
    ("called", "start"): "serving",
    ("called", "no_show"): "no_show",
    ("serving", "finish"): "done",
    ("called", "park"): "parked",
    ("serving", "park"): "parked",
    ("parked", "resume"): "waiting",
    ("parked", "call"): "called",
    ("called", "return"): "waiting",
    ("waiting", "transfer"): "waiting",
    ("called", "transfer"): "waiting",
    ("serving", "transfer"): "waiting",
    ("parked", "transfer"): "waiting",
    ("waiting", "cancel"): "cancelled",
    ("parked", "cancel"): "cancelled",
    ("no_show", "reinstate"): "waiting",
    ("done", "reopen"): "serving",
    ("no_show", "reopen"): "serving",
    ("waiting", "prioritise"): "waiting",
    ("waiting", "deprioritise"): "waiting",
    **{(state, "note"): state for state in ("waiting", "called", "serving", "parked")},
}
"""The plan's picture of the states, arrow by arrow; whatever is not here is refused."""

ENDS = {
    "waiting": "expired",
    "parked": "expired",
    "no_show": "expired",
    "called": "expired",
    "serving": "done",
}

EVERY_PAIR = sorted((state.value, verb.value) for state, verb in product(TicketState, Verb))


@pytest.mark.parametrize(("state", "verb"), EVERY_PAIR)
def test_a_verb_leads_where_the_plan_draws_an_arrow_and_nowhere_else(state, verb):
    target = ALLOWED.get((state, verb))
    if target is None:
        with pytest.raises(Refusal) as refused:
            step(TicketState(state), Verb(verb))
        assert refused.value.code is Code.WRONG_STATE
        assert refused.value.status == 409
        assert state in refused.value.detail
        assert verb in refused.value.detail
    else:
        assert step(TicketState(state), Verb(verb)) == target


def test_every_arrow_of_the_table_names_a_state_and_a_verb_of_the_house():
    assert set(ALLOWED) <= set(EVERY_PAIR)


def test_the_day_ends_what_is_unfinished_and_leaves_the_rest_alone():
    assert {state.value: target.value for state, target in END_OF_DAY.items()} == ENDS


def test_the_last_states_have_no_way_out():
    last = {"cancelled", "expired"}
    assert {state for state, _ in ALLOWED}.isdisjoint(last)
    assert set(ENDS).isdisjoint(last)


def test_what_is_done_is_only_reopened():
    assert [verb for state, verb in ALLOWED if state == "done"] == ["reopen"]


def test_called_and_serving_occupy_a_counter():
    assert {state.value for state in ACTIVE} == {"called", "serving"}


def test_the_database_admits_the_states_of_the_rules_and_no_others():
    assert {name.strip(" '") for name in STATES.split(",")} == {state.value for state in TicketState}


@pytest.mark.parametrize("state", BookingState)
def test_a_number_for_a_later_day_is_given_back_only_while_it_is_expected(state):
    if state is BookingState.BOOKED:
        assert give_back(state) is BookingState.CANCELLED
        return
    with pytest.raises(Refusal) as refused:
        give_back(state)
    assert refused.value.code is Code.WRONG_STATE
    assert state in refused.value.detail
