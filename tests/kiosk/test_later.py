"""A number for a later day at the kiosk: asked for once, printed like every slip, never guessed without the node."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import requests
import zxingcpp
from PIL import Image

from config.kiosk_settings import KioskSettings
from kiosk.agent import Agent
from kiosk.journal import State
from printers.emulator import Emulator
from tests.conftest import MakeNode, eventually
from tests.kiosk.conftest import WISH, Kiosk, MakeKiosk
from tests.kiosk.fake_node import FakeNode
from tests.kiosk.test_emergency import BLOCK
from tests.node import HANOI
from tests.web.front import OWN

WANTED = {"service": "ho-tich", "procedure": "dang-ky-khai-sinh", "language": "vi", "dossiers": 2}


def ask(agent: Agent, touch: str, **wish: Any) -> requests.Response:
    body = {**WANTED, "later": True, **wish}
    return requests.put(f"{agent.url}/api/touches/{touch}", json=body, timeout=30)


def read(paper: Path) -> list[str]:
    """The codes on it, by a decoder that is not ours."""
    return [one.text for one in zxingcpp.read_barcodes(Image.open(paper).convert("L"))]


def test_a_touch_is_a_number_of_a_later_day_on_its_own_confirmed_slip(
    kiosk: Kiosk, node: FakeNode, printer: Emulator, new_touch: str
):
    told = ask(kiosk.agent, new_touch).json()
    assert (told["state"], told["ticket"]["starts_at"]) == ("issued", "2026-11-26T08:00:00.000+07:00")
    assert (node.doors, node.bodies) == (["bookings"], [WANTED])
    assert kiosk.paper(new_touch)["paper"] == "confirmed"
    assert eventually(lambda: len(printer.receipts) == 1)
    assert read(printer.receipts[0]) == [told["ticket"]["url"]]


def test_lost_replies_and_a_storm_of_the_same_touch_are_one_booking_and_one_slip(
    kiosk: Kiosk, node: FakeNode, printer: Emulator, new_touch: str
):
    node.lose_replies = 2
    with ThreadPoolExecutor(8) as fingers:
        told = [
            one.json()["ticket"]["code"]
            for one in fingers.map(lambda _: ask(kiosk.agent, new_touch), range(16))
        ]
    assert (len(set(told)), len(node.answers)) == (1, 1)
    kiosk.paper(new_touch)
    assert len(printer.receipts) == 1


def test_an_agent_that_was_restarted_asks_for_the_same_booking(
    make_kiosk: MakeKiosk, printer_url: str, node: FakeNode, new_touch: str, hurried: None
):
    first = make_kiosk(printer_url)
    node.lose_replies = 100
    assert ask(first.agent, new_touch).json() == {"state": "away"}
    first.agent.stop()
    node.lose_replies = 0
    again = make_kiosk(printer_url)
    assert ask(again.agent, new_touch).json()["ticket"]["id"] == new_touch
    assert again.paper(new_touch)["paper"] == "confirmed"
    assert len(node.answers) == 1
    assert set(node.doors) == {"bookings"}


def test_without_the_node_there_is_no_later_day_even_where_there_are_numbers_of_the_kiosks_own(
    make_kiosk: MakeKiosk, printer_url: str, node: FakeNode, new_touch: str, hurried: None,
    monkeypatch: pytest.MonkeyPatch,
):  # fmt: skip
    monkeypatch.setattr("kiosk.issuing.GRACE_S", 0)
    node.lease = BLOCK
    kiosk = make_kiosk(printer_url)
    assert eventually(lambda: kiosk.picture()["emergency"] > 0)
    node.away = True
    assert ask(kiosk.agent, new_touch).json() == {"state": "away"}
    assert kiosk.journal().touch(new_touch).state is State.OPEN
    assert kiosk.touch(str(uuid.uuid4())).json()["ticket"]["series"] == "E"
    node.away = False
    assert ask(kiosk.agent, new_touch).json()["state"] == "issued"


def test_numbers_of_today_and_of_later_days_keep_one_pace(
    make_kiosk: MakeKiosk, printer_url: str, node: FakeNode, new_touch: str, hurried: None
):
    node.settings["pace_s"] = 30
    kiosk = make_kiosk(printer_url)
    assert kiosk.touch(str(uuid.uuid4())).json()["state"] == "issued"
    assert ask(kiosk.agent, new_touch).json() == {"state": "away"}
    assert node.doors == ["tickets"]


def test_without_paper_it_stays_on_the_screen_and_its_next_slip_is_no_copy(
    kiosk: Kiosk, printer: Emulator, new_touch: str
):
    printer.fault("paper_out")
    ask(kiosk.agent, new_touch)
    said = kiosk.paper(new_touch)
    assert (said["paper"], said["fault"], said["again"]) == ("not_printed", "out_of_paper", True)
    printer.fault("paper_out", on=False)
    assert requests.post(f"{kiosk.agent.url}/api/touches/{new_touch}/slips", timeout=5).json()["copy"] == 1
    assert kiosk.paper(new_touch)["paper"] == "confirmed"


@pytest.mark.parametrize("wish", [{"later": False}, {"later": 1}, {"priority": "none"}, {"then": []}, WISH])
def test_what_is_no_wish_for_a_later_day_reaches_neither_journal_nor_node(
    kiosk: Kiosk, node: FakeNode, new_touch: str, wish: dict[str, Any]
):
    assert ask(kiosk.agent, new_touch, **wish).status_code == 400
    assert node.asked == []
    with pytest.raises(KeyError):
        kiosk.journal().touch(new_touch)


def test_a_real_node_offers_a_day_where_its_quota_is_used_up_and_gives_that_day_once(
    make_node: MakeNode, tmp_path: Path, printer: Emulator, printer_url: str, new_touch: str,
    monkeypatch: pytest.MonkeyPatch,
):  # fmt: skip
    monkeypatch.setattr("kiosk.agent.LOOK_EVERY_S", 0.1)
    node = make_node().start().furnish()
    (tmp_path / "centre.toml").write_text(
        HANOI.read_text("utf-8").replace(OWN, 'quotas = [{ service = "ho-tich", quota_day = 1 }]\n'), "utf-8"
    )
    node.act("apply", path=str(tmp_path / "centre.toml"))
    (token,) = node.act("device add", name="Ki-ốt 9", branch="cn02", scope="kiosk")
    settings = KioskSettings(node.url, token, printer_url, port=0, data=tmp_path / "kiosk")
    kiosk = Kiosk(Agent(settings), tmp_path / "kiosk")
    kiosk.agent.start()
    try:
        assert offered(kiosk) is None
        assert kiosk.touch(str(uuid.uuid4())).json()["state"] == "issued"
        assert eventually(lambda: offered(kiosk) is not None)
        first_free = offered(kiosk)
        given = [ask(kiosk.agent, new_touch).json()["ticket"] for _ in range(2)]
        assert given[0] == given[1]
        assert given[0]["business_day"] == first_free
        assert eventually(lambda: offered(kiosk) not in (first_free, None))
        assert kiosk.paper(new_touch)["paper"] == "confirmed"
        assert eventually(lambda: len(printer.receipts) == 2)
        assert read(printer.receipts[1]) == [given[0]["url"]]
        assert eventually(lambda: not kiosk.jobs().untold())
        events = node.script("sam").get("/api/v1/branches/cn02/events").json()["events"]
        (printed,) = [
            one for one in events if one["type"] == "ticket.printed" and new_touch in one["subject"]
        ]
        assert printed["data"]["verdict"] == "confirmed"
        standing = requests.get(f"{kiosk.agent.url}/api/standing/{given[0]['code']}", timeout=5).json()
        assert standing["ticket"]["starts_at"] == given[0]["starts_at"]
    finally:
        kiosk.agent.stop()


def offered(kiosk: Kiosk) -> str | None:
    catalogue = kiosk.picture()["catalogue"]
    services = catalogue["services"] if catalogue else []
    return next((one.get("booking_day") for one in services if one["code"] == "ho-tich"), None)
