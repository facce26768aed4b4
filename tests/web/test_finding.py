"""Whatever number somebody brings to whatever desk: how it stands, where it belongs, and what can be done with it."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest

from tests.conftest import MakeNode
from tests.web.desk import Desk, told

FIRST, SECOND = "lao-dong", "van-hoa-xa-hoi"
AT_COUNTER = {"code": "12", "state": "open"}
NOTHING = {"reprint": False, "send": None, "change": False}
IN_LINE = {"reprint": True, "send": "transfer", "change": True}
WHY = {"reason": "asked"}


def ask(caller: Any, text: str, branch: str = "cn02") -> Any:
    return caller.get(f"/api/v1/branches/{branch}/tickets?find={quote(text, safe='')}")


def found(caller: Any, text: str) -> Any:
    answer = ask(caller, text)
    assert answer.status_code == 200, answer.text
    assert answer.json()["elsewhere"] is None
    return answer.json()["here"]


def counters(here: Any) -> list[dict[str, str]]:
    return [{name: one[name] for name in ("code", "state")} for one in here["counters"]]


@pytest.fixture
def ticket(desk: Desk) -> Any:
    """Waiting, for a service that counter 12 serves."""
    assert desk.at("open", {"services": [FIRST]}).status_code == 200
    return desk.kiosk.take(FIRST).json()


def test_a_number_is_found_however_it_is_typed(desk, ticket):
    series, count = ticket["number"][0], int(ticket["number"][1:])
    for text in (ticket["number"], f"{series.lower()}{count}", f"{series} {count}", f"  {series}00{count} "):
        assert found(desk.officer, text)["ticket"]["id"] == ticket["id"], text


def test_a_code_and_the_whole_address_of_a_qr_code_are_found_in_either_case(desk, ticket):
    code, url = ticket["code"], ticket["url"]
    likeness = code.replace("0", "o").replace("1", "l")
    for text in (code, code.lower(), likeness, url, url.lower(), f"{url.lower()}?lang=en"):
        assert found(desk.officer, text)["ticket"]["id"] == ticket["id"], text


@pytest.mark.parametrize(
    "text",
    ["Z001", "L999", "L000", "L", "5", "L１２", "L٠٠٥", "ＬA05", "L-5", "L  5", "L5; drop", "hello", "0000000000000",
     "HTTPS://NODE.EXAMPLE/T/", "HTTPS://NODE.EXAMPLE/T/0000000000000", "L" + "1" * 18, "\x00", "đ5"],
)  # fmt: skip
def test_what_is_not_known_is_not_found(desk, ticket, text):
    assert told(ask(desk.officer, text)) == (404, "not_found")


@pytest.mark.parametrize(("query", "code"), [("", "missing"), ("?find=", "missing"), ("?find=%20", "invalid"),
                                             ("?find=" + "A" * 201, "invalid")])  # fmt: skip
def test_nothing_and_too_much_are_invalid(desk, query, code):
    answer = desk.officer.get(f"/api/v1/branches/cn02/tickets{query}")
    assert told(answer) == (422, "invalid")
    assert answer.json()["errors"] == [{"pointer": "/find", "code": code}]


def test_who_is_next_and_who_waits_behind_are_told_apart_with_the_counter_that_calls_them(desk, ticket):
    second = desk.kiosk.take(FIRST).json()
    first, behind = found(desk.officer, ticket["code"]), found(desk.officer, second["code"])
    assert (first["word"], first["ticket"]["ahead"]) == ("next", 0)
    assert (behind["word"], behind["ticket"]["ahead"]) == ("waiting", 1)
    assert behind["ticket"]["estimate"]["high_s"] > 0
    assert counters(first) == counters(behind) == [AT_COUNTER]
    assert first["counters"][0]["zone"]["vi"]
    assert first["may"] == behind["may"] == IN_LINE
    assert (first["source"], first["wait_start"]) == ("the kiosk", first["ticket"]["issued_at"])


def test_a_counter_that_pauses_is_told_as_such_and_one_that_is_closed_not_at_all(desk, ticket):
    desk.at("pause", {"reason": "break"})
    assert counters(found(desk.officer, ticket["code"])) == [{"code": "12", "state": "paused"}]
    desk.at("resume")
    desk.at("close")
    assert counters(found(desk.officer, ticket["code"])) == []


def test_the_counter_that_could_call_at_once_comes_first(desk, ticket, callers):
    callers["binh"].at("11", "open", {"services": [FIRST]})
    desk.kiosk.take(FIRST)
    assert [one["code"] for one in found(desk.officer, ticket["code"])["counters"]] == ["11", "12"]
    called = callers["binh"].at("11", "call-next").json()
    waiting = desk.kiosk.take(FIRST).json()
    assert [one["code"] for one in found(desk.officer, waiting["code"])["counters"]] == ["12", "11"]
    callers["binh"].do(called["id"], "no-show")
    callers["binh"].at("11", "close")


def test_a_called_and_a_served_ticket_belong_to_their_counter(desk, ticket):
    desk.at("call-next")
    here = found(desk.officer, ticket["code"])
    assert (here["word"], counters(here)) == ("called", [AT_COUNTER])
    assert here["may"] == {"reprint": True, "send": None, "change": False}
    desk.do(ticket["id"], "start")
    assert found(desk.officer, ticket["code"])["word"] == "serving"


def test_a_parked_ticket_can_go_back_and_an_ended_one_nowhere(desk, ticket):
    desk.at("call-next")
    desk.do(ticket["id"], "park", WHY)
    here = found(desk.officer, ticket["code"])
    assert (here["word"], here["may"], counters(here)) == ("parked", IN_LINE, [AT_COUNTER])
    desk.do(ticket["id"], "cancel", WHY)
    here = found(desk.officer, ticket["code"])
    assert (here["word"], here["may"], here["counters"]) == ("cancelled", NOTHING, [])


def test_a_finished_visit_tells_its_legs_and_can_still_be_printed(desk, ticket):
    desk.at("call-next")
    desk.do(ticket["id"], "transfer", {"service": SECOND})
    desk.do(ticket["id"], "transfer", {"service": FIRST})
    desk.at("call-next")
    desk.do(ticket["id"], "start")
    desk.do(ticket["id"], "finish")
    here = found(desk.officer, ticket["code"])
    assert (here["word"], here["counters"]) == ("done", [])
    assert here["may"] == {"reprint": True, "send": None, "change": False}
    assert [(one["service"], one["counter"], one["calls"], one["outcome"]) for one in here["legs"]] == [
        (FIRST, "12", 1, "transferred"), (SECOND, None, 0, "transferred"), (FIRST, "12", 1, "done"),
    ]  # fmt: skip
    last = here["legs"][-1]
    assert last["enqueued_at"] <= last["called_at"] <= last["started_at"] <= last["ended_at"]


def test_who_was_absent_can_come_back(desk, ticket):
    desk.at("call-next")
    desk.do(ticket["id"], "no-show")
    here = found(desk.officer, ticket["code"])
    assert (here["word"], counters(here)) == ("no_show", [AT_COUNTER])
    assert here["may"] == {"reprint": True, "send": "reinstate", "change": False}


def test_a_waiting_ticket_goes_over_to_another_service_and_keeps_its_wait(desk, ticket, callers):
    late = desk.kiosk.take(SECOND).json()
    moved = callers["rita"].do(ticket["id"], "transfer", {"service": SECOND})
    assert (moved.status_code, moved.json()["state"], moved.json()["service"]) == (200, "waiting", SECOND)
    here = found(callers["rita"], ticket["number"])
    assert (here["word"], here["wait_start"]) == ("next", ticket["issued_at"])
    assert here["counters"] == []
    assert found(desk.officer, late["code"])["ticket"]["ahead"] == 1
    for one in (ticket, late):
        desk.do(one["id"], "cancel", WHY)


def test_a_ticket_sent_to_one_counter_belongs_there_alone_until_it_is_given_back_to_its_line(desk, ticket):
    desk.do(ticket["id"], "transfer", {"counter": "9"})
    here = found(desk.officer, ticket["code"])
    assert (here["for_counter"], counters(here)) == ("9", [{"code": "9", "state": "closed"}])
    assert desk.at("call-next").json()["code"] == "nobody_waiting"
    desk.do(ticket["id"], "transfer", {"service": FIRST})
    here = found(desk.officer, ticket["code"])
    assert (here["for_counter"], counters(here)) == (None, [AT_COUNTER])


def test_a_ticket_for_one_officer_belongs_where_that_officer_sits(desk, ticket):
    desk.do(ticket["id"], "transfer", {"officer": "binh"})
    here = found(desk.officer, ticket["code"])
    assert (here["for_officer"], here["counters"]) == ("binh", [])
    desk.do(ticket["id"], "transfer", {"officer": "ana"})
    assert counters(found(desk.officer, ticket["code"])) == [AT_COUNTER]


def test_what_is_still_to_come_is_told_with_the_number(desk, ticket):
    visit = desk.kiosk.take(FIRST, then=[{"service": SECOND}]).json()
    here = found(desk.officer, visit["number"])
    assert here["ticket"]["then"] == [{"service": SECOND, "procedure": None}]


def test_an_emergency_number_is_found_by_the_number_on_its_paper(desk, callers):
    desk.at("open", {"services": [FIRST]})
    lease = callers["kiosk"].post("/api/v1/branches/cn02/leases", key=None).json()
    code, number = "7KQ2MX9DTRW4H", f"{lease['series']}{lease['first']:03d}"
    at = desk.officer.get("/api/v1/branches/cn02/snapshot").json()["at"]
    given = callers["kiosk"].take(FIRST, number=number, issued_at=at, code=code)
    assert given.status_code == 201, given.text
    for text in (number, number.lower(), code):
        here = found(desk.officer, text)
        assert (here["ticket"]["number"], here["word"]) == (number, "next")


def test_of_another_branchs_ticket_only_the_place_is_told_and_only_by_its_code(desk, callers):
    given = callers["kiosk of cn01"].take("chung-thuc", branch="cn01").json()
    answer = ask(desk.officer, given["url"]).json()
    assert answer["here"] is None
    assert set(answer["elsewhere"]) == {"branch", "name", "address"}
    assert (answer["elsewhere"]["branch"], bool(answer["elsewhere"]["address"]["vi"])) == ("cn01", True)
    assert given["number"] not in ask(desk.officer, given["url"]).text
    assert told(ask(desk.officer, given["number"])) == (404, "not_found")


@pytest.mark.parametrize(
    ("name", "status"),
    [("ana", 200), ("rita", 200), ("sam", 200), ("ada", 200), ("eve", 403), ("kiosk", 403), ("display", 403),
     ("stranger", 401), ("revoked", 401)],
)  # fmt: skip
def test_only_staff_of_the_branch_may_look_a_number_up(callers, ticket, name, status):
    answer = ask(callers[name], ticket["number"])
    assert answer.status_code == status
    assert (ticket["id"] in answer.text) == (status == 200)


def test_after_an_hour_nobody_comes_back_and_the_day_after_a_number_means_nothing(make_node: MakeNode):
    node = make_node(MOISO_CLOCK="2026-11-25T08:00:00+07:00").start()
    node.furnish()
    desk = Desk(node.script("ana"), node.script("sam"), node.kiosk())
    ticket = desk.called()
    given = found(desk.officer, "L001")["ticket"]
    assert given["id"] == ticket
    desk.do(ticket, "no-show")
    node.stop()
    node.env["MOISO_CLOCK"] = "2026-11-25T09:30:00+07:00"
    node.start()
    here = found(desk.officer, "L001")
    assert (here["word"], here["may"], here["counters"]) == ("no_show_over", NOTHING, [])
    node.stop()
    node.env["MOISO_CLOCK"] = "2026-11-26T08:00:00+07:00"
    node.start()
    assert told(ask(desk.officer, "L001")) == (404, "not_found")
    here = found(desk.officer, given["code"])
    assert (here["word"], here["may"]) == ("earlier_day", NOTHING)


def test_each_engine_finds_a_number_and_a_code_and_moves_a_waiting_ticket(post: Desk):
    given = post.kiosk.take(post.service).json()
    for text in (given["number"], given["code"]):
        assert found(post.officer, text)["ticket"]["id"] == given["id"]
    assert post.do(given["id"], "transfer", {"service": SECOND}).json()["service"] == SECOND
    assert [one["outcome"] for one in found(post.officer, given["code"])["legs"]] == ["transferred", None]


def test_a_picture_of_a_code_is_drawn_for_reception_and_what_is_no_code_is_not_found(callers, ticket):
    path = "/reception/cn02/qr/"
    drawn = callers["rita"].get(path + ticket["code"])
    assert (drawn.status_code, drawn.headers["Content-Type"]) == (200, "image/svg+xml; charset=utf-8")
    assert drawn.text.startswith("<svg")
    assert callers["rita"].get(path + "nothing").status_code == 404
    assert callers["ana"].get(path + ticket["code"]).status_code == 403
