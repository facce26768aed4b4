"""A kiosk machine's settings: flags of `moiso-kiosk run`, then MOISO_KIOSK_<NAME> in the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from config.settings import BadSetting

PREFIX = "MOISO_KIOSK_"
SLOTS = ("bottom", "right", "left", "none")
"""Where the paper comes out, seen from the screen; none points nowhere."""


@dataclass(frozen=True)
class KioskSettings:
    """Without a `token` the kiosk remembers its own, or shows a code to be let in by; `rotate_days` after it
    was given a token it asks for a new one (0: never).
    `spare_printer` is tried when the first cannot print; `roll_m` is the length of a new roll in metres;
    `logo` is a PNG for the head of each ticket. `mm` is the screen's pixels per millimetre; None takes
    the style sheet's for the orientation."""

    server: str
    token: str
    printer: str
    spare_printer: str = ""
    roll_m: int = 80
    logo: Path | None = None
    port: int = 8100
    data: Path = Path("var/kiosk")
    name: str = ""
    slot: str = "bottom"
    mm: float | None = None
    rotate_days: int = 7

    @property
    def printers(self) -> list[str]:
        """URLs, the first one first."""
        return [self.printer, *filter(None, [self.spare_printer])]


def kiosk_settings(flags: Mapping[str, Any], environment: Mapping[str, str] | None = None) -> KioskSettings:
    """Read the flags that are not None, then the environment, then the defaults; `BadSetting` tells."""
    env = os.environ if environment is None else environment
    values: dict[str, Any] = {}
    for one in fields(KioskSettings):
        given = flags.get(one.name)
        given = env.get(PREFIX + one.name.upper()) if given is None else given
        if given is not None:
            values[one.name] = READERS.get(one.name, _text)(one.name, given)
        elif one.name == "token":
            values[one.name] = ""
        elif one.default is MISSING:
            raise BadSetting(f"--{one.name} is missing (or {PREFIX}{one.name.upper()})")
    return KioskSettings(**values)


def _text(name: str, value: object) -> str:
    text = str(value).strip()
    if not text and name in ("token", "printer"):
        raise BadSetting(f"--{name} is empty")
    return text


def server_address(name: str, value: object) -> str:
    """A node's URL without a slash at its end; `BadSetting` names the flag."""
    text = str(value).strip().rstrip("/")
    try:
        address = urlsplit(text)
        usable = address.scheme in ("http", "https") and address.hostname and address.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise BadSetting(f"--{name} must be an address such as http://127.0.0.1:8000, not {text!r}")
    return text


def _port(name: str, value: object) -> int:
    text = str(value)
    if not text.isdecimal() or int(text) > 65535:
        raise BadSetting(f"--{name} must be 0 to 65535, not {text!r}")
    return int(text)


def _metres(name: str, value: object) -> int:
    text = str(value)
    if not text.isdecimal() or not 1 <= int(text) <= 1000:
        raise BadSetting(f"--{name} must be 1 to 1000 metres of paper, not {text!r}")
    return int(text)


def _days(name: str, value: object) -> int:
    text = str(value)
    if not text.isdecimal() or int(text) > 365:
        raise BadSetting(f"--{name.replace('_', '-')} must be 0 to 365 days, not {text!r}")
    return int(text)


def _folder(_name: str, value: object) -> Path:
    return Path(str(value))


def _slot(name: str, value: object) -> str:
    if value not in SLOTS:
        raise BadSetting(f"--{name} must be one of {', '.join(SLOTS)}, not {value!r}")
    return str(value)


def _millimetre(name: str, value: object) -> float:
    try:
        pixels = float(str(value))
    except ValueError:
        raise BadSetting(f"--{name} must be pixels per millimetre, not {value!r}") from None
    if not 1 <= pixels <= 20:
        raise BadSetting(f"--{name} must lie between 1 and 20 pixels, not {value}")
    return pixels


READERS = {
    "server": server_address,
    "port": _port,
    "data": _folder,
    "logo": _folder,
    "slot": _slot,
    "mm": _millimetre,
    "roll_m": _metres,
    "rotate_days": _days,
}
