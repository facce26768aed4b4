"""A session that everybody has left is closed, and one where somebody works or is served never."""

from __future__ import annotations

import json
import shutil
import uuid
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from server.commands import calling, desks, issuing
from server.commands.answering import Answering, Asked
from server.commands.idling import close_left_sessions
from server.ledger.answers import Key, fingerprint
from server.ledger.models import counter_session, event
from server.queries.house import HouseMemory
from tests.commands.cast import BRANCH, KIOSK, STAFF
from tests.ledger.works import opened

TICKET = "7c9e6679-7425-40de-944b-e07fc1f90ae7"
IDLE = timedelta(hours=3)


@pytest.fixture
def answering(furnished, tmp_path, clock):
    """Ana has just opened counter 1, and nobody waits."""
    shutil.copy(furnished, tmp_path / "moiso.db")
    with opened(f"sqlite:///{tmp_path / 'moiso.db'}", clock) as ledger:
        made = Answering(ledger, HouseMemory(), "http://127.0.0.1:8000")
        press(made, lambda scene: desks.open_counter(scene, "1", None))
        yield made


def press(answering: Answering, act: Any) -> Any:
    asked = Asked(STAFF["ana"], Key("officer:ana", str(uuid.uuid4()), fingerprint("press")))
    return json.loads(answering.once(BRANCH, asked, lambda scene: (200, act(scene))).body)


def call_somebody(answering: Answering) -> None:
    request = issuing.Request(TICKET, "ho-tich", None, "none", "vi", 1, 1)
    answering.once(
        BRANCH, Asked(KIOSK, Key("ticket", TICKET, "x")), lambda scene: (201, issuing.issue(scene, request))
    )
    press(answering, lambda scene: calling.call_next(scene, "1"))


def state(answering: Answering) -> str:
    with answering.ledger.read() as connection:
        return str(connection.execute(select(counter_session.c.state)).scalar_one())


def test_until_the_time_is_over_the_counter_stays_open(answering, clock):
    clock.at += IDLE - timedelta(seconds=1)
    close_left_sessions(answering)
    assert state(answering) == "open"


def test_then_it_is_closed_once_and_the_event_says_why(answering, clock):
    clock.at += IDLE
    close_left_sessions(answering)
    close_left_sessions(answering)
    assert state(answering) == "closed"
    with answering.ledger.read() as connection:
        told = (
            connection.execute(select(event.c.data).where(event.c.type == "counter.closed")).scalars().all()
        )
    assert [json.loads(one) for one in told] == [{"reason": "idle"}]


@pytest.mark.parametrize("served", [False, True])
def test_a_counter_with_a_ticket_is_never_closed(answering, clock, served):
    call_somebody(answering)
    if served:
        press(answering, lambda scene: calling.start(scene, TICKET))
    clock.at += 2 * IDLE
    close_left_sessions(answering)
    assert state(answering) == "open"


def test_the_time_counts_from_the_last_ticket(answering, clock):
    call_somebody(answering)
    clock.at += timedelta(hours=1)
    press(answering, lambda scene: calling.no_show(scene, TICKET))
    clock.at += IDLE - timedelta(seconds=1)
    close_left_sessions(answering)
    assert state(answering) == "open"
    clock.at += timedelta(seconds=1)
    close_left_sessions(answering)
    assert state(answering) == "closed"


def test_a_word_that_somebody_is_there_begins_the_time_anew(answering, clock):
    clock.at += IDLE - timedelta(minutes=10)
    assert press(answering, lambda scene: desks.resume_counter(scene, "1"))["state"] == "open"
    clock.at += timedelta(minutes=20)
    close_left_sessions(answering)
    assert state(answering) == "open"


def test_a_pause_that_nobody_ends_is_closed_too(answering, clock):
    press(answering, lambda scene: desks.pause_counter(scene, "1", "break"))
    clock.at += IDLE
    close_left_sessions(answering)
    assert state(answering) == "closed"
