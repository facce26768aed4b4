"""The few icons of the citizen's pages, in a file of their own."""

from __future__ import annotations

import re
from pathlib import Path

SERVER = Path(__file__).resolve().parents[2] / "server"
SPRITE = SERVER / "static/vendor/phone-icons.svg"
ALL = SERVER / "static/vendor/icons.svg"
NAMED = re.compile(r"""icon\("([a-z-]+)"\)""")
BY_STATE = re.compile(r"{% set icons = {(.*?)} %}")


def drawn(sprite: Path) -> set[str]:
    return set(re.findall(r'<symbol id="([^"]+)"', sprite.read_text("utf-8")))


def test_a_phone_loads_the_icons_that_its_pages_show_and_no_others():
    wanted: set[str] = set()
    for page in SERVER.glob("templates/*phone*.html"):
        text = page.read_text("utf-8")
        wanted |= set(NAMED.findall(text))
        wanted |= {name for icons in BY_STATE.findall(text) for name in re.findall(r': "([a-z-]+)"', icons)}
    assert "check-circle" in wanted
    assert drawn(SPRITE) == wanted
    assert wanted < drawn(ALL)
