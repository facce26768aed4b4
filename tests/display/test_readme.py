"""The recipe for a wall's machine keeps to the one for a kiosk, and to the node as it is."""

from __future__ import annotations

import configparser
import re
from pathlib import Path

from config.centre_displays import LAYOUTS, THEMES
from display import LAYOUTS as PAGE_LAYOUTS
from display import THEMES as PAGE_THEMES
from kiosk import recipe

README = (Path(__file__).parents[2] / "display/README.md").read_text("utf-8")
UNIT, COMMAND = (re.findall(rf"```{kind}\n(.*?)```", README, re.S)[0] for kind in ("ini", ""))
PROFILE = "--user-data-dir=/var/lib/moiso-wall/profile"
KIOSK = [flag for flag in recipe.FLAGS if not flag.startswith("--user-data-dir")]


def flags(line: str) -> list[str]:
    return re.findall(r"(?<= )--\w\S*", line)


def unit() -> configparser.ConfigParser:
    parsed = configparser.ConfigParser(interpolation=None)
    parsed.optionxform = str  # type: ignore[assignment,method-assign]
    parsed.read_string(UNIT)
    return parsed


def test_the_unit_starts_the_browser_as_a_kiosk_does_but_remembers_the_token() -> None:
    start = unit()["Service"]["ExecStart"]
    assert flags(start.partition("chromium")[2]) == [*KIOSK, PROFILE]
    assert start.endswith("${MOISO_NODE}/display/")


def test_the_command_needs_no_wayland_and_may_speak_without_a_touch() -> None:
    assert flags(COMMAND) == [flag for flag in [*KIOSK, PROFILE] if "ozone" not in flag]
    assert "--autoplay-policy=no-user-gesture-required" in flags(COMMAND)


def test_a_browser_that_ends_comes_back_without_a_limit() -> None:
    found = unit()
    assert (found["Service"]["Restart"], found["Unit"]["StartLimitIntervalSec"]) == ("always", "0")
    assert found["Service"]["StateDirectory"] == "moiso-wall"


def test_the_page_and_the_centre_file_know_the_same_looks() -> None:
    assert (sorted(PAGE_THEMES), sorted(PAGE_LAYOUTS)) == (sorted(THEMES), sorted(LAYOUTS))
