"""What a centre file says of the counters of a branch: what each serves, and what it helps with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from config.centre_facts import Counter, Names, Overflow
from config.centre_table import Table, refuse_repeats

LONGEST_PATIENCE_S = 4 * 60 * 60


def counters_of(branch: Table, services: Sequence[str], zones: Mapping[str, Names]) -> tuple[Counter, ...]:
    """The list `counters`; `services` are those of the centre."""
    tables = branch.tables("counters", "counter")
    counters = tuple(_counter(table, services, zones) for table in tables)
    refuse_repeats(zip(tables, (one.code for one in counters), strict=True), "code")
    return counters


def _counter(table: Table, services: Sequence[str], zones: Mapping[str, Names]) -> Counter:
    serves = table.choices("services", services, "serves unknown service")
    counter = Counter(
        code=table.code("code", r"[A-Z0-9]{1,4}"),
        zone=zones.get(table.choice("zone", tuple(zones), "stands in unknown zone"), {}),
        services=serves,
        overflow=_overflows(table, services, serves),
    )
    table.end()
    return counter


def _overflows(counter: Table, services: Sequence[str], serves: Sequence[str]) -> tuple[Overflow, ...]:
    """The optional list `overflow`; a service that the counter serves anyway has no place in it."""
    if not counter.has("overflow"):
        return ()
    tables = counter.tables("overflow", "overflow", "service")
    found = tuple(_overflow(table, services, serves) for table in tables)
    refuse_repeats(zip(tables, (one.service for one in found), strict=True), "service")
    return tuple(one for one in found if one.service in services)


def _overflow(table: Table, services: Sequence[str], serves: Sequence[str]) -> Overflow:
    overflow = Overflow(
        service=table.choice("service", services, "helps with unknown service"),
        after_s=table.whole("after_s", 60, LONGEST_PATIENCE_S) if table.has("after_s") else None,
    )
    if overflow.service in serves:
        table.say("helps with what the counter serves anyway", "service")
    table.end()
    return overflow
