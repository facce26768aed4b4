"""Signs by their URL and counters: one table of the kinds there are."""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

from config.settings import BadSetting
from kiosk.signs.ascii import DEFAULT_FORMAT, PLACES, AsciiLine
from kiosk.signs.lines import Line
from kiosk.signs.modbus import ModbusLine

BAUDS = (1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200)
WINDOWS_PORT = re.compile(r"/(COM\d+)", re.IGNORECASE)
LAST_REGISTER = 65535


@dataclass(frozen=True)
class Place:
    """Which counter the sign at an address belongs to; a counter may have several signs."""

    counter: str
    address: int


class Options:
    """What stands behind the `?` of a sign's URL; each is taken once, and `end` complains of what is left."""

    def __init__(self, url: str, query: str) -> None:
        self.url = url
        try:
            fields = parse_qs(query, keep_blank_values=True, strict_parsing=bool(query), encoding="latin-1")
        except ValueError:
            raise BadSetting(f"{url}: write name=value after the ?") from None
        self._fields = {name: values[-1] for name, values in fields.items()}

    def text(self, name: str, default: str) -> str:
        return self._fields.pop(name, default)

    def number(self, name: str, default: int, least: int, most: int) -> int:
        text = self.text(name, str(default))
        if not (text.isdecimal() and text.isascii() and least <= int(text) <= most):
            raise BadSetting(f"{self.url}: {name} is {least} to {most}, not {text!r}")
        return int(text)

    def maybe(self, name: str, least: int, most: int) -> int | None:
        return self.number(name, least, least, most) if name in self._fields else None

    def end(self) -> None:
        if self._fields:
            raise BadSetting(f"{self.url}: nothing is called {', '.join(sorted(self._fields))} here")


def open_line(url: str) -> Line:
    """Nothing is connected yet; `BadSetting` for a URL that names no signs."""
    try:
        parts = urlsplit(url)
    except ValueError:
        raise BadSetting(f"{url}: not a URL") from None
    if parts.scheme not in KINDS:
        raise BadSetting(f"{url}: signs are {', '.join(f'{kind}://' for kind in KINDS)}")
    if parts.netloc or not parts.path.strip("/"):
        raise BadSetting(f"{url}: write {parts.scheme}:///dev/ttyUSB0")
    options = Options(url, parts.query)
    path = unquote(parts.path)
    windows = WINDOWS_PORT.fullmatch(path)
    line = KINDS[parts.scheme](windows[1] if windows else path, options)
    options.end()
    return line


def read_places(counters: Iterable[str], line: Line) -> list[Place]:
    """Each `COUNTER` or `COUNTER=ADDRESS`; a counter that is a number has it for its address too. `BadSetting`."""
    places = [_place(text, line) for text in counters]
    addresses = [place.address for place in places]
    for address in addresses:
        if addresses.count(address) > 1:
            raise BadSetting(f"--counter: two signs have the address {address}")
    return places


def _place(text: str, line: Line) -> Place:
    counter, _, address = text.partition("=")
    address = address or counter
    if not (counter and address.isdecimal() and address.isascii()):
        raise BadSetting(f"--counter: write COUNTER=ADDRESS, as {counter or '3'}=3, not {text!r}")
    if not line.least <= int(address) <= line.most:
        raise BadSetting(f"--counter: addresses are {line.least} to {line.most}, not {address}")
    return Place(counter, int(address))


def _modbus(port: str, options: Options) -> Line:
    return ModbusLine(
        port,
        baud=_baud(options),
        parity=_parity(options),
        characters=options.number("characters", 5, 1, 100),
        register=options.number("register", 0, 0, LAST_REGISTER),
        flash=options.maybe("flash", 0, LAST_REGISTER),
    )


def _ascii(port: str, options: Options) -> Line:
    return AsciiLine(
        port,
        baud=_baud(options),
        parity=_parity(options),
        characters=options.number("characters", 5, 1, 100),
        form=_format(options),
    )


def _baud(options: Options) -> int:
    baud = options.number("baud", 9600, BAUDS[0], BAUDS[-1])
    if baud not in BAUDS:
        raise BadSetting(f"{options.url}: baud is one of {', '.join(map(str, BAUDS))}")
    return baud


def _parity(options: Options) -> str:
    parity = options.text("parity", "N")
    if parity not in ("N", "E", "O"):
        raise BadSetting(f"{options.url}: parity is N, E or O, not {parity!r}")
    return parity


def _format(options: Options) -> str:
    form = options.text("format", DEFAULT_FORMAT)
    try:
        places = [name for _, name, _, _ in string.Formatter().parse(form) if name is not None]
        form.format(**dict.fromkeys(PLACES, "")).encode("ascii")
    except (ValueError, LookupError):
        places = []
    if "number" not in places:
        raise BadSetting(
            f"{options.url}: format is ASCII with {{number}}, and may have {{address}}, {{called}}"
        )
    return form


KINDS: dict[str, Callable[[str, Options], Line]] = {"modbus": _modbus, "ascii": _ascii}
