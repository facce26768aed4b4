"""An officer calls what they have learnt, wherever they sit, from the moment that somebody says so."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.load.story import events_of
from tests.node import PASSWORD
from tests.web.desk import TIDYING, Desk

LAND, TAX = "dat-dai", "thue-phi"


@pytest.fixture
def desk(desk: Desk) -> Iterator[Desk]:
    """With an officer who has learnt nothing in particular, and has not again afterwards."""
    yield desk
    assert learns(desk).status_code == 200


def learns(desk: Desk, *skills: str):
    return desk.supervisor.patch("/api/v1/people/ana", {"skills": list(skills)})


def works(desk: Desk, *services: str):
    return desk.at("open", {"services": list(services)})


def told(desk: Desk, kind: str) -> list[dict[str, object]]:
    return [one["data"] for one in events_of(desk.officer) if one["type"] == kind]


def test_an_officer_calls_only_what_they_have_learnt(desk):
    assert learns(desk, TAX).json()["skills"] == [TAX]
    opened = works(desk, "lao-dong", TAX)
    assert opened.json()["services"] == [TAX]
    assert told(desk, "counter.opened")[-1]["services"] == [TAX]
    labour, tax = desk.waiting(), desk.kiosk.take(TAX).json()["id"]
    assert desk.at("call-next").json()["id"] == tax
    desk.do(tax, "no-show")
    assert desk.at("call-next").json()["code"] == "nobody_waiting"
    assert desk.do(labour, "cancel", TIDYING).status_code == 200


def test_what_is_learnt_counts_at_the_open_counter_at_once_and_nobody_signs_in_again(desk):
    works(desk, "lao-dong", TAX)
    assert learns(desk, TAX, LAND).status_code == 200
    assert told(desk, "counter.configured")[-1] == {"services": [TAX]}
    waiting = desk.waiting()
    assert desk.at("call-next").json()["code"] == "nobody_waiting"
    assert learns(desk).json()["skills"] == []
    assert desk.at("call-next").json()["id"] == waiting


def test_a_counter_that_is_taken_over_calls_what_its_new_officer_has_learnt(desk):
    learns(desk, TAX)
    assert desk.supervisor.at(desk.counter, "open", {"services": ["lao-dong", TAX]}).status_code == 200
    assert desk.at("take-over").json()["services"] == [TAX]
    assert told(desk, "counter.configured")[-1]["services"] == [TAX]
    waiting = desk.waiting()
    assert desk.at("call-next").json()["code"] == "nobody_waiting"
    assert desk.do(waiting, "cancel", TIDYING).status_code == 200


def test_a_counter_is_not_opened_by_who_has_learnt_none_of_its_services(desk):
    learns(desk, LAND)
    refused = works(desk, "lao-dong", TAX)
    assert (refused.status_code, refused.json()["code"]) == (409, "not_skilled")
    assert works(desk, "lao-dong", LAND).json()["services"] == [LAND]


def test_who_runs_the_node_changes_skills_as_a_supervisor_does(desk):
    node, person = (
        desk.officer.node,
        {"name": "ly", "role": "officer", "branches": ["cn02"], "password": PASSWORD},
    )
    node.act("user add", **person)
    assert node.script("ly").at(desk.counter, "open", {"services": ["lao-dong", TAX]}).status_code == 200
    node.act("user add", **person, skills=[TAX])
    assert told(desk, "counter.configured")[-1] == {"services": [TAX]}
    assert desk.supervisor.at(desk.counter, "close").status_code == 200


def test_what_the_centre_does_not_offer_cannot_be_learnt(desk):
    refused = learns(desk, "no-such-service")
    assert refused.status_code == 422
    assert refused.json()["errors"] == [{"pointer": "/skills", "code": "unknown"}]
