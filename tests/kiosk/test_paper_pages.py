"""A number and its paper as the citizen meets them: out, in doubt, again, or none at all."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from printers.emulator import Emulator
from tests.conftest import eventually
from tests.kiosk.conftest import Kiosk, MakeScreen
from tests.kiosk.fake_node import FakeNode
from tests.kiosk.screen import Screen

pytestmark = pytest.mark.browser


def test_a_printer_that_fails_keeps_the_number_on_the_screen_and_home_sends_people_on(
    look: MakeScreen, kiosk: Kiosk, printer: Emulator
):
    screen = look(kiosk)
    screen.service("tra-ket-qua")
    printer.fault("paper_out")
    screen.do("take")
    screen.at("no-paper")
    assert screen.number() == "Q015"
    screen.reads("Số của quý vị đã được giữ và vẫn có hiệu lực.")
    assert screen.box(".k-qr")["width"] * 29 / 37 >= 60 * 3.79
    screen.do("home")
    screen.at("no-paper")
    expect(screen.page.locator("[data-service]")).to_have_count(0)


def test_paper_that_is_back_gives_the_slip_to_who_still_stands_there(
    look: MakeScreen, kiosk: Kiosk, printer: Emulator
):
    screen = look(kiosk)
    screen.service("tra-ket-qua")
    printer.fault("paper_out")
    screen.do("take")
    screen.at("no-paper")
    screen.reads("Máy này hết giấy")
    printer.fault("paper_out", on=False)
    screen.reads("Máy in đã sẵn sàng")
    screen.do("print-again")
    screen.at("ticket")
    screen.reads("Mời quý vị nhận phiếu")
    assert len(printer.receipts) == 1


def test_a_slip_in_doubt_may_be_printed_again_with_its_mark(
    look: MakeScreen, kiosk: Kiosk, printer: Emulator
):
    screen = look(kiosk)
    screen.service("tra-ket-qua")
    printer.reset_line_after(20_000)
    screen.do("take")
    screen.at("no-paper")
    screen.reads("Phiếu có thể chưa ra đủ")
    screen.reads("Phiếu in lại có ghi “Bản in lại”.")
    screen.do("print-again")
    screen.at("ticket")
    screen.reads("Mời quý vị nhận phiếu")


def test_a_slip_that_comes_out_after_all_ends_the_doubt(look: MakeScreen, kiosk: Kiosk, printer: Emulator):
    screen = look(kiosk)
    screen.service("tra-ket-qua")
    printer.after(30, "cover_open")
    screen.do("take")
    screen.at("no-paper")
    printer.fault("cover_open", on=False)
    screen.at("ticket")
    screen.reads("Mời quý vị nhận phiếu")
    assert eventually(lambda: len(printer.receipts) == 1)


def test_who_sees_no_slip_keeps_the_number_by_phone(screen: Screen):
    number = screen.take()
    screen.do("not-out")
    screen.at("no-paper")
    assert screen.number() == number
    screen.reads("Mời gặp bàn hướng dẫn để nhận phiếu giấy.")


def test_a_number_leaves_the_screen_by_itself_after_its_slip_was_sent(
    look: MakeScreen, kiosk: Kiosk, node: FakeNode
):
    screen = look(kiosk, prepared=lambda page: page.clock.install())
    screen.take()
    screen.page.clock.run_for(1_000)
    kiosk.paper(node.tickets[0]["id"])
    screen.page.clock.run_for(1_000)
    screen.reads("Màn hình tự đóng sau")
    screen.page.clock.run_for(16_000)
    screen.at("home")
