"""Where LED signs hang and how they are spoken to, as it is written on the command line: every mistake in a line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from config.settings import BadSetting
from kiosk.signs.open import open_line, read_places

README = Path(__file__).parents[2] / "kiosk/README.md"


@pytest.mark.parametrize(
    ("url", "word"),
    [
        ("usb:///dev/ttyUSB0", "signs are modbus://, ascii://"),
        ("modbus://ttyUSB0", "write modbus:///dev/ttyUSB0"),
        ("modbus://[", "not a URL"),
        ("modbus:///dev/ttyUSB0?baud=9601", "baud is one of 1200"),
        ("modbus:///dev/ttyUSB0?baud", "name=value"),
        ("modbus:///dev/ttyUSB0?parity=X", "N, E or O"),
        ("modbus:///dev/ttyUSB0?register=65536", "0 to 65535"),
        ("modbus:///dev/ttyUSB0?flash=x", "0 to 65535"),
        ("modbus:///dev/ttyUSB0?format={number}", "nothing is called format"),
        ("ascii:///dev/ttyUSB0?format={address}", "with {number}"),
        ("ascii:///dev/ttyUSB0?format={number}{counter}", "with {number}"),
        ("ascii:///dev/ttyUSB0?format={number", "with {number}"),
        ("ascii:///dev/ttyUSB0?format=%E1{number}", "ASCII"),
        ("ascii:///dev/ttyUSB0?characters=0", "1 to 100"),
    ],
)
def test_a_sign_that_cannot_be_is_said_in_a_line(url: str, word: str):
    with pytest.raises(BadSetting) as refused:
        open_line(url)
    assert word in str(refused.value)
    assert "\n" not in str(refused.value)


def test_every_sign_in_the_kiosks_readme_can_be_opened():
    written = re.findall(r"(?:modbus|ascii):///[^\s`\"]+", README.read_text("utf-8"))
    formats = re.findall(r"`(format=[^`]+)`", README.read_text("utf-8"))
    for url in [*written, *(f"ascii:///dev/ttyUSB0?{one}" for one in formats)]:
        open_line(url).close()
    assert (len(written), len(formats)) == (5, 2)


@pytest.mark.parametrize(
    ("counters", "word"),
    [
        (["2A"], "2A=3"),
        (["3=x"], "COUNTER=ADDRESS"),
        (["=3"], "COUNTER=ADDRESS"),
        (["3=0"], "addresses are 1 to 247"),
        (["3=248"], "addresses are 1 to 247"),
        (["3", "4=3"], "two signs have the address 3"),
    ],
)
def test_an_address_that_cannot_be_is_said_in_a_line(counters: list[str], word: str):
    with pytest.raises(BadSetting, match=word):
        read_places(counters, open_line("modbus:///dev/ttyUSB0"))


def test_a_counter_may_have_two_signs_and_a_port_a_name_of_windows():
    line = open_line("modbus:///COM3")
    assert line.name == "COM3"
    assert [place.address for place in read_places(["3", "3=13", "2A=7"], line)] == [3, 13, 7]
