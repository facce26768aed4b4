"""What a counter calls from: its own services, and others' when they wait too long or it would stand idle."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from server.rules.ordering import MICROSECONDS


@dataclass(frozen=True)
class Overflow:
    """A service that a counter helps with: once somebody there has waited `after_s` seconds, or, where that is None,
    while nobody waits for what the counter serves itself."""

    service: str
    after_s: int | None


@dataclass(frozen=True)
class Profile:
    """What a counter serves, and what it helps with."""

    services: tuple[str, ...]
    overflow: tuple[Overflow, ...] = ()

    def tiers(self, since: Mapping[str, int], now: int) -> list[tuple[str, ...]]:
        """What is called from at `now`, best first; a later tier counts only when nobody waits in those before.

        `since` tells of each service when the one came who has waited longest (microseconds UTC)."""
        late = (one.service for one in self.overflow if _is_late(one, since, now))
        own = (*self.services, *late)
        idle = tuple(one.service for one in self.overflow if one.after_s is None)
        return [own, (*own, *idle)] if idle else [own]

    def within(self, skills: frozenset[str]) -> Profile:
        """What of it an officer does who has learnt `skills`; who has learnt nothing in particular does everything."""
        if not skills:
            return self
        own = tuple(one for one in self.services if one in skills)
        return Profile(own, tuple(one for one in self.overflow if one.service in skills))

    @property
    def is_empty(self) -> bool:
        return not self.services and not self.overflow

    def helps_with(self, service: str) -> bool:
        return any(one.service == service for one in self.overflow)

    @property
    def watched(self) -> list[str]:
        """The services whose waits decide."""
        return [one.service for one in self.overflow if one.after_s is not None]


def profile(services: Sequence[str], overflow: Iterable[Overflow]) -> Profile:
    """What a counter serves itself needs no help from it."""
    return Profile(tuple(services), tuple(one for one in overflow if one.service not in services))


def _is_late(one: Overflow, since: Mapping[str, int], now: int) -> bool:
    came = since.get(one.service)
    return one.after_s is not None and came is not None and now - came >= one.after_s * MICROSECONDS
