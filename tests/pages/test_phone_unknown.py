"""A number that a kiosk gave without its line is not known yet: the page says so, and looks again by itself."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.pages.conftest import PHONE
from tests.pages.test_phone import CODE, NOW, serve, ticket
from tests.profile import Profile

pytestmark = pytest.mark.browser


def unknown(node: Any) -> None:
    node.pages["/t/" + CODE] = lambda language: node.render("phone_unknown.html", language)
    node.missing.add("/t/" + CODE)


def test_an_unknown_code_shows_no_number_and_says_that_the_paper_counts(page: Page, node: Any):
    unknown(node)
    page.goto(f"/t/{CODE}?lang=en")
    expect(page.get_by_role("heading")).to_have_text("Number not found yet")
    expect(page.get_by_text("Your paper ticket counts")).to_be_visible()
    assert page.locator("[data-number]").count() == 0


def asked_for(page: Page, node: Any, times: int) -> bool:
    """Whether the page has asked for itself so often, once what is on its way has come."""
    for _ in range(200):
        if node.asked.count("/t/" + CODE) >= times:
            return True
        page.evaluate("new Promise((done) => requestAnimationFrame(done))")
    return False


def test_a_number_that_is_brought_in_later_shows_up_by_itself(page: Page, node: Any):
    page.clock.install(time=NOW)
    unknown(node)
    page.goto(f"/t/{CODE}")
    for looks in (2, 3):
        page.clock.run_for(15_000)
        assert asked_for(page, node, looks)
    expect(page.get_by_role("heading")).to_have_text("Chưa tìm thấy số này")
    node.missing.clear()
    serve(node, ticket())
    page.clock.run_for(15_000)
    expect(page.locator("[data-number]").first).to_contain_text("A015")


def test_without_a_script_an_unknown_code_is_looked_for_again_too(scriptless: Profile, node: Any):
    paper = scriptless.new_page(PHONE)
    node.attach(paper)
    unknown(node)
    paper.goto(f"/t/{CODE}")
    assert paper.locator('meta[http-equiv="refresh"]').get_attribute("content") == "15"
    paper.close()
