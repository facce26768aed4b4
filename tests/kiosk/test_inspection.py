"""The table of rules names each rule once, and only tests that exist."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

HOUSE = Path(__file__).parents[2]
TABLE = Path(__file__).with_name("INSPECTION.md")
RULES = [*(f"K{number}" for number in range(1, 18)), *(f"A{number}" for number in range(1, 16))]
NAMED = re.compile(r"`([\w/]+\.py)::(test_\w+)`")


def rows() -> list[list[str]]:
    lines = [line for line in TABLE.read_text("utf-8").splitlines() if re.match(r"\| [KA]\d", line)]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_every_rule_has_its_row():
    assert [row[0] for row in rows()] == RULES


def test_every_rule_is_judged_by_a_test_or_was_looked_at():
    for rule, tests, inspected, seen in rows():
        assert tests or inspected, rule
        assert bool(inspected) == bool(seen), rule
        if inspected:
            assert date.fromisoformat(inspected) >= date(2026, 11, 27), rule


def test_every_test_that_is_named_exists():
    for rule, tests, *_ in rows():
        named = NAMED.findall(tests)
        assert len(named) == tests.count("`") / 2, rule
        for path, name in named:
            assert f"def {name}(" in (HOUSE / path).read_text("utf-8"), (rule, name)
