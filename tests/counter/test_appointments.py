"""A number for a later day at the reception: found like any other, and cancelled for who needs it no longer."""

from __future__ import annotations

from typing import Any

import pytest

from tests.counter.finding import know_booking
from tests.counter.test_reception import ready, verbs

pytestmark = pytest.mark.browser


def test_an_appointment_is_found_and_cancelled_for_a_reason_only(desk: Any) -> None:
    know_booking(desk, "A011")
    desk.page.set_viewport_size({"width": 800, "height": 1280})
    ready(desk)
    desk.page.fill("#find-text", "A011")
    desk.page.keyboard.press("Enter")
    desk.page.wait_for_selector('body[data-state="found"] [data-number="A011"]')
    assert desk.page.text_content("#found-word") == "Đã hẹn"
    assert "08:30–09:00 ngày 01/12/2026" in desk.page.text_content("#found-where")
    assert [desk.page.is_visible(f"#find-{act}") for act in ("send", "print", "change")] == [False] * 3
    assert desk.page.text_content("#cancel") == "Hủy lịch hẹn"
    desk.page.click("#cancel")
    assert desk.page.text_content("#cancel-h") == "Hủy lịch hẹn A011 vì sao?"
    assert desk.page.text_content("#cancel-left") == "Người dân không cần hẹn nữa"
    know_booking(desk, "A011", "cancelled")
    desk.page.click("#cancel-left")
    desk.page.wait_for_selector("#find-did:not([hidden])")
    assert verbs(desk) == [("cancel booking id-A011", {"reason": "left"})]
    desk.page.wait_for_selector("#found-word:text-is('Đã hủy')")
    assert not desk.page.is_visible("#cancel")
