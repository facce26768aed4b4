"""A node in its own process, and the people and machines that talk to it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests

ROOT = Path(__file__).resolve().parent.parent
HANOI = ROOT / "config/hanoi.toml"
BIN = Path(sys.executable).parent
PASSWORD = "moiso-demo"


@dataclass
class NodeProcess:
    """`moiso serve` as a person would run it, on a port of its own unless it is to be the same again; `env` are its
    settings."""

    folder: Path
    env: dict[str, str]
    process: subprocess.Popen[str] | None = None
    url: str = ""
    port: int = 0
    log: Path = field(init=False)

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.log = self.folder / "node.log"

    @property
    def environment(self) -> dict[str, str]:
        quick = {"MOISO_ARGON2_KIB": "64", "MOISO_ARGON2_PASSES": "1", "MOISO_VAR": str(self.folder / "var")}
        kept = {key: value for key, value in os.environ.items() if not key.startswith("MOISO_")}
        return {**kept, **quick, **self.env}

    def start(self) -> NodeProcess:
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                [BIN / "moiso", "serve", "--port", str(self.port)],
                env=self.environment, stdout=subprocess.PIPE, stderr=log, text=True, cwd=ROOT,
            )  # fmt: skip
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line.startswith("listening on "), f"{line!r}\n{self.log.read_text()[-2000:]}"
        self.url = line.removeprefix("listening on ").strip()
        return self

    def cli(self, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        """A `moiso` command with this node's settings."""
        return subprocess.run(
            [BIN / "moiso", *arguments], env=self.environment, input=stdin, text=True, cwd=ROOT,
            capture_output=True, timeout=60, check=False,
        )  # fmt: skip

    def said(self, *arguments: str, stdin: str = "") -> str:
        done = self.cli(*arguments, stdin=stdin)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def kill(self) -> None:
        """No goodbye, as when the power goes."""
        self._end(signal.SIGKILL)

    def stop(self) -> int:
        return self._end(signal.SIGTERM)

    def _end(self, number: signal.Signals) -> int:
        process, self.process = self.process, None
        if process is None:
            return 0
        process.send_signal(number)
        try:
            code = process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
        finally:
            if process.stdout is not None:
                process.stdout.close()
        return code

    # People and devices of the cast

    def act(self, what: str, /, **asked: Any) -> list[str]:
        """What the command line would ask, without the price of a process where a node listens."""
        from config.settings import load
        from server.acting import act_on

        flags = {"var": self.folder / "var"}
        settings = load(
            flags, {key: text for key, text in self.environment.items() if key.startswith("MOISO_")}
        )
        return act_on(settings, what, asked)

    def furnish(self) -> NodeProcess:
        """The sample centre; officers Ana and Binh at cn02, supervisor Sam, a kiosk there."""
        self.act("apply", path=str(HANOI))
        for name, role, branches in (
            ("ana", "officer", ["cn02"]), ("binh", "officer", ["cn02"]), ("sam", "supervisor", []),
            ("rita", "reception", ["cn02"]), ("ada", "admin", []), ("eve", "officer", ["cn01"]),
        ):  # fmt: skip
            self.act("user add", name=name, role=role, branches=branches, password=PASSWORD)
        return self

    def kiosk(self, branch: str = "cn02", name: str = "Ki-ốt 1") -> Caller:
        (token,) = self.act("device add", name=name, branch=branch, scope="kiosk")
        return Caller(self, {"Authorization": f"Bearer {token}"})

    def script(self, name: str) -> Caller:
        (token,) = self.act("user token", name=name)
        return Caller(self, {"Authorization": f"Bearer {token}"})

    def browser(self, name: str) -> Caller:
        """Signed in with a cookie and its CSRF token."""
        caller = Caller(self, {})
        told = caller.post("/api/v1/session", {"username": name, "password": PASSWORD}, key=None)
        assert told.status_code == 200, told.text
        caller.headers["X-CSRF-Token"] = told.json()["csrf_token"]
        return caller


class Caller:
    """Somebody who talks HTTP to a node; each command gets a fresh key unless one is given."""

    def __init__(self, node: NodeProcess, headers: dict[str, str]) -> None:
        self.node = node
        self.headers = headers
        self.session = requests.Session()
        self.session.trust_env = False

    def get(self, path: str, **more: Any) -> requests.Response:
        return self._ask("GET", path, **more)

    def delete(self, path: str, **more: Any) -> requests.Response:
        return self._ask("DELETE", path, **more)

    def post(self, path: str, body: object = None, key: str | None = "", **more: Any) -> requests.Response:
        headers = {} if key is None else {"Idempotency-Key": key or str(uuid.uuid4())}
        return self._ask("POST", path, json={} if body is None else body, headers=headers, **more)

    def put(self, path: str, body: object, **more: Any) -> requests.Response:
        return self._ask("PUT", path, json=body, **more)

    def patch(self, path: str, body: object, **more: Any) -> requests.Response:
        return self._ask("PATCH", path, json=body, **more)

    def take(self, service: str = "ho-tich", ticket: str | None = None, **more: Any) -> requests.Response:
        branch = more.pop("branch", "cn02")
        path = f"/api/v1/branches/{branch}/tickets/{ticket or uuid.uuid4()}"
        return self.put(path, {"service": service, **more})

    def at(self, counter: str, verb: str, body: object = None, **more: Any) -> requests.Response:
        return self.post(f"/api/v1/branches/cn02/counters/{counter}/{verb}", body, **more)

    def do(self, ticket: str, verb: str, body: object = None, **more: Any) -> requests.Response:
        return self.post(f"/api/v1/branches/cn02/tickets/{ticket}/{verb}", body, **more)

    def _ask(self, method: str, path: str, **more: Any) -> requests.Response:
        headers = {**self.headers, **more.pop("headers", {})}
        return self.session.request(
            method, self.node.url + path, headers=headers, timeout=30, allow_redirects=False, **more
        )
