"""Numbers a second: over HTTP, beside a route that does nothing and beside the engine alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from statistics import median
from typing import Any

from server.bench.engine import SERVICE
from server.bench.site import Site, a_node, answer, child
from server.bench.table import Table

CLIENTS = (1, 8, 32)
BRANCHES = tuple(f"cn{number:02}" for number in range(1, 10))
"""One for each slice, so that each begins with an empty line."""
TURNS = 3
SLOW_MS = 2.5

Figures = dict[str, float]
Measure = Callable[[int], Figures]


def on_sqlite(seconds: float) -> Table:
    """Beside a route that does nothing and beside the engine without HTTP."""
    with a_node() as site:
        rivals = over_http(site, seconds) | {"engine": lambda clients: _engine(clients, seconds)}
        found = compare(rivals)
    made = described("SQLite", found)
    made.row("straight to the engine, /s", rates(found["engine"]))
    made.ratio("tickets : engine", rates(found["tickets"]), rates(found["engine"]))
    return made


def over_http(site: Site, seconds: float) -> dict[str, Measure]:
    branches = iter(BRANCHES)
    return {
        "bare": lambda clients: _bare(site, clients, seconds),
        "tickets": lambda clients: _tickets(site, clients, next(branches), seconds),
    }


def compare(rivals: dict[str, Measure]) -> dict[str, list[Figures]]:
    """Figures for each number of clients: the rivals take turns, because the machine is never quiet for long."""
    found: dict[str, list[Figures]] = {name: [] for name in rivals}
    for clients in CLIENTS:
        turns = [{name: measure(clients) for name, measure in rivals.items()} for _ in range(TURNS)]
        for name in rivals:
            found[name].append(_median([turn[name] for turn in turns]))
    return found


def described(engine: str, found: dict[str, list[Figures]]) -> Table:
    made = Table(f"tickets, {engine}", [f"{clients} clients" for clients in CLIENTS])
    made.row("over HTTP, /s", rates(found["tickets"]))
    made.row("p50, ms", [one["p50_ms"] for one in found["tickets"]], 1)
    made.row("p99, ms", [one["p99_ms"] for one in found["tickets"]], 1)
    made.row("a route that does nothing, /s", rates(found["bare"]))
    made.ratio("tickets : bare route", rates(found["tickets"]), rates(found["bare"]))
    return made


def on_a_slow_disk(seconds: float) -> Table:
    """What one commit for many commands is worth when a commit takes long."""
    found = compare(
        {
            "group": lambda clients: _engine(clients, seconds, commit_ms=SLOW_MS),
            "each": lambda clients: _engine(clients, seconds, commit_ms=SLOW_MS, alone=True),
        }
    )
    made = Table(f"commits {SLOW_MS} ms slower, tickets/s", [f"{one} at once" for one in CLIENTS])
    made.row("committed as a group", rates(found["group"]))
    made.row("a commit for each", rates(found["each"]))
    made.ratio("group : each", rates(found["group"]), rates(found["each"]))
    return made


def rates(figures: list[Figures]) -> list[float]:
    return [one["per_s"] for one in figures]


def _median(turns: list[Figures]) -> Figures:
    """The middle of each figure."""
    return {name: median(turn[name] for turn in turns) for name in turns[0]}


def _bare(site: Site, clients: int, seconds: float) -> Figures:
    job = {"port": site.port, "connections": clients, "seconds": seconds}
    return _clean(answer(child("load", job)), "200")


def _tickets(site: Site, clients: int, branch: str, seconds: float) -> Figures:
    job = {
        "port": site.port, "connections": clients, "seconds": seconds, "method": "PUT",
        "path": f"/api/v1/branches/{branch}/tickets/{{uuid}}",
        "body": json.dumps({"service": SERVICE}), "token": site.token(branch),
    }  # fmt: skip
    return _clean(answer(child("load", job)), "201")


def _clean(figures: dict[str, Any], status: str) -> Figures:
    """Figures of refusals would be figures of something else."""
    statuses = figures.pop("statuses")
    if set(statuses) - {status}:
        raise OSError(f"the node did not only answer {status}: {statuses}")
    return figures


def _engine(clients: int, seconds: float, **job: Any) -> Figures:
    figures: Figures = answer(child("engine", {"greenlets": clients, "seconds": seconds, **job}, load=False))
    return figures
