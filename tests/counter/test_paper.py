"""A line that stays cut leaves a list on paper: number, service and order, and nothing of the page around it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.counter.facts import ticket

pytestmark = pytest.mark.browser
PRINTED = """() => [...document.querySelectorAll("body *")].filter((one) => one.checkVisibility()
  && one.children.length === 0 && one.textContent.trim()).map((one) => one.textContent.trim())"""


def cut(desk: Any, path: str = "/counter/cn02/3") -> None:
    desk.line_up("A016", "A017")
    desk.line.append(ticket("B009", "08:22:00", priority="elderly"))
    desk.sit()
    desk.open(path)
    desk.settle()
    desk.cut_line()


def set_out(desk: Any) -> list[list[str]]:
    """The rows that the printer gets; a browser says before it prints that it will."""
    desk.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    desk.page.emulate_media(media="print")
    return [row.split() for row in desk.page.locator("#paper-rows tr").all_inner_texts()]


def test_the_printer_gets_the_list_alone_in_its_order_and_with_its_time(desk: Any) -> None:
    cut(desk)
    rows = set_out(desk)
    words = desk.page.evaluate(PRINTED)
    assert words[0] == "Danh sách chờ – Quầy 3"
    assert any("25/11/2026 lúc 08:34" in one for one in words)
    assert rows == [
        ["1", "A016", "Hộ", "tịch"], ["2", "A017", "Hộ", "tịch"], ["3", "B009", "Chứng", "thực", "Ưu", "tiên"],
    ]  # fmt: skip
    assert not desk.page.is_visible("#act-main")


def test_one_press_prints_while_the_line_is_cut(desk: Any) -> None:
    desk.page.add_init_script("window.print = () => (window.printed = (window.printed || 0) + 1)")
    cut(desk)
    desk.page.click("#paper-print")
    assert desk.page.evaluate("window.printed") == 1


def test_on_the_screen_the_list_for_paper_is_not_there(desk: Any) -> None:
    cut(desk)
    assert not desk.page.is_visible(".paper")


def test_a_page_that_is_loaded_while_the_node_is_away_has_the_last_list_of_the_day(desk: Any) -> None:
    desk.line_up("A016", "A017")
    desk.line.append(ticket("B009", "08:22:00", priority="elderly"))
    desk.sit()
    desk.open()
    desk.settle()
    desk.page.wait_for_selector("#rows tr")
    kept = desk.page.evaluate("JSON.parse(localStorage['moiso.line.cn02.3'])")
    assert kept["rows"][0] == {"number": "A016", "service": "ho-tich"}
    assert set(kept) == {"at", "rows"}
    desk.away = True
    desk.page.reload()
    desk.page.wait_for_selector("#rows tr")
    assert [row.split() for row in desk.page.locator("#rows tr").all_inner_texts()] == [
        ["A016", "Hộ", "tịch", "1"], ["A017", "Hộ", "tịch", "2"], ["B009", "Chứng", "thực", "3"],
    ]  # fmt: skip
    assert "25/11/2026 lúc 08:34" in desk.page.text_content("#elsewhere")
    assert desk.page.is_visible("#paper-print")
    assert desk.page.get_by_role("row").get_by_role("button").count() == 0
    assert len(set_out(desk)) == 3
    desk.page.emulate_media(media="screen")
    desk.away = False
    desk.page.clock.fast_forward(6000)
    desk.settle()
    assert desk.page.locator("#rows tr").nth(0).locator("[data-move]").is_visible()


def test_yesterdays_list_is_not_shown(desk: Any) -> None:
    desk.page.add_init_script(
        """localStorage["moiso.line.cn02.3"] =
        JSON.stringify({ at: "2026-11-24T16:20:00+07:00", rows: [{ number: "A099", service: "ho-tich" }] })"""
    )
    desk.away = True
    desk.open()
    desk.page.wait_for_selector('body[data-link="lost"]')
    desk.page.wait_for_selector("#lost:visible")
    desk.page.wait_for_selector("#paper-print", state="hidden")
    assert desk.page.locator("#rows tr").count() == 0
