"""Twenty-five officers press "next" in the same instant, on a branch where many wait."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from statistics import median
from typing import Any

from server.acting import act_on
from server.bench.officers import PASSWORD
from server.bench.site import Site, a_database, a_node, answer, child, screens
from server.bench.table import Table, percentile

BRANCH, SERVICE = "cn02", "ho-tich"
OFFICERS = 25
AIM_MS = 20
SHARES = (("p50", 0.5), ("p99", 0.99))


@dataclass(frozen=True)
class Figures:
    """Milliseconds from press to answer over HTTP: of all who press at once (a list for each time), of one alone, and
    of a route that does nothing asked for by all at once; `spent_ms` is the node's processor time for a press."""

    storms: list[list[float]]
    alone: list[float]
    bare: list[list[float]]
    spent_ms: float

    @property
    def all(self) -> list[float]:
        return [span for storm in self.storms for span in storm]

    @property
    def last(self) -> float:
        """Of the last of them, in the middle of all times: what one busy moment of the machine does not move."""
        return median(max(storm) for storm in self.storms)


def table(rounds: int, waiting: int, postgresql: str = "") -> Table:
    rivals = {"SQLite": ""} | ({"PostgreSQL": postgresql} if postgresql else {})
    pairs = [_figures(url, rounds, waiting) for url in rivals.values()]
    found, seen = [one for one, _ in pairs], [one for _, one in pairs]
    made = Table(f"{OFFICERS} press call-next at once, ms", list(rivals))
    for name, share in SHARES:
        aim = f" (aim {AIM_MS})" if share > 0.5 else ""
        made.row(f"{name}, {waiting:,} wait{aim}", [percentile(one.all, share) for one in found], 1)
    made.row("the last of them, median", [one.last for one in found], 1)
    for name, share in SHARES:
        made.row(f"{name}, and {OFFICERS} desks are open", [percentile(one.all, share) for one in seen], 1)
    made.row("the node's processor, a press", [one.spent_ms for one in found], 2)
    for name, share in SHARES:
        made.row(f"{name}, one at a time", [percentile(one.alone, share) for one in found], 1)
    made.row("a route that does nothing, the last", [median(map(max, one.bare)) for one in found], 1)
    return made


def _figures(url: str, rounds: int, waiting: int) -> tuple[Figures, Figures]:
    """Without screens, and while each officer has the desk open, whose picture is drawn after the presses."""
    with a_database(url) if url else nullcontext("") as ours, a_node(ours) as site:
        trial = Trial(site)
        found = trial.measure(rounds, waiting)
        with screens(site, OFFICERS, {"branch": BRANCH, "view": "desk", "token": site.officer()}):
            return found, trial.measure(rounds, 0)


class Trial:
    """Officers with counters of their own at a node."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._officers = list(zip(_people(site), _counters(site), strict=True))

    def measure(self, rounds: int, more: int) -> Figures:
        """`more` come and wait first; who waits already stays as many."""
        job = {
            "port": self._site.port, "node": self._site.pid, "branch": BRANCH, "service": SERVICE,
            "officers": self._officers, "rounds": rounds, "waiting": more,
        }  # fmt: skip
        told: dict[str, Any] = answer(child("officers", job))
        return Figures(told["storms"], told["alone"], told["bare"], told["spent_ms"] / rounds / OFFICERS)


def _people(site: Site) -> list[str]:
    names = [f"officer{number}" for number in range(OFFICERS)]
    for name in names:
        person = {"name": name, "role": "officer", "branches": [BRANCH], "password": PASSWORD}
        act_on(site.settings(), "user add", person)
    return names


def _counters(site: Site) -> list[str]:
    """The sample branch has fewer than the trial needs: the rest is added to the bench's own centre file."""
    path = site.folder / "centre.toml"
    text = path.read_text("utf-8")
    start = text.index("counters = [", text.index(f'code = "{BRANCH}"')) + len("counters = [\n")
    codes = [f"B{number}" for number in range(OFFICERS)]
    lines = [f'  {{ code = "{code}", zone = "1a", services = ["{SERVICE}"] }},\n' for code in codes]
    path.write_text(text[:start] + "".join(lines) + text[start:], "utf-8")
    act_on(site.settings(), "apply", {"path": str(path)})
    return codes
