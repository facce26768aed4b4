"""A serial line with signs on it, and the two ways in which it can fail."""

from __future__ import annotations

from typing import Protocol

from kiosk.signs.shown import Shown


class LineGone(Exception):
    """The port is not there, or was pulled out; no sign on it can be reached."""


class SignSilent(Exception):
    """This sign did not answer, or refused; the others may be well."""


class Line(Protocol):
    """Opens its port with the first `write`, and again with the first after `LineGone`."""

    name: str
    least: int
    most: int
    """Which addresses signs on it may have."""

    def write(self, address: int, what: Shown) -> None:
        """Returns when the sign has it, as far as this kind can tell; `LineGone`, `SignSilent`."""
        ...

    def close(self) -> None: ...
