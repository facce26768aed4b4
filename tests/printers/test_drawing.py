"""The ticket as dots: what a phone reads from it, and that nothing is cut off."""

from __future__ import annotations

from dataclasses import fields
from itertools import product

import pytest
import zxingcpp
from PIL import Image, ImageFont

from config.words import LANGUAGES, window
from printers.drawing import draw
from printers.errors import BadPicture, MissingGlyph
from printers.escpos import LONE_QR, encode
from printers.formats import FORMATS, Format
from printers.lettering import ALPHABET, Step, Weight, drawable, face, measure, require, settle
from printers.sheet import Type
from printers.slip import Slip, slip_of
from tests.printers.goldens import TICKETS as TICKETS_OF_EVERY_KIND
from tests.printers.samples import LEGAL, LONG, catalogue, dots_of, ticket

TICKETS = {
    "normal": (ticket(), catalogue()),
    "priority": (ticket(priority="elderly", ahead=2), catalogue()),
    "long name": (ticket(number="L012"), catalogue(LONG, ("4", "5", "6", "9"))),
    "300 letters": (ticket(priority="merit"), catalogue((LEGAL[:300], LEGAL[:300]))),
    "four figures": (ticket(number="M1042", ahead=123), catalogue()),
    "no wait": (ticket(ahead=0, estimate={"low_s": 0, "high_s": 0}), catalogue()),
    "nothing known": (ticket(ahead=None, estimate=None), catalogue(counters=())),
}


def slip(**changes: object) -> Slip:
    return slip_of(ticket(**changes), catalogue(), "Ki-ốt 1")


@pytest.mark.parametrize(("case", "width"), list(product(TICKETS, (576, 384))))
def test_a_phone_reads_the_address_from_the_ticket(case: str, width: int):
    given, branch = TICKETS[case]
    picture = draw(slip_of(given, branch, "Ki-ốt 1"), width)
    assert picture.width == width
    assert picture.mode == "1"
    assert [code.text for code in zxingcpp.read_barcodes(picture.convert("L"))] == [given["url"]]


@pytest.mark.parametrize("width", [576, 384])
def test_the_code_is_six_dots_a_module_with_four_white_modules_around(width: int):
    picture = draw(slip(), width)
    corners = zxingcpp.read_barcodes(picture.convert("L"))[0].position
    left, top = corners.top_left.x, corners.top_left.y
    side = 29 * 6
    wide = picture.convert("L").crop((left - 24, top - 24, left + side + 24, top + side + 24))
    assert wide.point(lambda shade: 255 - shade).getbbox() == (24, 24, 24 + side, 24 + side)


def test_a_longer_address_takes_a_larger_code():
    url = "https://xep-so.chi-nhanh-2.hanoi.example/ticket/7KQ2MX9DTRW4H?language=vi&kiosk=ki-ot-1"
    codes = zxingcpp.read_barcodes(draw(slip(url=url)).convert("L"))
    assert [code.text for code in codes] == [url]


def test_an_address_that_no_paper_holds_is_refused():
    with pytest.raises(BadPicture):
        draw(slip(url="https://example/" + "a" * 1200))


def test_priority_adds_a_pill_and_nothing_else_changes_by_reason():
    plain, pill = draw(slip()), draw(slip(priority="elderly"))
    assert pill.height > plain.height
    assert dots_of(pill) == dots_of(draw(slip(priority="pregnant")))


@pytest.mark.parametrize("kind", ["normal", "zone", "no-wait"])
def test_a_ticket_is_sent_small_since_its_white_costs_hardly_a_byte(kind: str):
    picture = TICKETS_OF_EVERY_KIND[kind](576)
    assert len(encode(picture)) <= 55_000 < 0.6 * picture.width * picture.height / 8


@pytest.mark.parametrize("weight", list(Weight))
def test_every_face_draws_vietnamese(weight: Weight):
    require(face(weight, 24), "ẰẴặẾễỘỡỮựỴỷĐđ–·•")


def test_every_letter_of_every_word_on_paper_can_be_drawn():
    words = [text for language in LANGUAGES for text in window(language, "slip").values()]
    told = "".join(text if isinstance(text, str) else "".join(text.values()) for text in words)
    assert set(told) - {" "} <= set(ALPHABET)


@pytest.mark.parametrize("paper", FORMATS.values(), ids=lambda paper: str(paper.width))
def test_no_text_is_smaller_than_22_dots(paper: Format):
    types = [kind for field in fields(paper) if isinstance(kind := getattr(paper, field.name), Type)]
    assert len(types) > 20
    assert min(step.smallest for kind in types for step in kind.steps) == 22


def test_a_face_without_a_letter_is_an_error():
    with pytest.raises(MissingGlyph, match="漢"):
        require(face(Weight.BOLD, 24), "Hộ 漢")


def test_a_letter_of_another_script_is_seen_to_be_missing():
    assert drawable("Hộ 漢 tịch") == "Hộ ? tịch"


@pytest.mark.parametrize("name", [*LONG, LEGAL, "x" * 300, "w", "a – b"])
def test_text_fits_its_column_and_loses_no_word(name: str):
    setting = settle(name, Weight.BOLD, 572, (Step(1, 46, 38), Step(2, 40, 34), Step(9, 30, 24)))
    assert all(measure(line, Weight.BOLD, setting.size) <= 572 for line in setting.lines)
    told = "".join(setting.lines).replace("\N{NO-BREAK SPACE}", " ").replace(" ", "")
    assert told == name.replace(" ", "")


def test_what_fits_no_step_ends_with_dots():
    setting = settle(LEGAL, Weight.BOLD, 300, (Step(2, 24, 22),))
    assert len(setting.lines) == 2
    assert setting.lines[-1].endswith("…")
    assert measure(setting.lines[-1], Weight.BOLD, setting.size) <= 300


def test_lines_break_at_the_dash_of_a_name():
    assert settle(LONG[0], Weight.BOLD, 572, (Step(2, 40, 34),)).lines[1] == "Bảo trợ xã hội"
    assert settle(LONG[0], Weight.BOLD, 384, (Step(2, 38, 35), Step(3, 36, 26))).lines == (
        "Lao động –",
        "Người có công –",
        "Bảo trợ xã hội",
    )


def test_hours_stay_whole_and_a_dot_between_facts_ends_no_line():
    narrow = (Step(4, 22, 22),)
    hours = "Giờ làm việc: 8:00 – 12:00, 13:00 – 17:00"
    assert settle(hours, Weight.SEMIBOLD, 384, narrow).lines[-1].replace("\N{NO-BREAK SPACE}", " ") == (
        "8:00 – 12:00, 13:00 – 17:00"
    )
    assert settle("Quầy · Tầng 1, khu A", Weight.SEMIBOLD, 176, narrow).lines == ("Quầy", "Tầng 1, khu A")


def test_a_copy_is_marked_and_keeps_its_code():
    first, second = (draw(slip_of(ticket(), catalogue(), "Ki-ốt 1", copy)) for copy in (1, 2))
    assert second.height > first.height
    assert zxingcpp.read_barcodes(second.convert("L"))[0].text == ticket()["url"]


def test_a_code_that_has_its_rows_to_itself_may_be_drawn_by_the_printer():
    narrow, wide = draw(slip(), 384), draw(slip(), 576)
    lone = narrow.info[LONE_QR]
    rows = dots_of(narrow)
    assert (lone.text, lone.dots, lone.bottom - lone.top) == (ticket()["url"], 6, 29 * 6)
    assert not any(
        "1" in row for row in rows[lone.top - 24 : lone.top] + rows[lone.bottom : lone.bottom + 24]
    )
    assert rows[lone.top].strip("0").startswith("1" * 42)
    assert wide.info[LONE_QR] is None


def test_measures_are_those_of_the_drawn_letters():
    font = face(Weight.SEMIBOLD, 25)
    assert isinstance(font, ImageFont.FreeTypeFont)
    for text in ("Còn 7 người phía trước", "AVATAR To 15–25"):
        assert measure(text, Weight.SEMIBOLD, 25) == font.getlength(text, mode="1")


def test_nothing_is_grey():
    picture = draw(slip())
    assert set(picture.convert("L").tobytes()) == {0, 255}
    assert isinstance(picture, Image.Image)
