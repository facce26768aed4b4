"""The sheets that tell how the walls of a branch hang and how loud they are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser
AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
FAULTS = "axe.run().then((found) => found.violations.map((one) => one.id + ' ' + one.nodes[0].target))"
A4 = {"width": 794, "height": 1123}


@pytest.fixture(scope="module")
def page(browser: Browser, north: Any) -> Iterator[Page]:
    """A supervisor's."""
    context = browser.new_context(viewport=A4, extra_http_headers=north.script("sam").headers)
    yield context.new_page()
    context.close()


def pages_of(pdf: bytes) -> int:
    return pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page>")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_each_display_has_a_printed_page_of_its_own(page: Page, north: Any, language: str) -> None:
    page.goto(f"{north.url}/display/cn02/mounting?lang={language}")
    assert page.locator("article").count() == 2
    assert pages_of(page.pdf(format="A4")) == 2
    page.evaluate(AXE.read_text("utf-8"))
    assert page.evaluate(FAULTS) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth") is True


def test_it_tells_reading_hanging_and_loudness(page: Page, north: Any) -> None:
    page.goto(f"{north.url}/display/cn02/mounting")
    hall = page.locator("article").first
    expect(hall.locator("[data-part=recent] td")).to_have_text(["57 mm", "11,4 m"])
    expect(hall.locator(".warn")).to_have_count(0)
    expect(hall).to_contain_text("Mép dưới cách sàn 2100 mm, mép trên 2909 mm.")
    expect(hall.locator("[data-volume] th")).to_have_text(["00:00", "07:00", "09:00", "11:00"])
    expect(hall).to_contain_text("Giờ không phát tiếng: 12:00–13:00")


def test_a_screen_too_small_for_its_hall_and_one_that_nobody_measured_are_warned_of(
    page: Page, north: Any, tmp_path: Path
) -> None:
    text = Path("config/hanoi.toml").read_text("utf-8")
    changed = tmp_path / "changed.toml"
    changed.write_text(
        text.replace("hall_m = 11", "hall_m = 14").replace(", hall_m = 7, screen_in = 43", ""), "utf-8"
    )
    north.act("apply", path=str(changed))
    page.goto(f"{north.url}/display/cn02/mounting")
    small, unknown = page.locator("article").all()
    expect(small.locator(".warn")).to_contain_text("cần màn hình từ 80 inch")
    expect(unknown.locator(".warn")).to_have_count(2)


def test_a_branch_without_displays_says_so(page: Page, north: Any) -> None:
    page.goto(f"{north.url}/display/cn03/mounting")
    expect(page.locator("main")).to_contain_text("chưa khai báo màn hình nào")
