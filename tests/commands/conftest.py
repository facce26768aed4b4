"""A furnished ledger on SQLite, copied for each trial."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.centre import load_centre
from server.commands.catalogue import apply
from server.ledger.engines import open_engines
from server.ledger.upgrading import upgrade
from tests.conftest import StandingClock
from tests.ledger.works import opened
from tests.node import HANOI


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with the sample centre."""
    path = tmp_path_factory.mktemp("furnished") / "moiso.db"
    engines = open_engines(f"sqlite:///{path}")
    upgrade(engines)
    engines.dispose()
    with opened(f"sqlite:///{path}", StandingClock()) as ledger:
        assert apply(ledger, load_centre(HANOI))
    return path
