"""A day of bad luck: a line that is cut and swallows, a node that is killed, a page that is loaded again; meanwhile the
officers call."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random
from threading import Event, Thread
from typing import Any

import requests

from tests.display.truth import Json
from tests.display.watching import Watched
from tests.node import Caller, NodeProcess
from tests.realtime.line import Line

PATIENCE_S = 60
"""So long an officer presses again and again while the node does not answer."""
PACE_S = 10
"""Until a number is done with, on average: a voice needs six to fourteen seconds to call one."""


class Officers(Thread):
    """People come, are called, called again, served, sent on, sent back; an officer takes back what was too fast."""

    def __init__(self, node: NodeProcess, other: NodeProcess, seed: int, pace_s: float = PACE_S) -> None:
        """One sits at `node`, one at the `other` process of the same branch, which may be the same."""
        super().__init__(daemon=True)
        self.chance, self.pace_s = Random(seed), pace_s
        self.kiosk, self.sam = node.kiosk(), node.script("sam")
        self.desks = {"1": node.script("ana"), "2": Caller(other, node.script("binh").headers)}
        self.leave = Event()
        self.problem: Exception | None = None

    def run(self) -> None:
        try:
            for counter, officer in self.desks.items():
                self._press(officer, f"counters/{counter}/open")
            while not self.leave.is_set():
                self._turn()
        except Exception as problem:  # told by `end`, in the thread that judges
            self.problem = problem

    def end(self) -> None:
        self.leave.set()
        self.join(2 * PATIENCE_S)
        if self.problem:
            raise self.problem

    def story(self) -> list[Json]:
        """All of the branch's log."""
        events: list[Json] = []
        while True:
            after = events[-1]["seq"] if events else 0
            told = self.sam.get(f"/api/v1/branches/cn02/events?after={after}&limit=500").json()["events"]
            if not told:
                return events
            events += told

    @property
    def pack(self) -> Json:
        """The voice of the branch."""
        told: Json = self.kiosk.get("/voice/cn02").json()
        return told

    def _turn(self) -> None:
        """One call, or one at each counter in the same moment."""
        counters = self.chance.choice((["1"], ["2"], ["1", "2"]))
        called = {}
        for counter in counters:
            self._until(lambda key: self.kiosk.take("ho-tich", key), uuid.uuid4())
            called[counter] = self._press(self.desks[counter], f"counters/{counter}/call-next")["id"]
        for counter, ticket in called.items():
            self.leave.wait(self.chance.uniform(0, 2 * self.pace_s))
            self._goes_on(self.desks[counter], counter, ticket)

    def _goes_on(self, officer: Caller, counter: str, ticket: str) -> None:
        verb = self.chance.choice(("start", "start", "no-show", "return", "transfer", "undo"))
        if verb == "undo":
            self._take_back(officer, counter, ticket)
            return
        if self.chance.random() < 0.3:
            self._press(officer, f"tickets/{ticket}/recall")
            self.leave.wait(self.chance.uniform(0, 3))
        self._press(officer, f"tickets/{ticket}/{verb}", {"service": "ho-tich"} if verb == "transfer" else {})
        if verb == "start":
            self._press(officer, f"tickets/{ticket}/finish")

    def _take_back(self, officer: Caller, counter: str, ticket: str) -> None:
        """Of a call or of a start, within five seconds; who was too slow lets the number go."""
        if self.chance.random() < 0.5:
            self._press(officer, f"tickets/{ticket}/start")
        self._press(officer, f"counters/{counter}/undo", bad=(409, 410))
        self._press(officer, f"tickets/{ticket}/no-show", bad=(409,))
        self._press(officer, f"tickets/{ticket}/finish", bad=(409,))

    def _press(self, officer: Caller, path: str, body: object = None, bad: tuple[int, ...] = ()) -> Any:
        answer = self._until(
            lambda key: officer.post(f"/api/v1/branches/cn02/{path}", body, key=key), uuid.uuid4()
        )
        assert answer.status_code == 200 or answer.status_code in bad, (path, answer.text)
        return answer.json()

    def _until(self, ask: Callable[[str], requests.Response], key: uuid.UUID) -> requests.Response:
        """The same press again until the node, which may just be dead, has answered."""
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            with suppress(requests.RequestException):
                answer = ask(str(key))
                if answer.status_code < 500:
                    return answer
            time.sleep(0.1)
        raise TimeoutError("the node has not come back")


@dataclass
class Troubles:
    """Between a wall and its node; each blow is of a kind and a length that `chance` gives."""

    node: NodeProcess
    line: Line
    wall: Watched
    chance: Random
    blows: list[tuple[float, float]] = field(default_factory=list)
    """When each began and ended."""

    def strike(self, kinds: tuple[str, ...]) -> None:
        began = time.time()
        getattr(self, self.chance.choice(kinds))()
        self.blows.append((began, time.time()))
        self.wall.read()
        time.sleep(self._rest_s())

    def cut(self) -> None:
        self.line.cut()
        time.sleep(self._span_s())
        self.line.mend()

    def swallow(self) -> None:
        """A black hole that gives back what it took, late."""
        self.line.freeze()
        time.sleep(self._span_s())
        self.line.mend()

    def swallow_and_cut(self) -> None:
        """A black hole that gives nothing back."""
        self.line.freeze()
        time.sleep(self._span_s())
        self.cut()

    def reload(self) -> None:
        self.wall.read()
        self.wall.page.evaluate("() => { setTimeout(() => location.reload()); }")
        time.sleep(self.chance.uniform(0, 0.5))

    def reload_while_cut(self) -> None:
        self.line.cut()
        self.reload()
        time.sleep(self._span_s())
        self.line.mend()

    def restart(self) -> None:
        self.node.kill()
        self.node.start()

    def restart_while_swallowing(self) -> None:
        self.line.freeze()
        self.restart()
        self.line.mend()

    def _span_s(self) -> float:
        """Mostly too short to be noticed; some longer than a wall believes its picture, some than a call is fresh."""
        luck = self.chance.random()
        if luck < 0.007:
            return self.chance.uniform(15.5, 20)
        if luck < 0.03:
            return self.chance.uniform(7, 12)
        return self.chance.uniform(0.05, 0.5)

    def _rest_s(self) -> float:
        return self.chance.uniform(2, 8) if self.chance.random() < 0.03 else self.chance.uniform(0, 0.5)
