"""What the log of a branch must look like afterwards, read event by event; each fault is a sentence."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from tests.node import Caller

Event = dict[str, Any]


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


def faults_of_story(events: Iterable[Event]) -> Iterator[str]:
    """No ticket is issued or called twice, and each call took the smallest key its counter could take."""
    waiting: dict[str, tuple[str, tuple[int, int]]] = {}
    serves: dict[str, list[str]] = {}
    issued: dict[str, int] = {}
    for event in events:
        subject, data = event["subject"], event["data"]
        if event["type"] == "counter.opened":
            serves[subject.removeprefix("counter/")] = data["services"]
        elif event["type"] == "ticket.issued":
            if subject in issued:
                yield f"{subject} was issued twice"
            issued[subject] = event["seq"]
            waiting[subject] = (data["service"], (data["order_key"], event["seq"]))
        elif event["type"] == "ticket.called":
            yield from _faults_of_call(subject, serves[data["counter"]], waiting)
            waiting.pop(subject, None)
        elif event["type"] == "ticket.finished" and "next" in data:
            following = data["next"]
            waiting[subject] = (following["service"], (following["order_key"], issued[subject]))


def _faults_of_call(
    subject: str, services: list[str], waiting: dict[str, tuple[str, tuple[int, int]]]
) -> Iterator[str]:
    if subject not in waiting:
        yield f"{subject} was called and was not waiting"
        return
    mine = {one: key for one, (service, key) in waiting.items() if service in services}
    first = min(mine, key=lambda one: mine[one], default=None)
    if first != subject:
        yield f"{subject} was called before {first}"


def numbers_in(events: Iterable[Event]) -> list[str]:
    return [event["data"]["number"] for event in events if event["type"] == "ticket.issued"]
