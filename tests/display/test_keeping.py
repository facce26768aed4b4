"""A wall whose page is loaded again while its node is away."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

pytestmark = pytest.mark.browser
KEPT = "async () => (await (await caches.open('moiso-wall')).keys()).map((one) => new URL(one.url).pathname)"


def test_the_last_picture_survives_a_reload_without_the_node_as_history(browser: Browser, make_node) -> None:
    node = make_node().start().furnish()
    kiosk, ana = node.kiosk(), node.script("ana")
    ana.at("1", "open")
    number = kiosk.take("ho-tich").json()["number"]
    ana.at("1", "call-next")
    context = browser.new_context(viewport={"width": 1920, "height": 1080})
    wall = context.new_page()
    wall.goto(f"{node.url}/display/cn02")
    expect(wall.locator("#hero [data-number]")).to_have_text(number)
    expect(wall.locator("body")).to_have_attribute("data-kept", "")
    assert "/static/display/wall.js" in wall.evaluate(KEPT)
    assert not [path for path in wall.evaluate(KEPT) if path.startswith("/api/")]
    node.kill()
    wall.reload()
    expect(wall.locator("body")).to_have_attribute("data-state", "stale")
    expect(wall.locator("#recent [data-number]")).to_have_text([number])
    expect(wall.locator("#hero [data-number]")).to_have_count(0)
    context.close()


def test_while_the_node_answers_a_reload_shows_its_page_and_never_an_old_one(browser: Browser, north) -> None:
    context = browser.new_context(viewport={"width": 1920, "height": 1080})
    wall = context.new_page()
    wall.goto(f"{north.url}/display/cn02")
    expect(wall.locator("body")).to_have_attribute("data-kept", "")
    wall.evaluate(
        "async () => (await caches.open('moiso-wall')).put(location.href, new Response('of last year'))"
    )
    wall.reload()
    expect(wall.locator("#hero")).to_be_visible()
    assert "of last year" not in wall.content()
    context.close()


def test_the_picture_of_another_day_is_not_kept_for_this_one(browser: Browser, north) -> None:
    wall = browser.new_page()
    wall.goto(f"{north.url}/display/cn02")
    kept = wall.evaluate(
        """async (days) => {
          const { keepPicture, lastPicture } = await import("/static/display/keeping.js");
          keepPicture({ at: "2026-11-25T16:59:00+07:00" });
          return days.map((day) => Boolean(lastPicture(day)));
        }""",
        ["2026-11-25", "2026-11-26"],
    )
    assert kept == [True, False]
    wall.close()
