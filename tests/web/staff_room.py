"""A node without a socket, its clock, its staff and the browsers that they sign in with."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from flask.testing import FlaskClient

from config.settings import load
from server.app import create_app
from server.ledger.models import event
from server.ledger.upgrading import upgrade
from server.web.control import perform
from tests.conftest import StandingClock
from tests.node import HANOI, PASSWORD

QUICK = {"MOISO_ARGON2_KIB": "64", "MOISO_ARGON2_PASSES": "1", "MOISO_ALWAYS_OPEN": "1"}
STAFF = {
    "ana": ("officer", ["cn02"]), "rita": ("reception", ["cn02"]), "eve": ("officer", ["cn01"]),
    "max": ("officer", []), "sue": ("supervisor", ["cn02"]), "two": ("supervisor", ["cn01", "cn02"]),
    "sam": ("supervisor", []), "ada": ("admin", []),
}  # fmt: skip


class StaffRoom:
    def __init__(self, var: Any, url: str, **env: str) -> None:
        self.clock = StandingClock()
        settings = load({"var": var}, {**QUICK, "MOISO_DATABASE_URL": url, **env})
        self.app = create_app(settings, clock=self.clock)
        self.node = self.app.node
        upgrade(self.node.ledger.engines)
        perform(self.node, "apply", {"path": str(HANOI)})
        for name, (role, branches) in STAFF.items():
            person = {"name": name, "role": role, "branches": branches, "password": PASSWORD}
            perform(self.node, "user add", person)

    def browser(self, name: str = "", address: str = "10.0.0.1") -> Window:
        """A new device; signed in when a name is given."""
        made = Window(self.app.flask.test_client(), address)
        if name:
            assert made.sign_in(name).status_code == 200
        return made

    def script(self, name: str) -> Window:
        (token,) = perform(self.node, "user token", {"name": name})
        made = Window(self.app.flask.test_client())
        made.headers["Authorization"] = f"Bearer {token}"
        return made

    def later(self, **span: float) -> None:
        self.clock.at += timedelta(**span)

    def story(self) -> list[tuple[str, str, str, Any]]:
        """Type, subject, actor and data of the events of accounts, those of the furnishing left out."""
        with self.node.ledger.read() as connection:
            rows = connection.execute(event.select().order_by(event.c.seq)).all()
        told = [(row.type, row.subject, row.actor_id, json.loads(row.data)) for row in rows]
        return [one for one in told if one[0].startswith("user.")][len(STAFF) :]


class Window:
    """A browser, or a script, in front of the node."""

    def __init__(self, client: FlaskClient, address: str = "10.0.0.1") -> None:
        self.client, self.address = client, address
        self.headers: dict[str, str] = {}

    def sign_in(self, name: str, password: str = PASSWORD) -> Any:
        answer = self.ask("POST", "/api/v1/session", {"username": name, "password": password})
        if answer.status_code == 200:
            self.headers["X-CSRF-Token"] = answer.json["csrf_token"]
        return answer

    def ask(self, method: str, path: str, body: object = None) -> Any:
        origin = {"REMOTE_ADDR": self.address}
        return self.client.open(path, method=method, headers=self.headers, json=body, environ_base=origin)

    def get(self, path: str) -> Any:
        return self.ask("GET", path)

    def is_in(self) -> bool:
        return bool(self.get("/api/v1/sessions").status_code == 200)

    def sign_ins(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.get("/api/v1/sessions").json["sessions"]
        return found


def no(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json["code"]


def wrong(answer: Any) -> list[tuple[str, str]]:
    """The places of a bad body."""
    assert no(answer) == (422, "invalid")
    return [(one["pointer"], one["code"]) for one in answer.json["errors"]]
