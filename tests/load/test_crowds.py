"""Sixteen clients at once, taking and calling: no number twice, none missing, nobody overtaken."""

from __future__ import annotations

from functools import partial
from threading import Thread

import pytest

from tests.load.crowd import Notes, Wire, call_all, hire, start, take_many, token_of
from tests.load.story import events_of, faults_of_numbers, faults_of_story, numbers_in
from tests.node import NodeProcess

MANY = pytest.param(5_000, marks=pytest.mark.thorough)


@pytest.mark.parametrize("tickets", [480, MANY])
def test_eight_kiosks_and_eight_counters_at_one_node(make_node, tickets):
    node = make_node().start().furnish()
    trial([node], tickets)


@pytest.mark.thorough
@pytest.mark.postgresql
@pytest.mark.parametrize("tickets", [480, MANY])
def test_eight_kiosks_and_eight_counters_at_two_nodes_of_one_database(make_node, postgres_url, tickets):
    one = make_node("one", MOISO_DATABASE_URL=postgres_url).start().furnish()
    two = make_node("two", MOISO_DATABASE_URL=postgres_url).start()
    trial([one, two], tickets)


def trial(nodes: list[NodeProcess], tickets: int) -> None:
    notes = crowd(nodes, tickets)
    assert notes.odd == []
    assert not notes.unsure
    assert len(notes.given) == tickets
    assert list(faults_of_numbers(notes.numbers)) == []
    assert sorted(notes.called) == sorted(notes.given)
    story = events_of(nodes[0].script("sam"))
    assert [event["seq"] for event in story] == list(range(1, len(story) + 1))
    assert sorted(numbers_in(story)) == sorted(notes.numbers)
    assert list(faults_of_story(story)) == []
    assert nodes[0].said("verify-log") == "every log is whole"


def crowd(nodes: list[NodeProcess], tickets: int) -> Notes:
    """Half of the tickets before the counters begin to call, half while they do; spread over the nodes."""
    notes, kiosk = Notes(), token_of(nodes[0].kiosk())
    officers = hire(nodes[0], 8)
    for thread in kiosks(nodes, kiosk, tickets // 16, notes):
        thread.join()
    takers = kiosks(nodes, kiosk, tickets // 8 - tickets // 16, notes)
    desks = (Wire(nodes[index % len(nodes)], token) for index, token in enumerate(officers))
    callers = start(
        partial(call_all, desk, str(number), lambda: any(one.is_alive() for one in takers), notes)
        for number, desk in enumerate(desks, 1)
    )
    for thread in [*takers, *callers]:
        thread.join()
    return notes


def kiosks(nodes: list[NodeProcess], token: str, each: int, notes: Notes) -> list[Thread]:
    wires = [Wire(nodes[index % len(nodes)], token) for index in range(8)]
    return start(partial(take_many, wire, each, notes) for wire in wires)
