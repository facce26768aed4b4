"""One writer, one commit, one announcement: what `change` promises on both engines."""

from __future__ import annotations

import logging

import pytest
from sqlalchemy import func, insert, select

from server.contract import Code
from server.ledger.change import CENTRE, UnknownLog
from server.ledger.events import SYSTEM
from server.ledger.models import answer, book, day_counter, event
from server.rules.refusals import Refusal
from tests.ledger.works import complaints, give_number, numbers, seqs, tell


def head(ledger, log="cn02"):
    with ledger.read() as connection:
        return connection.execute(select(book).where(book.c.code == log)).one()


def test_a_work_is_stored_and_its_value_answered(ledger):
    assert [ledger.change("cn02", give_number) for _ in range(3)] == [1, 2, 3]
    assert numbers(ledger) == [1, 2, 3]
    assert complaints(ledger) == []


def test_the_book_keeps_the_head_of_its_log(ledger):
    ledger.change("cn02", give_number)
    with ledger.read() as connection:
        last = connection.execute(select(event.c.hash)).scalar_one()
    assert (head(ledger).seq, head(ledger).head) == (1, last)


@pytest.mark.parametrize("fault", [Refusal(Code.NOBODY_WAITING), ValueError("a bug"), SystemExit(3)])
def test_a_work_that_raises_leaves_nothing_and_only_its_caller_hears_of_it(ledger, fault):
    def work(tx):
        give_number(tx)
        raise fault

    before = head(ledger)
    with pytest.raises(type(fault)) as raised:
        ledger.change("cn02", work)
    assert raised.value is fault
    assert raised.traceback[-1].name == "work"
    assert (numbers(ledger), head(ledger)) == ([], before)
    assert ledger.change("cn02", give_number) == 1


def test_a_work_that_gives_up_after_the_database_refused_leaves_nothing(ledger):
    def work(tx):
        give_number(tx)
        row = {"branch": "cn02", "business_day": "2026-11-25", "series": "A", "last": 7}
        try:
            tx.connection.execute(insert(day_counter), row)
        except Exception as problem:
            raise Refusal(Code.WRONG_STATE) from problem

    with pytest.raises(Refusal):
        ledger.change("cn02", work)
    assert ledger.change("cn02", give_number) == 1
    assert (numbers(ledger), complaints(ledger)) == ([1], [])


def test_an_unknown_branch_is_named_and_nothing_is_written(ledger):
    ran = []
    with pytest.raises(UnknownLog, match="cn99"):
        ledger.change("cn02", ran.append, also=["cn99"])
    assert ran == []
    assert seqs(ledger) == []


def test_everybody_is_told_after_the_commit(ledger):
    seen = []
    ledger.listen(lambda changed: seen.append((changed, numbers(ledger))))
    ledger.change("cn02", give_number)
    assert seen == [(frozenset({"cn02"}), [1])]


def test_a_change_of_several_branches_is_told_once_with_all_that_changed(ledger):
    seen = []
    ledger.listen(seen.append)

    def work(tx):
        assert set(tx.books) == {"cn01", "cn02", "cn03"}
        return tell(tx, "cn03"), tell(tx, "cn01")

    assert ledger.change("cn03", work, also=["cn01", "cn02", "cn01"]) == (1, 1)
    assert seen == [frozenset({"cn01", "cn03"})]
    assert (seqs(ledger, "cn01"), seqs(ledger, "cn02"), seqs(ledger, "cn03")) == ([1], [], [1])


def test_a_log_that_is_not_held_cannot_be_written(ledger):
    with pytest.raises(KeyError):
        ledger.change("cn02", lambda tx: tell(tx, "cn01"))
    assert seqs(ledger, "cn01") == []


def test_nobody_is_told_of_what_wrote_no_event(ledger):
    seen = []
    ledger.listen(seen.append)
    row = {
        "scope": "s", "key": "k", "fingerprint": "f", "status": 409, "media_type": "m", "body": b"", "at": 1
    }  # fmt: skip
    ledger.change("cn02", lambda tx: tx.connection.execute(insert(answer), row).rowcount)
    with pytest.raises(ZeroDivisionError):
        ledger.change("cn02", lambda tx: give_number(tx) / 0)
    assert seen == []
    with ledger.read() as connection:
        assert connection.execute(select(func.count()).select_from(answer)).scalar_one() == 1


def test_a_listener_that_fails_harms_nobody(ledger, caplog):
    seen = []
    ledger.listen(lambda _: 1 / 0)
    ledger.listen(seen.append)
    with caplog.at_level(logging.ERROR):
        assert ledger.change("cn02", give_number) == 1
    assert seen == [frozenset({"cn02"})]
    assert "cn02" in caplog.text


def test_every_event_of_a_change_bears_its_moment_unless_it_has_its_own(ledger, clock):
    ledger.change("cn02", lambda tx: (tell(tx), tx.append("cn02", "x", "y", SYSTEM, {}, at=7)))
    with ledger.read() as connection:
        told = connection.execute(select(event.c.at).order_by(event.c.seq)).scalars().all()
    assert told == [int(clock.now().timestamp()) * 1_000_000, 7]


def test_the_centre_has_a_log_of_its_own(ledger):
    assert ledger.change(CENTRE, lambda tx: tell(tx, CENTRE)) == 1
    assert (seqs(ledger, CENTRE), seqs(ledger)) == ([1], [])
