"""What a policy means for people with and without priority: figures for a terminal, and a picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from statistics import fmean

from server.simulation.play import Wait

COLUMNS = ("mean", "p50", "p90", "p99", "passed", "most")
BAR, GAP, LEFT, WIDE = 14, 26, 190, 520
INK, PRIORITY, NORMAL, PALE = "#14201d", "#7c2e6b", "#0a5143", "#cfe6de"


@dataclass(frozen=True)
class Figures:
    """Waits in minutes, and how often people were passed by later ones, in the mean and at most."""

    people: int
    mean: float
    p50: float
    p90: float
    p99: float
    passed: float
    most: int


def figures(waits: Sequence[Wait]) -> Figures:
    minutes = sorted(one.seconds / 60 for one in waits) or [0.0]
    passed = [one.passed for one in waits] or [0]
    return Figures(
        len(waits),
        fmean(minutes),
        _at(minutes, 0.5),
        _at(minutes, 0.9),
        _at(minutes, 0.99),
        fmean(passed),
        max(passed),
    )


def by_class(waits: Sequence[Wait]) -> tuple[Figures, Figures]:
    """With priority, and without."""
    return figures([one for one in waits if one.priority]), figures(
        [one for one in waits if not one.priority]
    )


def line(name: str, kind: str, one: Figures) -> str:
    values = (one.mean, one.p50, one.p90, one.p99)
    told = "".join(f"{value:8.1f}" for value in values)
    return f"{name:<20}{kind:<10}{one.people:8}{told}{one.passed:8.2f}{one.most:8}"


def head() -> str:
    return f"{'policy':<20}{'class':<10}{'people':>8}" + "".join(f"{column:>8}" for column in COLUMNS)


def picture(results: Sequence[tuple[str, tuple[Figures, Figures]]]) -> str:
    """An SVG: for each policy two bars, the mean wait dark and the wait of nine in ten pale; minutes."""
    longest = max((one.p90 for _, pair in results for one in pair), default=1.0) or 1.0
    height = 60 + len(results) * (2 * BAR + GAP)
    rows = [_row(place, name, pair, longest) for place, (name, pair) in enumerate(results)]
    label = "Waits by order policy, in minutes: mean dark, nine in ten pale; priority above, others below"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {LEFT + WIDE + 90} {height}" role="img" '
        f'aria-label="{label}" font-family="sans-serif" font-size="13" fill="{INK}">'
        f'<text x="0" y="22">{label}</text>{"".join(rows)}</svg>\n'
    )


def _row(place: int, name: str, pair: tuple[Figures, Figures], longest: float) -> str:
    top = 44 + place * (2 * BAR + GAP)
    bars = "".join(
        _bar(top + index * (BAR + 2), one, colour, longest)
        for index, (one, colour) in enumerate(zip(pair, (PRIORITY, NORMAL), strict=True))
    )
    return f'<text x="0" y="{top + BAR + 4}">{escape(name)}</text>{bars}'


def _bar(y: int, one: Figures, colour: str, longest: float) -> str:
    wide, dark = WIDE * one.p90 / longest, WIDE * one.mean / longest
    return (
        f'<rect x="{LEFT}" y="{y}" width="{wide:.1f}" height="{BAR}" fill="{PALE}"/>'
        f'<rect x="{LEFT}" y="{y}" width="{dark:.1f}" height="{BAR}" fill="{colour}"/>'
        f'<text x="{LEFT + wide + 6:.1f}" y="{y + BAR - 2}">{one.mean:.1f} / {one.p90:.1f}</text>'
    )


def _at(ordered: Sequence[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
