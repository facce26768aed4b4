"""A touch is one number, whatever happens on the way; refusals come through."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from kiosk.journal import State
from printers.emulator import Emulator
from tests.conftest import eventually
from tests.kiosk.conftest import WISH, Kiosk, MakeKiosk
from tests.kiosk.fake_node import FakeNode


def test_a_touch_is_a_number_at_once_and_a_slip_soon_after(
    kiosk: Kiosk, node: FakeNode, printer: Emulator, new_touch: str
):
    told = kiosk.touch(new_touch, procedure="dang-ky-khai-sinh", dossiers=2).json()
    assert told["state"] == "issued"
    assert told["ticket"] == node.tickets[0]
    assert (told["ticket"]["procedure"], told["ticket"]["dossiers"]) == ("dang-ky-khai-sinh", 2)
    assert kiosk.paper(new_touch)["paper"] == "confirmed"
    assert eventually(lambda: len(printer.receipts) == 1)


def test_the_uuid_is_kept_until_the_node_answers(kiosk: Kiosk, node: FakeNode, new_touch: str, hurried: None):
    node.away = True
    assert kiosk.touch(new_touch).json() == {"state": "away"}
    assert kiosk.journal().touch(new_touch).state is State.OPEN
    node.away = False
    assert kiosk.touch(new_touch).json()["ticket"]["id"] == new_touch
    assert {uuid for uuid, _ in node.asked} == {new_touch}


def test_a_lost_reply_and_a_retry_are_the_same_number_and_one_ticket(
    kiosk: Kiosk, node: FakeNode, new_touch: str
):
    node.lose_replies = 2
    told = kiosk.touch(new_touch).json()
    assert told["ticket"] == node.tickets[0]
    assert len(node.tickets) == 1
    assert len(node.asked) == 3


def test_a_storm_of_the_same_touch_is_one_ticket_and_one_slip(
    kiosk: Kiosk, node: FakeNode, printer: Emulator, new_touch: str
):
    with ThreadPoolExecutor(8) as fingers:
        told = [done.json()["ticket"]["number"] for done in fingers.map(kiosk.touch, [new_touch] * 20)]
    assert set(told) == {"A015"}
    assert len(node.tickets) == 1
    kiosk.paper(new_touch)
    assert len(printer.receipts) == 1


@pytest.mark.parametrize("code", ["branch_closed", "service_closed", "service_full"])
def test_a_refusal_reaches_the_page_with_its_code_and_stands(
    kiosk: Kiosk, node: FakeNode, new_touch: str, code: str
):
    node.refuse = code
    assert kiosk.touch(new_touch).json() == {"state": "refused", "code": code}
    node.refuse = None
    assert kiosk.touch(new_touch).json() == {"state": "refused", "code": code}
    assert node.tickets == []


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_node_that_cannot_answer_now_is_asked_again_under_the_same_uuid(
    kiosk: Kiosk, node: FakeNode, new_touch: str, hurried: None, status: int
):
    node.refuse, node.refuse_status = "busy", status
    assert kiosk.touch(new_touch).json() == {"state": "away"}
    assert len(node.asked) > 1
    assert kiosk.journal().touch(new_touch).state is State.OPEN


def test_another_wish_under_a_known_uuid_is_turned_away(kiosk: Kiosk, node: FakeNode, new_touch: str):
    kiosk.touch(new_touch)
    assert kiosk.touch(new_touch, service="dat-dai").status_code == 422
    assert [one["service"] for one in node.tickets] == ["ho-tich"]


@pytest.mark.parametrize(
    "body",
    [
        [], {}, {**WISH, "dossiers": "1"}, {**WISH, "dossiers": True}, {**WISH, "service": None},
        {**WISH, "number": "A001"}, {key: WISH[key] for key in WISH if key != "priority"},
    ],
)  # fmt: skip
def test_what_is_no_wish_reaches_neither_journal_nor_node(
    kiosk: Kiosk, node: FakeNode, new_touch: str, body: object
):
    answer = requests.put(f"{kiosk.agent.url}/api/touches/{new_touch}", json=body, timeout=5)
    assert answer.status_code == 400
    assert node.asked == []
    with pytest.raises(KeyError):
        kiosk.journal().touch(new_touch)


def test_a_printer_that_fails_leaves_the_number_and_sends_the_next_people_on(
    make_kiosk: MakeKiosk, node: FakeNode, new_touch: str
):
    kiosk = make_kiosk()
    number = kiosk.touch(new_touch).json()["ticket"]["number"]
    said = kiosk.paper(new_touch)
    assert (said["paper"], said["fault"]) == ("not_printed", "unreachable")
    assert said["ticket"]["number"] == number == node.tickets[0]["number"]
    assert kiosk.picture()["fault"] == "unreachable"


def test_an_empty_printer_is_told_as_such(kiosk: Kiosk, printer: Emulator, new_touch: str):
    printer.fault("paper_out")
    kiosk.touch(new_touch)
    assert kiosk.paper(new_touch)["fault"] == "out_of_paper"


def test_a_printer_that_works_again_takes_the_fault_away(kiosk: Kiosk, printer: Emulator, new_touch: str):
    printer.fault("cover_open")
    kiosk.touch(new_touch)
    kiosk.paper(new_touch)
    assert kiosk.picture()["fault"] == "cover_open"
    printer.fault("cover_open", on=False)
    assert eventually(lambda: kiosk.picture()["fault"] is None)


def test_an_unknown_touch_is_not_found(kiosk: Kiosk, new_touch: str):
    assert requests.get(f"{kiosk.agent.url}/api/touches/{new_touch}", timeout=5).status_code == 404
