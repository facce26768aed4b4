"""The Redis that a trial may ill-treat: a server of its own, or where none is installed a line to the one there is."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
from pathlib import Path
from typing import Protocol

from tests.realtime.line import Line

REDIS = (os.environ.get("MOISO_TEST_REDIS_HOST", "127.0.0.1"), 6379)


class Bell(Protocol):
    """Something that answers as Redis on this machine's `port`."""

    port: int

    def cut(self) -> None: ...
    def freeze(self) -> None: ...
    def mend(self) -> None: ...
    def close(self) -> None: ...


class RedisServer:
    """`redis-server`, which keeps nothing; it always comes back on the same port."""

    def __init__(self, program: str, folder: Path) -> None:
        self._command = [
            program,
            "--bind",
            "127.0.0.1",
            "--save",
            "",
            "--appendonly",
            "no",
            "--dir",
            str(folder),
        ]
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = int(free.getsockname()[1])
        self._start()

    def cut(self) -> None:
        """Killed: what was open ends, and nobody answers."""
        self._process.kill()
        self._process.wait(10)

    def freeze(self) -> None:
        """Stopped: connections stand, and nothing comes."""
        self._process.send_signal(signal.SIGSTOP)

    def mend(self) -> None:
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGCONT)
        else:
            self._start()

    def close(self) -> None:
        self.cut()

    def _start(self) -> None:
        self._process = subprocess.Popen(
            [*self._command, "--port", str(self.port)], stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdout is not None
        with self._process.stdout as told:
            assert any("Ready to accept connections" in line for line in told)


def hang(folder: Path) -> Bell:
    """The one that this machine can have; an `OSError` where it has none."""
    if program := shutil.which("redis-server"):
        return RedisServer(program, folder)
    socket.create_connection(REDIS, timeout=2).close()
    return Line(REDIS)
