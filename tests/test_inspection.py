"""The tables of rules name each rule once, and only tests that exist."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[1]
TABLES = {
    "kiosk": [*(f"K{number}" for number in range(1, 18)), *(f"A{number}" for number in range(1, 16))],
    "counter": [f"C{number}" for number in range(1, 12)],
    "display": [*(f"D{number}" for number in range(1, 13)), *(f"A{number}" for number in range(1, 16))],
}
NAMED = re.compile(r"`([\w/]+\.py)::(test_\w+)`")


def rows(room: str) -> list[list[str]]:
    table = HOUSE / "tests" / room / "INSPECTION.md"
    lines = [line for line in table.read_text("utf-8").splitlines() if re.match(r"\| [KACD]\d", line)]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


@pytest.mark.parametrize("room", TABLES)
def test_every_rule_has_its_row(room):
    assert [row[0] for row in rows(room)] == TABLES[room]


@pytest.mark.parametrize("room", TABLES)
def test_every_rule_is_judged_by_a_test_or_was_looked_at(room):
    for rule, tests, inspected, seen in rows(room):
        assert tests or inspected, rule
        assert bool(inspected) == bool(seen), rule
        if inspected:
            assert date.fromisoformat(inspected) >= date(2026, 11, 27), rule


@pytest.mark.parametrize("room", TABLES)
def test_every_test_that_is_named_exists(room):
    for rule, tests, *_ in rows(room):
        named = NAMED.findall(tests)
        assert len(named) == tests.count("`") / 2, rule
        for path, name in named:
            assert f"def {name}(" in (HOUSE / path).read_text("utf-8"), (rule, name)
