"""Hours limit who may take a number, never who may be called: a day of the sample centre, minute by minute."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from config.settings import load
from server.app import create_app
from server.ledger.upgrading import upgrade
from server.web.control import perform
from tests.conftest import StandingClock
from tests.node import HANOI

QUICK = {"MOISO_ARGON2_KIB": "64", "MOISO_ARGON2_PASSES": "1"}
CN02 = "/api/v1/branches/cn02"


class Office:
    """A node without a socket, whose clock stands where the test puts it."""

    def __init__(self, var: Path) -> None:
        self.clock = StandingClock()
        self.app = create_app(load({"var": var}, QUICK), clock=self.clock)
        upgrade(self.app.node.ledger.engines)
        perform(self.app.node, "apply", {"path": str(HANOI)})
        person = {"name": "sam", "role": "supervisor", "branches": [], "password": "moiso-demo"}
        perform(self.app.node, "user add", person)
        (self.sam,) = perform(self.app.node, "user token", {"name": "sam"})
        self.client = self.app.flask.test_client()

    def at(self, moment: str) -> Office:
        """`25 08:30` is that time in Hanoi, in November 2026."""
        day, _, hour = moment.partition(" ")
        self.clock.at = datetime.fromisoformat(f"2026-11-{day}T{hour}:00+07:00")
        return self

    def ask(self, method: str, path: str, body: object = None) -> Any:
        headers = {"Authorization": f"Bearer {self.sam}", "Idempotency-Key": str(uuid.uuid4())}
        return self.client.open(path, method=method, headers=headers, json=body)

    def take(self, service: str = "ho-tich", branch: str = "cn02") -> Any:
        path = f"/api/v1/branches/{branch}/tickets/{uuid.uuid4()}"
        return self.ask("PUT", path, {"service": service})

    def snapshot(self) -> Any:
        return self.ask("GET", f"{CN02}/snapshot").json

    def offered(self, service: str = "ho-tich") -> Any:
        told = self.ask("GET", f"{CN02}/catalogue").json["services"]
        (found,) = [one for one in told if one["code"] == service]
        return found


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    made = Office(tmp_path_factory.mktemp("office"))
    yield made
    made.app.node.ledger.close()


At = Callable[[str], Office]

# Wednesday 25 November 2026; the 24th is a holiday, the 28th a Saturday.
TAKEN = ["25 07:30", "25 08:00", "25 11:30", "25 12:45", "25 13:00", "25 16:30", "27 08:00"]
LAST_TICKET = ["25 11:31", "25 11:59", "25 16:31", "25 16:59"]
CLOSED = [
    "25 00:00", "25 07:29", "25 12:00", "25 12:10", "25 12:44", "25 17:00", "25 23:59",
    "24 09:00", "28 09:00", "29 09:00",
]  # fmt: skip


@pytest.mark.parametrize("moment", TAKEN)
def test_a_number_is_given_at(office, moment):
    assert office.at(moment).take().status_code == 201
    assert office.offered()["open"] is True
    assert not {"why", "opens_at"} & set(office.offered())


@pytest.mark.parametrize("moment", LAST_TICKET)
def test_after_the_last_number_of_a_session_the_service_is_closed(office, moment):
    refused = office.at(moment).take()
    assert (refused.status_code, refused.json["code"]) == (409, "service_closed")
    assert (office.offered()["open"], office.offered()["why"]) == (False, "last_ticket")


@pytest.mark.parametrize("moment", CLOSED)
def test_outside_the_sessions_the_branch_is_closed(office, moment):
    refused = office.at(moment).take()
    assert (refused.status_code, refused.json["code"]) == (409, "branch_closed")
    assert (office.offered()["open"], office.offered()["why"]) == (False, "hours")


@pytest.mark.parametrize(
    ("moment", "again"),
    [
        ("25 06:00", "25T07:30"), ("25 11:45", "25T12:45"), ("25 12:10", "25T12:45"), ("25 16:45", "26T07:30"),
        ("24 09:00", "25T07:30"), ("23 17:30", "25T07:30"), ("27 17:00", "30T07:30"), ("28 09:00", "30T07:30"),
    ],
)  # fmt: skip
def test_the_catalogue_tells_when_numbers_are_given_again(office, moment, again):
    assert office.at(moment).offered()["opens_at"] == f"2026-11-{again}:00+07:00"


@pytest.mark.parametrize(
    ("moment", "opened", "closes", "opens"),
    [
        ("25 07:45", False, None, "25T08:00"), ("25 08:00", True, "25T12:00", None),
        ("25 11:45", True, "25T12:00", None),
        ("25 12:10", False, None, "25T13:00"), ("25 14:00", True, "25T17:00", None),
        ("25 17:00", False, None, "26T08:00"),
        ("24 09:00", False, None, "25T08:00"), ("27 18:00", False, None, "30T08:00"),
    ],
)  # fmt: skip
def test_the_picture_tells_whether_a_session_is_on(office, moment, opened, closes, opens):
    seen = office.at(moment).snapshot()
    assert seen["open"] is opened
    assert _hour(seen["closes_at"]) == closes
    assert _hour(seen["opens_at"]) == opens
    assert seen["always_open"] is False


@pytest.mark.parametrize(
    ("moment", "takes"), [("25 07:30", True), ("25 09:00", True), ("25 11:45", False), ("25 12:45", True)]
)
def test_the_picture_tells_which_services_take_numbers_now(office, moment, takes):
    assert {one["open"] for one in office.at(moment).snapshot()["services"]} == {takes}


@pytest.mark.parametrize("moment", ["25 08:30", "25 11:45", "25 12:10"])
def test_the_centres_board_and_the_branchs_picture_agree(office, moment):
    office.at(moment)
    board = office.ask("GET", "/api/v1/centre").json
    (cn02,) = [one for one in board["branches"] if one["code"] == "cn02"]
    assert cn02["open"] == office.snapshot()["open"]


@pytest.mark.parametrize("moment", ["12:10", "17:30"])
def test_who_waits_when_the_doors_close_is_still_called(office, moment):
    day = "26" if moment == "12:10" else "27"
    ticket = office.at(f"{day} 11:30" if moment == "12:10" else f"{day} 16:30").take("thue-phi").json
    office.at(f"{day} {moment}")
    assert office.ask("POST", f"{CN02}/counters/10/open", {"services": ["thue-phi"]}).status_code == 200
    called = office.ask("POST", f"{CN02}/counters/10/call-next", {})
    assert called.json["id"] == ticket["id"]
    for verb in ("recall", "start", "finish"):
        assert office.ask("POST", f"{CN02}/tickets/{ticket['id']}/{verb}", {}).status_code == 200
    assert office.ask("POST", f"{CN02}/counters/10/close", {}).status_code == 200


def test_who_took_a_number_before_lunch_keeps_the_place(office):
    first = office.at("30 11:20").take("dat-dai").json["number"]
    second = office.at("30 12:50").take("dat-dai").json["number"]
    line = [one["number"] for one in office.at("30 13:00").snapshot()["line"] if one["service"] == "dat-dai"]
    assert line == [first, second]


def test_a_branch_that_is_only_planned_gives_no_number(office):
    refused = office.at("25 09:00").take("ho-tich", "cn05")
    assert (refused.status_code, refused.json["code"]) in {(409, "branch_closed"), (422, "invalid")}


def test_a_refusal_for_hours_is_kept_under_the_uuid_of_the_touch(office):
    path, body = f"{CN02}/tickets/{uuid.uuid4()}", {"service": "ho-tich"}
    first = office.at("25 12:10").ask("PUT", path, body)
    again = office.at("25 13:10").ask("PUT", path, body)
    assert (again.status_code, again.data) == (409, first.data)
    assert again.headers["Idempotent-Replay"] == "true"


def _hour(at: str | None) -> str | None:
    return None if at is None else at.removeprefix("2026-11-")[:8]


@pytest.mark.parametrize(
    ("moment", "why", "holiday"),
    [
        ("25 09:00", None, None), ("25 12:30", "lunch", None), ("25 18:00", "hours", None),
        ("24 09:00", "holiday", {"vi": "Ngày Văn hóa Việt Nam", "en": "Vietnam Culture Day"}),
    ],
)  # fmt: skip
def test_the_picture_says_why_nobody_is_served(office, moment, why, holiday):
    told = office.at(moment).snapshot()
    assert (told["closed_for"], told["holiday"]) == (why, holiday)
