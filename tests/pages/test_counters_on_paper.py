"""What the counters' page says without counters and without its node, which a node of paper shows best."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.pages.test_boards import counter, picture
from tests.pages.test_counters import LAND, SIZES, opened, part, way
from tests.pages.test_people import look

pytestmark = pytest.mark.browser


def told(code: str, state: str, services: list[str], officer: str | None = None, helps: Any = ()) -> Any:
    profile = {"services": services, "overflow": list(helps)}
    return {**counter(code, state), **profile, "given": profile, "officer": officer}


def watch(page: Page, node: Any, shown: Any, language: str = "vi") -> None:
    node.pages["/counters/cn02"] = lambda language: node.render("counters.html", language, branch="cn02")
    node.picture = shown
    page.set_viewport_size(SIZES[0])
    page.goto(f"/counters/cn02?lang={language}")
    expect(page.locator("body")).to_have_attribute("data-state", "shown")


def test_a_branch_without_counters_says_so(page: Page, node: Any):
    watch(page, node, picture({}), "en")
    expect(page.locator("#none")).to_have_text("This branch has no counters yet.")
    expect(page.locator("#summary")).to_be_empty()
    assert look(page, "counters-empty") == []


def test_a_lost_line_locks_every_button_with_its_reason_and_keeps_what_was_chosen(page: Page, node: Any):
    page.clock.install()
    long = "nguyen.thi.hoang-anh_tiep.nhan.ho-so.dat-dai.chi-nhanh-so-12"
    watch(page, node, picture({}, [told("1", "open", ["ho-tich"], long), told("2", "closed", ["dat-dai"])]))
    opened(page, "1")
    way(page, LAND, "serve")
    page.clock.run_for(10_000)
    expect(page.locator("#notice")).to_have_text("Mất kết nối, chưa lưu được. Nội dung đang sửa vẫn còn đây.")
    page.locator("#save").press("Enter")
    expect(page.locator(f"#way-{LAND}")).to_have_value("serve")
    page.keyboard.press("Escape")
    expect(page.get_by_role("alert")).to_contain_text("Mất kết nối. Tình hình lúc 10:12 có thể đã cũ")
    expect(part(page, "1", "change")).to_have_attribute("aria-disabled", "true")
    part(page, "1", "change").press("Enter")
    expect(page.locator("#profile")).to_be_hidden()
    assert look(page, "counters-lost") == []
    assert [path for path in node.asked if path.endswith("/profile")] == []
