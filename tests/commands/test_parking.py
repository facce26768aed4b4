"""A place is kept for half an hour and no longer, and looking for those whose time is over reads no old tickets."""

from __future__ import annotations

import json
import shutil
import uuid
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, text

from server.commands import calling, desks, issuing, moving
from server.commands.answering import Answering, Asked
from server.commands.parking import SELECT_BRANCHES, end_parking
from server.ledger.answers import Key, fingerprint
from server.ledger.models import event, leg, ticket
from server.queries.house import HouseMemory
from tests.commands.cast import BRANCH, KIOSK, STAFF
from tests.ledger.works import opened

TICKET = "7c9e6679-7425-40de-944b-e07fc1f90ae7"


@pytest.fixture
def answering(furnished, tmp_path, clock):
    """A branch with one ticket, parked a moment ago by Ana at counter 1."""
    shutil.copy(furnished, tmp_path / "moiso.db")
    with opened(f"sqlite:///{tmp_path / 'moiso.db'}", clock) as ledger:
        made = Answering(ledger, HouseMemory(), "http://127.0.0.1:8000")
        request = issuing.Request(TICKET, "ho-tich", None, "none", "vi", 1, 1)
        made.once(
            BRANCH,
            Asked(KIOSK, Key("ticket", TICKET, "x")),
            lambda scene: (201, issuing.issue(scene, request)),
        )
        press(made, lambda scene: desks.open_counter(scene, "1", None))
        press(made, lambda scene: calling.call_next(scene, "1"))
        press(made, lambda scene: moving.park(scene, TICKET))
        yield made


def press(answering: Answering, act: Any) -> Any:
    key = Key("officer:ana", str(uuid.uuid4()), fingerprint("press"))
    answer = answering.once(
        BRANCH, Asked(STAFF["ana"], key, reason="incomplete"), lambda scene: (200, act(scene))
    )
    return json.loads(answer.body)


def state(answering: Answering) -> tuple[str, int | None]:
    with answering.ledger.read() as connection:
        row = connection.execute(select(ticket.c.state, ticket.c.park_until)).one()
    return row.state, row.park_until


def test_until_the_half_hour_is_over_the_place_is_kept(answering, clock):
    clock.at += timedelta(minutes=30)
    end_parking(answering)
    assert state(answering)[0] == "parked"


def test_after_it_the_ticket_is_absent_once_and_can_be_reinstated_with_its_wait(answering, clock):
    clock.at += timedelta(minutes=30, seconds=1)
    for _ in range(2):
        end_parking(answering)
    assert state(answering) == ("no_show", None)
    with answering.ledger.read() as connection:
        told = connection.execute(
            select(event.c.actor_kind, event.c.data).where(event.c.type == "ticket.no_show")
        ).all()
        before = connection.execute(select(leg.c.wait_start)).scalar_one()
    assert [(one.actor_kind, json.loads(one.data)["by"]) for one in told] == [("system", "parking")]
    assert press(answering, lambda scene: moving.reinstate(scene, TICKET))["state"] == "waiting"
    with answering.ledger.read() as connection:
        again = connection.execute(select(leg.c.wait_start).where(leg.c.waiting)).scalar_one()
    assert again == before


def test_the_look_for_them_reads_the_unfinished_tickets_only(answering):
    with answering.ledger.read() as connection:
        sql = str(SELECT_BRANCHES.clause.compile(connection, compile_kwargs={"literal_binds": False}))
        plan = connection.execute(text(f"EXPLAIN QUERY PLAN {sql.replace('?', '0')}")).all()
    assert "ix_ticket_unfinished" in str(plan)
    assert "SCAN ticket USING INDEX" in str(plan)
