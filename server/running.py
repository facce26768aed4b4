"""The mark of a node that runs: made at its start, removed at its end, left behind when it is cut off."""

from __future__ import annotations

import fcntl
import os
import secrets
from pathlib import Path
from types import TracebackType
from typing import IO, Self

SUFFIX = ".running"


class Running:
    """Held for as long as the node serves. The kernel's lock on the mark tells a node that runs from one that was
    killed, also where several nodes of one PostgreSQL share a folder; one of them finds each mark."""

    def __init__(self, var: Path) -> None:
        var.mkdir(parents=True, exist_ok=True)
        self._left = [found for path in sorted(var.glob(f"*{SUFFIX}")) if (found := _abandoned(path))]
        self._mark = _made(var)

    @property
    def after_a_cut(self) -> bool:
        """Whether a node of this folder ended without a word."""
        return bool(self._left)

    def forget_the_cut(self) -> None:
        """It has been written down: not earlier, or a second cut right now would hide the first."""
        for mark in self._left:
            _remove(mark)
        self._left = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        _remove(self._mark)
        for mark in self._left:
            mark.close()


def _abandoned(path: Path) -> IO[str] | None:
    """The mark, now held by us; None when its node runs or another start has it."""
    try:
        mark = path.open("r+")
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        mark.close()
        return None
    return mark


def _made(var: Path) -> IO[str]:
    """Locked before it has its name: nobody ever sees a mark of a running node that is free."""
    path = var / f"node-{secrets.token_hex(4)}{SUFFIX}"
    mark = path.with_suffix(".starting").open("x")
    fcntl.flock(mark, fcntl.LOCK_EX)
    Path(mark.name).rename(path)
    folder = os.open(var, os.O_RDONLY)
    os.fsync(folder)  # the power may go before the disk has heard of it
    os.close(folder)
    return mark


def _remove(mark: IO[str]) -> None:
    Path(mark.name).with_suffix(SUFFIX).unlink(missing_ok=True)
    mark.close()
