"""An agent killed in the middle of a slip tells the same truth when it is back."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
import uuid
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import requests

from kiosk.file import File
from kiosk.jobs import Jobs, PrintJob
from printers.emulator import Emulator
from printers.escpos import BAND_ROWS
from printers.jobs import State
from tests.conftest import eventually
from tests.kiosk.conftest import WISH
from tests.kiosk.fake_node import TOKEN, FakeNode
from tests.printers.trial import ink_rows, opened

BIN = Path(sys.executable).parent
SPEED = 400.0
"""A slip takes two thirds of a second: kills find it at every step, and some after its end."""
LONGEST_S = 1.5


@dataclass
class Machine:
    """A kiosk's process with its printer, which lives on."""

    node: FakeNode
    printer: Emulator
    data: Path
    broken_off: bool = False
    """Whether an older picture may lie open in the printer: what comes next ends it, on the older paper."""

    def start(self) -> subprocess.Popen[str]:
        command = [BIN / "moiso-kiosk", "run", "--port", "0", "--server", self.node.url, "--token", TOKEN,
                   "--printer", f"tcp://127.0.0.1:{self.printer.port}", "--data", self.data]  # fmt: skip
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        assert process.stdout is not None
        self.url = process.stdout.readline().removeprefix("listening on ").strip()
        return process

    def touch_and_kill(self, touch: str, after_s: float) -> None:
        process = self.start()
        finger = Thread(target=self._touch, args=[touch])
        finger.start()
        time.sleep(after_s)
        process.send_signal(signal.SIGKILL)
        process.wait(10)
        assert process.stdout is not None
        process.stdout.close()
        finger.join()
        assert self.printer.idle(10)

    def truth(self, touch: str) -> PrintJob | None:
        """What the restarted agent says of the slip."""
        file = File(self.data / "journal.db")
        jobs = Jobs(file)
        jobs.resume()
        found = jobs.latest(touch)
        file.close()
        return found

    def _touch(self, touch: str) -> None:
        with suppress(requests.RequestException):
            requests.put(f"{self.url}/api/touches/{touch}", json=WISH, timeout=5)


@pytest.fixture
def machine(node: FakeNode, tmp_path: Path) -> Any:
    with Emulator(tmp_path / "paper", speed=SPEED) as printer:
        yield Machine(node, printer, tmp_path / "kiosk")


def trial(machine: Machine, seed: int) -> State | None:
    chance, touch = random.Random(seed), str(uuid.uuid4())
    before, rows = len(machine.printer.receipts), len(ink_rows(machine.printer.strip()))
    machine.touch_and_kill(touch, chance.uniform(0, LONGEST_S))
    job = machine.truth(touch)
    whole = len(machine.printer.receipts) - before
    stub = len(ink_rows(machine.printer.strip())) - rows
    if job is None or job.state is State.NOT_PRINTED:
        assert whole == 0, "a slip came out of which the journal knows nothing"
        assert stub <= (BAND_ROWS if machine.broken_off else 0), "ink of which the journal knows nothing"
    elif job.state is State.CONFIRMED:
        assert whole >= 1, "confirmed without its paper"
        machine.broken_off = False
    else:
        assert job.state is State.IN_DOUBT
        machine.broken_off = True
    return job.state if job else None


def settle(machine: Machine) -> None:
    """Behind the last kill the printer is put in order by the next slip, which is whole."""
    process, touch = machine.start(), str(uuid.uuid4())
    machine._touch(touch)
    url = f"{machine.url}/api/touches/{touch}"
    assert eventually(lambda: requests.get(url, timeout=5).json().get("paper") == "confirmed")
    process.terminate()
    assert process.wait(10) == 0
    assert process.stdout is not None
    process.stdout.close()
    with_code = opened(machine.printer.receipts[-1])
    assert len(ink_rows(with_code)) > 700


def test_a_kill_at_any_moment_leaves_the_truth(machine: Machine):
    for seed in range(6):
        trial(machine, seed)
    settle(machine)


@pytest.mark.thorough
def test_two_hundred_kills_leave_the_truth(machine: Machine):
    seen = {trial(machine, seed) for seed in range(200)}
    settle(machine)
    assert {State.IN_DOUBT, State.CONFIRMED} <= seen
