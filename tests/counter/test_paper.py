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


def test_the_printer_gets_the_list_alone_in_its_order_and_with_its_time(desk: Any) -> None:
    cut(desk)
    desk.page.emulate_media(media="print")
    words = desk.page.evaluate(PRINTED)
    assert words[0] == "Danh sách chờ – Quầy 3"
    assert any("25/11/2026 lúc 08:34" in one for one in words)
    cells = desk.page.locator("#paper-rows tr").all_inner_texts()
    assert [row.split() for row in cells] == [
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
