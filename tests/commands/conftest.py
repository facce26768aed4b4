"""A furnished ledger on SQLite, copied for each trial."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert

from config.centre import Centre, Counter, load_centre
from config.centre_facts import Overflow
from server.commands.catalogue import apply
from server.ledger.change import CENTRE
from server.ledger.engines import open_engines
from server.ledger.models import user
from server.ledger.upgrading import upgrade
from tests.commands.cast import STAFF
from tests.conftest import StandingClock
from tests.ledger.works import opened
from tests.node import HANOI


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the sample centre and its staff, where counter 7 of branch 2 helps with certification when idle."""
    path = tmp_path_factory.mktemp("furnished") / "moiso.db"
    engines = open_engines(f"sqlite:///{path}")
    upgrade(engines)
    engines.dispose()
    with opened(f"sqlite:///{path}", StandingClock()) as ledger:
        assert apply(ledger, helping(load_centre(HANOI)))
        ledger.change(CENTRE, lambda tx: tx.connection.execute(insert(user), accounts(tx.now)))
    return path


def accounts(now: int) -> list[dict[str, Any]]:
    return [
        {
            "name": one.name,
            "role": one.role,
            "branches": json.dumps(one.branches),
            "password_hash": "",
            "created_at": now,
        }
        for one in STAFF.values()
    ]


def helping(centre: Centre) -> Centre:
    """The sample centre has one counter that helps out after a wait; this makes another that helps when idle."""
    branches = [replace(one, counters=tuple(map(_idle_help, one.counters))) if one.code == "cn02" else one
                for one in centre.branches]  # fmt: skip
    return replace(centre, branches=tuple(branches))


def _idle_help(counter: Counter) -> Counter:
    return replace(counter, overflow=(Overflow("chung-thuc", None),)) if counter.code == "7" else counter
