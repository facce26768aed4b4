"""The way of every verb from its request to its answer: once under its key, in its branch."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Response

from server.commands.scene import Scene
from server.web.api.bodies import Body
from server.web.api.reading import asked
from server.web.api.sending import answered
from server.web.node import node


def carried_out(branch: str, given: Body, verb: Callable[[Scene], Any]) -> Response:
    """200 with what `verb` answers, or its refusal; the same bytes for the same key."""
    return answered(node().answering.once(branch, asked(given), lambda scene: (200, verb(scene))))
