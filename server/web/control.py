"""The back door: what the command line asks of the running node over a socket in its own folder."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import gevent
from gevent import socket
from gevent.server import StreamServer

from config.centre import CentreFileError, load_centre
from server.commands import catalogue, devices, keypads, people
from server.commands.pairing import Wish
from server.commands.scene import NODE
from server.queries.devices import device_lines
from server.queries.people import people_lines
from server.rules.refusals import Refusal
from server.web.door import SOCKET, TIMEOUT_S, BadInput
from server.web.node import Node

LONGEST = 1 << 20

log = logging.getLogger(__name__)

Act = Callable[[Node, dict[str, Any]], list[str]]


def _apply(node: Node, asked: dict[str, Any]) -> list[str]:
    changed = catalogue.apply(node.ledger, load_centre(Path(asked["path"]))) or ["nothing to change"]
    return [*changed, *node.hints(node.settings, node.house())]


def _add_user(node: Node, asked: dict[str, Any]) -> list[str]:
    account = people.Account(**asked)
    return [people.add_user(node.ledger, node.passwords, account)]


def _user_token(node: Node, asked: dict[str, Any]) -> list[str]:
    return [people.script_token(node.ledger, node.sessions, asked["name"])]


def _list_users(node: Node, _asked: dict[str, Any]) -> list[str]:
    with node.ledger.read() as connection:
        return people_lines(connection)


def _switch_user(node: Node, asked: dict[str, Any]) -> list[str]:
    return [people.switch(node.ledger, asked["name"], active=asked["active"])]


def _add_device(node: Node, asked: dict[str, Any]) -> list[str]:
    return [devices.add_device(node.ledger, asked["name"], asked["branch"], asked["scope"])]


def _add_keypad(node: Node, asked: dict[str, Any]) -> list[str]:
    return [keypads.add_keypad(node.ledger, asked["name"], asked["branch"], asked["at"])]


def _revoke_device(node: Node, asked: dict[str, Any]) -> list[str]:
    where = (node.ledger, asked["name"], asked["branch"])
    return [keypads.revoke_keypad(*where) or devices.revoke_device(*where)]


def _approve_device(node: Node, asked: dict[str, Any]) -> list[str]:
    """The code as it stands on the screen, in two groups or one."""
    code = asked["code"].replace(" ", "")
    paired = node.pairing.approve(NODE, Wish(code, asked["branch"], asked["name"]))
    return [f"approved {paired['name']} at {paired['branch']} ({paired['scope']})"]


def _list_devices(node: Node, asked: dict[str, Any]) -> list[str]:
    with node.ledger.read() as connection:
        return device_lines(connection, asked["branch"])


ACTS: dict[str, Act] = {
    "apply": _apply,
    "user add": _add_user,
    "user list": _list_users,
    "user switch": _switch_user,
    "user token": _user_token,
    "device add": _add_device,
    "keypad add": _add_keypad,
    "device approve": _approve_device,
    "device list": _list_devices,
    "device revoke": _revoke_device,
}


def perform(node: Node, act: str, asked: dict[str, Any]) -> list[str]:
    """Lines to print, or `BadInput`."""
    try:
        return ACTS[act](node, asked)
    except (CentreFileError, people.BadPerson, devices.BadDevice) as problem:
        raise BadInput(str(problem)) from None
    except Refusal as no:
        raise BadInput(_said(no)) from None


def _said(no: Refusal) -> str:
    places = ", ".join(f"{one['pointer'].strip('/')} is {one['code']}" for one in no.errors)
    return no.detail or places or no.code.value.replace("_", " ")


class ControlDoor:
    """Listens in the node's folder; only its owner may open the door (mode 0600)."""

    def __init__(self, node: Node) -> None:
        self._node = node
        self._path = node.settings.var / SOCKET
        self._server: StreamServer | None = None

    def open(self) -> None:
        self._path.unlink(missing_ok=True)
        made = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        before = os.umask(0o177)
        try:
            made.bind(str(self._path))
        finally:
            os.umask(before)
        made.listen(8)
        self._server = StreamServer(made, self._answer)
        self._server.start()

    def close(self) -> None:
        if self._server is not None:
            self._server.stop(timeout=1)
            self._path.unlink(missing_ok=True)

    def _answer(self, line: socket.socket, _address: object) -> None:
        with gevent.Timeout(TIMEOUT_S), line.makefile("rwb") as file:
            asked = json.loads(file.readline(LONGEST))
            file.write(json.dumps(self._said(asked)).encode() + b"\n")

    def _said(self, asked: dict[str, Any]) -> dict[str, Any]:
        try:
            return {"lines": perform(self._node, asked["act"], asked["asked"])}
        except BadInput as problem:
            return {"problem": str(problem)}
        except Exception as fault:
            log.exception("a command from the command line failed")
            return {"problem": f"{type(fault).__name__}: see the node's log"}
