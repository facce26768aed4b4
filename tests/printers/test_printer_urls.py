"""A printer's URL: every kind, every word, and every way to misspell it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from printers.carriers import CarriedWay
from printers.driver import Driver
from printers.errors import UnknownPrinter
from printers.jobs import How, State
from printers.lines import NodeWay, TcpWay
from printers.open import open_driver, open_printer
from tests.printers.trial import Notes, page_of, pattern


@pytest.mark.parametrize(
    "url",
    [
        "", "printer", "ftp://host", "tcp://", "tcp://host:99999", "tcp://host:9100/path", "file://",
        "file://host/path", "preview://", "preview://folder/of", "tcp://[::1", "usb://", "usb://04b8",
        "usb://04b8:printer", "serial://", "serial:///dev/ttyUSB0?baud=fast", "serial:///dev/ttyUSB0?baud=7",
        "winspool://", "tcp://host?profile=90mm", "tcp://host?confirm=surely", "tcp://host?colour=red",
        "tcp://host?profile", "tcp://host?baud=9600",
    ],
)  # fmt: skip
def test_an_address_that_names_no_printer_is_said_to(url: str):
    with pytest.raises(UnknownPrinter) as unknown:
        open_printer(url)
    assert str(unknown.value)


def test_each_kind_finds_its_way():
    assert open_driver("tcp://printer")._way == TcpWay("printer", 9100)
    assert open_driver("file:///dev/usb/lp0")._way == NodeWay(Path("/dev/usb/lp0"))
    for url in ("usb://04b8:0e15", "serial:///dev/ttyUSB0?baud=9600", "winspool://XP-80 (copy 1)"):
        way = open_driver(url)._way
        assert isinstance(way, CarriedWay)
        assert way.name == url.partition("?")[0]
        assert way.answers is not url.startswith("winspool")


@pytest.mark.parametrize(
    ("word", "width"), [("80mm", 576), ("58mm", 384), ("TM-T20II", 576), ("TM-T88V", 384), ("RP326", 576)]
)
def test_a_profile_or_a_known_model_tells_the_width(word: str, width: int):
    assert open_driver(f"tcp://printer?profile={word}").profile.width == width


def test_what_a_probe_found_is_written_into_the_address():
    assert open_driver("tcp://printer?confirm=paper_sensor").profile.confirm is How.PAPER_SENSOR


def test_a_preview_has_nothing_to_tell():
    with pytest.raises(UnknownPrinter):
        open_driver("preview:///tmp")


@pytest.mark.parametrize(
    "url", ["usb://0001:0002", "serial:///dev/moiso-no-such-line", "file:///dev/moiso-no-such-printer"]
)
def test_a_device_that_is_not_there_prints_nothing(url: str):
    notes = Notes()
    outcome = open_printer(url).print(1, page_of(pattern(1)), notes, lambda: True)
    assert (outcome.state, outcome.reason) == (State.NOT_PRINTED, "unreachable")
    assert notes.states == [State.PREFLIGHT]
    assert not Path("/dev/moiso-no-such-printer").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="there the spooler exists")
def test_a_windows_spooler_elsewhere_is_unreachable():
    outcome = open_printer("winspool://XP-80").print(1, page_of(pattern(1)), Notes(), lambda: True)
    assert (outcome.state, outcome.reason) == (State.NOT_PRINTED, "unreachable")


def test_a_driver_is_what_a_url_opens():
    assert isinstance(open_printer("tcp://printer"), Driver)
