"""The judges of the load trials see what is wrong when it is wrong."""

from __future__ import annotations

from typing import Any

from tests.load.story import faults_of_numbers, faults_of_story


def issued(seq: int, ticket: str, key: int, service: str = "ho-tich") -> dict[str, Any]:
    data = {"service": service, "order_key": key, "number": f"A{seq:03d}"}
    return {"seq": seq, "type": "ticket.issued", "subject": f"ticket/{ticket}", "data": data}


def called(seq: int, ticket: str) -> dict[str, Any]:
    return {
        "seq": seq,
        "type": "ticket.called",
        "subject": f"ticket/{ticket}",
        "at_us": seq,
        "data": {"counter": "1", "why": "longest_wait"},
    }


OPENED = {"seq": 1, "type": "counter.opened", "subject": "counter/1", "data": {"services": ["ho-tich"]}}


def test_a_right_story_has_no_faults():
    story = [
        OPENED,
        issued(2, "x", 5),
        issued(3, "y", 4),
        issued(4, "z", 1, "dat-dai"),
        called(5, "y"),
        called(6, "x"),
    ]
    assert list(faults_of_story(story)) == []


def test_a_ticket_called_twice_is_seen():
    story = [OPENED, issued(2, "x", 5), called(3, "x"), called(4, "x")]
    assert list(faults_of_story(story)) == ["ticket/x was called and was not waiting"]


def test_a_call_out_of_order_is_seen():
    story = [OPENED, issued(2, "x", 5), issued(3, "y", 4), called(4, "x")]
    assert list(faults_of_story(story)) == ["ticket/x was called before ticket/y"]


def test_equal_keys_are_called_in_the_order_of_issue():
    story = [OPENED, issued(2, "x", 5), issued(3, "y", 5), called(4, "y")]
    assert list(faults_of_story(story)) == ["ticket/y was called before ticket/x"]


def test_a_ticket_issued_twice_is_seen():
    story = [OPENED, issued(2, "x", 5), issued(3, "x", 6)]
    assert list(faults_of_story(story)) == ["ticket/x was issued twice"]


def test_gaps_and_repeats_of_numbers_are_seen():
    assert list(faults_of_numbers(["A001", "A002", "B001"])) == []
    assert list(faults_of_numbers(["A001", "A003"])) == ["series A: twice [], missing [2]"]
    assert list(faults_of_numbers(["A001", "A001"])) == ["series A: twice [1], missing []"]
