"""A screen is let in by the code that it shows, becomes its wall, tells how it fares, and asks again when put out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import eventually

pytestmark = pytest.mark.browser
AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
FAULTS = "axe.run().then((found) => found.violations.map((one) => one.id + ' ' + one.nodes[0].target))"
BEAT = "**/api/v1/devices/self/heartbeat"
SIZES = [(1920, 1080), (1080, 1920), (1280, 720), (3840, 2160)]
OUTSIDE = """() => [...document.querySelectorAll("body *")].filter((node) => {
  const box = node.getBoundingClientRect();
  return box.width && (box.right > innerWidth + 1 || box.bottom > innerHeight + 1 || box.top < -1);
}).map((node) => node.outerHTML.slice(0, 80))"""


@pytest.fixture
def screen(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1920, "height": 1080})
    yield context.new_page()
    context.close()


def code_on(screen: Page) -> str:
    shown = screen.locator("#code")
    expect(shown).to_be_visible()
    code = shown.get_attribute("data-code")
    assert code is not None
    return code


def wall(north: Any, name: str) -> Any:
    told = north.script("sam").get("/api/v1/branches/cn02/snapshot?view=desk").json()["devices"]
    return next((one for one in told if one["name"] == name), None)


def sound_of(north: Any, screen: Page, name: str) -> str:
    """As its next word says; the first may come before it has its voice."""
    with screen.expect_response(BEAT) as heard:
        pass
    assert heard.value.status == 200
    return str(wall(north, name)["display"]["sound"])


def test_a_screen_goes_from_its_code_to_its_wall_and_back(north: Any, screen: Page) -> None:
    screen.goto(f"{north.url}/display/?lang=en")
    code = code_on(screen)
    assert screen.locator("#code span").all_text_contents() == [code[:4], code[4:]]
    north.act("device approve", code=code, branch="cn02", name="khu-b")
    expect(screen.locator(".wall")).to_be_visible()
    assert screen.url == f"{north.url}/display/cn02?display=khu-b&lang=en"
    assert eventually(lambda: sound_of(north, screen, "khu-b") == "on")
    told = wall(north, "khu-b")
    assert (told["online"], told["display"]["faults"]) == (True, [])
    assert told["display"]["shows"] in {"idle", "loading"}
    north.act("device revoke", name="khu-b", branch="cn02")
    expect(screen.locator("#code")).to_be_visible()
    assert code_on(screen) != code
    assert screen.url == f"{north.url}/display/pair?lang=en"


def test_a_screen_that_was_let_in_goes_to_its_wall_without_asking_again(north: Any, screen: Page) -> None:
    (token,) = north.act("device add", name="Màn hình sảnh", branch="cn02", scope="display")
    kept = {"token": token, "branch": "cn02", "name": "Màn hình sảnh"}
    screen.goto(f"{north.url}/display/cn01")
    screen.evaluate("kept => localStorage.setItem('moiso-display', JSON.stringify(kept))", kept)
    screen.goto(f"{north.url}/display/pair")
    expect(screen.locator(".wall")).to_be_visible()
    assert eventually(lambda: wall(north, "Màn hình sảnh")["online"])
    assert screen.url.endswith("/display/cn02?display=M%C3%A0n+h%C3%ACnh+s%E1%BA%A3nh")


def test_without_a_node_the_screen_says_so_and_goes_on_trying(north: Any, screen: Page) -> None:
    screen.route("**/api/v1/pairing", lambda route: route.abort())
    screen.goto(f"{north.url}/display/pair")
    expect(screen.locator("#away")).to_contain_text("Màn hình sẽ tự thử lại")
    screen.unroute("**/api/v1/pairing")
    code_on(screen)
    expect(screen.locator("#away")).to_be_hidden()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_code_page_fits_and_is_for_everybody(north: Any, screen: Page, language: str) -> None:
    screen.goto(f"{north.url}/display/pair?lang={language}")
    code_on(screen)
    for width, height in SIZES:
        screen.set_viewport_size({"width": width, "height": height})
        assert screen.evaluate(OUTSIDE) == [], (width, height)
    screen.evaluate(AXE.read_text("utf-8"))
    assert screen.evaluate(FAULTS) == []
