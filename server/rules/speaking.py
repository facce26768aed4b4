"""Who speaks in a zone: one display, for as long as it says that it can, and the next one soon after."""

from __future__ import annotations

from dataclasses import dataclass

from server.rules.ordering import MICROSECONDS

LEASE_S = 8
"""Displays say each few seconds that they can speak: after a silence of so long another one does."""

LATE_S = 60
"""Walls begin no call that is older (`announcer.js`): nobody need wait for it to be said."""


def is_late(called_at: int, now: int) -> bool:
    """Microseconds UTC."""
    return now - called_at >= LATE_S * MICROSECONDS


@dataclass(frozen=True)
class Lease:
    """`until`: microseconds UTC."""

    display: str
    until: int


def renewed(held: Lease | None, display: str, now: int, *, can: bool) -> Lease | None:
    """Who speaks once `display` has said whether it `can`: itself, who does already, or nobody."""
    free = held is None or held.display == display or held.until <= now
    if not free:
        return held
    return Lease(display, now + LEASE_S * MICROSECONDS) if can else None
