"""A small table of figures for a person at a terminal."""

from __future__ import annotations

from dataclasses import dataclass, field

NAME_WIDTH, WIDTH = 40, 12


@dataclass
class Table:
    title: str
    columns: list[str]
    rows: list[tuple[str, list[str]]] = field(default_factory=list)

    def row(self, name: str, figures: list[float], digits: int = 0) -> None:
        self.rows.append((name, [f"{one:,.{digits}f}" for one in figures]))

    def ratio(self, name: str, above: list[float], below: list[float]) -> None:
        """`above` over `below`, column by column."""
        pairs = zip(above, below, strict=True)
        self.rows.append((name, [f"{one / other:.2f} ×" if other else "–" for one, other in pairs]))

    def __str__(self) -> str:
        head = self.title.ljust(NAME_WIDTH) + "".join(one.rjust(WIDTH) for one in self.columns)
        lines = [
            f"  {name}".ljust(NAME_WIDTH) + "".join(one.rjust(WIDTH) for one in figures)
            for name, figures in self.rows
        ]
        return "\n".join([head, *lines, ""])


def percentile(values: list[float], share: float) -> float:
    """The value below which `share` of them lie; 0 when there are none."""
    ordered = sorted(values) or [0.0]
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
