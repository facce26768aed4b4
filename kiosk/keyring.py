"""The kiosk's token, kept on its disk for its owner's eyes alone; it is never logged."""

from __future__ import annotations

import hashlib
import json
import logging
import os
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from config.clock import Clock

OWNER_ONLY = 0o600

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Held:
    """`stands_for` is the hash of a token from the settings that this one has followed on; `before` the one
    that this one has followed on; `refused`: the node said that it is no token (any more)."""

    token: str = ""
    before: str = ""
    since: str = ""
    stands_for: str = ""
    by_code: bool = False
    refused: bool = False


class Keyring:
    """A token that was given in the settings wins over what is kept, unless what is kept came after it."""

    def __init__(self, path: Path, given: str, clock: Clock) -> None:
        self._path, self._clock = path, clock
        self._held = _read(path)
        if given and self._held.stands_for != _hash(given):
            self._write(Held(given, since=self._now, stands_for=_hash(given)))

    @property
    def token(self) -> str:
        """Empty when there is none."""
        return self._held.token

    @property
    def known_before(self) -> list[str]:
        """Tokens that a node restored from a copy may know: the last one, and the one before it."""
        return [token for token in (self._held.token, self._held.before) if token]

    @property
    def is_good(self) -> bool:
        """There is a token, and the node has not refused it."""
        return bool(self._held.token) and not self._held.refused

    @property
    def by_code(self) -> bool:
        """This machine was let in by a code on its screen: a person stood before it."""
        return self._held.by_code

    def keep(self, token: str, *, by_code: bool = False) -> None:
        held, by_code = self._held, by_code or self._held.by_code
        before = held.before if held.token == token else held.token
        self._write(
            replace(held, token=token, before=before, since=self._now, by_code=by_code, refused=False)
        )

    def refuse(self) -> None:
        """From now on, whether or not it can be written down. The token stays: see `known_before`."""
        self._held = replace(self._held, refused=True)
        try:
            self._write(self._held)
        except OSError as problem:
            log.warning("%s cannot be written: %s", self._path, problem.strerror)

    def is_older_than(self, days: int) -> bool:
        since = datetime.fromisoformat(self._held.since)
        return self._clock.now() - since >= timedelta(days=days)

    @property
    def _now(self) -> str:
        return self._clock.now().isoformat()

    def _write(self, held: Held) -> None:
        """All of it or nothing, whenever the power goes; from the first byte it is its owner's alone."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self._path.with_suffix(".new")
        fresh.unlink(missing_ok=True)
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(asdict(held), file)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self._path)
        self._held = held


def _read(path: Path) -> Held:
    try:
        return Held(**json.loads(path.read_text("utf-8")))
    except FileNotFoundError:
        return Held()
    except (ValueError, TypeError):
        log.warning("%s cannot be read: this kiosk asks to be let in anew", path)
        return Held()


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
