"""What a press and a desk's picture ask for is found without walking over past days, however many there were."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import uuid

import pytest
from sqlalchemy import event

from server.commands import calling, desks, issuing
from server.commands.answering import Answering, Asked
from server.ledger.answers import Key, fingerprint
from server.queries.house import HouseMemory
from server.web.pictures import Kind, Pictures
from tests.commands.cast import BRANCH, KIOSK, STAFF
from tests.ledger.works import opened

GROWS = re.compile(r"^(SCAN|SEARCH) (ticket|leg|event|answer|planned_leg|undo_step)\b")
ASKED_FOR = re.compile(r"^(SELECT|UPDATE|DELETE)\b")
OF_NOW = (
    "ix_leg_waiting",
    "ix_ticket_unfinished",
    "uq_ticket_one_active",
    "pk_undo_step",
    "autoindex_undo_step",
)
"""They hold what waits, is at a counter, or was a counter's last act: never more than on a day."""
WHOLE_BRANCH = re.compile(r"\(branch=\?\)")


@pytest.fixture
def watched(furnished, tmp_path, clock):
    """A branch, and what its database is asked."""
    shutil.copy(furnished, tmp_path / "moiso.db")
    said: list[str] = []
    with opened(f"sqlite:///{tmp_path / 'moiso.db'}", clock) as ledger:
        for engine in (ledger.engines.writer, ledger.engines.reader):
            event.listen(engine, "connect", lambda driver, _: driver.set_trace_callback(said.append))
        yield Answering(ledger, HouseMemory(), "http://127.0.0.1:8000"), said, tmp_path / "moiso.db"


def walks(said: list[str], path) -> list[str]:
    """Steps of plans that meet rows of every day there was."""
    with sqlite3.connect(path) as reader:
        steps = [
            (step, sql)
            for sql in set(said)
            if ASKED_FOR.match(sql)
            for *_, step in reader.execute(f"EXPLAIN QUERY PLAN {sql}")
            if GROWS.match(step)
        ]
    assert steps
    return [
        f"{step}: {sql}"
        for step, sql in steps
        if not any(one in step for one in OF_NOW) and (step.startswith("SCAN") or WHOLE_BRANCH.search(step))
    ]


def press(answering: Answering, person, act):
    key = Key("x", str(uuid.uuid4()), fingerprint("press"))
    answer = answering.once(BRANCH, Asked(person, key), lambda scene: (200, act(scene)))
    assert answer.status == 200, answer.body
    return json.loads(answer.body)


def test_no_press_and_no_picture_reads_past_days(watched):
    answering, said, path = watched
    for number in range(3):
        wish = issuing.Request(str(uuid.uuid4()), "ho-tich", None, "none", "vi", 1, number + 1)
        press(answering, KIOSK, lambda scene, wish=wish: issuing.issue(scene, wish))
    ana = STAFF["ana"]
    press(answering, ana, lambda scene: desks.open_counter(scene, "1", None))
    called = press(answering, ana, lambda scene: calling.call_next(scene, "1"))
    press(answering, ana, lambda scene: calling.start(scene, called["id"]))
    press(answering, ana, lambda scene: calling.finish_and_next(scene, "1"))
    pictures = Pictures(answering.ledger, answering.houses)
    for kind in Kind:
        pictures.get(BRANCH, kind)
    assert walks(said, path) == []


def test_a_question_that_walks_is_noticed(watched):
    _, _, path = watched
    assert walks(["SELECT count(*) FROM ticket WHERE branch = 'cn02' AND state = 'done'"], path) != []
