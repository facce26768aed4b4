"""What a kiosk gave without its node comes in as it stands on the paper, once, and in its place."""

from __future__ import annotations

import secrets
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from server.rules.numbering import CODE_BITS, ticket_code
from tests.web.desk import Desk

LEASES = "/api/v1/branches/cn02/leases"


def leased(kiosk: Any) -> dict[str, Any]:
    answer = kiosk.post(LEASES, {}, key=None)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def paper(number: str, ago_s: float = 0, **more: Any) -> dict[str, Any]:
    at = datetime.now(UTC) - timedelta(seconds=ago_s)
    code = ticket_code(secrets.randbits(CODE_BITS))
    return {"number": number, "issued_at": at.isoformat(timespec="milliseconds"), "code": code, **more}


def unused(kiosk: Any) -> str:
    """The next number of this kiosk's block that stands on no ticket."""
    block = leased(kiosk)
    desk = kiosk.node.script("ana").get("/api/v1/branches/cn02/snapshot?view=desk").json()
    mine = next(one for one in desk["emergency"] if one["first"] == f"E{block['first']:03d}")
    return f"E{block['first'] + mine['used']:03d}"


def brought(desk: Desk, body: dict[str, Any], ticket: str | None = None) -> Any:
    return desk.kiosk.take(desk.service, ticket or str(uuid.uuid4()), **body)


def story(desk: Desk, ticket: str) -> list[Any]:
    events = desk.officer.get("/api/v1/branches/cn02/events?after=0").json()["events"]
    return [(event["type"], event["data"]) for event in events if event["subject"] == f"ticket/{ticket}"]


def line(desk: Desk) -> list[str]:
    """The ids of those who wait for this desk, in the order of calling."""
    waiting = desk.officer.get("/api/v1/branches/cn02/snapshot?view=desk").json()["waiting"]
    return [one["id"] for one in waiting if one["service"] == desk.service]


def test_each_kiosk_has_a_hundred_of_its_own_and_the_same_all_day(post: Desk):
    first = leased(post.kiosk)
    other = leased(post.kiosk.node.kiosk(name=f"Ki-ốt {secrets.token_hex(2)}"))
    assert leased(post.kiosk) == first
    assert first["last"] - first["first"] == other["last"] - other["first"] == 99
    assert {first["first"] % 100, other["first"] % 100} == {1}
    assert first["first"] != other["first"]
    assert first["url"].endswith("/T/")


def test_a_kiosk_that_is_paired_anew_gets_a_new_block(post: Desk):
    name = f"Ki-ốt {secrets.token_hex(2)}"
    blocks = [leased(post.kiosk.node.kiosk(name=name))["first"] for _ in range(2)]
    assert blocks[0] != blocks[1]


def test_what_stands_on_the_paper_holds(post: Desk):
    body = paper(unused(post.kiosk), ago_s=90)
    answer = brought(post, body)
    assert answer.status_code == 201, answer.text
    given = answer.json()
    assert (given["number"], given["code"], given["series"]) == (body["number"], body["code"], "E")
    assert datetime.fromisoformat(given["issued_at"]) == datetime.fromisoformat(body["issued_at"])
    assert given["state"] == "waiting"
    assert post.kiosk.get(f"/api/v1/tickets/{body['code']}").json()["number"] == body["number"]


def test_a_second_upload_is_the_same_ticket_byte_for_byte(post: Desk):
    body, ticket = paper(unused(post.kiosk)), str(uuid.uuid4())
    first, again = brought(post, body, ticket), brought(post, body, ticket)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.content == again.content


def test_it_stands_among_those_who_wait_by_the_time_on_its_paper(post: Desk):
    number = unused(post.kiosk)
    earlier = post.waiting()
    body = paper(number)
    later = post.waiting()
    given = brought(post, body).json()["id"]
    assert [one for one in line(post) if one in (earlier, given, later)] == [earlier, given, later]


@pytest.mark.parametrize("ago_s", [-3600, 3600], ids=["an hour fast", "an hour slow"])
def test_a_wrong_clock_overtakes_nobody_who_came_before_the_line_was_cut(post: Desk, ago_s: int):
    number = unused(post.kiosk)
    earlier = post.waiting() if ago_s < 0 else None
    given = brought(post, paper(number, ago_s=ago_s)).json()
    data = story(post, given["id"])[0][1]
    later = post.waiting()
    places = [one for one in line(post) if one in (earlier, given["id"], later)]
    assert places == [one for one in (earlier, given["id"], later) if one]
    assert data["issued_at"] != data["wait_start"]


def test_it_takes_the_place_of_the_touch_that_was_never_answered(post: Desk):
    lost, later = post.waiting(), post.waiting()
    given = brought(post, paper(unused(post.kiosk), replaces=lost)).json()
    assert [one for one in line(post) if one in (lost, given["id"], later)] == [given["id"], later]
    assert story(post, lost)[-1][0] == "ticket.cancelled"
    assert story(post, lost)[-1][1]["reason"] == "replaced"


def test_a_touch_that_comes_after_its_replacement_makes_no_number(post: Desk):
    lost = str(uuid.uuid4())
    assert brought(post, paper(unused(post.kiosk), replaces=lost)).status_code == 201
    assert post.kiosk.take(post.service, lost).status_code == 422
    assert story(post, lost) == []


def test_whoever_is_called_already_is_never_uncalled(post: Desk):
    while (called := post.at("call-next")).status_code == 200:
        post.do(called.json()["id"], "no-show")
    lost = post.waiting()
    called = post.at("call-next")
    assert called.json().get("id") == lost, called.text
    given = brought(post, paper(unused(post.kiosk), replaces=lost)).json()
    assert given["state"] == "waiting"
    assert post.do(lost, "start").status_code == 200
    post.do(lost, "finish")


@pytest.mark.parametrize("same", ["number", "code"])
def test_a_number_or_code_of_another_ticket_is_refused_and_stays_whole(post: Desk, same: str):
    first = paper(unused(post.kiosk))
    brought(post, first)
    second = {**paper(unused(post.kiosk)), same: first[same]}
    answer = brought(post, second)
    assert (answer.status_code, answer.json()["code"]) == (409, "number_taken")


def test_yesterdays_paper_ends_as_yesterday_ended(post: Desk):
    body = paper("E077", ago_s=86_400)
    given = brought(post, body).json()
    assert given["state"] == "expired"
    assert given["business_day"] < leased(post.kiosk)["business_day"]
    assert [kind for kind, _ in story(post, given["id"])] == ["ticket.issued", "ticket.expired"]
    assert post.kiosk.node.cli("verify-log").returncode == 0


def test_staff_see_which_numbers_are_out_and_how_many_were_given(post: Desk):
    brought(post, paper(unused(post.kiosk)))
    block = leased(post.kiosk)
    desk = post.officer.get("/api/v1/branches/cn02/snapshot?view=desk").json()["emergency"]
    mine = next(one for one in desk if one["first"] == f"E{block['first']:03d}")
    assert (mine["kiosk"], mine["last"]) == ("Ki-ốt 1", f"E{block['last']:03d}")
    assert mine["used"] >= 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"number": "A001"}, {"number": "E1"}, {"code": "7KQ2MX9DTRW4"}, {"code": "7KQ2MX9DTRW4I"},
        {"issued_at": 1764050000}, {"issued_at": "2026-11-25T08:00:00"}, {"issued_at": "0001-01-01T00:00:00+14:00"},
        {"issued_at": None}, {"code": None}, {"replaces": "yes"}, {"service": "nobody"},
    ],
)  # fmt: skip
def test_what_is_no_paper_is_told_and_makes_no_ticket(unmoved: Desk, wrong: dict[str, Any]):
    body = {**paper("E099"), **wrong}
    answer = unmoved.kiosk.take(body.pop("service", unmoved.service), str(uuid.uuid4()), **body)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")


def test_only_a_kiosk_brings_emergency_numbers(unmoved: Desk):
    answer = unmoved.officer.take(unmoved.service, str(uuid.uuid4()), **paper("E098"))
    assert answer.status_code == 403
