"""A film from a real node: it comes in ranges, through the worker that keeps the wall's page, and is kept by nobody."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.display.posters import film, poster
from tests.node import HANOI, NodeProcess

pytestmark = [pytest.mark.browser, pytest.mark.thorough]
KEPT = """async () => {
  const kept = await (await caches.open("moiso-wall")).keys();
  return kept.map(({ url }) => new URL(url).pathname);
}"""
MOVES = "() => [...document.querySelectorAll('#media video')].some((one) => one.currentTime > 0)"


def furnish(node: NodeProcess, browser: Browser) -> None:
    """Somebody is served at counter 1, and the wall `sanh` has a film and a picture."""
    folder = node.folder / "var" / "media" / "tet-2027"
    folder.mkdir(parents=True)
    page = browser.new_page()
    film(page, folder / "a.webm", ms=3000)
    page.close()
    poster(folder / "b.png")
    text, centre = HANOI.read_text("utf-8"), Path(node.folder / "centre.toml")
    centre.write_text(
        text.replace("screen_in = 65", 'screen_in = 65, media = "tet-2027", media_seconds = 5'), "utf-8"
    )
    node.act("apply", path=str(centre))
    officer = node.script("ana")
    officer.at("1", "open")
    assert node.kiosk().take().status_code == 201
    called = officer.at("1", "call-next").json()
    assert officer.do(called["id"], "start").status_code == 200


def test_a_wall_whose_page_is_kept_plays_films_and_keeps_none(north: NodeProcess, browser: Browser) -> None:
    furnish(north, browser)
    context = browser.new_context(viewport={"width": 1920, "height": 1080})
    page = context.new_page()
    asked: list[Any] = []
    page.on("response", lambda one: asked.append((one.url, one.status)))
    page.goto(f"{north.url}/display/cn02?display=sanh")
    expect(page.locator("body[data-kept]")).to_have_count(1)
    page.reload()  # from now on every request goes through the worker
    page.wait_for_function(MOVES, timeout=60_000)
    expect(page.locator("#media img")).to_be_visible(timeout=60_000)
    page.reload()
    page.wait_for_function(MOVES, timeout=60_000)
    assert [path for path in page.evaluate(KEPT) if path.startswith("/display/cn02/media")] == []
    films = [status for url, status in asked if "/media/a.webm" in url]
    assert films
    assert set(films) <= {200, 206}
    context.close()
