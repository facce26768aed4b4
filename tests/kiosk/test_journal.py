"""The journal: one row for a touch, however often it comes, and nothing kept longer than needed."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from pathlib import Path

from kiosk.journal import Journal, Memory, Slip, State
from tests.kiosk.conftest import MORNING


def test_a_touch_outlives_its_journal(tmp_path: Path):
    first = Journal(tmp_path / "journal.db")
    kept = first.keep("one", "{}", MORNING)
    first.close()
    assert Journal(tmp_path / "journal.db").unanswered() == [kept]


def test_what_was_written_first_stands(tmp_path: Path):
    journal = Journal(tmp_path / "journal.db")
    journal.keep("one", "first", MORNING)
    assert journal.keep("one", "second", MORNING).body == "first"


def test_an_answer_is_never_replaced_except_that_it_is_claimed(tmp_path: Path):
    journal = Journal(tmp_path / "journal.db")
    journal.keep("one", "{}", MORNING)
    assert journal.settle("one", State.UNCLAIMED, "ticket").state is State.UNCLAIMED
    assert journal.settle("one", State.ANSWERED, "ticket").state is State.ANSWERED
    assert journal.settle("one", State.REFUSED, "too_late").answer == "ticket"


def test_a_slip_is_queued_for_the_first_who_asks_only(tmp_path: Path):
    journal = Journal(tmp_path / "journal.db")
    journal.keep("one", "{}", MORNING)
    assert [journal.queue_slip("one") for _ in range(3)] == [True, False, False]
    journal.mark_slip("one", Slip.FAILED, "out_of_paper")
    assert (journal.touch("one").paper, journal.touch("one").fault) == (Slip.FAILED, "out_of_paper")


def test_touches_are_forgotten_after_their_time(tmp_path: Path):
    journal = Journal(tmp_path / "journal.db")
    journal.keep("old", "{}", MORNING - timedelta(days=8))
    journal.keep("new", "{}", MORNING)
    journal.forget(MORNING - timedelta(days=7))
    assert [one.uuid for one in journal.unanswered()] == ["new"]


def test_memory_keeps_the_last_of_each_name(tmp_path: Path):
    journal = Journal(tmp_path / "journal.db")
    journal.remember("catalogue", Memory("{}", '"1"'))
    journal.remember("catalogue", Memory("[]", '"2"'))
    assert journal.recall("catalogue") == Memory("[]", '"2"')
    assert journal.recall("snapshot") is None


def test_another_program_may_read_it_meanwhile(tmp_path: Path):
    journal = Journal(tmp_path / "journal.db")
    journal.keep("one", "{}", MORNING)
    reader = sqlite3.connect(tmp_path / "journal.db")
    assert reader.execute("SELECT count(*) FROM touches").fetchone() == (1,)
    reader.close()
    journal.close()
