"""A driver tells the truth about paper: printed only when confirmed, not printed only when nothing went out."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path

import pytest
import zxingcpp

from printers.drawing import draw
from printers.driver import Driver
from printers.emulator import Emulator
from printers.errors import PrinterError
from printers.jobs import How, Job, Outcome, State
from printers.open import open_driver, open_printer
from printers.pages import Page
from printers.slip import slip_of
from tests.conftest import eventually
from tests.printers.samples import catalogue, ticket
from tests.printers.trial import QUICK, Notes, Trial, page_of, pattern, shows, trial

ONE, TWO = pattern(1), pattern(2)
MakeTrial = Callable[..., Trial]


@pytest.fixture
def make_trial(tmp_path: Path) -> Iterator[MakeTrial]:
    """`make_trial("?confirm=…", speed=…, asb=False, …)`: a driver and the printer it drives."""
    with ExitStack() as running:

        def make(query: str = "", **printer: object) -> Trial:
            emulator = Emulator(tmp_path / "paper", **printer)  # type: ignore[arg-type]
            return trial(running.enter_context(emulator), query)

        yield make


def test_a_slip_is_confirmed_when_its_own_mark_comes_back(make_trial: MakeTrial):
    tried = make_trial()
    outcome = tried.print(ONE)
    assert (outcome.state, outcome.how, outcome.reason) == (State.CONFIRMED, How.PROCESS_ID, None)
    assert tried.notes.states == [State.PREFLIGHT, State.SENDING]
    assert [shows(paper, ONE) for paper in tried.receipts()] == [True]


def test_the_confirmation_waits_for_the_last_dot(make_trial: MakeTrial):
    """When the answer is here, the receipt has been cut: no wait is needed to find it."""
    tried = make_trial(speed=400.0)
    for picture in (ONE, TWO, ONE):
        assert tried.print(picture).state is State.CONFIRMED
        assert shows(tried.receipts()[-1], picture)


@pytest.mark.parametrize(
    ("clone", "how"),
    [
        ({"process_id": False}, How.PAPER_SENSOR),
        ({"process_id": False, "asb": False}, How.PAPER_SENSOR),
        ({"paper_sensor": False}, How.PROCESS_ID),
        ({"process_id": False, "paper_sensor": False}, How.STATUS),
        ({"process_id": False, "paper_sensor": False, "asb": False}, How.STATUS),
    ],
    ids=str,
)
def test_each_printer_is_believed_as_far_as_it_can_tell(
    make_trial: MakeTrial, clone: dict[str, bool], how: How
):
    tried = make_trial(**clone)
    for picture in (ONE, TWO):
        outcome = tried.print(picture)
        assert (outcome.state, outcome.how) == (State.CONFIRMED, how)
        assert eventually(lambda picture=picture: tried.complete(picture) == 1)
    tried.emulator.fault("paper_out")
    assert tried.print(ONE).reason == "out_of_paper"


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ("paper_out", "out_of_paper"),
        ("cover_open", "cover_open"),
        ("cutter_jam", "printer_fault"),
        ("overheat", "overheated"),
        ("offline", "offline"),
        ("mute", "timed_out"),
        ("freeze", "timed_out"),
    ],
)
def test_a_printer_that_cannot_print_is_sent_nothing(make_trial: MakeTrial, fault: str, reason: str):
    tried = make_trial()
    tried.emulator.fault(fault)
    outcome = tried.print(ONE)
    assert (outcome.state, outcome.reason) == (State.NOT_PRINTED, reason)
    assert tried.notes.states == [State.PREFLIGHT]
    tried.emulator.fault(fault, on=False)
    assert tried.print(TWO).state is State.CONFIRMED
    assert not tried.ink(ONE)


def test_paper_near_its_end_still_prints_and_is_told(make_trial: MakeTrial):
    tried = make_trial()
    tried.emulator.fault("near_end")
    status = tried.driver.status()
    assert status is not None
    assert status.faults == ["near_end"]
    assert tried.print(ONE).state is State.CONFIRMED


def test_paper_that_ends_in_the_slip_leaves_doubt_and_its_return_dispels_it(make_trial: MakeTrial):
    emulator = make_trial().emulator
    tried = trial(emulator, patience=replace(QUICK, listen=30))
    emulator.after(20, "paper_out")
    with ThreadPoolExecutor(1) as hands:
        printing = hands.submit(tried.print, ONE)
        assert eventually(lambda: State.IN_DOUBT in tried.notes.states)
        emulator.new_roll()
        outcome = printing.result()
    assert tried.notes.steps[-1] == (State.IN_DOUBT, "out_of_paper")
    assert outcome.state is State.CONFIRMED
    assert tried.complete(ONE) == 1


def test_who_is_in_a_hurry_does_not_wait_for_a_printer_to_come_round(make_trial: MakeTrial):
    tried = make_trial()
    tried.emulator.after(20, "cover_open")
    driver = open_printer(f"tcp://127.0.0.1:{tried.emulator.port}")  # patient: it would listen for a minute
    assert isinstance(driver, Driver)
    outcome = driver.print(1, page_of(ONE), Notes(), lambda: True)
    assert (outcome.state, outcome.reason) == (State.IN_DOUBT, "cover_open")


def test_a_picture_that_broke_off_is_ended_and_cut_off_before_the_next_slip(make_trial: MakeTrial):
    tried = make_trial()
    tried.emulator.reset_line_after(6000)
    assert tried.print(ONE).state is State.IN_DOUBT
    outcome = tried.print(TWO)
    assert (outcome.state, outcome.how) == (State.CONFIRMED, How.PROCESS_ID)
    stub, whole = tried.receipts()
    assert not shows(stub, TWO)
    assert shows(whole, TWO)
    assert tried.complete(ONE) == 0


SECOND_BAND = 1972
"""Bytes of the first slip before the size of its second band is told."""


@pytest.mark.parametrize("told", range(-4, 5))
def test_a_picture_that_broke_off_in_its_header_swallows_no_slip(make_trial: MakeTrial, told: int):
    tried = make_trial()
    tried.emulator.reset_line_after(SECOND_BAND + told)
    assert tried.print(ONE).state is State.IN_DOUBT
    with suppress(PrinterError):
        tried.driver.status()  # as an agent asks between two slips
    assert tried.print(TWO).state is State.CONFIRMED
    assert tried.complete(TWO) == 1


def test_a_connection_that_breaks_before_the_slip_sent_nothing(make_trial: MakeTrial):
    tried = make_trial()
    tried.emulator.reset_line_after(8)
    outcome = tried.print(ONE)
    assert (outcome.state, outcome.reason) == (State.NOT_PRINTED, "connection_closed")
    assert tried.notes.states == [State.PREFLIGHT]


def test_nobody_listening_is_unreachable():
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    driver = open_driver(f"tcp://127.0.0.1:{port}")
    outcome = driver.print(1, page_of(ONE), Notes())
    assert (outcome.state, outcome.reason) == (State.NOT_PRINTED, "unreachable")


def test_a_printer_known_to_confirm_is_not_believed_on_less(make_trial: MakeTrial):
    tried = make_trial("?confirm=process_id", process_id=False, paper_sensor=False)
    outcome = tried.print(ONE)
    assert (outcome.state, outcome.reason) == (State.NOT_PRINTED, "timed_out")


def test_a_picture_for_wider_paper_prints_nothing(make_trial: MakeTrial):
    tried = make_trial("?profile=58mm")
    outcome = tried.print(ONE)
    assert (outcome.state, outcome.reason) == (State.NOT_PRINTED, "too_wide")
    assert tried.emulator.taken == 0


def test_a_probe_finds_out_without_paper(make_trial: MakeTrial):
    tried = make_trial(process_id=False)
    assert tried.driver.probe(9) is How.PAPER_SENSOR
    assert tried.emulator.printed_mm == 0


def test_marks_come_round_after_millions_and_never_meet():
    jobs = [Job(number, b"", 0) for number in (1, 2, 46, 47, 4417, 4418, 40_000_000)]
    marks = {mark for job in jobs for mark in (job.lead, job.trail)}
    assert len(marks) == 2 * len(jobs)
    assert all(len(mark) == 4 and min(mark) >= 0x21 and max(mark) <= 0x7E for mark in marks)


def test_a_code_may_be_drawn_by_the_printer_itself(make_trial: MakeTrial):
    ticket_page = Page(lambda width: draw(slip_of(ticket(), catalogue(), "Ki-ốt 1"), width), str)
    tried = make_trial("?profile=58mm-qr")
    assert tried.driver.print(1, ticket_page, Notes()).state is State.CONFIRMED
    native = tried.emulator.taken
    codes = zxingcpp.read_barcodes(tried.receipts()[0].convert("L"))
    assert [one.text for one in codes] == [ticket()["url"]]
    plain = make_trial("?profile=58mm")
    assert plain.driver.print(1, ticket_page, Notes()).state is State.CONFIRMED
    assert native < plain.emulator.taken


def test_outcomes_say_how_much_paper_they_took(make_trial: MakeTrial):
    tried = make_trial()
    assert tried.print(ONE).mm == ONE.height / 8 + 12
    tried.emulator.fault("paper_out")
    assert tried.print(ONE) == Outcome(State.NOT_PRINTED, "out_of_paper")
