"""LED signs on a serial line: what stands on them, judged by an emulator with its own reading of the bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from kiosk.signs.bridge import Bridge
from kiosk.signs.emulator import Emulator
from kiosk.signs.news import News, NoSuchPlace
from kiosk.signs.open import open_line, read_places
from kiosk.signs.shown import fitted
from kiosk.upstream import Upstream
from tests.conftest import StandingClock, eventually
from tests.kiosk.fake_node import FakeNode


def at_counter(code: str, number: str | None = None, ticket_state: str | None = None) -> dict[str, Any]:
    return {"code": code, "state": "open", "number": number, "ticket_state": ticket_state}


class Hall:
    """A branch with counters 1 to 3, a bridge for signs over them, and the clock that both go by."""

    def __init__(self, node: FakeNode, clock: StandingClock, url: str, counters: list[str]) -> None:
        self.node, self.clock = node, clock
        self.upstream = Upstream(node.url, "")
        self.line, self.news = open_line(url), News(self.upstream, "cn02", clock)
        self.bridge = Bridge(self.line, read_places(counters, self.line), self.news, clock)
        self.says()

    def says(self, *counters: dict[str, Any]) -> None:
        """What the node says of these counters from now on; the others are free."""
        told = {one: at_counter(one) for one in "123"} | {one["code"]: one for one in counters}
        self.node.snapshot |= {"seq": self.node.snapshot["seq"] + 1, "counters": list(told.values())}

    def hear(self) -> None:
        self.news.ask()
        self.bridge.step()

    def wait(self, seconds: float) -> None:
        """Without a word of the node."""
        self.clock.at += timedelta(seconds=seconds)
        self.bridge.step()


OpenHall = Callable[..., Hall]


@pytest.fixture
def open_hall(node: FakeNode, clock: StandingClock) -> Iterator[OpenHall]:
    opened: list[Hall] = []

    def make(url: str, *counters: str) -> Hall:
        opened.append(Hall(node, clock, url, list(counters)))
        return opened[-1]

    yield make
    for hall in opened:
        hall.line.close()
        hall.upstream.close()


@pytest.fixture
def modbus() -> Iterator[Emulator]:
    with Emulator("modbus", {1, 2, 12}) as emulator:
        yield emulator


@pytest.fixture
def ascii_signs() -> Iterator[Emulator]:
    with Emulator("ascii", range(100)) as emulator:
        yield emulator


def test_a_call_stands_on_the_sign_of_its_counter_and_flashes_until_it_is_served(
    open_hall: OpenHall, modbus: Emulator
):
    hall = open_hall(f"modbus://{modbus.port}?register=20&flash=40", "1", "2=12")
    hall.says(at_counter("2", "A015", "called"))
    hall.hear()
    assert modbus.told == [(1, "     "), (1, "40=0"), (12, "A015 "), (12, "40=1")]
    hall.says(at_counter("2", "A015", "serving"))
    hall.hear()
    assert modbus.told[4:] == [(12, "A015 "), (12, "40=0")]


def test_a_sign_shows_the_number_at_once_and_flashes_when_the_hall_begins_to_hear_it(
    open_hall: OpenHall, modbus: Emulator
):
    hall = open_hall(f"modbus://{modbus.port}?flash=40", "1")
    call = {"number": "A015", "counter": "1", "announced": False}
    hall.node.snapshot["calls"] = [
        call,
        {**call, "announced": True},
    ]  # its first call, before it was called again
    hall.says(at_counter("1", "A015", "called"))
    hall.hear()
    assert modbus.told == [(1, "A015 "), (1, "40=0")]
    hall.node.snapshot["calls"] = [{**call, "announced": True}]
    hall.says(at_counter("1", "A015", "called"))
    hall.hear()
    assert modbus.told[2:] == [(1, "A015 "), (1, "40=1")]


def test_only_changes_are_written_and_every_sign_again_after_half_a_minute(
    open_hall: OpenHall, modbus: Emulator
):
    hall = open_hall(f"modbus://{modbus.port}", "1", "2")
    hall.says(at_counter("1", "A015", "called"))
    hall.hear()
    hall.says(at_counter("1", "A015", "serving"), at_counter("2", "C009", "called"))
    for _ in range(3):
        hall.hear()
    written = [(1, "A015 "), (2, "     "), (1, "A015 "), (2, "C009 ")]
    assert modbus.told == written
    hall.clock.at += timedelta(seconds=29)
    hall.hear()
    assert modbus.told == written
    hall.clock.at += timedelta(seconds=1)
    hall.hear()
    assert modbus.told[4:] == [(1, "A015 "), (2, "C009 ")]


def test_after_eight_seconds_without_the_node_no_sign_shows_a_number(
    open_hall: OpenHall, modbus: Emulator, caplog: pytest.LogCaptureFixture
):
    hall = open_hall(f"modbus://{modbus.port}", "1", "2")
    hall.says(at_counter("1", "A015", "serving"))
    hall.hear()
    hall.node.away = True
    for _ in range(3):
        hall.news.ask()
    hall.wait(7.9)
    assert (modbus.shown(1), modbus.shown(2)) == ("A015", "")
    hall.wait(0.2)
    assert (modbus.shown(1), modbus.shown(2)) == ("---", "---")
    hall.node.away = False
    hall.says(at_counter("1", "A016", "called"))
    hall.hear()
    assert (modbus.shown(1), modbus.shown(2)) == ("A016", "")
    assert [record.getMessage().partition(":")[0] for record in caplog.records] == [
        "the node does not answer",
        "the node answers again",
    ]


def test_a_node_with_nothing_new_to_say_is_still_there(open_hall: OpenHall, modbus: Emulator):
    hall = open_hall(f"modbus://{modbus.port}", "1")
    hall.says(at_counter("1", "A015", "serving"))
    for _ in range(5):
        hall.clock.at += timedelta(seconds=4)
        hall.hear()
    assert modbus.shown(1) == "A015"
    assert hall.node.unchanged == 3  # the second answer was the first one with a tag to ask by


def test_an_older_picture_is_neither_shown_nor_a_sign_of_life(open_hall: OpenHall, modbus: Emulator):
    hall = open_hall(f"modbus://{modbus.port}", "1")
    hall.says(at_counter("1", "A015", "called"))
    hall.hear()
    hall.node.snapshot["seq"] -= 2
    hall.says(at_counter("1", "A014", "called"))
    hall.clock.at += timedelta(seconds=7)
    hall.hear()
    assert modbus.shown(1) == "A015"
    hall.wait(1.5)
    assert modbus.shown(1) == "---"


def test_a_sign_that_does_not_answer_is_told_once_and_holds_up_no_other(
    open_hall: OpenHall, modbus: Emulator, caplog: pytest.LogCaptureFixture
):
    hall = open_hall(f"modbus://{modbus.port}", "1", "2")
    modbus.silent.add(1)
    hall.hear()
    hall.says(at_counter("1", "A015", "called"), at_counter("2", "C009", "called"))
    hall.clock.at += timedelta(seconds=5)
    hall.hear()
    assert (modbus.shown(1), modbus.shown(2)) == (None, "C009")
    modbus.silent.clear()
    hall.clock.at += timedelta(seconds=5)
    hall.hear()
    assert modbus.shown(1) == "A015"
    assert [record.getMessage() for record in caplog.records] == [
        "the sign of counter 1 (address 1): no answer",
        "the sign of counter 1 (address 1) answers again",
    ]


@pytest.mark.parametrize("kind", ["modbus", "ascii"])
def test_a_port_that_was_pulled_out_is_told_once_and_found_again(
    open_hall: OpenHall, tmp_path: Path, caplog: pytest.LogCaptureFixture, kind: str
):
    port = tmp_path / "usb-signs"
    with Emulator(kind, {1, 2}) as first:
        port.symlink_to(first.port)
        hall = open_hall(f"{kind}://{port}", "1", "2")
        hall.says(at_counter("1", "A015", "called"), at_counter("2", "C009", "serving"))
        hall.hear()
        assert eventually(lambda: first.shown(2) == "C009")
    hall.says(at_counter("1", "A016", "called"), at_counter("2", "C009", "serving"))
    for _ in range(3):
        hall.clock.at += timedelta(seconds=2)
        hall.hear()
    with Emulator(kind, {1, 2}) as second:
        port.unlink()
        port.symlink_to(second.port)
        hall.clock.at += timedelta(seconds=2)
        hall.hear()
        assert eventually(lambda: (second.shown(1), second.shown(2)) == ("A016", "C009"))
        gone, back = (record.getMessage() for record in caplog.records)
        assert gone.startswith(f"{port}: ")
        assert back == f"{port} is back"


def test_a_line_of_text_is_framed_as_the_signs_want_it(open_hall: OpenHall, ascii_signs: Emulator):
    usual = open_hall(f"ascii://{ascii_signs.port}", "1", "2=12")
    usual.says(at_counter("2", "A015", "called"))
    usual.hear()
    assert eventually(lambda: len(ascii_signs.told) == 2)
    assert ascii_signs.told == [(1, "     "), (12, "A015 ")]
    form = "{address}*{called}*{number}%0D%0A"
    own = open_hall(f"ascii://{ascii_signs.port}?characters=4&format={form}", "2=7")
    own.says(at_counter("2", "A1024", "called"))
    own.hear()
    assert eventually(lambda: len(ascii_signs.told) == 3)
    assert ascii_signs.told[2] == (7, "*1*1024")


def test_a_number_that_is_too_long_keeps_the_end_that_tells_it_apart():
    assert [fitted("A1024", size) for size in (6, 5, 4)] == ["A1024 ", "A1024", "1024"]
    assert [fitted("A015", size) for size in (5, 3)] == ["A015 ", "015"]
    assert [fitted(text, 4) for text in ("", "---")] == ["    ", "--- "]


def test_signs_are_blank_after_a_clean_end(open_hall: OpenHall, modbus: Emulator):
    hall = open_hall(f"modbus://{modbus.port}?flash=9", "1")
    hall.says(at_counter("1", "A015", "called"))
    hall.hear()
    hall.bridge.blank()
    assert modbus.told[2:] == [(1, "     "), (1, "9=0")]


def test_a_counter_that_leaves_the_catalogue_later_leaves_a_blank_sign(open_hall: OpenHall, modbus: Emulator):
    hall = open_hall(f"modbus://{modbus.port}", "1")
    hall.says(at_counter("1", "A015", "serving"))
    hall.hear()
    hall.says()
    hall.node.snapshot["counters"] = [at_counter("2")]
    hall.hear()
    assert modbus.shown(1) == ""


def test_a_counter_that_there_never_was_is_an_error(open_hall: OpenHall, modbus: Emulator):
    hall = open_hall(f"modbus://{modbus.port}", "1", "9=2")
    with pytest.raises(NoSuchPlace, match="branch cn02 has no counter 9"):
        hall.hear()
