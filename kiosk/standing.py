"""Where a ticket whose code was scanned stands, asked of the node each time and kept nowhere."""

from __future__ import annotations

import re
from typing import Any

from flask import Blueprint

from kiosk.upstream import Unreachable, Upstream

CODE = re.compile(r"[0-9A-HJKMNP-TV-Z]{13}")
"""Crockford's base 32, as the node writes its codes."""


def standing(upstream: Upstream) -> Blueprint:
    """`GET /api/standing/<code>`: `state` is found (with the citizen's `ticket`), unknown or away."""
    blueprint = Blueprint("standing", __name__)

    @blueprint.get("/api/standing/<code>")
    def look(code: str) -> dict[str, Any]:
        if not CODE.fullmatch(code.upper()):
            return {"state": "unknown"}
        try:
            ticket = upstream.find(f"/tickets/{code.upper()}")
        except Unreachable:
            return {"state": "away"}
        return {"state": "found", "ticket": ticket} if ticket else {"state": "unknown"}

    return blueprint
