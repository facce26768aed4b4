"""One officer, one counter, two windows."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.browser.conftest import DESK, window
from tests.conftest import eventually
from tests.node import NodeProcess

pytestmark = pytest.mark.browser


@pytest.fixture
def windows(north: NodeProcess, context: BrowserContext) -> list[Page]:
    """Ana's counter 3, open, with three people before it."""
    north.script("ana").at("3", "open")
    kiosk = north.kiosk()
    for _ in range(3):
        assert kiosk.take().status_code == 201
    cookies = north.browser("ana").session.cookies
    context.add_cookies([{"name": one.name, "value": one.value or "", "url": north.url} for one in cookies])
    pages = [window(context, f"{north.url}/counter/cn02/3", DESK) for _ in range(2)]
    for page in pages:
        expect(page.locator("body")).to_have_attribute("data-state", "idle")
    return pages


def test_f2_in_two_windows_before_either_knows_of_the_other_calls_one(
    north: NodeProcess, windows: list[Page]
):
    presses: list[Route] = []

    def hold(press: Route) -> None:
        presses.append(press)

    for page in windows:
        page.route("**/call-next", hold)
        page.keyboard.press("F2")
    assert eventually(lambda: all(page.evaluate("true") for page in windows) and len(presses) == 2)
    for press in presses:
        press.continue_()
    for page in windows:
        expect(page.locator("body")).to_have_attribute("data-state", "called")
    answers = [press.request.response() for press in presses]
    assert sorted(one.status for one in answers if one) == [200, 409]
    told = north.script("sam").get("/api/v1/branches/cn02/events?after=0").json()
    assert [one["type"] for one in told["events"]].count("ticket.called") == 1
