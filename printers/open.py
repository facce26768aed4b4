"""A printer by its URL: one table of the kinds there are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from config.clock import Clock, SystemClock
from printers.carriers import serial, usb, winspool
from printers.delivery import Patience
from printers.driver import Driver
from printers.errors import UnknownPrinter
from printers.lines import NodeWay, TcpWay, Way
from printers.preview import Preview
from printers.profiles import profile
from printers.spool import Printer

DEFAULT_PORT = 9100
DEFAULT_BAUD = 115200
BAUDS = (1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200, 230400)
DEFAULT_PROFILE = "80mm"
WORDS = {"profile", "confirm"}

Query = dict[str, str]


def open_printer(url: str, clock: Clock | None = None, patience: Patience | None = None) -> Printer:
    """Nothing is connected yet. `?profile=58mm&confirm=status` may follow any URL, see `profiles`.

    `UnknownPrinter` for a URL that names no printer."""
    parts, query = _split(url)
    known = profile(query.pop("profile", DEFAULT_PROFILE), query.pop("confirm", ""))
    if parts.scheme == "preview":
        return Preview(url, _path(parts, query), known)
    way = WAYS[parts.scheme](parts, query)
    return Driver(url, way, known, clock or SystemClock(), patience)


def open_driver(url: str, clock: Clock | None = None) -> Driver:
    """As `open_printer`, for what only a printer can be asked; `UnknownPrinter` for a preview."""
    printer = open_printer(url, clock)
    if not isinstance(printer, Driver):
        raise UnknownPrinter(f"{url}: a preview has nothing to tell")
    return printer


def _split(url: str) -> tuple[SplitResult, Query]:
    try:
        parts = urlsplit(url)
        fields = parse_qs(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))
    except ValueError:
        raise UnknownPrinter(f"{url}: not a URL") from None
    if parts.scheme not in (*WAYS, "preview"):
        kinds = ", ".join(f"{kind}://" for kind in (*WAYS, "preview"))
        raise UnknownPrinter(f"{url}: printers are {kinds}")
    return parts, {name: values[-1] for name, values in fields.items()}


def _tcp(parts: SplitResult, query: Query) -> Way:
    _no_more(parts, query)
    try:
        port = parts.port or DEFAULT_PORT
    except ValueError:
        raise UnknownPrinter(f"{parts.geturl()}: no such port") from None
    if not parts.hostname or parts.path.strip("/"):
        raise UnknownPrinter(f"{parts.geturl()}: write tcp://host:port")
    return TcpWay(parts.hostname, port)


def _file(parts: SplitResult, query: Query) -> Way:
    return NodeWay(_path(parts, query))


def _serial(parts: SplitResult, query: Query) -> Way:
    baud = query.pop("baud", str(DEFAULT_BAUD))
    if not baud.isdecimal() or int(baud) not in BAUDS:
        raise UnknownPrinter(f"{parts.geturl()}: baud is one of {', '.join(map(str, BAUDS))}")
    return serial(str(_path(parts, query)), int(baud))


def _usb(parts: SplitResult, query: Query) -> Way:
    """As `lsusb` writes it, `usb://04b8:0e15`."""
    _no_more(parts, query)
    try:
        vendor, product = (int(part, 16) for part in parts.netloc.split(":"))
    except ValueError:
        raise UnknownPrinter(f"{parts.geturl()}: write usb://vendor:product, as usb://04b8:0e15") from None
    return usb(vendor, product)


def _winspool(parts: SplitResult, query: Query) -> Way:
    _no_more(parts, query)
    name = unquote(parts.netloc + parts.path)
    if not name.strip("/"):
        raise UnknownPrinter(f"{parts.geturl()}: write winspool://NAME")
    return winspool(name)


def _path(parts: SplitResult, query: Query) -> Path:
    _no_more(parts, query)
    if parts.netloc or not parts.path.strip("/"):
        raise UnknownPrinter(f"{parts.geturl()}: write {parts.scheme}:///absolute/path")
    return Path(unquote(parts.path))


def _no_more(parts: SplitResult, query: Query) -> None:
    if query:
        raise UnknownPrinter(f"{parts.geturl()}: nothing is called {', '.join(sorted(query))} here")


WAYS: dict[str, Callable[[SplitResult, Query], Way]] = {
    "tcp": _tcp,
    "file": _file,
    "serial": _serial,
    "usb": _usb,
    "winspool": _winspool,
}
