"""What a wall may show and say at which time, read from the ledger's story."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from math import inf
from typing import Any

Json = dict[str, Any]
Place = tuple[str, str]
"""A number and its counter."""
QUIET = frozenset({"ticket.issued", "ticket.announced"})
"""They move no ticket."""
SHORT_S = 0.05
"""Two clocks of one machine, read one after the other."""


@dataclass
class Called:
    """One call: of a `number`, to a `counter`, `at` a time. Once it was taken back, or the number called again, nobody
    need hear it any more: it `leaves`."""

    id: str
    number: str
    counter: str
    at: float
    leaves: float = inf

    @property
    def place(self) -> Place:
        return self.number, self.counter


@dataclass
class Spans:
    """From when until when something was so."""

    spans: list[list[float]] = field(default_factory=list)

    def begin(self, at: float) -> None:
        if not self.spans or self.spans[-1][1] < inf:
            self.spans.append([at, inf])

    def end(self, at: float) -> None:
        if self.spans and self.spans[-1][1] == inf:
            self.spans[-1][1] = at

    def cover(self, start: float, stop: float, late_s: float) -> bool:
        """Whether it was so for the whole time, or at most `late_s` ago."""
        reached = start
        for since, until in self.spans:
            if since - SHORT_S <= reached <= until + late_s:
                reached = until + late_s
        return reached >= stop


class Truth:
    """`events` are all of a branch's log, in order."""

    def __init__(self, events: Iterable[Json]) -> None:
        self.calls: dict[str, Called] = {}
        self.announced: list[tuple[float, Place, str]] = []
        self.called: dict[Place, Spans] = defaultdict(Spans)
        """While the number was being called to the counter."""
        self.stands: dict[Place, Spans] = defaultdict(Spans)
        """From the call on, whatever became of it, unless it was taken back."""
        self._last: dict[str, Called] = {}
        for event in events:
            if event["type"].startswith("ticket."):
                self._take(event, datetime.fromisoformat(event["at"]).timestamp())

    def _take(self, event: Json, at: float) -> None:
        kind, data = event["type"], event["data"]
        if kind == "ticket.announced":
            self.announced.append((at, (data["number"], data["counter"]), data["call"]))
        elif kind in ("ticket.called", "ticket.recalled"):
            self._call(Called(f"{event['epoch']}-{event['seq']}", data["number"], data["counter"], at))
        elif kind not in QUIET and (last := self._last.get(data["number"])):
            self._move(last, kind, data.get("undo"), at)

    def _call(self, call: Called) -> None:
        if before := self._last.get(call.number):
            before.leaves = min(before.leaves, call.at)
        self._last[call.number] = self.calls[call.id] = call
        self.called[call.place].begin(call.at)
        self.stands[call.place].begin(call.at)

    def _move(self, call: Called, kind: str, undone: str | None, at: float) -> None:
        if kind == "ticket.reinstated" and undone:
            self.called[call.place].begin(at)
            return
        self.called[call.place].end(at)
        if kind == "ticket.returned" and undone:
            self.stands[call.place].end(at)
            call.leaves = at
