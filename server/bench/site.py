"""Where things are measured: a furnished node in a folder that goes away, and children beside it."""

from __future__ import annotations

import json
import os
import secrets
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psycopg
from psycopg.sql import SQL, Identifier
from sqlalchemy import make_url

from config import settings as node_settings
from server.acting import act_on

SAMPLE = Path(node_settings.__file__).with_name("hanoi.toml")
PLANNED, LIVE = 'status = "planned"', 'status = "live"'
GRACE_S = 10
CPUS = sorted(os.sched_getaffinity(0))
"""The load runs on the last of them, what is measured on the others."""


@dataclass
class Site:
    """A running node of the sample centre, ended with its folder by `a_node`."""

    folder: Path
    url: str = ""
    env: dict[str, str] = field(default_factory=dict)
    node: subprocess.Popen[str] | None = None

    @property
    def pid(self) -> int:
        assert self.node is not None  # noqa: S101 - asked while it runs
        return self.node.pid

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])

    def token(self, branch: str) -> str:
        """Of a kiosk in this branch."""
        asked = {"name": "bench", "branch": branch, "scope": "kiosk"}
        (token,) = act_on(self.settings(), "device add", asked)
        return token

    def officer(self) -> str:
        """The token of a supervisor's script."""
        person = {"name": "bench", "role": "supervisor", "branches": [], "password": "bench-only"}
        act_on(self.settings(), "user add", person)
        (token,) = act_on(self.settings(), "user token", {"name": "bench"})
        return token

    def start(self) -> None:
        command = [str(Path(sys.executable).with_name("moiso")), "serve", "--port", "0"]
        with (self.folder / "node.log").open("w") as log:
            self.node = subprocess.Popen(  # noqa: S603 - our own command
                command, env=self.env, stdout=subprocess.PIPE, stderr=log, text=True
            )
        assert self.node.stdout is not None  # noqa: S101 - asked for above
        line = self.node.stdout.readline()
        if not line.startswith("listening on "):
            raise OSError((self.folder / "node.log").read_text()[-500:] or "the node did not start")
        self.url = line.removeprefix("listening on ").strip()
        act_on(self.settings(), "apply", {"path": str(centre_file(self.folder))})
        pin(self.node.pid, load=False)

    def stop(self) -> None:
        if self.node is not None:
            end(self.node)

    def settings(self) -> node_settings.NodeSettings:
        return node_settings.load(environment=self.env)


@contextmanager
def a_node(database_url: str = "") -> Iterator[Site]:
    with TemporaryDirectory(prefix="moiso-bench-", ignore_cleanup_errors=True) as name:
        site = Site(Path(name), env=environment(Path(name), database_url))
        try:
            site.start()
            yield site
        finally:
            site.stop()


@contextmanager
def a_database(url: str) -> Iterator[str]:
    """One of its own, made beside the one that `url` names and dropped afterwards."""
    name = f"moiso_bench_{secrets.token_hex(4)}"
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as admin:
        admin.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
        try:
            yield make_url(url).set(database=name).render_as_string(hide_password=False)
        finally:
            admin.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))


def centre_file(folder: Path) -> Path:
    """The sample centre with every branch open: one that is planned would only be asked for refusals."""
    path = folder / "centre.toml"
    path.write_text(SAMPLE.read_text().replace(PLANNED, LIVE))
    return path


def environment(folder: Path, database_url: str = "") -> dict[str, str]:
    """Settings of a node that is always open and signs people in cheaply."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith("MOISO_")}
    ours = {"VAR": str(folder), "DATABASE_URL": database_url, "ALWAYS_OPEN": "1", "ARGON2_KIB": "64"}
    return kept | {f"MOISO_{name}": text for name, text in ours.items()}


def child(module: str, job: dict[str, Any], load: bool = True) -> subprocess.Popen[str]:
    """A process of this package that reads its job as one line of JSON."""
    made = subprocess.Popen(  # noqa: S603 - our own module
        [sys.executable, "-m", f"server.bench.{module}"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    pin(made.pid, load)
    assert made.stdin is not None  # noqa: S101 - asked for above
    made.stdin.write(json.dumps(job) + "\n")
    made.stdin.flush()
    return made


@contextmanager
def screens(site: Site, walls: int, auth: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    """So many, each with a picture; `auth` is what they connect with."""
    made = child("screens", {"port": site.port, "auth": auth, "walls": walls})
    try:
        assert made.stdout is not None  # noqa: S101 - asked for when it was made
        made.stdout.readline()
        yield made
    finally:
        end(made)


def answer(process: subprocess.Popen[str]) -> Any:
    """What the child prints before it ends."""
    said, _ = process.communicate()
    if process.returncode:
        raise OSError(f"a part of the bench failed: exit {process.returncode}")
    return json.loads(said)


def pin(pid: int, load: bool) -> None:
    """Keep the load and what it measures on different processors, where there are two."""
    if len(CPUS) < 2:
        return
    cpus = CPUS[-1:] if load else CPUS[:-1]
    for thread in Path(f"/proc/{pid}/task").iterdir():
        os.sched_setaffinity(int(thread.name), cpus)


def end(process: subprocess.Popen[str]) -> None:
    with suppress(ProcessLookupError):
        process.send_signal(signal.SIGTERM)
    try:
        process.wait(GRACE_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
