"""The last number by forecast: nobody gets one that cannot be served in the session; who can be is not refused."""

from __future__ import annotations

from typing import Any

import pytest

from tests.node import HANOI
from tests.web.front import HERE, Front, said

SWITCH = "closes_by_forecast = true"
LAND = "dat-dai"
"""Half an hour each by its norm; counters 7 and 8 serve nothing else."""


@pytest.fixture
def front(tmp_path, database_url):
    made = Front(tmp_path, database_url)
    made.set("pace_s = 0")
    yield made
    made.node.ledger.close()


def at_counter(front: Front, counter: str, verb: str, body: Any = None) -> None:
    answer = front.ask("sam", "POST", f"{HERE}/counters/{counter}/{verb}", body or {})
    assert answer.status_code == 200, answer.json


def waiting(front: Front, count: int) -> None:
    assert [front.take(LAND).status_code for _ in range(count)] == [201] * count


def test_a_line_that_outlasts_the_session_closes_its_service_early_and_says_when_there_is_more(front):
    front.at("25 10:00")
    at_counter(front, "7", "open")
    waiting(front, 5)
    assert said(front.take(LAND)) == said(front.take(LAND, "sam")) == (409, "service_closed")
    assert front.offered(LAND) == {"open": False, "why": "closing", "opens_at": "2026-11-25T12:45:00+07:00"}
    assert front.figures(LAND)[0] is False
    assert front.take("ho-tich").status_code == 201
    assert front.offered("ho-tich") == {"open": True}


def test_another_counter_opens_the_service_again(front):
    front.at("25 10:00")
    at_counter(front, "7", "open")
    waiting(front, 5)
    at_counter(front, "8", "open")
    assert front.offered(LAND) == {"open": True}
    waiting(front, 1)


def test_until_a_counter_is_open_nothing_is_forecast_and_nobody_refused(front):
    front.at("25 11:00")
    waiting(front, 20)
    at_counter(front, "7", "open")
    assert said(front.take(LAND)) == (409, "service_closed")
    at_counter(front, "7", "pause")
    waiting(front, 1)


def test_the_line_of_the_morning_closes_the_afternoon_only_when_it_outlasts_that(front):
    front.at("25 10:00")
    at_counter(front, "7", "open")
    waiting(front, 5)
    front.at("25 12:45")
    assert front.offered(LAND) == {"open": True}
    waiting(front, 4)
    assert said(front.take(LAND)) == (409, "service_closed")


def test_calling_goes_on_after_the_service_has_closed(front):
    front.at("25 10:00")
    at_counter(front, "7", "open")
    waiting(front, 5)
    front.at("25 12:10")
    at_counter(front, "7", "call-next")


def test_a_visit_is_refused_when_one_of_its_lines_is_too_long(front):
    front.at("25 10:00")
    at_counter(front, "7", "open")
    waiting(front, 5)
    visit = front.take("ho-tich", then=[{"service": LAND, "procedure": None}])
    assert said(visit) == (409, "service_closed")


def test_with_the_switch_off_only_the_last_ticket_ends_the_session_and_it_turns_at_once(front):
    front.at("25 10:00")
    at_counter(front, "7", "open")
    waiting(front, 5)
    assert said(front.take(LAND)) == (409, "service_closed")
    text = HANOI.read_text("utf-8")
    assert SWITCH in text
    front.apply(text.replace(SWITCH, "closes_by_forecast = false"))
    waiting(front, 1)
    assert front.offered(LAND) == {"open": True}
