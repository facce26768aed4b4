"""A press on a branch that has ten thousand tickets of past days, beside one that has as many as are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from statistics import median

from server.bench.past import PER_DAY, write_past
from server.bench.presses import BRANCH, OFFICERS, SERVICE, Figures, Trial
from server.bench.site import Site, a_database, a_node
from server.bench.table import Table, percentile
from server.ledger.engines import open_engines

FEW = 10_000
TURNS = 3
AIM = 1.5


def tables(past: int, rounds: int, waiting: int, postgresql: str = "") -> Iterator[Table]:
    """One for each engine: both branches take turns, because the machine is never quiet for long."""
    for engine, url in {"SQLite": "", "PostgreSQL": postgresql}.items():
        if url or engine == "SQLite":
            yield _table(engine, url, past, rounds, waiting)


def _table(engine: str, url: str, past: int, rounds: int, waiting: int) -> Table:
    amounts = [min(FEW, past), past]
    with ExitStack() as running:
        trials = [Trial(running.enter_context(_with_a_past(url, amount))) for amount in amounts]
        turns = [
            [trial.measure(rounds, waiting if turn == 0 else 0) for trial in trials] for turn in range(TURNS)
        ]
    made = Table(f"past tickets of a branch, {engine}", [f"{amount:,}" for amount in amounts])
    found = list(zip(*turns, strict=True))
    alone = [[span for turn in one for span in turn.alone] for one in found]
    for name, share in (("p50", 0.5), ("p99", 0.99)):
        made.row(f"call-next alone, {name}, ms", [percentile(one, share) for one in alone], 1)
    last = [median(turn.last for turn in one) for one in found]
    made.row(f"the last of {OFFICERS} at once, ms", last, 1)
    _ratio(made, f"alone, p50 (aim {AIM})", [percentile(one, 0.5) for one in alone])
    _ratio(made, f"at once (aim {AIM})", last)
    _ratio(made, "the node's processor", [_spent(one) for one in found])
    return made


def _ratio(made: Table, name: str, figures: list[float]) -> None:
    made.ratio(name, figures, [figures[0]] * len(figures))


def _spent(turns: tuple[Figures, ...]) -> float:
    return median(one.spent_ms for one in turns)


@contextmanager
def _with_a_past(url: str, tickets: int) -> Iterator[Site]:
    """A node whose branch has worked for as many days as that takes; the node is away while they are written."""
    with a_database(url) if url else nullcontext("") as ours, a_node(ours) as site:
        Trial(site)
        site.stop()
        engines = open_engines(site.settings().url)
        write_past(engines, BRANCH, SERVICE, max(1, tickets // PER_DAY))
        engines.dispose()
        site.start()
        yield site
