"""A branch's kiosk and wall that speak when the test lets them, and the clock that they are heard by."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from config.settings import load
from server.app import create_app
from server.ledger.upgrading import upgrade
from server.web.control import perform
from tests.conftest import StandingClock
from tests.node import HANOI

QUICK = {"MOISO_ARGON2_KIB": "64", "MOISO_ARGON2_PASSES": "1", "MOISO_ALWAYS_OPEN": "1"}
HERE = "/api/v1/branches/cn02"
SELF = "/api/v1/devices/self"
KIOSK = "Ki-ốt 1"


class Hall:
    """A node without a socket, one kiosk and one wall; its clock stands where the test puts it."""

    def __init__(self, var: Any, url: str) -> None:
        self.clock = StandingClock()
        self.settings = load({"var": var}, {**QUICK, "MOISO_DATABASE_URL": url})
        self.start()
        upgrade(self.node.ledger.engines)
        perform(self.node, "apply", {"path": str(HANOI)})
        person = {"name": "sam", "role": "supervisor", "branches": [], "password": "moiso-demo"}
        perform(self.node, "user add", person)
        self.tokens = {"sam": perform(self.node, "user token", {"name": "sam"})[0]}
        self.pair(KIOSK, "kiosk")
        self.pair("Bảng", "display")

    def start(self) -> None:
        app = create_app(self.settings, clock=self.clock)
        self.node, self.client = app.node, app.flask.test_client()

    def start_again(self) -> None:
        self.node.ledger.close()
        self.start()

    def pair(self, name: str, scope: str) -> None:
        asked = {"name": name, "branch": "cn02", "scope": scope}
        self.tokens[name] = perform(self.node, "device add", asked)[0]

    def ask(self, who: str, method: str, path: str, body: object = None) -> Any:
        headers = {"Authorization": f"Bearer {self.tokens[who]}", "Idempotency-Key": str(uuid.uuid4())}
        return self.client.open(path, method=method, headers=headers, json=body)

    def beat(self, *faults: str, who: str = KIOSK, **printer: Any) -> Any:
        state = {"state": "blocked" if faults else "ready", "faults": list(faults), **printer}
        body = {"version": "1", "printer": None if who == "Bảng" else state, "unsynced": 0}
        answer = self.ask(who, "POST", f"{SELF}/heartbeat", body)
        assert answer.status_code == 200, answer.text
        return answer.json

    def show(self, shows: str = "A015", sound: str = "on", picture_age_s: int | None = 1) -> None:
        """The wall's word."""
        display = {"shows": shows, "sound": sound, "picture_age_s": picture_age_s}
        answer = self.ask("Bảng", "POST", f"{SELF}/heartbeat", {"version": "1", "display": display})
        assert answer.status_code == 200, answer.text

    def take(self) -> str:
        ticket = str(uuid.uuid4())
        assert self.ask(KIOSK, "PUT", f"{HERE}/tickets/{ticket}", {"service": "ho-tich"}).status_code == 201
        return ticket

    def pass_time(self, seconds: float, *speaking: str) -> None:
        """The devices that speak do so every five seconds; the node looks for silence every ten."""
        for step in range(int(seconds // 5)):
            self.clock.at += timedelta(seconds=5)
            for who in speaking:
                self.beat(who=who)
            if step % 2:
                self.node.end_silence()

    def story(self) -> list[str]:
        """What is told of devices: `online Ki-ốt 1`, `fault Ki-ốt 1 out_of_paper`."""
        events = self.ask("sam", "GET", f"{HERE}/events").json["events"]
        mine = [one for one in events if one["type"].startswith("device.")]
        return [
            " ".join([one["type"][7:], one["data"]["device"], one["data"].get("fault", "")]).strip()
            for one in mine
        ]

    def seen(self, name: str = KIOSK) -> Any:
        told = self.ask("sam", "GET", f"{HERE}/snapshot?view=desk").json["devices"]
        (found,) = [one for one in told if one["name"] == name]
        return found
