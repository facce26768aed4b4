"""The node's settings: the only reader of its files and environment."""

from __future__ import annotations

import difflib
import os
import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

DEFAULTS = Path(__file__).with_name("defaults.toml")
PREFIX = "MOISO_"
FOREIGN = ("MOISO_SETTINGS", "MOISO_REQUIRE", "MOISO_TEST_", "MOISO_KIOSK_")
"""Names that start like settings and are not: the settings file itself, the tests', the kiosk's."""

ENGINES = ("sqlite:///", "postgresql+psycopg://")


class BadSetting(ValueError):
    """A setting that is misspelt, of the wrong type or not allowed; the text says how to mend it."""


@dataclass(frozen=True)
class NodeSettings:
    database_url: str
    var: Path
    voice: str
    media_dir: str
    redis_url: str
    secret_key: str
    public_url: str
    host: str
    port: int
    always_open: bool
    clock: datetime | None
    poll_s: float
    argon2_kib: int
    argon2_passes: int
    session_s: int
    session_idle_s: int

    @property
    def on_sqlite(self) -> bool:
        return self.url.startswith("sqlite")

    @property
    def voice_folder(self) -> Path:
        return Path(self.voice) if self.voice else self.var / "voice"

    @property
    def media_folder(self) -> Path:
        return Path(self.media_dir) if self.media_dir else self.var / "media"

    @property
    def url(self) -> str:
        return self.database_url or f"sqlite:///{self.var.resolve() / 'moiso.db'}"


def load(
    flags: Mapping[str, Any] | None = None, environment: Mapping[str, str] | None = None
) -> NodeSettings:
    """Read defaults, the named file, the environment and the flags, later ones winning."""
    env = os.environ if environment is None else environment
    values = _file(DEFAULTS)
    known = set(values)
    if named := env.get("MOISO_SETTINGS"):
        values |= _known(_file(Path(named)), known, where=named)
    values |= _known(_from_environment(env), known, where="the environment")
    values |= {key: value for key, value in (flags or {}).items() if value is not None}
    return _settings(values)


def secret(settings: NodeSettings) -> bytes:
    """The key that signs CSRF tokens, made on first use and kept readable by its owner alone."""
    if settings.secret_key:
        return settings.secret_key.encode()
    path = settings.var / "secret.key"
    if not path.exists():
        settings.var.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_hex(32))
    return path.read_bytes()


def _file(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise BadSetting(f"{path}: no such settings file; see MOISO_SETTINGS") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise BadSetting(f"{path}: not valid TOML: {problem}") from None


def _from_environment(env: Mapping[str, str]) -> dict[str, str]:
    ours = (name for name in env if name.startswith(PREFIX) and not name.startswith(FOREIGN))
    return {name.removeprefix(PREFIX).lower(): env[name] for name in ours}


def _known(values: dict[str, Any], known: set[str], where: str) -> dict[str, Any]:
    for name in values:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(sorted(known))}"
            raise BadSetting(f"unknown setting {name!r} in {where}: {hint}")
    return values


def _settings(values: dict[str, Any]) -> NodeSettings:
    readers = {
        "var": _path, "port": _port, "always_open": _switch, "clock": _instant, "poll_s": _positive,
        "argon2_kib": _whole, "argon2_passes": _whole, "session_s": _whole,
        "session_idle_s": _whole,
    }  # fmt: skip
    read: dict[str, Any] = {
        one.name: readers.get(one.name, _text)(one.name, values[one.name]) for one in fields(NodeSettings)
    }
    settings = NodeSettings(**read)
    _check(settings)
    return settings


def _check(settings: NodeSettings) -> None:
    """What no setting can say for itself alone."""
    if settings.clock and not settings.always_open:
        raise BadSetting("clock is for demos and tests: set always_open (MOISO_ALWAYS_OPEN=1) too")
    if not settings.public_url.startswith(("http://", "https://")):
        raise BadSetting("public_url must start with http:// or https://")
    if not settings.url.startswith(ENGINES):
        raise BadSetting(f"database_url must start with {' or '.join(ENGINES)}")
    try:
        _ = urlsplit(settings.url).port
    except ValueError:
        raise BadSetting(
            "database_url: its port is no number; write :, @ and / of a password as %3A, %40 and %2F"
        ) from None


def _text(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise BadSetting(f"{name} must be a text, not {value!r}")
    return value.strip()


def _path(name: str, value: object) -> Path:
    return value if isinstance(value, Path) else Path(_text(name, value) or ".")


def _whole(name: str, value: object) -> int:
    try:
        number = int(str(value))
    except ValueError:
        raise BadSetting(f"{name} must be a whole number, not {value!r}") from None
    if number < 1:
        raise BadSetting(f"{name} must be 1 or more, not {number}")
    return number


def _port(name: str, value: object) -> int:
    number = 0 if str(value) == "0" else _whole(name, value)
    if number > 65535:
        raise BadSetting(f"{name} must be 0 to 65535, not {number}")
    return number


def _positive(name: str, value: object) -> float:
    try:
        number = float(str(value))
    except ValueError:
        raise BadSetting(f"{name} must be a number, not {value!r}") from None
    if not 0 < number < 3600:
        raise BadSetting(f"{name} must lie between 0 and 3600, not {number}")
    return number


def _switch(name: str, value: object) -> bool:
    words = {
        "1": True,
        "true": True,
        "yes": True,
        "on": True,
        "0": False,
        "false": False,
        "no": False,
        "off": False,
        "": False,
    }
    try:
        return words[str(value).strip().lower()]
    except KeyError:
        raise BadSetting(f"{name} must be 1 or 0, not {value!r}") from None


def _instant(name: str, value: object) -> datetime | None:
    text = _text(name, value)
    if not text:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise BadSetting(f"{name} must be an RFC 3339 time such as 2026-11-25T08:00:00+07:00") from None
    if at.tzinfo is None:
        raise BadSetting(f"{name} needs an offset, such as {text}+07:00")
    return at
