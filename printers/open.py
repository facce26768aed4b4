"""A printer by its URL: one table of the kinds there are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol
from urllib.parse import SplitResult, unquote, urlsplit

from PIL import Image

from config.clock import Clock, SystemClock
from printers.errors import UnknownPrinter
from printers.escpos import Status
from printers.preview import Preview
from printers.transports import FilePrinter, TcpPrinter

DEFAULT_PORT = 9100


class Printer(Protocol):
    def print(self, picture: Image.Image) -> None:
        """Returns when the ticket is sent, which is less than printed; else `PrinterError`."""
        ...

    def status(self) -> Status:
        """What the printer says of itself now; `LineError` when it cannot be asked."""
        ...


def open_printer(url: str, clock: Clock | None = None) -> Printer:
    """`tcp://host:port`, `file:///path` or `preview:///folder`; nothing is connected yet.

    `UnknownPrinter` for any other URL."""
    try:
        parts = urlsplit(url)
        kind = KINDS[parts.scheme]
    except (KeyError, ValueError):
        raise UnknownPrinter(f"{url}: printers are {', '.join(f'{k}://' for k in KINDS)}") from None
    return kind(parts, clock or SystemClock())


def _tcp(parts: SplitResult, clock: Clock) -> Printer:
    try:
        port = parts.port or DEFAULT_PORT
    except ValueError:
        raise UnknownPrinter(f"{parts.geturl()}: no such port") from None
    if not parts.hostname or parts.path.strip("/"):
        raise UnknownPrinter(f"{parts.geturl()}: write tcp://host:port")
    return TcpPrinter(parts.hostname, port, clock)


def _file(parts: SplitResult, clock: Clock) -> Printer:
    return FilePrinter(_path(parts), clock)


def _preview(parts: SplitResult, _: Clock) -> Printer:
    return Preview(_path(parts))


def _path(parts: SplitResult) -> Path:
    if parts.netloc or not parts.path.strip("/"):
        raise UnknownPrinter(f"{parts.geturl()}: write {parts.scheme}:///absolute/path")
    return Path(unquote(parts.path))


KINDS: dict[str, Callable[[SplitResult, Clock], Printer]] = {
    "tcp": _tcp,
    "file": _file,
    "preview": _preview,
}
