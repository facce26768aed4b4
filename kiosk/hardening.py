"""`moiso-kiosk harden`: is this machine locked as the recipe says? Looks only, and changes nothing."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kiosk import recipe

SYSTEMD = "etc/systemd/system"
INPUT_METHODS = ("ibus", "fcitx", "fcitx5", "uim", "scim", "im-config", "unikey", "bamboo")
TIME = {"systemd-timesyncd.service": "sysinit.target.wants", "chrony.service": "multi-user.target.wants"}
OTHERS = 0o077
"""The bits of a mode that let anybody else in."""


@dataclass(frozen=True)
class Point:
    """`name` is what was looked at; `wrong` tells what is missing and what to do, and is empty when all is well."""

    name: str
    wrong: str = ""

    def __str__(self) -> str:
        return f"not ok  {self.name}: {self.wrong}" if self.wrong else f"ok      {self.name}"


def check(root: Path) -> list[Point]:
    """Every point of the recipe on the machine whose files lie under `root`."""
    return [Point(name, look(root)) for name, look in POINTS.items()]


def _policy(root: Path) -> str:
    found: dict[str, object] = {}
    for path in sorted((root / recipe.POLICY_FILE).parent.glob("*.json")):
        try:
            said = json.loads(path.read_text("utf-8"))
        except (ValueError, OSError):
            return f"{path.name} cannot be read as JSON; write it with harden --print-policy"
        found |= said if isinstance(said, dict) else {}
    missing = [key for key, value in recipe.POLICY.items() if found.get(key) != value]
    return f"{', '.join(missing)} missing or other; write /{recipe.POLICY_FILE}" if missing else ""


def _flags(root: Path) -> str:
    unit = root / SYSTEMD / recipe.SCREEN
    words = _text(unit).split()
    missing = [flag for flag in recipe.FLAGS if flag not in words]
    return f"{', '.join(missing)} missing in {recipe.SCREEN}; see harden --print-unit" if missing else ""


def _units(root: Path) -> str:
    off = [
        name
        for name, wants in recipe.ENABLED.items()
        if not os.path.lexists(root / SYSTEMD / wants / name) or not (root / SYSTEMD / name).is_file()
    ]
    return f"not enabled: {', '.join(off)}; systemctl enable them" if off else ""


def _restarts(root: Path) -> str:
    idle = [
        name
        for name in (recipe.AGENT, recipe.SCREEN)
        if "\nRestart=always\n" not in _text(root / SYSTEMD / name)
    ]
    return f"no Restart=always in {', '.join(idle)}" if idle else ""


def _getty(root: Path) -> str:
    masked = root / SYSTEMD / "getty@tty1.service"
    if masked.is_symlink() and masked.readlink() == Path("/dev/null"):
        return ""
    wanted = os.path.lexists(root / SYSTEMD / "getty.target.wants/getty@tty1.service")
    return "a login may open on the display; systemctl mask getty@tty1" if wanted else ""


def _input_methods(root: Path) -> str:
    packages = _text(root / "var/lib/dpkg/status").split("\n\n")
    present = [one for one in packages if "Status: install ok installed" in one]
    names = [found[1] for one in present if (found := re.search(r"^Package: (\S+)$", one, re.M))]
    typing = [one for one in names if re.split(r"[-+]", one)[0] in INPUT_METHODS]
    return f"{', '.join(typing)} would rewrite keys and scans; apt purge them" if typing else ""


def _blanking(root: Path) -> str:
    lit = "consoleblank=0" in _text(root / "proc/cmdline").split()
    return "" if lit else "the screen may go dark; add consoleblank=0 to the kernel's line"


def _time(root: Path) -> str:
    on = [name for name, wants in TIME.items() if os.path.lexists(root / SYSTEMD / wants / name)]
    return "" if on else f"none of {', '.join(TIME)} is enabled"


def _data(root: Path) -> str:
    return _private(root / recipe.DATA, f"/{recipe.DATA}", "0700")


def _token(root: Path) -> str:
    return _private(root / recipe.TOKEN_FILE, f"/{recipe.TOKEN_FILE}", "0600")


def _private(path: Path, name: str, mode: str) -> str:
    if not path.exists():
        return f"{name} is not there"
    return f"others may read {name}; chmod {mode}" if path.stat().st_mode & OTHERS else ""


def _text(path: Path) -> str:
    """Empty where there is no such file, or none for us to read."""
    try:
        return path.read_text("utf-8", "replace")
    except OSError:
        return ""


POINTS: dict[str, Callable[[Path], str]] = {
    "browser policy": _policy,
    "browser flags": _flags,
    "units start by themselves": _units,
    "units start again": _restarts,
    "no login on the display": _getty,
    "no input method": _input_methods,
    "screen stays lit": _blanking,
    "time is synchronised": _time,
    "data folder is private": _data,
    "token file is private": _token,
}
