"""Tokens of people, scripts and devices: random, told once, and kept as a hash."""

from __future__ import annotations

import hashlib
import secrets


def new_token() -> str:
    """256 random bits; the prefix tells what was found in a log, and no command takes it for a flag."""
    return f"moiso_{secrets.token_urlsafe(32)}"


def token_hash(token: str) -> str:
    """Tokens have 256 random bits, so a plain hash keeps them."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
