"""What a centre chooses: priority or not, how often a number is called, and whether somebody says it has come."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.load.story import events_of
from tests.node import HANOI, NodeProcess
from tests.web.desk import Desk


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A centre where nobody has priority, a number is called twice, and nobody says that a citizen has come."""
    folder: Path = tmp_path_factory.mktemp("plain")
    node = NodeProcess(folder, {"MOISO_ALWAYS_OPEN": "1"}).start()
    try:
        node.furnish()
        text = HANOI.read_text("utf-8")
        for old, new in (
            ('order = "credit"', 'order = "fcfs"'), ("arrival = true", "arrival = false"),
            ("recall_limit = 3", "recall_limit = 2"),
        ):  # fmt: skip
            assert text.count(old) == 1
            text = text.replace(old, new)
        (folder / "plain.toml").write_text(text, "utf-8")
        node.act("apply", path=str(folder / "plain.toml"))
        yield Desk(node.script("ana"), node.script("sam"), node.kiosk())
    finally:
        node.stop()


@pytest.fixture
def at_work(plain: Desk) -> Iterator[Desk]:
    plain.opened()
    yield plain
    plain.clear()


def test_first_come_is_first_served_whoever_comes_later_and_the_call_names_the_policy(at_work):
    first = at_work.kiosk.take(at_work.service).json()
    at_work.kiosk.take(at_work.service, priority="elderly")
    assert at_work.at("call-next").json()["id"] == first["id"]
    (call,) = [
        one["data"] for one in events_of(at_work.officer)
        if (one["type"], one["subject"]) == ("ticket.called", f"ticket/{first['id']}")
    ]  # fmt: skip
    assert (call["policy"], call["why"], call["overtaken"]) == ("fcfs", "longest_wait", [])


def test_a_number_is_called_as_often_as_its_slip_says_and_no_more(at_work):
    ticket = at_work.called()
    assert at_work.do(ticket, "recall").status_code == 200
    refused = at_work.do(ticket, "recall")
    assert (refused.status_code, refused.json()["code"]) == (409, "recall_limit")
    picture = at_work.officer.get("/api/v1/branches/cn02/snapshot?view=desk").json()
    (mine,) = [one["ticket"] for one in picture["counters"] if one["code"] == at_work.counter]
    assert (mine["times"], mine["calls_left"]) == (2, 0)
    assert at_work.do(ticket, "no-show").json()["state"] == "no_show"


def test_a_called_ticket_is_finished_at_once_and_its_service_begins_in_the_same_act(at_work):
    ticket, before = at_work.called(), at_work.seq()
    assert at_work.do(ticket, "finish").json()["state"] == "done"
    assert at_work.story(before) == ["ticket.started", "ticket.finished"]


def test_one_undo_takes_both_back(at_work):
    ticket = at_work.called()
    at_work.do(ticket, "finish")
    undone = at_work.at("undo").json()["tickets"]
    assert [(one["id"], one["state"]) for one in undone] == [(ticket, "called")]


def test_a_called_ticket_whose_papers_are_missing_is_kept_at_once_too(at_work):
    ticket = at_work.called()
    assert at_work.do(ticket, "finish", {"outcome": "incomplete", "dossiers": 2}).json()["state"] == "parked"
    assert [one["state"] for one in at_work.at("undo").json()["tickets"]] == ["called"]


def test_finish_and_next_needs_no_word_of_arrival_either(at_work):
    ticket, following = at_work.called(), at_work.waiting()
    told = at_work.at("finish-and-next").json()
    assert (told["finished"]["id"], told["called"]["id"]) == (ticket, following)


def test_where_the_word_is_asked_for_a_called_ticket_is_not_finished(desk):
    ticket = desk.called()
    assert desk.do(ticket, "finish").json()["code"] == "wrong_state"
