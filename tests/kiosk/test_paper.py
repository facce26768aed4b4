"""A slip at the kiosk: printed once, told to the node, printed again with its mark, or asked for by a desk."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import requests

from kiosk.file import File
from kiosk.jobs import MOST_COPIES, Jobs, TooManyCopies
from kiosk.journal import Journal
from kiosk.roll import Roll
from printers.emulator import Emulator
from printers.jobs import How, Outcome, State
from server.rules.printing import PrintState
from tests.conftest import eventually
from tests.kiosk.conftest import MORNING, NO_PRINTER, Kiosk, MakeKiosk
from tests.kiosk.fake_node import FakeNode

CONFIRMED = Outcome(State.CONFIRMED, how=How.PROCESS_ID)
EMPTY = Outcome(State.NOT_PRINTED, "out_of_paper")
DOUBT = Outcome(State.IN_DOUBT, "connection_closed")


@pytest.fixture
def file(tmp_path: Path) -> Iterator[File]:
    made = File(tmp_path / "journal.db")
    yield made
    made.close()


@pytest.fixture
def jobs(file: File) -> Jobs:
    return Jobs(file)


def again(kiosk: Kiosk, touch: str) -> requests.Response:
    return requests.post(f"{kiosk.agent.url}/api/touches/{touch}/slips", timeout=5)


def test_kiosk_and_node_mean_the_same_by_each_word():
    assert {str(one) for one in State} == {str(one) for one in PrintState}


def test_a_ticket_is_queued_for_the_first_who_asks_only(jobs: Jobs):
    assert jobs.first("ticket", "{}", MORNING)
    assert jobs.first("ticket", "{}", MORNING) is None


@pytest.mark.parametrize(("outcome", "copy"), [(EMPTY, 1), (CONFIRMED, 2), (DOUBT, 2)])
def test_only_what_left_nothing_on_paper_is_printed_again_without_a_mark(
    jobs: Jobs, outcome: Outcome, copy: int
):
    first = jobs.first("ticket", "{}", MORNING)
    assert first
    jobs.end(first.id, outcome, "printer")
    second, new = jobs.again("ticket", MORNING)
    assert (second.copy, new) == (copy, True)
    assert jobs.again("ticket", MORNING) == (second, False)


def test_a_kiosk_does_not_print_a_ticket_without_end(jobs: Jobs):
    job = jobs.first("ticket", "{}", MORNING)
    for _ in range(MOST_COPIES):
        assert job
        jobs.end(job.id, DOUBT, "printer")
        if job.copy < MOST_COPIES:
            job, _ = jobs.again("ticket", MORNING)
    with pytest.raises(TooManyCopies):
        jobs.again("ticket", MORNING)


@pytest.mark.parametrize(
    ("step", "end"),
    [
        (State.QUEUED, State.NOT_PRINTED),
        (State.PREFLIGHT, State.NOT_PRINTED),
        (State.SENDING, State.IN_DOUBT),
        (State.IN_DOUBT, State.IN_DOUBT),
        (State.CONFIRMED, State.CONFIRMED),
        (State.UNVERIFIED, State.UNVERIFIED),
    ],
)
def test_after_a_restart_the_journal_says_what_can_be_known(jobs: Jobs, step: State, end: State):
    job = jobs.first("ticket", "{}", MORNING)
    assert job
    jobs.note(job.id, step, None, "printer")
    jobs.resume()
    latest = jobs.latest("ticket")
    assert latest
    assert latest.state is end


def test_paper_that_is_back_after_its_end_is_a_new_roll(file: File):
    roll = Roll(Journal(file), 1000)
    roll.pull(140)
    assert (roll.left_mm, roll.ticket_mm) == (860, 140)
    roll.watch((), ("near_end",))
    roll.watch(("near_end",), ("out_of_paper",))
    assert Roll(Journal(file), 1000).left_mm == 860
    roll.watch(("out_of_paper",), ())
    assert Roll(Journal(file), 1000).left_mm == 1000


def test_the_node_hears_how_a_slip_ended(kiosk: Kiosk, node: FakeNode, new_touch: str):
    kiosk.touch(new_touch)
    assert eventually(lambda: bool(node.told_of("/printed")))
    (verdict,) = node.told_of("/printed")
    assert (verdict["copy"], verdict["verdict"], verdict["how"]) == (1, "confirmed", "process_id")
    (path, _, key) = next(one for one in node.told if one[0].endswith("/printed"))
    assert new_touch in path
    assert key


def test_a_node_that_is_away_hears_it_later_and_once(kiosk: Kiosk, node: FakeNode, new_touch: str):
    kiosk.touch(new_touch)
    node.away = True
    kiosk.paper(new_touch)
    node.away = False
    assert eventually(lambda: bool(node.told_of("/printed")))
    kiosk.touch(str(uuid.uuid4()))
    assert eventually(lambda: len(node.told_of("/printed")) == 2)
    assert eventually(lambda: not kiosk.jobs().untold())


def test_a_reprint_is_a_marked_copy_and_the_node_hears_of_it(
    kiosk: Kiosk, node: FakeNode, printer: Emulator, new_touch: str
):
    kiosk.touch(new_touch)
    kiosk.paper(new_touch)
    assert again(kiosk, new_touch).json()["copy"] == 2
    assert eventually(lambda: len(printer.receipts) == 2)
    assert kiosk.paper(new_touch)["paper"] == "confirmed"
    assert eventually(lambda: [one["copy"] for one in node.told_of("/printed")] == [1, 2])
    first, second = (path.read_bytes() for path in printer.receipts)
    assert first != second


def test_a_storm_of_reprints_is_one_slip_at_a_time(kiosk: Kiosk, printer: Emulator, new_touch: str):
    kiosk.touch(new_touch)
    kiosk.paper(new_touch)
    printer.fault("cover_open")
    with ThreadPoolExecutor(8) as fingers:
        codes = {one.status_code for one in fingers.map(lambda _: again(kiosk, new_touch), range(20))}
    assert codes == {200}
    kiosk.paper(new_touch)
    printer.fault("cover_open", on=False)
    assert len(printer.receipts) == 1
    assert kiosk.jobs().latest(new_touch).copy == 2


@pytest.mark.parametrize("_again", range(5))
def test_a_storm_of_first_slips_is_one_job(jobs: Jobs, _again: int):
    with ThreadPoolExecutor(8) as askers:
        queued = list(askers.map(lambda _: jobs.first("ticket", "{}", MORNING), range(40)))
    assert sum(one is not None for one in queued) == 1


def test_after_the_last_copy_a_person_has_to_look(kiosk: Kiosk, new_touch: str):
    kiosk.touch(new_touch)
    for _ in range(MOST_COPIES - 1):
        kiosk.paper(new_touch)
        assert again(kiosk, new_touch).status_code == 200
    assert kiosk.paper(new_touch)["again"] is False
    assert again(kiosk, new_touch).status_code == 409


def test_nothing_is_printed_again_for_an_unknown_touch(kiosk: Kiosk, new_touch: str):
    assert again(kiosk, new_touch).status_code == 404


def test_a_spare_printer_takes_over_when_the_first_cannot_print(
    make_kiosk: MakeKiosk, printer: Emulator, new_touch: str
):
    spare = f"tcp://127.0.0.1:{printer.port}"
    kiosk = make_kiosk(NO_PRINTER, spare_printer=spare)
    kiosk.touch(new_touch)
    assert kiosk.paper(new_touch)["paper"] == "confirmed"
    job = kiosk.jobs().latest(new_touch)
    assert job
    assert job.printer == spare
    assert eventually(lambda: kiosk.picture()["fault"] is None)


def test_the_node_hears_what_is_wrong_with_the_printer_and_when_it_is_mended(
    kiosk: Kiosk, node: FakeNode, printer: Emulator
):
    def faults() -> Any:
        beats = node.told_of("/heartbeat")
        return beats[-1]["printer"]["faults"] if beats else None

    printer.fault("near_end")
    assert eventually(lambda: faults() == ["near_end"])
    assert node.told_of("/heartbeat")[-1]["printer"]["state"] == "ready"
    printer.fault("cover_open")
    assert eventually(lambda: faults() == ["cover_open", "near_end"])
    assert node.told_of("/heartbeat")[-1]["printer"]["state"] == "blocked"
    for fault in ("near_end", "cover_open"):
        printer.fault(fault, on=False)
    assert eventually(lambda: faults() == [])


def wanted(node: FakeNode, kiosk: Kiosk, copy: int = 2) -> str:
    """A print job that a desk has asked the node for."""
    touch, name = str(uuid.uuid4()), str(uuid.uuid4())
    ticket = kiosk.touch(touch).json()["ticket"]
    kiosk.paper(touch)
    node.wanted.append({"id": name, "ticket": touch, "copy": copy, "ticket_view": ticket})
    return name


def test_a_desk_may_have_a_ticket_printed_here_and_hears_each_step(
    kiosk: Kiosk, node: FakeNode, printer: Emulator
):
    name = wanted(node, kiosk)
    assert eventually(lambda: len(printer.receipts) == 2)
    assert eventually(lambda: [one["state"] for one in node.told_of(name)][-1:] == ["confirmed"])
    steps = [one["state"] for one in node.told_of(name)]
    assert steps[0] == "preflight"
    assert steps.count("confirmed") == 1


def test_a_job_that_the_node_has_given_up_is_not_printed(kiosk: Kiosk, node: FakeNode, printer: Emulator):
    node.unwanted.add(wanted(node, kiosk))
    assert eventually(lambda: not node.wanted)
    assert eventually(lambda: not kiosk.jobs().untold())
    assert len(printer.receipts) == 1
