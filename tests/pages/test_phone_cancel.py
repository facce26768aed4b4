"""A citizen gives the number back: a question in the page, and what the page says to each answer."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.pages.test_phone import AT_COUNTER, GONE, RECORD, STATES, call, follow, picture, ticket

pytestmark = pytest.mark.browser

DOOR = f"{RECORD}/cancel"
BOOKED = ticket(**STATES["booked"])


def answers(page: Page, status: int, body: Any) -> list[str]:
    """What the node says to a cancel; the list gets the method and body of each that was sent."""
    sent: list[str] = []

    def answer(route: Route) -> None:
        sent.append(f"{route.request.method} {route.request.post_data}")
        route.fulfill(status=status, body=json.dumps(body), content_type="application/json")

    page.route(f"**{DOOR}", answer)
    return sent


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


@pytest.mark.parametrize(
    ("state", "label"),
    [
        ("parked", "Hủy số này"),
        ("no_show", None),
        *(
            pytest.param(*one, marks=pytest.mark.thorough)
            for one in (
                ("waiting", "Hủy số này"),
                ("booked", "Hủy lịch hẹn"),
                ("called", None),
                ("done", None),
            )
        ),
    ],
)
def test_only_what_nobody_has_called_can_be_given_back(page: Page, node: Any, state: str, label: str | None):
    follow(page, node, ticket(**STATES[state]))
    offered = page.locator(".give-back button:visible")
    expect(offered).to_have_text([label] if label else [])


def test_nothing_is_given_back_before_the_question_is_answered_with_yes(page: Page, node: Any):
    sent = answers(page, 200, ticket(state="cancelled", **GONE))
    follow(page, node, ticket())
    button(page, "Hủy số này").dblclick()
    expect(page.get_by_role("heading", name="Quý vị muốn hủy số A015?")).to_be_focused()
    assert page.locator(".give-back section").count() == 1
    expect(button(page, "Giữ lại số")).to_be_in_viewport(ratio=1)
    button(page, "Giữ lại số").click()
    expect(button(page, "Hủy số này")).to_be_focused()
    assert sent == []
    button(page, "Hủy số này").click()
    button(page, "Đồng ý hủy").click()
    expect(page.locator("body")).to_have_attribute("data-state", "cancelled")
    expect(page.get_by_role("status")).to_contain_text("Số này đã hủy")
    assert sent == ["POST None"]
    assert page.locator(".give-back button:visible").count() == 0


def test_of_an_appointment_the_page_says_which_one_was_cancelled(page: Page, node: Any):
    gone = {**BOOKED, "state": "cancelled"}
    answers(page, 200, gone)
    follow(page, node, BOOKED)
    button(page, "Hủy lịch hẹn").click()
    button(page, "Đồng ý hủy").click()
    expect(page.locator("[data-slot=text]")).to_have_text(
        "Lịch hẹn 08:30–09:00 ngày 01/12/2026, số A015, đã hủy. Khi cần, mời quý vị lấy số mới."
    )


def test_who_was_called_meanwhile_is_told_so_instead(page: Page, node: Any):
    answers(page, 409, {"code": "wrong_state"})
    follow(page, node, ticket())
    button(page, "Hủy số này").click()
    node.answers[RECORD] = ticket(state="called", **AT_COUNTER)
    button(page, "Đồng ý hủy").click()
    expect(page.locator("body")).to_have_attribute("data-state", "called")
    expect(page.locator(".give-back")).to_be_hidden()


def test_a_call_turns_the_page_gold_while_the_question_stands(page: Page, node: Any):
    follow(page, node, ticket())
    button(page, "Hủy số này").click()
    expect(button(page, "Đồng ý hủy")).to_be_visible()
    node.show(picture(21, calls=[call()]))
    expect(page.locator("body")).to_have_attribute("data-state", "called")
    expect(button(page, "Đồng ý hủy")).to_be_hidden()


@pytest.mark.parametrize(
    "status", [429, *(pytest.param(one, marks=pytest.mark.thorough) for one in (404, 503))]
)
def test_what_could_not_be_done_is_said_and_can_be_tried_again(page: Page, node: Any, status: int):
    answers(page, status, {"code": "busy"})
    follow(page, node, ticket())
    button(page, "Hủy số này").click()
    button(page, "Đồng ý hủy").click()
    expect(page.get_by_role("alert")).to_have_text("Chưa hủy được. Mời quý vị thử lại sau ít phút.")
    answers(page, 200, ticket(state="cancelled", **GONE))
    button(page, "Đồng ý hủy").click()
    expect(page.locator("body")).to_have_attribute("data-state", "cancelled")


@pytest.mark.thorough
def test_a_cut_line_is_said_like_any_other_no(page: Page, node: Any):
    page.route(f"**{DOOR}", lambda route: route.abort())
    follow(page, node, ticket())
    button(page, "Hủy số này").click()
    button(page, "Đồng ý hủy").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.locator("body")).to_have_attribute("data-state", "waiting")


def test_the_question_is_loaded_only_when_it_is_asked(page: Page, node: Any):
    follow(page, node, ticket())
    assert not [path for path in node.asked if "cancel" in path]
    button(page, "Hủy số này").click()
    expect(button(page, "Đồng ý hủy")).to_be_visible()
    assert [path for path in node.asked if "cancel" in path] == [
        "/static/phone-cancel.js", "/static/phone-cancel.css",
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["vi", pytest.param("en", marks=pytest.mark.thorough)])
def test_the_question_fits_the_smallest_screen_at_twice_the_text(page: Page, node: Any, language: str):
    page.set_viewport_size({"width": 320, "height": 568})
    for mine in (ticket(), BOOKED):
        follow(page, node, mine, language)
        page.add_style_tag(content="html { font-size: 200% }")
        page.locator(".give-back button").click()
        expect(page.locator(".give-back h2")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") == 320, mine["state"]
