"""The journal: one row for a touch, however often it comes, and nothing kept longer than needed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.file import File
from kiosk.journal import Journal, Memory, State
from tests.kiosk.conftest import MORNING


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    file = File(tmp_path / "journal.db")
    yield Journal(file)
    file.close()


def test_a_touch_outlives_its_journal(tmp_path: Path):
    first = File(tmp_path / "journal.db")
    kept = Journal(first).keep("one", "{}", MORNING)
    first.close()
    assert Journal(File(tmp_path / "journal.db")).unanswered() == [kept]


def test_what_was_written_first_stands(journal: Journal):
    journal.keep("one", "first", MORNING)
    assert journal.keep("one", "second", MORNING).body == "first"


def test_an_answer_is_never_replaced_except_that_it_is_claimed(journal: Journal):
    journal.keep("one", "{}", MORNING)
    assert journal.settle("one", State.UNCLAIMED, "ticket").state is State.UNCLAIMED
    assert journal.settle("one", State.ANSWERED, "ticket").state is State.ANSWERED
    assert journal.settle("one", State.REFUSED, "too_late").answer == "ticket"


def test_touches_are_forgotten_after_their_time(journal: Journal):
    journal.keep("old", "{}", MORNING - timedelta(days=8))
    journal.keep("new", "{}", MORNING)
    journal.forget(MORNING - timedelta(days=7))
    assert [one.uuid for one in journal.unanswered()] == ["new"]


def test_memory_keeps_the_last_of_each_name(journal: Journal):
    journal.remember("catalogue", Memory("{}", '"1"'))
    journal.remember("catalogue", Memory("[]", '"2"'))
    assert journal.recall("catalogue") == Memory("[]", '"2"')
    assert journal.recall("snapshot") is None


def test_another_program_may_read_it_meanwhile(journal: Journal, tmp_path: Path):
    journal.keep("one", "{}", MORNING)
    reader = sqlite3.connect(tmp_path / "journal.db")
    assert reader.execute("SELECT count(*) FROM touches").fetchone() == (1,)
    reader.close()
