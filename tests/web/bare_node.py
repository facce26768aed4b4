"""A node without a socket, asked in its own process, whose clock stands where the test puts it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from config.settings import load
from server.app import create_app
from server.ledger.upgrading import upgrade
from server.web.control import perform
from tests.conftest import StandingClock
from tests.node import HANOI

QUICK = {"MOISO_ARGON2_KIB": "64", "MOISO_ARGON2_PASSES": "1", "MOISO_ALWAYS_OPEN": "1"}


class BareNode:
    """With the sample centre; `tokens` of its people (name: role and branches) and devices (name: scope and branch)."""

    def __init__(
        self,
        var: Any,
        url: str,
        people: Mapping[str, tuple[str, Sequence[str]]],
        devices: Mapping[str, tuple[str, str]] | None = None,
    ) -> None:
        self.clock = StandingClock()
        app = create_app(load({"var": var}, {**QUICK, "MOISO_DATABASE_URL": url}), clock=self.clock)
        self.node, self.client = app.node, app.flask.test_client()
        upgrade(self.node.ledger.engines)
        perform(self.node, "apply", {"path": str(HANOI)})
        self.tokens: dict[str, str] = {}
        for name, (role, branches) in people.items():
            person = {"name": name, "role": role, "branches": list(branches), "password": "moiso-demo"}
            perform(self.node, "user add", person)
            self.tokens[name] = perform(self.node, "user token", {"name": name})[0]
        for name, (scope, branch) in (devices or {}).items():
            asked = {"name": name, "branch": branch, "scope": scope}
            self.tokens[name] = perform(self.node, "device add", asked)[0]

    def pass_time(self, **span: int) -> None:
        self.clock.at += timedelta(**span)
