"""`moiso-kiosk bench --touch`: from a touch to its number, with the node and without; back online; memory."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import requests

from config import settings as config_settings

SAMPLE = Path(config_settings.__file__).with_name("hanoi.toml")
BRANCH = "cn02"
TOUCHES, RETURNS = 60, 5
"""Without a node a kiosk has a hundred numbers a day."""
PATIENCE_S, GRACE_S = 60, 10
LOOK_S = 0.02
SWEEP_EVERY = 250
WISH: dict[str, object] = {
    "service": "ho-tich",
    "procedure": None,
    "priority": "none",
    "language": "vi",
    "dossiers": 1,
    "then": [],
}


@dataclass
class Bench:
    """A node and a kiosk's agent as processes of their own, in a folder that goes away."""

    folder: Path
    port: int = 0
    running: dict[str, subprocess.Popen[str]] = field(default_factory=dict)
    url: str = ""
    line: requests.Session = field(default_factory=requests.Session)

    @property
    def slips(self) -> Path:
        return self.folder / "slips"

    def moiso(self, *arguments: str) -> str:
        done = subprocess.run(  # noqa: S603 - our own command
            [_beside("moiso"), *arguments], env=self._env(), capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise OSError(done.stderr.strip() or f"moiso {arguments[0]} failed")
        return done.stdout.strip()

    def start_node(self) -> None:
        self._start("node", [_beside("moiso"), "serve", "--port", str(self.port)])

    def start_kiosk(self, token: str) -> None:
        self.line.trust_env = False
        self.url = self._start(
            "kiosk",
            [_beside("moiso-kiosk"), "run", "--server", f"http://127.0.0.1:{self.port}", "--token", token,
             "--printer", f"preview://{self.slips}", "--port", "0", "--data", str(self.folder / "kiosk")],
        )  # fmt: skip

    def end(self, name: str) -> None:
        process = self.running.pop(name)
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(GRACE_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdout is not None:
            process.stdout.close()

    def picture(self) -> dict[str, Any]:
        told: dict[str, Any] = self.line.get(f"{self.url}/api/picture", timeout=5).json()
        return told

    def touch(self) -> tuple[float, str]:
        """Seconds until the number is there, and its series."""
        began = time.perf_counter()
        touch = f"{self.url}/api/touches/{uuid.uuid4()}"
        told = self.line.put(touch, json=WISH, timeout=PATIENCE_S).json()
        span = time.perf_counter() - began
        if told["state"] != "issued":
            raise OSError(f"the kiosk gave no number: {told}")
        return span, told["ticket"]["series"]

    def resident_mb(self) -> float:
        """Of the agent; the file counts kibibytes."""
        status = Path(f"/proc/{self.running['kiosk'].pid}/status").read_text()
        (line,) = (one for one in status.splitlines() if one.startswith("VmRSS"))
        return int(line.split()[1]) * 1024 / 1e6

    def _start(self, name: str, command: list[str]) -> str:
        process = subprocess.Popen(  # noqa: S603 - our own command
            command, env=self._env(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        self.running[name] = process
        line = process.stdout.readline() if process.stdout else ""
        if not line.startswith("listening on "):
            raise OSError(f"the {name} did not start")
        return line.removeprefix("listening on ").strip()

    def _env(self) -> dict[str, str]:
        kept = {name: text for name, text in os.environ.items() if not name.startswith("MOISO_")}
        return kept | {"MOISO_VAR": str(self.folder / "node"), "MOISO_ALWAYS_OPEN": "1"}


def run(tickets: int) -> int:
    """Prints figures and their aims; judges nothing."""
    with _bench() as bench:
        spans = [_one(bench, series="A") for _ in range(TOUCHES)]
        _say(f"touch to number, node there     {_figures(spans)}   (aim 300 at 95 %)")
        bench.end("node")
        _until(lambda: bench.picture()["link"] == "lost")
        spans = [_one(bench, series="E") for _ in range(TOUCHES)]
        _say(f"touch to number, node away      {_figures(spans)}   (aim 200 at 95 %)")
        backs = list(_returns(bench))
        _say(f"back online after the node is   {max(backs):8.1f} s at most of {len(backs)}   (aim 5)")
        before = bench.resident_mb()
        _crowd(bench, tickets)
        _say(f"agent's memory, at first        {before:8.0f} MB")
        _say(f"after {tickets:,} tickets more".ljust(32) + f"{bench.resident_mb():8.0f} MB   (aim 150)")
    return 0


@contextmanager
def _bench() -> Iterator[Bench]:
    with TemporaryDirectory(prefix="moiso-bench-", ignore_cleanup_errors=True) as name:
        bench = Bench(Path(name), _free_port())
        try:
            bench.start_node()
            bench.moiso("apply", str(SAMPLE))
            bench.start_kiosk(bench.moiso("device", "add", "bench", "--branch", BRANCH, "--scope", "kiosk"))
            _until(lambda: bench.picture()["link"] == "live" and bench.picture()["emergency"] > 0)
            yield bench
        finally:
            for one in list(bench.running):
                bench.end(one)


def _one(bench: Bench, series: str) -> float:
    """A touch while nothing else goes on: the paper of the one before is done, as it is between two people."""
    due = len(list(bench.slips.glob("*.png"))) + 1
    span, given = bench.touch()
    if given != series:
        raise OSError(f"a number of series {given} where {series} was expected")
    _until(partial(_printed, bench, due))
    return span


def _returns(bench: Bench) -> Iterator[float]:
    """From the moment that the node listens until the kiosk's page says so and all it gave has been told."""
    for number in range(RETURNS):
        if number:
            bench.end("node")
            _until(lambda: bench.picture()["link"] == "lost")
            bench.touch()
        bench.start_node()
        began = time.perf_counter()
        _until(lambda: bench.picture()["link"] == "live")
        yield time.perf_counter() - began


def _crowd(bench: Bench, tickets: int) -> None:
    """As fast as the agent gives them; its paper is never far behind, and swept away."""
    for left in range(tickets, 0, -SWEEP_EVERY):
        few = min(left, SWEEP_EVERY)
        for slip in bench.slips.glob("*.png"):
            slip.unlink()
        for _ in range(few):
            bench.touch()
        _until(partial(_printed, bench, few))


def _printed(bench: Bench, count: int) -> bool:
    return len(list(bench.slips.glob("*.png"))) >= count


def _until(done: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not done():
        if time.monotonic() > deadline:
            raise OSError(f"the bench waited {PATIENCE_S} s in vain")
        time.sleep(LOOK_S)


def _figures(spans: list[float]) -> str:
    ordered = sorted(1000 * one for one in spans)
    middle, slow = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)]
    return f"{middle:8.0f} ms in the middle, {slow:.0f} at 95 %"


def _beside(command: str) -> str:
    return str(Path(sys.executable).with_name(command))


def _free_port() -> int:
    """The node comes back to the same one."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - it talks to the person who started it
