"""Bulk filers: who brings more dossiers than a set number waits in a stream of their own, with a cap of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class BulkRules:
    """More than `over` dossiers make a bulk ticket; `at_once` of them are at a branch's counters while others wait.

    The cause is Branch 1 in May 2025: people with dozens of files each kept the counters from everybody else."""

    over: int
    at_once: int

    def is_bulk(self, dossiers: int) -> bool:
        return dossiers > self.over


def held_over(rules: BulkRules | None, at_counters: Iterable[int]) -> int | None:
    """With more dossiers than this a ticket is held back now; None when nobody is.

    `at_counters` are the dossiers of each ticket that is called or being served. A held ticket keeps its place: it is
    called in its turn as soon as one of those has gone."""
    if rules is None or sum(map(rules.is_bulk, at_counters)) < rules.at_once:
        return None
    return rules.over


def in_turn(waiting: Iterable[T], dossiers: Callable[[T], int], held: int | None) -> Iterator[T]:
    """Of those whom a counter serves, who may be called; the held ones too when nobody else waits, for a cap
    protects people, it leaves no counter idle. No more of the line is read than is asked for."""
    passed: list[T] = []
    free = False
    for one in waiting:
        if held is None or dossiers(one) <= held:
            free = True
            yield one
        elif not free:
            passed.append(one)
    if not free:
        yield from passed
