"""Signs in software: which bytes they take, and what they answer."""

from __future__ import annotations

import signal
import subprocess
from pathlib import Path

from kiosk.signs.emulated import AsciiSigns, ModbusSigns, crc, sealed
from tests.kiosk.test_cli import KIOSK


def test_modbus_signs_take_whole_frames_with_the_standards_checksum_only():
    assert crc(b"123456789") == 0x4B37
    told: list[tuple[int, str]] = []
    signs = ModbusSigns(lambda address: address == 3, lambda *one: told.append(one))
    question = sealed(bytes.fromhex("03 10 0000 0002 04 0041 0035"))
    assert signs.hear(question[:-1] + b"\0") == b""
    assert told == []
    assert signs.hear(question[:4]) + signs.hear(question[4:]) == sealed(question[:6])
    assert told == [(3, "A5")]
    assert signs.hear(sealed(bytes.fromhex("03 03 0000 0001"))) == sealed(bytes([3, 0x83, 1]))


def test_signs_of_text_take_framed_lines_and_whole_ones_of_their_own_addresses():
    told: list[tuple[int, str]] = []
    signs = AsciiSigns(lambda address: address in (0, 3), lambda *one: told.append(one))
    assert signs.hear(b"\x0203A01") + signs.hear(b"5 \x03\x0204A016\x03") == b""
    assert signs.hear(b"03*1*A017\r\nHELLO\n") == b""
    assert told == [(3, "A015 "), (3, "*1*A017"), (0, "HELLO")]


def test_signs_in_software_say_where_they_are_and_what_they_are_told():
    process = subprocess.Popen(
        [KIOSK, "emulate-sign", "--kind", "ascii", "--address", "3"], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    Path(process.stdout.readline().removeprefix("signs on ").strip()).write_bytes(b"\x0203A015 \x03")
    assert process.stdout.readline() == "sign 3: A015 \n"
    process.send_signal(signal.SIGTERM)
    assert process.wait(5) == 0
    process.stdout.close()
