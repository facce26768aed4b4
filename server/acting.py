"""Carries a command of the command line out, wherever the one writing process is."""

from __future__ import annotations

import json
import socket
from pathlib import Path
from typing import Any

from config.settings import NodeSettings
from server.web.door import SOCKET, TIMEOUT_S, BadInput


def act_on(settings: NodeSettings, act: str, asked: dict[str, Any]) -> list[str]:
    """Lines to print. On SQLite the running node does it, or this process under the node's lock."""
    if settings.on_sqlite:
        said = ask_running(settings.var, act, asked)
        if said is not None:
            return said
        from server.serving import take_lock

        with take_lock(settings.var):
            return _alone(settings, act, asked)
    return _alone(settings, act, asked)


def ask_running(var: Path, act: str, asked: dict[str, Any]) -> list[str] | None:
    """Let the running node do it; None when no node answers in this folder."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.settimeout(TIMEOUT_S)
        try:
            line.connect(str(var / SOCKET))
        except (FileNotFoundError, ConnectionRefusedError):
            return None
        with line.makefile("rwb") as file:
            file.write(json.dumps({"act": act, "asked": asked}).encode() + b"\n")
            file.flush()
            said = json.loads(file.readline() or b'{"problem": "the node ended while it was asked"}')
    if "problem" in said:
        raise BadInput(said["problem"])
    lines: list[str] = said["lines"]
    return lines


def _alone(settings: NodeSettings, act: str, asked: dict[str, Any]) -> list[str]:
    from server.app import create_app
    from server.ledger.upgrading import ensure_current
    from server.web.control import perform

    app = create_app(settings)
    ensure_current(app.node.ledger.engines)
    try:
        return perform(app.node, act, asked)
    finally:
        app.node.ledger.close()
