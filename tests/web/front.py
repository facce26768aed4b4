"""A branch's front door: its kiosks, their settings and its quotas, at a time that the test sets."""

from __future__ import annotations

import uuid
from datetime import datetime
from pathlib import Path
from typing import Any

from config.settings import load
from server.app import create_app
from server.ledger.upgrading import upgrade
from server.web.control import perform
from tests.conftest import StandingClock
from tests.node import HANOI

QUICK = {"MOISO_ARGON2_KIB": "64", "MOISO_ARGON2_PASSES": "1"}
HERE, SELF = "/api/v1/branches/cn02", "/api/v1/devices/self"
HALL, OTHER = "Ki-ốt sảnh", "Ki-ốt khác"
OWN = """kiosks = [
  { name = "Ki-ốt sảnh" },
  { name = "Ki-ốt ưu tiên", mode = "priority_only" },
  { name = "Ki-ốt hướng dẫn", mode = "assisted", asks_dossiers = true },
  { name = "Ki-ốt trả kết quả", services = ["tra-ket-qua", "thue-phi"] },
]
"""


class Front:
    """A node without a socket; its clock stands where the test puts it, its centre file is the test's own."""

    def __init__(self, folder: Path, url: str, **env: str) -> None:
        self.clock = StandingClock()
        self.file = folder / "centre.toml"
        settings = load({"var": folder / "var"}, {**QUICK, **env, "MOISO_DATABASE_URL": url})
        self.app = create_app(settings, clock=self.clock)
        self.node, self.client = self.app.node, self.app.flask.test_client()
        upgrade(self.node.ledger.engines)
        self.set()
        person = {"name": "sam", "role": "supervisor", "branches": [], "password": "moiso-demo"}
        perform(self.node, "user add", person)
        self.tokens = {"sam": perform(self.node, "user token", {"name": "sam"})[0]}
        for name in (HALL, OTHER):
            asked = {"name": name, "branch": "cn02", "scope": "kiosk"}
            self.tokens[name] = perform(self.node, "device add", asked)[0]

    def set(self, kiosk: str = "", quotas: str = "") -> None:
        """Apply the sample centre with this kiosk table for the hall's and these quotas at cn02."""
        text = HANOI.read_text("utf-8")
        assert OWN in text
        mine = f'kiosks = [{{ name = "{HALL}"{", " + kiosk if kiosk else ""} }}]\nquotas = [{quotas}]\n'
        self.apply(text.replace(OWN, mine))

    def apply(self, text: str) -> None:
        self.file.write_text(text, "utf-8")
        perform(self.node, "apply", {"path": str(self.file)})

    def at(self, moment: str) -> None:
        """`25 08:30` is that time in Hanoi, in November 2026."""
        day, _, hour = moment.partition(" ")
        self.clock.at = datetime.fromisoformat(f"2026-11-{day}T{hour}:00+07:00")

    def ask(self, who: str, method: str, path: str, body: object = None, **headers: str) -> Any:
        key = {"Authorization": f"Bearer {self.tokens[who]}", "Idempotency-Key": str(uuid.uuid4())}
        return self.client.open(path, method=method, headers=key | headers, json=body)

    def take(self, service: str = "ho-tich", who: str = OTHER, ticket: str = "", **more: Any) -> Any:
        path = f"{HERE}/tickets/{ticket or uuid.uuid4()}"
        return self.ask(who, "PUT", path, {"service": service, **more})

    def settings(self, who: str = HALL) -> Any:
        return self.ask(who, "GET", SELF).json["settings"]

    def offered(self, service: str = "ho-tich") -> Any:
        told = self.ask("sam", "GET", f"{HERE}/catalogue").json["services"]
        (found,) = [one for one in told if one["code"] == service]
        return {key: found[key] for key in ("open", "why", "opens_at") if key in found}

    def figures(self, service: str = "ho-tich") -> tuple[bool, int | None]:
        told = self.ask("sam", "GET", f"{HERE}/snapshot").json["services"]
        (found,) = [one for one in told if one["code"] == service]
        return found["open"], found["left"]

    def beat(self, who: str = HALL) -> None:
        printer = {"state": "ready", "faults": []}
        body = {"version": "1", "printer": printer, "unsynced": 0}
        assert self.ask(who, "POST", f"{SELF}/heartbeat", body).status_code == 200

    def faults(self, who: str = HALL) -> Any:
        told = self.ask("sam", "GET", f"{HERE}/snapshot?view=desk").json["devices"]
        (found,) = [one for one in told if one["name"] == who]
        return found["printer"]["faults"]

    def story(self) -> list[str]:
        events = self.ask("sam", "GET", f"{HERE}/events").json["events"]
        kinds = ("device.fault", "device.recovered")
        return [f"{one['type'][7:]} {one['data']['fault']}" for one in events if one["type"] in kinds]


def said(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json["code"]
