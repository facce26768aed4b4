"""Several procedures under one number, as they are added, left out, and told on the ticket."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.kiosk.conftest import MakeKiosk
from tests.kiosk.fake_node import FakeNode
from tests.kiosk.judging import accessibility_faults
from tests.kiosk.screen import CROWDED, LANDSCAPE, PORTRAIT, Screen
from tests.kiosk.test_modes import Look, look
from tests.looks import looks

pytestmark = pytest.mark.browser
__all__ = ["look"]

BIRTH, RESULTS = "dang-ky-khai-sinh", "nhan-ket-qua"
RESULTS_NAME = "Nhận kết quả theo giấy hẹn"


def to_confirm(screen: Screen) -> None:
    screen.service("ho-tich")
    screen.procedure(BIRTH)
    screen.at("confirm")


def add(screen: Screen, service: str, procedure: str | None = None) -> None:
    screen.do("add")
    screen.at("home")
    screen.service(service)
    if procedure is not None:
        screen.procedure(procedure)
    screen.at("confirm")


def chosen(screen: Screen) -> list[str]:
    return screen.page.locator(".k-then li > span").all_inner_texts()


def test_three_procedures_are_one_number_and_a_fourth_is_not_offered(
    look: Look, make_kiosk: MakeKiosk, printer_url: str, node: FakeNode
):
    screen = look(make_kiosk(printer_url))
    to_confirm(screen)
    add(screen, "dat-dai", "")
    add(screen, "tra-ket-qua")
    assert chosen(screen) == ["Đất đai", RESULTS_NAME]
    expect(screen.page.locator("[data-action='add']")).to_have_count(0)
    screen.do("take")
    assert screen.number() == "A015"
    screen.reads(f"Sau đó: Đất đai; {RESULTS_NAME}")
    (given,) = node.tickets
    assert (given["service"], given["procedure"]) == ("ho-tich", BIRTH)
    assert given["then"] == [
        {"service": "dat-dai", "procedure": None}, {"service": "tra-ket-qua", "procedure": RESULTS},
    ]  # fmt: skip


def test_what_was_added_can_be_left_out_and_the_way_back_keeps_what_was_chosen(
    look: Look, make_kiosk: MakeKiosk, printer_url: str, node: FakeNode
):
    screen = look(make_kiosk(printer_url))
    to_confirm(screen)
    add(screen, "tra-ket-qua")
    screen.do("add")
    screen.reads(f"Cùng một số, sau: Đăng ký khai sinh; {RESULTS_NAME}")
    screen.do("back")
    screen.at("confirm")
    assert chosen(screen) == [RESULTS_NAME]
    screen.do("drop")
    expect(screen.page.locator(".k-then")).to_have_count(0)
    screen.do("take")
    screen.number()
    assert (node.tickets[0]["then"], node.tickets[0]["procedure"]) == ([], BIRTH)


def test_the_same_procedure_twice_is_once(
    look: Look, make_kiosk: MakeKiosk, printer_url: str, node: FakeNode
):
    screen = look(make_kiosk(printer_url))
    to_confirm(screen)
    add(screen, "ho-tich", BIRTH)
    assert chosen(screen) == []
    add(screen, "tra-ket-qua")
    add(screen, "tra-ket-qua")
    assert chosen(screen) == [RESULTS_NAME]


def test_the_next_person_finds_nothing_of_it(
    look: Look, make_kiosk: MakeKiosk, printer_url: str, node: FakeNode
):
    screen = look(make_kiosk(printer_url))
    to_confirm(screen)
    add(screen, "tra-ket-qua")
    screen.do("back")
    screen.at("procedures")
    screen.do("back")
    screen.at("home")
    screen.service("tra-ket-qua")
    screen.at("confirm")
    assert chosen(screen) == []


@pytest.mark.parametrize(("language", "size"), looks([PORTRAIT, LANDSCAPE]))
def test_every_page_of_a_visit_has_room_and_no_fault(
    look: Look, make_kiosk: MakeKiosk, printer_url: str, node: FakeNode, language: str, size: dict[str, int]
):
    screen = look(make_kiosk(printer_url), language, size)

    def judge(name: str) -> None:
        assert accessibility_faults(screen) == []
        assert screen.page.evaluate(CROWDED) == []
        if folder := os.environ.get("MOISO_PICTURES"):
            screen.page.screenshot(path=Path(folder) / f"visit-{name}-{language}-{size['width']}.png")

    for large in (False, True):
        to_confirm(screen)
        add(screen, "dat-dai", "the-chap")
        judge(f"one{'-large' * large}")
        screen.do("add")
        judge(f"adding{'-large' * large}")
        screen.service("chung-thuc")
        screen.procedure("")
        judge(f"two{'-large' * large}")
        if not large:
            screen.do("back")
            screen.do("back")
            screen.do("large")
    screen.do("take")
    screen.at("ticket")
    judge("ticket-large")
