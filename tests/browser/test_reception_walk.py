"""A number from the reception's tablet to its paper, and from its QR code to another service at a counter."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from config.kiosk_settings import KioskSettings
from kiosk.agent import Agent
from tests.browser.conftest import DESK, sign_in_by_keyboard, window
from tests.conftest import eventually
from tests.node import NodeProcess

pytestmark = pytest.mark.browser

TABLET = {"width": 800, "height": 1280}
WITHIN_MS = 20_000


@pytest.fixture
def printer(north: NodeProcess, tmp_path: Path) -> Iterator[Path]:
    """Where the one printer of cn02 leaves its slips, as pictures."""
    (token,) = north.act("device add", name="Máy in bàn", branch="cn02", scope="kiosk")
    slips = tmp_path / "slips"
    agent = Agent(KioskSettings(north.url, token, f"preview://{slips}", port=0, data=tmp_path / "kiosk"))
    agent.start()
    yield slips
    agent.stop()


def at_desk(context: BrowserContext, node: NodeProcess, name: str, path: str, size: dict[str, int]) -> Page:
    page = window(context, f"{node.url}/", size)
    sign_in_by_keyboard(page, name)
    page.goto(node.url + path)
    expect(page.locator("body[data-link='live']")).to_be_visible(timeout=WITHIN_MS)
    return page


def test_a_number_is_given_and_printed_at_the_reception_and_changes_its_service_at_a_counter(
    north: NodeProcess, printer: Path, context: BrowserContext
):
    tablet = at_desk(context, north, "rita", "/reception/cn02", TABLET)
    expect(tablet.locator("#printer")).to_have_value("Máy in bàn", timeout=WITHIN_MS)
    tablet.locator("[data-service='xay-dung']").click()
    tablet.locator("[data-action='take']").click()
    expect(tablet.locator("#found-number")).to_have_text("K001", timeout=WITHIN_MS)
    assert tablet.locator("#found-qr").evaluate("one => one.decode().then(() => one.naturalWidth > 0)")
    assert eventually(lambda: bool(list(printer.glob("*.png"))), 20)
    expect(tablet.locator("[data-print-state='confirmed'], [data-print-state='unverified']")).to_be_visible(
        timeout=WITHIN_MS
    )
    expect(tablet.locator("[data-prints]")).not_to_contain_text("BẢN IN LẠI")

    ana = north.script("ana")
    given = ana.get("/api/v1/branches/cn02/tickets?find=K1").json()["here"]["ticket"]
    context.clear_cookies()
    desk = at_desk(context, north, "ana", "/counter/cn02/3", DESK)
    desk.keyboard.type(given["url"])
    desk.keyboard.press("Enter")
    expect(desk.locator("#found-number")).to_have_text("K001")
    for key in ("F8", "c", "Enter"):
        desk.keyboard.press(key)
    expect(desk.locator("#find-did")).to_have_text("K001: đã đổi sang Đất đai")
    here = ana.get("/api/v1/branches/cn02/tickets?find=K1").json()["here"]
    assert (here["ticket"]["service"], here["wait_start"]) == ("dat-dai", given["issued_at"])

    desk.keyboard.press("F4")
    expect(desk.locator("#find-dialog [data-prints]")).to_contain_text(
        "BẢN IN LẠI #2", ignore_case=True, timeout=WITHIN_MS
    )
