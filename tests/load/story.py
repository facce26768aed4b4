"""What the log of a branch must look like afterwards, read event by event; each fault is a sentence."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from tests.node import Caller

Event = dict[str, Any]
REST_US = 2 * 60 * 1_000_000
"""So long a counter is not given again what it gave back."""


def events_of(staff: Caller, branch: str = "cn02") -> list[Event]:
    found: list[Event] = []
    while True:
        after = found[-1]["seq"] if found else 0
        page = staff.get(f"/api/v1/branches/{branch}/events?after={after}&limit=500").json()["events"]
        if not page:
            return found
        found += page


def faults_of_numbers(numbers: Iterable[str]) -> Iterator[str]:
    """Each series runs 1, 2, 3, … without a gap or a repeat."""
    series: dict[str, list[int]] = defaultdict(list)
    for number in numbers:
        series[number[0]].append(int(number[1:]))
    for letter, given in series.items():
        if sorted(given) != list(range(1, len(given) + 1)):
            twice = [one for one, times in Counter(given).items() if times > 1]
            missing = sorted(set(range(1, max(given) + 1)) - set(given))
            yield f"series {letter}: twice {twice}, missing {missing}"


@dataclass(frozen=True)
class Place:
    """A ticket in the line: what it waits for, its key, and which counter may not have it before when."""

    service: str
    key: tuple[int, int]
    for_counter: str | None = None
    not_counter: str | None = None
    until: int = 0

    def open_to(self, counter: str, services: list[str], at: int) -> bool:
        if self.not_counter == counter and at < self.until:
            return False
        return self.for_counter == counter if self.for_counter else self.service in services


def faults_of_story(events: Iterable[Event]) -> Iterator[str]:
    """No ticket is issued or called twice, and each call took the smallest key its counter could take.

    One that an officer chose, for a reason, is out of turn and no fault; nor is what was called on paper, or to pass
    bulk filers who are held."""
    line = _Line()
    for event in events:
        yield from line.hear(event)


@dataclass
class _Line:
    """Who waits and which counter serves what, as the log has told it so far."""

    waiting: dict[str, Place] = field(default_factory=dict)
    serves: dict[str, list[str]] = field(default_factory=dict)
    issued: dict[str, int] = field(default_factory=dict)

    def hear(self, event: Event) -> Iterator[str]:
        kind, subject, data = event["type"], event["subject"], event["data"]
        if kind == "counter.opened":
            self.serves[subject.removeprefix("counter/")] = data["services"]
        elif kind in ("ticket.issued", "ticket.checked_in"):
            if subject in self.issued:
                yield f"{subject} was issued twice"
            self.issued[subject] = event["seq"]
            self.waiting[subject] = Place(data["service"], (data["order_key"], event["seq"]))
        elif kind == "ticket.called":
            yield from _faults_of_call(subject, event, self.serves[data["counter"]], self.waiting)
            self.waiting.pop(subject, None)
        else:
            self._moved(event)

    def _moved(self, event: Event) -> None:
        subject, data = event["subject"], event["data"]
        if "next" in data:
            self.waiting[subject] = _place(event, self.issued[subject])
        elif event["type"] in ("ticket.prioritised", "ticket.deprioritised"):
            key = (data["order_key"], self.issued[subject])
            self.waiting[subject] = replace(self.waiting[subject], key=key)
        elif event["type"] in ("ticket.cancelled", "ticket.expired", "ticket.parked"):
            self.waiting.pop(subject, None)


def _place(event: Event, issued: int) -> Place:
    following, given_back = (
        event["data"]["next"],
        event["type"] == "ticket.returned" and "undo" not in event["data"],
    )
    return Place(
        following["service"], (following["order_key"], issued), following.get("for_counter"),
        event["data"]["counter"] if given_back else None, event["at_us"] + REST_US,
    )  # fmt: skip


def _faults_of_call(
    subject: str, event: Event, services: list[str], waiting: dict[str, Place]
) -> Iterator[str]:
    if event["data"]["why"] in ("chosen", "on_paper"):
        return
    if subject not in waiting:
        yield f"{subject} was called and was not waiting"
        return
    counter, at = event["data"]["counter"], event["at_us"]
    mine = {one: place.key for one, place in waiting.items() if place.open_to(counter, services, at)}
    for held in event["data"].get("bulk", {}).get("held", ()):
        mine.pop(f"ticket/{held}", None)
    first = min(mine, key=lambda one: mine[one], default=None)
    if first != subject:
        yield f"{subject} was called before {first}"


def numbers_in(events: Iterable[Event]) -> list[str]:
    return [event["data"]["number"] for event in events if event["type"] == "ticket.issued"]
