"""A kiosk machine from its first start: what its page would ask, and the person who lets it in."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests

from kiosk.agent import Agent
from tests.conftest import eventually
from tests.node import NodeProcess

NAME = "Ki-ốt 7"
WISH = {
    "service": "ho-tich",
    "procedure": None,
    "priority": "none",
    "language": "vi",
    "dossiers": 1,
    "then": [],
}


@dataclass
class Machine:
    """A kiosk machine and what its page would ask."""

    agent: Agent
    folder: Path

    @property
    def picture(self) -> dict[str, Any]:
        told: dict[str, Any] = requests.get(f"{self.agent.url}/api/picture", timeout=5).json()
        return told

    def code(self) -> str:
        assert eventually(lambda: bool((self.picture["pairing"] or {}).get("code"))), self.picture
        return str(self.picture["pairing"]["code"])

    def is_let_in(self) -> bool:
        """And knows the branch that it stands in."""

        def stands() -> bool:
            told = self.picture
            return told["link"] == "live" and told["pairing"] is None and told["catalogue"] is not None

        return eventually(stands)

    def is_put_out(self) -> bool:
        return eventually(lambda: self.picture["pairing"] is not None)

    def take(self) -> requests.Response:
        address = f"{self.agent.url}/api/touches/{uuid.uuid4()}"
        return requests.put(address, json=WISH, timeout=30)

    def kept(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads((self.folder / "token.json").read_text())
        return told

    def calibrate(self, mm: object) -> requests.Response:
        return requests.put(f"{self.agent.url}/api/calibration", json={"mm": mm}, timeout=5)


def approve(north: NodeProcess, machine: Machine, branch: str = "cn02") -> None:
    north.act("device approve", code=machine.code(), branch=branch, name=NAME)
