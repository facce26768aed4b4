"""A scanner types: a ticket shows where it stands, a card leaves no trace, and nothing unknown is shown."""

from __future__ import annotations

from typing import Any

import pytest
import requests
from playwright.sync_api import expect

from tests.kiosk.conftest import Kiosk, MakeScreen
from tests.kiosk.fake_node import FakeNode
from tests.kiosk.screen import Screen

pytestmark = pytest.mark.browser
CODE = "7KQ2MX9DTRW4H"
ADDRESS = f"HTTPS://SO.HANOI.GOV.VN/T/{CODE}"
CARD = "001050012345|012345678|Nguyễn Văn Ất|01021950|Nam|12 Hàng Bài|01012021"
TICKET = {
    "number": "A015", "series": "A", "service": "ho-tich", "procedure": None, "state": "waiting",
    "priority": "none", "language": "vi", "branch": "cn02", "counter": None, "zone": None,
    "issued_at": "2026-11-25T08:20:11+07:00", "called_at": None, "times": 0, "ahead": 8,
    "estimate": {"low_s": 900, "high_s": 1500}, "business_day": "2026-11-25", "epoch": 1, "seq": 41,
}  # fmt: skip
STANDINGS: list[tuple[dict[str, Any], list[str]]] = [
    ({}, ["A015", "Quý vị đang chờ đến lượt", "Còn 8 người phía trước", "08:35 – 08:50"]),
    ({"state": "called", "counter": "3", "ahead": None, "estimate": None,
      "zone": {"vi": "Tầng 1", "en": "Floor 1"}}, ["Đã đến lượt quý vị", "Quầy 3", "Tầng 1"]),
    ({"state": "serving", "counter": "3", "ahead": None}, ["đang được phục vụ", "Quầy 3"]),
    ({"state": "no_show", "ahead": None}, ["Đã gọi, chưa gặp quý vị", "Mời quý vị đến bàn hướng dẫn."]),
    ({"state": "parked", "ahead": None}, ["Quý vị sẽ được gọi sau"]),
    ({"state": "done", "ahead": None}, ["đã được phục vụ xong"]),
    ({"state": "cancelled", "ahead": None}, ["Số này đã hủy"]),
    ({"state": "expired", "ahead": None}, ["hết hiệu lực"]),
    ({"branch": "cn01"}, ["Số này lấy ở chi nhánh khác"]),
]  # fmt: skip
"""What the node says of a ticket, and what its holder reads of it."""
TYPE = """(text) => [...text, "Enter"].forEach((key) => document.dispatchEvent(
  new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true })))"""
READ = """async ([keys, gap]) => {
  const { nothing, read } = await import("/static/kiosk/scanning.js");
  let [reading, at, told] = [nothing(), 0, []];
  for (const key of keys) {
    const heard = read(reading, { key, at: (at += gap) });
    reading = heard.reading;
    told.push({ mine: heard.mine, scan: heard.scan, text: reading.text });
  }
  return told;
}"""


def scan(screen: Screen, text: str) -> None:
    screen.page.evaluate(TYPE, text)


def read(screen: Screen, text: str, gap_ms: int) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = screen.page.evaluate(READ, [[*text, "Enter"], gap_ms])
    return told


@pytest.fixture
def ticket(node: FakeNode) -> dict[str, Any]:
    node.citizens[CODE] = dict(TICKET)
    return node.citizens[CODE]


def test_a_burst_is_a_scan_and_the_same_keys_slowly_are_not(screen: Screen):
    assert read(screen, ADDRESS, 5)[-1]["scan"] == {"kind": "ticket", "code": CODE}
    assert read(screen, ADDRESS, 200)[-1] == {"mine": False, "scan": None, "text": ""}


def test_a_few_stray_characters_are_no_scan_and_their_enter_chooses_nothing(screen: Screen):
    assert read(screen, "abc", 5)[-1] == {"mine": True, "scan": None, "text": ""}


def test_what_was_scanned_is_told_by_its_shape(screen: Screen):
    kinds = {
        ADDRESS.lower(): "ticket", "http://127.0.0.1:8000/t/" + CODE: "ticket", ADDRESS + "/": "ticket",
        ADDRESS[:-1]: "unknown", ADDRESS + "9": "unknown", ADDRESS.replace("W4H", "W4U"): "unknown",
        "FTP://X/T/" + CODE: "unknown", "HTTPS://X/JOIN/" + CODE: "unknown", CODE: "unknown",
        "x" * 1000: "unknown", CARD: "card", CARD.replace("|", "~"): "card",
    }  # fmt: skip
    assert {text: read(screen, text, 5)[-1]["scan"]["kind"] for text in kinds} == kinds


def test_a_card_is_forgotten_at_its_twelfth_digit(screen: Screen):
    assert [one["text"] for one in read(screen, CARD, 5)[11:]] == [""] * (len(CARD) - 10)


def test_a_scanned_ticket_shows_where_it_stands(screen: Screen, node: FakeNode):
    for facts, texts in STANDINGS:
        node.citizens[CODE] = TICKET | facts
        scan(screen, ADDRESS.lower())
        screen.at("standing")
        for text in texts:
            screen.reads(text)
    assert screen.outside == []


def test_the_place_is_told_in_english_too_and_goes_home_by_itself(
    look: MakeScreen, kiosk: Kiosk, ticket: dict[str, Any]
):
    screen = look(kiosk, prepared=lambda page: page.clock.install())
    screen.page.locator("[data-value='en']").click()
    scan(screen, ADDRESS)
    screen.reads("You are waiting for your turn")
    screen.page.clock.run_for(10_000)
    screen.at("standing")
    screen.page.clock.run_for(6_000)
    screen.at("home")
    screen.reads("Quý vị cần làm thủ tục gì?")


def test_a_code_that_nobody_knows_leads_to_the_desk(screen: Screen):
    scan(screen, ADDRESS)
    screen.reads("Không tìm thấy số này")
    screen.reads("Mời quý vị đến bàn hướng dẫn.")


def test_a_node_that_is_away_is_said_to_be_away(screen: Screen, node: FakeNode):
    node.away = True
    scan(screen, ADDRESS)
    screen.reads("Chưa xem được số lúc này")


def test_a_strange_scan_is_neither_shown_nor_asked_about(screen: Screen, kiosk: Kiosk):
    asked: list[str] = []
    screen.page.on("request", lambda one: asked.append(one.url + (one.post_data or "")))
    scan(screen, "HTTPS://EXAMPLE.ORG/VOUCHER-4711")
    screen.reads("Không tìm thấy số này")
    assert "4711" not in screen.page.content()
    assert "4711" not in "".join(asked)


def test_a_card_is_told_kindly_and_leaves_no_trace(
    screen: Screen, kiosk: Kiosk, node: FakeNode, caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
):  # fmt: skip
    asked: list[str] = []
    screen.page.on("request", lambda one: asked.append(one.url + (one.post_data or "")))
    screen.page.on("console", lambda one: asked.append(one.text))
    scan(screen, CARD)
    screen.reads("Quý vị không cần quét thẻ")
    expect(screen.page.locator("[data-action='home']")).to_be_visible()
    screen.do("home")
    screen.service("tra-ket-qua")
    screen.do("take")
    screen.number()
    kept = b"".join(one.read_bytes() for one in kiosk.folder.rglob("*") if one.is_file())
    written = (
        caplog.text + "".join(capfd.readouterr()) + "".join(asked) + screen.page.content() + screen.page.url
    )
    written += screen.page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, history.state])")
    written += str(node.asked) + str(node.told) + str(node.tickets)
    assert b"tra-ket-qua" in kept  # the folder that was searched is the one that remembers
    for part in ("001050012345", "012345678", "01021950", "Nguyễn"):
        assert part not in written
        assert part.encode() not in kept


def test_a_scan_does_not_take_the_number_off_the_screen(screen: Screen, ticket: dict[str, Any]):
    number = screen.take()
    scan(screen, ADDRESS)
    scan(screen, CARD)
    screen.at("ticket")
    assert screen.number() == number


def test_the_enter_of_a_scan_chooses_nothing(screen: Screen, node: FakeNode):
    screen.service("tra-ket-qua")
    screen.page.locator("[data-action='take']").focus()
    scan(screen, ADDRESS)
    screen.at("standing")
    assert node.tickets == []


def test_the_agent_asks_the_node_only_about_what_can_be_a_code(kiosk: Kiosk, ticket: dict[str, Any]):
    def asked(code: str) -> dict[str, Any]:
        said: dict[str, Any] = requests.get(f"{kiosk.agent.url}/api/standing/{code}", timeout=5).json()
        return said

    assert asked(CODE.lower()) == {"state": "found", "ticket": ticket}
    assert asked("001050012345") == {"state": "unknown"}
    assert asked("0" * 13) == {"state": "unknown"}
