"""The demo as a new user starts it."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

BIN = Path(sys.executable).parent


@dataclass(frozen=True)
class Demo:
    node: str
    kiosk: str
    paper: Path
    said: str


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """`moiso demo` in a folder of its own, ended by SIGTERM."""
    folder = tmp_path_factory.mktemp("demo")
    kept = {name: text for name, text in os.environ.items() if not name.startswith("MOISO_")}
    ports = {"PORT": str(free_port()), "KIOSK_PORT": str(free_port())}
    process = subprocess.Popen(
        [BIN / "moiso", "demo"], cwd=folder, env={**kept, **ports, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    said = ""
    for line in process.stdout:
        said += line
        if "Ctrl-C" in line:
            break
    try:
        assert process.poll() is None, said
        kiosk = re.search(r"kiosk +(\S+)", said)
        assert kiosk is not None, said
        yield Demo(f"http://127.0.0.1:{ports['PORT']}", kiosk[1], folder / "var/demo/paper", said)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(10)
        process.stdout.close()
