"""The bell on the branch's board: who calls, for how long, and the press of who goes there."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.pages.test_boards import AXE, FAULTS, picture, watch

pytestmark = pytest.mark.browser

DAY = "2026-11-25T"


def call(kiosk: str = "Ki-ốt 1", since: str = "10:11:25", late: bool = False) -> dict[str, Any]:
    late_at = "10:12:00" if late else "10:12:25"
    return {
        "id": f"call-{kiosk[-1]}", "kiosk": kiosk, "called_at": f"{DAY}{since}+07:00",
        "late_at": f"{DAY}{late_at}+07:00", "late": late,
    }  # fmt: skip


def bell(page: Page) -> Any:
    return page.locator("#help-list li")


def test_a_call_is_pushed_to_the_board_with_how_long_it_rings(page: Page, node: Any):
    watch(page, node, picture({}))
    expect(page.locator("#help-calls")).to_be_hidden()
    node.show(picture({}, seq=10, calls=[call()]))
    expect(bell(page)).to_contain_text("Ki-ốt 1 gọi cán bộ hướng dẫn, đã 0:35")
    expect(bell(page)).not_to_have_attribute("data-late", "")
    expect(page.locator("#help-said")).to_have_text("Ki-ốt 1 gọi cán bộ hướng dẫn,")


def test_the_press_of_who_goes_there_is_sent_once_and_the_call_goes_with_the_next_picture(
    page: Page, node: Any
):
    node.answers["/api/v1/session"] = {"username": "sam", "csrf_token": "token"}
    node.answers["/api/v1/branches/cn02/help/call-1/answer"] = {}
    watch(page, node, picture({}, calls=[call()]))
    with page.expect_response("**/answer"):
        page.get_by_role("button", name="Tôi đến ngay").dblclick()
        expect(page.get_by_role("button", name="Tôi đến ngay")).to_be_disabled()
    node.show(picture({}, seq=10))
    expect(page.locator("#help-calls")).to_be_hidden()
    assert [path for path in node.asked if path.endswith("/answer")] == [
        "/api/v1/branches/cn02/help/call-1/answer"
    ]


def test_an_answer_that_nobody_took_is_said_beside_the_call(page: Page, node: Any):
    node.answers["/api/v1/session"] = {"username": "sam", "csrf_token": "token"}
    watch(page, node, picture({}, calls=[call()]))
    page.get_by_role("button", name="Tôi đến ngay").click()
    expect(bell(page)).to_contain_text("Chưa báo được cho ki-ốt.")
    expect(page.get_by_role("button", name="Tôi đến ngay")).to_be_enabled()


@pytest.mark.parametrize(
    ("language", "words"),
    [("vi", "chưa có ai đến, đã 1:00"), ("en", "calls a staff member, nobody has answered, for 1:00")],
)
def test_a_late_call_is_red_says_so_in_words_and_has_no_fault(
    page: Page, node: Any, language: str, words: str
):
    watch(page, node, picture({}, calls=[call(since="10:11:00", late=True), call("Ki-ốt 2")]), language)
    expect(bell(page).first).to_contain_text(words)
    expect(bell(page).first).to_have_attribute("data-late", "")
    page.evaluate(AXE.read_text("utf-8"))
    assert page.evaluate(FAULTS) == []
