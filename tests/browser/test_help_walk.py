"""The bell from the kiosk's page to the board and back, through a real node and a real agent."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from config.kiosk_settings import KioskSettings
from kiosk.agent import Agent
from tests.browser.conftest import DESK, KIOSK, sign_in_by_keyboard, window
from tests.node import NodeProcess

pytestmark = pytest.mark.browser

WITHIN_MS = 15_000
STAFFED = ("/counter/cn02/3", "/reception/cn02")
"""They show the bell as the board does; each is tried by itself with the other tests of its page."""


@pytest.fixture
def agent(north: NodeProcess, tmp_path: Path) -> Iterator[Agent]:
    """A kiosk of the sample centre whose slips are pictures."""
    (token,) = north.act("device add", name="Ki-ốt 1", branch="cn02", scope="kiosk")
    made = Agent(
        KioskSettings(north.url, token, f"preview://{tmp_path}/slips", port=0, data=tmp_path / "kiosk")
    )
    made.start()
    yield made
    made.stop()


def bell(page: Page) -> Page:
    expect(page.locator("body[data-state='help']")).to_be_visible(timeout=WITHIN_MS)
    return page


def opened(context: BrowserContext, url: str) -> Page:
    page = window(context, url, DESK)
    sign_in_by_keyboard(page, "sam")
    return page


@pytest.mark.parametrize(
    "screen", ["/board/cn02", *(pytest.param(one, marks=pytest.mark.thorough) for one in STAFFED)]
)
def test_a_touch_on_the_kiosk_rings_with_staff_and_their_press_tells_the_person(
    north: NodeProcess, agent: Agent, context: BrowserContext, screen: str
):
    kiosk = window(context, agent.url, KIOSK)
    kiosk.locator("[data-service='ho-tich']").first.click()
    staff = opened(context, f"{north.url}/")
    staff.goto(north.url + screen)
    expect(staff.locator("body[data-link='live']")).to_be_visible(timeout=WITHIN_MS)

    kiosk.locator("[data-action='help']").click()
    expect(bell(kiosk).locator("main")).to_contain_text("Đã gọi cán bộ hướng dẫn")
    expect(staff.locator("#help-list li")).to_contain_text("Ki-ốt 1 gọi cán bộ hướng dẫn")

    staff.get_by_role("button", name="Tôi đến ngay").click()
    expect(staff.locator("#help-calls")).to_be_hidden()
    expect(kiosk.locator("main")).to_contain_text("Cán bộ đang đến với quý vị")

    kiosk.locator("main [data-action='back']").click()
    expect(kiosk.locator("body[data-state='procedures']")).to_be_visible()
