"""The page warns before a counter that nobody touches closes by itself."""

from __future__ import annotations

from typing import Any

import pytest

from tests.counter.facts import at

pytestmark = pytest.mark.browser


def test_ten_minutes_before_it_says_when_and_one_press_stays(desk: Any) -> None:
    desk.sit()
    desk.counter["idle_until"] = at("08:44:00")
    desk.open()
    desk.page.wait_for_selector("#idle:not([hidden])")
    assert "sẽ tự đóng lúc 08:44" in desk.page.inner_text("#idle")
    desk.page.click("#idle button")
    desk.settle()
    assert desk.told() == ["resume"]


def test_longer_before_nothing_is_said(desk: Any) -> None:
    desk.sit()
    desk.counter["idle_until"] = at("09:30:00")
    desk.open()
    desk.settle()
    assert desk.page.is_hidden("#idle")
