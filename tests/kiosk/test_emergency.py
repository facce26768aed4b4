"""Nobody leaves without a number because a cable is out: the kiosk gives its own, once, and tells of them later."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import pytest

from config.clock import SystemClock
from printers.emulator import Emulator
from tests.conftest import eventually
from tests.kiosk.conftest import MORNING, Kiosk, MakeKiosk
from tests.kiosk.fake_node import FakeNode

BLOCK = {
    "series": "E", "first": 101, "last": 200, "business_day": "2026-11-25", "epoch": 1,
    "url": "HTTP://127.0.0.1:8000/T/",
}  # fmt: skip
AFTERNOON_END = datetime(2026, 11, 25, 10, 45, tzinfo=UTC)
"""17:45 in Hanoi: the last number of the day has been given."""


@pytest.fixture
def prepared(node: FakeNode, make_kiosk: MakeKiosk, printer_url: str, hurried: None) -> Kiosk:
    """A kiosk that has its block and whose node then falls silent."""
    return cut_off(node, make_kiosk, printer_url)


def cut_off(node: FakeNode, make_kiosk: MakeKiosk, printer: str, **block: Any) -> Kiosk:
    node.lease = {**BLOCK, **block}
    kiosk = make_kiosk(printer)
    assert eventually(lambda: kiosk.journal().recall("lease") is not None)
    node.away = True
    return kiosk


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.issuing.GRACE_S", 0.1)
    monkeypatch.setattr("kiosk.agent.LOOK_EVERY_S", 0.2)
    monkeypatch.setattr("kiosk.agent.LOST_LOOK_S", 0.1)


def take(kiosk: Kiosk, **wish: Any) -> dict[str, Any]:
    said: dict[str, Any] = kiosk.touch(str(uuid.uuid4()), **wish).json()
    return said


def numbers(node: FakeNode) -> list[str]:
    return [one["number"] for one in node.tickets]


def back(kiosk: Kiosk, node: FakeNode, count: int) -> None:
    node.away = False
    assert eventually(lambda: len([one for one in node.tickets if one["series"] == "E"]) == count)


def test_without_the_node_numbers_come_from_the_kiosks_own_block(prepared: Kiosk, printer: Emulator):
    told = [take(prepared) for _ in range(3)]
    assert [one["ticket"]["number"] for one in told] == ["E101", "E102", "E103"]
    assert {(one["state"], one["ticket"]["ahead"], one["ticket"]["estimate"]) for one in told} == {
        ("issued", None, None)
    }
    assert told[0]["ticket"]["url"] == f"HTTP://127.0.0.1:8000/T/{told[0]['ticket']['code']}"
    assert eventually(lambda: len(printer.receipts) == 3)


def test_the_same_touch_is_the_same_number_however_often_it_comes(prepared: Kiosk, new_touch: str):
    with ThreadPoolExecutor(8) as fingers:
        told = [done.json()["ticket"]["number"] for done in fingers.map(prepared.touch, [new_touch] * 16)]
    assert set(told) == {"E101"}
    assert take(prepared)["ticket"]["number"] == "E102"


def test_a_node_that_is_back_hears_what_stands_on_the_paper_once(
    prepared: Kiosk, node: FakeNode, new_touch: str
):
    wish = {"procedure": "dang-ky-khai-sinh", "dossiers": 2}
    given = prepared.touch(new_touch, **wish).json()["ticket"]
    back(prepared, node, 1)
    (brought,) = node.tickets
    same = ("id", "number", "code", "issued_at", "service", "procedure", "dossiers")
    assert [brought[key] for key in same] == [given[key] for key in same]
    assert prepared.touch(new_touch, **wish).json()["ticket"]["number"] == given["number"]
    assert eventually(lambda: prepared.picture()["link"] == "live")
    assert take(prepared)["ticket"]["series"] == "A"
    assert len([one for one in node.asked if one[0] == given["id"]]) == 1


def test_the_verdict_on_its_paper_waits_until_the_node_knows_it(prepared: Kiosk, node: FakeNode):
    given = take(prepared)["ticket"]
    assert node.told_of("/printed") == []
    back(prepared, node, 1)
    path = f"/branches/cn02/tickets/{given['id']}/printed"
    assert eventually(lambda: path in [told for told, _, _ in node.told])


def test_a_reply_that_was_lost_leaves_one_ticket_that_replaces_the_other(
    make_kiosk: MakeKiosk, node: FakeNode, printer_url: str, new_touch: str, hurried: None
):
    node.lease = BLOCK
    kiosk = make_kiosk(printer_url)
    assert eventually(lambda: kiosk.journal().recall("lease") is not None)
    node.lose_replies = 1000
    assert kiosk.touch(new_touch).json()["ticket"]["number"] == "E101"
    node.lose_replies = 0
    assert eventually(lambda: "E101" in numbers(node))
    replaced = [body.get("replaces") for body in node.bodies if body.get("number") == "E101"]
    assert set(replaced) == {new_touch}


def test_a_block_that_is_used_up_refuses_kindly(
    node: FakeNode, make_kiosk: MakeKiosk, printer_url: str, hurried: None
):
    kiosk = cut_off(node, make_kiosk, printer_url, last=102)
    assert [take(kiosk)["state"] for _ in range(3)] == ["issued", "issued", "away"]
    assert eventually(lambda: kiosk.picture()["emergency"] == 0)


@pytest.mark.parametrize(
    ("at", "day"),
    [(MORNING, "2026-11-24"), (AFTERNOON_END, "2026-11-25")],
    ids=["another day", "after hours"],
)
def test_a_day_that_is_over_gives_no_more_numbers(
    node: FakeNode, make_kiosk: MakeKiosk, at: datetime, day: str, hurried: None
):
    node.snapshot["at"] = at.isoformat()
    node.lease = {**BLOCK, "business_day": day}
    kiosk = make_kiosk(clock=SystemClock(at))
    assert eventually(lambda: kiosk.journal().recall("lease") is not None)
    node.away = True
    assert take(kiosk) == {"state": "away"}


def test_a_kiosk_that_starts_without_a_node_works_from_its_journal(
    prepared: Kiosk, node: FakeNode, make_kiosk: MakeKiosk, printer_url: str
):
    first = take(prepared)["ticket"]["number"]
    prepared.agent.stop()
    again = make_kiosk(printer_url)
    picture = again.picture()
    assert (picture["link"], picture["emergency"]) == ("lost", 99)
    assert [one["open"] for one in picture["catalogue"]["services"] if one["code"] == "ho-tich"] == [True]
    assert (first, take(again)["ticket"]["number"]) == ("E101", "E102")
    back(again, node, 2)
    assert sorted(numbers(node)) == ["E101", "E102"]


def test_what_the_node_refuses_for_ever_stays_in_the_journal_and_is_told_as_unsynced(
    prepared: Kiosk, node: FakeNode
):
    take(prepared)
    node.refuse = "number_taken"
    node.away = False
    assert eventually(lambda: 409 in [status for status, _ in node.answers.values()])
    node.refuse = None
    told = len(node.told_of("/heartbeat"))
    assert eventually(lambda: [body["unsynced"] for body in node.told_of("/heartbeat")[told:]][:1] == [1])
    assert take(prepared)["ticket"]["series"] == "A"
    assert [number[0] for number in numbers(node)] == ["A"]


def test_a_restored_node_gives_a_new_block_and_no_number_comes_twice(prepared: Kiosk, node: FakeNode):
    take(prepared)
    node.snapshot["epoch"], node.lease = 2, {**BLOCK, "first": 1101, "last": 1200, "epoch": 2}
    back(prepared, node, 1)
    assert eventually(lambda: '"epoch": 2' in str(prepared.journal().recall("lease")))
    node.away = True
    assert eventually(lambda: prepared.picture()["emergency"] == 100)
    assert take(prepared)["ticket"]["number"] == "E1101"


def test_a_restored_node_hears_again_of_what_it_had_taken_in_and_lost(prepared: Kiosk, node: FakeNode):
    given = take(prepared)["ticket"]["id"]
    back(prepared, node, 1)
    assert eventually(lambda: prepared.agent._emergency.unsynced == 0)
    node.answers.clear()
    node.snapshot["epoch"], node.lease = 2, {**BLOCK, "first": 1101, "last": 1200, "epoch": 2}
    assert eventually(lambda: [one["id"] for one in node.tickets] == [given])


def test_a_kiosk_that_moved_brings_nothing_to_the_wrong_branch(prepared: Kiosk, node: FakeNode):
    take(prepared)
    prepared.agent._emergency._branch._known["device"]["branch"] = "cn03"
    assert prepared.agent._emergency._held() == []
    assert prepared.agent._emergency.unsynced == 1
