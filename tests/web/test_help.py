"""The help bell: a kiosk rings, every desk hears it, and the first who comes ends it, on both engines."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

import pytest

from tests.web.bare_node import BareNode

HELP = "/api/v1/branches/cn02/help"
FIRST, SECOND = "Ki-ốt 1", "Ki-ốt 2"
ELSEWHERE = "Ki-ốt cn01"
STAFF = {
    "ana": ("officer", ["cn02"]), "rita": ("reception", ["cn02"]), "sam": ("supervisor", []),
    "ada": ("admin", []), "eve": ("officer", ["cn01"]),
}  # fmt: skip
DEVICES = {
    FIRST: ("kiosk", "cn02"), SECOND: ("kiosk", "cn02"), "Bảng": ("display", "cn02"),
    ELSEWHERE: ("kiosk", "cn01"),
}  # fmt: skip


class Hall(BareNode):
    """A node without a socket, its staff and its kiosks; its clock stands where the test puts it."""

    def __init__(self, var: Any, url: str) -> None:
        super().__init__(var, url, STAFF, DEVICES)

    def ask(self, who: str, method: str, path: str, body: object = None) -> Any:
        headers = {"Authorization": f"Bearer {self.tokens[who]}"} if who in self.tokens else {}
        return self.client.open(path, method=method, headers=headers, json=body)

    def ring(self, who: str = FIRST) -> Any:
        answer = self.ask(who, "POST", HELP, {})
        assert answer.status_code == 200, answer.text
        return answer.json

    def come(self, call: str, who: str = "rita") -> Any:
        return self.ask(who, "POST", f"{HELP}/{call}/answer", {})

    def look(self, call: str, who: str = FIRST) -> Any:
        return self.ask(who, "GET", f"{HELP}/{call}")

    def ringing(self) -> Any:
        return self.ask("sam", "GET", "/api/v1/branches/cn02/snapshot?view=desk").json["help"]

    def story(self) -> Any:
        events = self.ask("sam", "GET", "/api/v1/branches/cn02/events").json["events"]
        return [one for one in events if one["type"].startswith("help.")]


@pytest.fixture
def hall(tmp_path: Any, database_url: str) -> Iterator[Hall]:
    made = Hall(tmp_path, database_url)
    yield made
    made.node.ledger.close()


@pytest.fixture
def small(tmp_path: Any, sqlite_url: str) -> Iterator[Hall]:
    """Where the engine does not matter."""
    made = Hall(tmp_path, sqlite_url)
    yield made
    made.node.ledger.close()


def test_a_call_rings_at_every_desk_until_somebody_comes(hall):
    call = hall.ring()
    at = "2026-11-25T08:30:00.000+07:00"
    assert call == {"id": call["id"], "called_at": at, "answered_at": None}
    assert hall.ringing() == [
        {
            "id": call["id"], "kiosk": FIRST, "called_at": at, "late": False,
            "late_at": "2026-11-25T08:31:00.000+07:00",
        }
    ]  # fmt: skip
    hall.pass_time(seconds=20)
    answered = "2026-11-25T08:30:20.000+07:00"
    assert hall.come(call["id"]).json == {
        "id": call["id"], "kiosk": FIRST, "called_at": at, "answered_at": answered, "answered_by": "rita",
    }  # fmt: skip
    assert hall.ringing() == []
    assert hall.look(call["id"]).json == {"id": call["id"], "called_at": at, "answered_at": answered}


def test_a_kiosk_that_rings_again_has_one_call_and_each_kiosk_its_own(hall):
    first = hall.ring()
    hall.pass_time(seconds=9)
    assert hall.ring() == first
    second = hall.ring(SECOND)
    assert [(one["id"], one["kiosk"]) for one in hall.ringing()] == [
        (first["id"], FIRST),
        (second["id"], SECOND),
    ]
    hall.come(first["id"])
    assert hall.ring()["id"] != first["id"]
    assert len(hall.story()) == 4


def test_the_first_who_comes_stays_and_is_told_once_in_the_story(hall):
    call = hall.ring()["id"]
    hall.pass_time(seconds=42)
    first = hall.come(call, "rita")
    hall.pass_time(seconds=5)
    assert hall.come(call, "ana").json == first.json
    told = [(one["type"], one["subject"], one["actor"]["kind"], one["data"]) for one in hall.story()]
    assert told == [
        ("help.called", f"help/{call}", "device", {"kiosk": FIRST}),
        ("help.answered", f"help/{call}", "officer", {"kiosk": FIRST, "waited_s": 42}),
    ]


def test_a_minute_without_an_answer_is_late(small):
    small.ring()
    small.pass_time(seconds=59)
    assert [one["late"] for one in small.ringing()] == [False]
    small.pass_time(seconds=1)
    assert [one["late"] for one in small.ringing()] == [True]


def test_what_rang_yesterday_rings_no_more_and_cannot_be_answered(hall):
    call = hall.ring()["id"]
    hall.pass_time(hours=24)
    assert hall.ringing() == []
    answer = hall.come(call)
    assert (answer.status_code, answer.json["code"]) == (409, "wrong_state")
    fresh = hall.ring()["id"]
    assert fresh != call
    assert [one["id"] for one in hall.ringing()] == [fresh]
    assert hall.look(call).json["answered_at"] is None


@pytest.mark.parametrize(
    ("who", "status"), [("ana", 200), ("rita", 200), ("sam", 200), ("ada", 200), ("eve", 403), (FIRST, 403),
                        ("Bảng", 403), ("nobody", 401)],
)  # fmt: skip
def test_the_branchs_staff_may_answer_and_nobody_else(small, who: str, status: int):
    call = small.ring()["id"]
    assert small.come(call, who).status_code == status
    assert len(small.ringing()) == (0 if status == 200 else 1)


@pytest.mark.parametrize(("who", "status"), [("ana", 403), ("Bảng", 403), (ELSEWHERE, 403), ("nobody", 401)])
def test_only_a_kiosk_of_the_branch_may_ring(small, who: str, status: int):
    assert small.ask(who, "POST", HELP, {}).status_code == status
    assert small.ringing() == []


def test_a_call_that_is_not_there_is_404_for_everybody(small):
    call, unknown = small.ring()["id"], str(uuid.uuid4())
    assert small.come(unknown).status_code == 404
    assert small.look(unknown).status_code == 404
    assert small.look(call, SECOND).status_code == 404
    answer = small.ask("sam", "POST", f"/api/v1/branches/cn01/help/{call}/answer", {})
    assert answer.status_code == 404
    assert len(small.ringing()) == 1


def test_a_call_says_nothing_more_than_that_it_rings(small):
    answer = small.ask(FIRST, "POST", HELP, {"why": "unsure"})
    assert (answer.status_code, answer.json["code"]) == (422, "invalid")
