"""The power goes in the middle of a crowd: what was promised is kept, what was not is given once."""

from __future__ import annotations

import threading
import time
from functools import partial

import pytest

from tests.load.crowd import Notes, Wire, start, take, take_many, token_of
from tests.load.story import events_of, faults_of_numbers, faults_of_story, numbers_in
from tests.node import NodeProcess

ENDLESS = 100_000
RECENT = 200
"""Tickets of before the last kill that are asked for again; the log answers for the older ones."""


@pytest.mark.parametrize("kills", [6, pytest.param(100, marks=pytest.mark.thorough)])
def test_a_node_killed_under_load_keeps_every_ticket_it_gave(make_node, kills):
    node = make_node().start().furnish()
    token, notes = token_of(node.kiosk()), Notes()
    for number in range(kills):
        takers = crowd(node, token, notes)
        time.sleep(0.05 + 0.03 * (number % 10))
        node.kill()
        join(takers)
        node.start()
        claim(node, token, notes)
    assert len(notes.given) > kills
    settle(node, notes)


@pytest.mark.thorough
@pytest.mark.postgresql
def test_one_of_two_nodes_killed_under_load_loses_nothing_at_the_other(make_node, postgres_url):
    one = make_node("one", MOISO_DATABASE_URL=postgres_url).start().furnish()
    two = make_node("two", MOISO_DATABASE_URL=postgres_url).start()
    token, notes = token_of(one.kiosk()), Notes()
    surviving = start(partial(take_many, Wire(two, token), 60, notes) for _ in range(4))
    for number in range(3):
        takers = crowd(one, token, notes)
        time.sleep(0.2 + 0.1 * number)
        one.kill()
        join(takers)
        one.start()
    join(surviving)
    claim(two, token, notes)
    settle(two, notes)


def crowd(node: NodeProcess, token: str, notes: Notes) -> list[threading.Thread]:
    return start(partial(take_many, Wire(node, token), ENDLESS, notes) for _ in range(8))


def join(threads: list[threading.Thread]) -> None:
    for thread in threads:
        thread.join()


def claim(node: NodeProcess, token: str, notes: Notes) -> None:
    """Everybody asks again under the old UUID: those who had an answer, and those who had none."""
    wire = Wire(node, token)
    for ticket, body in list(notes.given.items())[-RECENT:]:
        status, again = wire.ask("PUT", f"/api/v1/branches/cn02/tickets/{ticket}", notes.asked[ticket])
        assert (status, again) == (200, body)
    for ticket in notes.unsure:
        assert take(wire, ticket, notes.asked[ticket], notes)
    wire.close()


def settle(node: NodeProcess, notes: Notes) -> None:
    assert notes.odd == []
    assert not notes.unsure
    story = events_of(node.script("sam"))
    issued = [event["subject"] for event in story if event["type"] == "ticket.issued"]
    assert sorted(issued) == sorted(f"ticket/{ticket}" for ticket in notes.given)
    assert sorted(numbers_in(story)) == sorted(notes.numbers)
    assert list(faults_of_numbers(notes.numbers)) == []
    assert list(faults_of_story(story)) == []
    assert node.said("verify-log") == "every log is whole"
