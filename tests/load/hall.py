"""A whole hall of processes, with people at its kiosks and officers at its counters, that loses its power at once."""

from __future__ import annotations

import os
import signal
import subprocess
import time
import uuid
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests

from tests.conftest import eventually
from tests.load.crowd import BRANCH, token_of
from tests.node import BIN, Caller, NodeProcess

Json = dict[str, Any]
PACE_S = 0.1


@dataclass
class Part:
    """A process that says where it listens, and listens there again when it is started again."""

    command: list[str]
    process: subprocess.Popen[str] | None = None
    url: str = ""

    def start(self, *more: str) -> None:
        port = str(urlsplit(self.url).port) if self.url else "0"
        self.process = subprocess.Popen(
            [BIN / "moiso-kiosk", *self.command, *more, "--port", port],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        assert self.process.stdout is not None
        self.url = self.process.stdout.readline().removeprefix("listening on ").strip()
        assert self.url, self.command

    def bury(self) -> None:
        if self.process is not None and self.process.stdout is not None:
            self.process.kill()
            self.process.wait(10)
            self.process.stdout.close()
        self.process = None


class Post:
    """A kiosk with its printer; `given` is what people there hold, by their touch."""

    def __init__(self, node: NodeProcess, folder: Path, name: str) -> None:
        self.node, self.given, self.asked = node, dict[str, Json](), dict[str, Json]()
        self.printer = Part(["emulate-printer", "--paper", str(folder / "paper"), "--speed", "1000"])
        token = token_of(node.kiosk(name=name))
        self.kiosk = Part(["run", "--token", token, "--data", str(folder / "data")])

    def start(self) -> None:
        self.printer.start()
        self.kiosk.start("--server", self.node.url, "--printer", self.printer.url)

    @property
    def picture(self) -> Json:
        told: Json = requests.get(f"{self.kiosk.url}/api/picture", timeout=10).json()
        return told

    def ready(self) -> bool:
        """It follows the node and has numbers for when that is away."""
        return self.picture["link"] == "live" and self.picture["emergency"] > 0

    def take(self, service: str) -> Json:
        touch = str(uuid.uuid4())
        wish = {
            "service": service,
            "procedure": None,
            "priority": "none",
            "language": "vi",
            "dossiers": 1,
            "then": [],
        }
        self.asked[touch] = wish
        return self.ask(touch)

    def ask(self, touch: str) -> Json:
        """The ticket of a touch, also of one that was never answered."""
        answer = requests.put(f"{self.kiosk.url}/api/touches/{touch}", json=self.asked[touch], timeout=60)
        told = answer.json()
        assert told["state"] == "issued", told
        self.given[touch] = told["ticket"]
        return self.given[touch]

    def people(self, service: str) -> None:
        """Until the power goes."""
        with suppress(requests.RequestException):
            while True:
                self.take(service)
                time.sleep(PACE_S)

    def slip(self, touch: str) -> Json:
        told: Json = requests.get(f"{self.kiosk.url}/api/touches/{touch}", timeout=10).json()
        return told


@dataclass
class Officer:
    """Calls, starts and finishes; `done` is each step that was answered: the ticket and its state then."""

    caller: Caller
    counter: str
    done: list[tuple[str, str]] = field(default_factory=list)
    under_way: tuple[str, str] | None = None

    def work(self) -> None:
        """Until the power goes, beginning with who stands at the counter from before."""
        with suppress(requests.RequestException):
            while True:
                for verb in self.left_to_do:
                    self.step(f"{BRANCH}/tickets/{self.done[-1][0]}/{verb}")
                    time.sleep(PACE_S / 2)
                self.step(f"{BRANCH}/counters/{self.counter}/call-next")
                time.sleep(PACE_S / 2)

    @property
    def left_to_do(self) -> list[str]:
        steps = {"called": ["start", "finish"], "serving": ["finish"]}
        return steps.get(self.done[-1][1], []) if self.done else []

    def step(self, path: str, key: str = "") -> str | None:
        """The ticket, or None where nobody waits."""
        self.under_way = (path, key or str(uuid.uuid4()))
        answer = self.caller.post(path, {}, key=self.under_way[1])
        told = answer.json()
        assert answer.status_code == 200 or told["code"] == "nobody_waiting", told
        self.under_way = None
        if answer.status_code == 200:
            self.done.append((told["id"], told["state"]))
        return told.get("id")

    def step_again(self) -> None:
        """The key that was pressed when the power went, pressed again."""
        if self.under_way:
            self.step(*self.under_way)


@dataclass
class Hall:
    node: NodeProcess
    posts: list[Post]

    def start(self) -> None:
        """On the ports of before, if there was one."""
        self.node.start()
        self.node.port = urlsplit(self.node.url).port or 0
        for post in self.posts:
            post.start()
        self.settle()

    def settle(self) -> None:
        """Until each kiosk follows the node."""
        for post in self.posts:
            assert eventually(post.ready, 60), post.picture

    def cut_the_power(self) -> None:
        """Every process of the hall, at the same moment."""
        parts = [part for post in self.posts for part in (post.printer, post.kiosk)]
        running = [self.node.process, *(part.process for part in parts)]
        for process in running:
            assert process is not None
            assert process.poll() is None
            os.kill(process.pid, signal.SIGKILL)
        self.node.kill()
        for part in parts:
            part.bury()

    def close(self) -> None:
        for post in self.posts:
            post.kiosk.bury()
            post.printer.bury()
        self.node.stop()
