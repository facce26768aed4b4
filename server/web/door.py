"""What both sides of the back door agree on."""

from __future__ import annotations

SOCKET = "moiso.sock"
TIMEOUT_S = 60


class BadInput(ValueError):
    """What was asked cannot be done; the text says why, in one line."""
