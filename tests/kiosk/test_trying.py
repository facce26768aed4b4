"""Staff try a new machine out before its first citizen; nobody else ever can."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import requests
from playwright.sync_api import expect

from printers.emulator import Emulator
from tests.conftest import eventually
from tests.kiosk.conftest import Kiosk, MakeKiosk, MakeScreen
from tests.kiosk.screen import Screen
from tests.kiosk.states import CARD, TYPE


def trial(kiosk: Kiosk, method: str = "GET", door: str = "") -> requests.Response:
    return requests.request(method, f"{kiosk.agent.url}/api/trial{door}", timeout=10)


def verdict(kiosk: Kiosk) -> dict[str, Any]:
    """Of the test slip, once it has one."""
    told: dict[str, Any] = {}

    def settled() -> bool:
        told.update(trial(kiosk).json())
        return told["state"] not in ("queued", "preflight", "sending")

    assert eventually(settled), told
    return told


@pytest.fixture
def new(make_kiosk: MakeKiosk, printer_url: str, tmp_path: Path) -> Kiosk:
    """A machine that has just been let in."""
    (tmp_path / "kiosk").mkdir()
    (tmp_path / "kiosk" / "to-try").touch()
    return make_kiosk(printer_url)


def test_a_machine_in_service_has_no_doors_for_a_trial(kiosk: Kiosk, printer: Emulator):
    assert kiosk.picture()["trying"] is False
    asked = [trial(kiosk), trial(kiosk, "POST", "/slips"), trial(kiosk, "DELETE")]
    assert [one.status_code for one in asked] == [409, 409, 409]
    assert printer.receipts == []


def test_a_test_slip_is_printed_and_its_verdict_told(new: Kiosk, printer: Emulator):
    assert trial(new).json() == {"state": None, "advice": None}
    assert trial(new, "POST", "/slips").json()["state"] == "queued"
    assert verdict(new) == {"state": "confirmed", "advice": None}
    assert len(printer.receipts) == 1


def test_a_printer_that_cannot_print_says_what_to_do(new: Kiosk, printer: Emulator):
    printer.fault("paper_out")
    trial(new, "POST", "/slips")
    told = verdict(new)
    assert told["state"] == "not_printed"
    assert "80 mm" in told["advice"]["vi"]
    printer.fault("paper_out", on=False)
    trial(new, "POST", "/slips")
    assert verdict(new)["state"] == "confirmed"


def test_the_trial_lasts_over_a_restart_and_ends_once_for_all(
    new: Kiosk, make_kiosk: MakeKiosk, printer_url: str
):
    new.agent.stop()
    again = make_kiosk(printer_url)
    assert again.picture()["trying"] is True
    assert trial(again, "DELETE").status_code == 200
    assert again.picture()["trying"] is False
    assert trial(again, "POST", "/slips").status_code == 409
    again.agent.stop()
    assert make_kiosk(printer_url).picture()["trying"] is False


@pytest.mark.browser
def test_staff_touch_the_marks_print_scan_and_open_the_machine(
    look: MakeScreen, new: Kiosk, printer: Emulator
):
    screen = look(new)
    screen.at("trying")
    for mark in range(6):
        do(screen, f"mark-{mark}")
    screen.reads("Đã nhận đủ các dấu")
    do(screen, "slip")
    expect(screen.page.locator("[data-verdict='confirmed']")).to_contain_text("máy in xác nhận")
    assert len(printer.receipts) == 1
    screen.page.evaluate(TYPE, CARD)
    screen.reads("Đã nhận một thẻ. Máy không đọc và không lưu.")
    assert not any(part in screen.page.content() for part in CARD.split("|") if len(part) > 3)
    expect(screen.page.locator("[data-service]")).to_have_count(0)
    do(screen, "done")
    screen.at("home")
    screen.page.reload()
    screen.at("home")
    assert screen.outside == []


@pytest.mark.browser
def test_a_trial_that_everybody_has_left_does_not_stand_before_citizens(look: MakeScreen, new: Kiosk):
    screen = look(new, prepared=lambda page: page.clock.install())
    screen.at("trying")
    do(screen, "mark-1")
    screen.page.clock.run_for(590_000)
    screen.at("trying")
    screen.page.clock.run_for(15_000)
    screen.at("home")
    assert new.picture()["trying"] is False


def do(screen: Screen, control: str) -> None:
    screen.page.locator(f"[data-try='{control}']").click()
