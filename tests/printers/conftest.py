"""How pictures that are compared dot by dot are made anew: `pytest tests/printers --renew-golden`."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--renew-golden", action="store_true", help="write tests/printers/golden/ anew")


@pytest.fixture
def renew_golden(pytestconfig: pytest.Config) -> bool:
    return bool(pytestconfig.getoption("--renew-golden", default=False))
