"""A number and an appointment given back on the phone, in Chromium, through a real node."""

from __future__ import annotations

import uuid

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.conftest import PHONE, window
from tests.node import NodeProcess

pytestmark = [pytest.mark.browser, pytest.mark.thorough]


def phone(context: BrowserContext, north: NodeProcess, code: str) -> Page:
    page = window(context, f"{north.url}/t/{code}", PHONE)
    expect(page.locator("body")).to_have_attribute("data-link", "live")
    return page


def place(page: Page) -> Locator:
    return page.locator("main [data-ahead]")


def give_back(page: Page, button: str) -> None:
    page.get_by_role("button", name=button, exact=True).click()
    page.get_by_role("button", name="Đồng ý hủy", exact=True).click()
    expect(page.locator("body")).to_have_attribute("data-state", "cancelled")


def test_who_gives_a_number_back_on_the_phone_lets_the_next_one_up(
    north: NodeProcess, context: BrowserContext
):
    kiosk = north.kiosk()
    first, second = (phone(context, north, kiosk.take("dat-dai").json()["code"]) for _ in range(2))
    expect(place(second)).to_have_attribute("data-ahead", "1")
    give_back(first, "Hủy số này")
    expect(place(second)).to_have_attribute("data-ahead", "0")
    first.reload()
    expect(first.locator("main")).to_contain_text("Số này đã hủy")


def test_an_appointment_is_given_back_on_the_phone_and_its_half_hour_goes_to_the_next(
    north: NodeProcess, context: BrowserContext
):
    staff = north.script("sam")

    def book(dossiers: int) -> dict[str, str]:
        answer = staff.put(
            f"/api/v1/branches/cn02/bookings/{uuid.uuid4()}", {"service": "dat-dai", "dossiers": dossiers}
        )
        found: dict[str, str] = answer.json()
        return found

    slip = book(20)
    assert book(1)["starts_at"] > slip["starts_at"]
    page = phone(context, north, slip["code"])
    give_back(page, "Hủy lịch hẹn")
    expect(page.locator("main")).to_contain_text("Lịch hẹn")
    assert book(1)["starts_at"] == slip["starts_at"]
