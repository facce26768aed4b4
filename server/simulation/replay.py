"""A real day, read out of a branch's log: who came when, how long each was served, and which counters were open."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from server.rules.ordering import MICROSECONDS, NO_PRIORITY
from server.simulation.day import Arrival, BadDay, Day, Stand

Event = dict[str, Any]
UNKNOWN_S = 300.0
"""Service of a ticket whose end the log does not tell, where no other of its service tells one."""


def read_log(path: Path) -> list[Event]:
    """Events as `GET …/events` gives them: one JSON object with a list, or one event a line. `BadDay`, `OSError`."""
    text = path.read_text("utf-8")
    try:
        whole = json.loads(text)
        events = whole["events"] if isinstance(whole, dict) else whole
    except (ValueError, KeyError):
        events = _lines(text, path)
    if not isinstance(events, list) or not all(isinstance(one, dict) and "type" in one for one in events):
        raise BadDay(f"{path}: no list of events")
    return events


def _lines(text: str, path: Path) -> list[Event]:
    try:
        return [json.loads(line) for line in text.splitlines() if line.strip()]
    except ValueError as problem:
        raise BadDay(f"{path}: {problem}") from None


def day_of(events: Iterable[Event]) -> Day:
    """The day of these events. `BadDay` when nobody came, or no counter was ever open."""
    log = _Log()
    try:
        for event in events:
            log.hear(event)
    except (KeyError, TypeError, ValueError) as missing:
        raise BadDay(f"not an event of a branch's log: {missing}") from None
    day = log.day()
    if not day.arrivals or not day.stands:
        raise BadDay("nobody came on this day, or no counter was open")
    return day


@dataclass
class _Log:
    came: list[tuple[str, float, str, bool]] = field(default_factory=list)
    served: dict[str, float] = field(default_factory=dict)
    called: dict[str, float] = field(default_factory=dict)
    services: dict[str, list[str]] = field(default_factory=dict)
    since: dict[str, float] = field(default_factory=dict)
    spans: dict[str, list[tuple[float, float]]] = field(default_factory=lambda: defaultdict(list))
    last: float = 0.0

    def hear(self, event: Event) -> None:
        kind, subject, data = event["type"], event["subject"].partition("/")[2], event["data"]
        at = self.last = _second(event)
        if kind in ("ticket.issued", "ticket.checked_in"):
            start = at - (event["at_us"] - data["wait_start"]) / MICROSECONDS
            self.came.append((subject, start, data["service"], data["priority"] != NO_PRIORITY))
        elif kind == "ticket.called" and data.get("why") != "on_paper":  # keyed in later: no time of service
            self.called[subject] = at
        elif kind in ("ticket.finished", "ticket.no_show") and subject in self.called:
            self.served[subject] = self.served.get(subject, 0.0) + at - self.called.pop(subject)
        elif kind in ("counter.opened", "counter.resumed"):
            self.services[subject] = data.get("services", self.services.get(subject, []))
            self.since.setdefault(subject, at)
        elif kind in ("counter.paused", "counter.closed") and subject in self.since:
            self.spans[subject].append((self.since.pop(subject), at))

    def day(self) -> Day:
        means = self._means()
        arrivals = (
            Arrival(at, service, priority, self.served.get(ticket) or means.get(service, UNKNOWN_S))
            for ticket, at, service, priority in self.came
        )
        return Day(tuple(sorted(arrivals, key=lambda one: one.at)), tuple(self._stands()))

    def _means(self) -> dict[str, float]:
        by_service: dict[str, list[float]] = defaultdict(list)
        for ticket, _, service, _ in self.came:
            if ticket in self.served:
                by_service[service].append(self.served[ticket])
        return {service: sum(spans) / len(spans) for service, spans in by_service.items()}

    def _stands(self) -> Iterator[Stand]:
        for code, services in self.services.items():
            open_still = [(self.since[code], self.last + UNKNOWN_S)] if code in self.since else []
            spans = tuple(self.spans[code] + open_still)
            if spans:
                yield Stand(code, frozenset(services), spans)


def _second(event: Event) -> float:
    """Of the branch's own day: `at` carries its offset."""
    at = datetime.fromisoformat(event["at"])
    return at.hour * 3600 + at.minute * 60 + at.second + at.microsecond / MICROSECONDS
