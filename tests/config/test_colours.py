"""Colours as the design promises them: contrast that can be read, gold for the called alone, stillness on request."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]
TOKENS = HOUSE / "config/brand/tokens.css"
SHEETS = sorted(
    path
    for room in ("config", "counter", "display", "kiosk", "server")
    for path in (HOUSE / room).rglob("*.css")
    if "vendor" not in path.parts
)
KIOSK, TEXT, EDGE = 7, 4.5, 3
"""The least contrast of primary text on kiosk, wall and called states; of any text; of a control's edge."""
PAIRS = [
    ("text", "surface", KIOSK), ("text", "bg", KIOSK), ("text-2", "surface", KIOSK), ("text-3", "surface", TEXT),
    ("text-3", "bg", TEXT), ("text-3", "surface-2", TEXT), ("line-control", "surface", EDGE),
    ("on-action", "action", KIOSK), ("on-brand", "brand", KIOSK), ("on-brand", "brand-deep", KIOSK),
    ("on-brand-2", "brand-deep", KIOSK), ("on-called", "called", KIOSK), ("called-text", "called-soft", TEXT),
    ("serving", "surface", KIOSK), ("hold", "hold-soft", TEXT), ("priority", "priority-soft", KIOSK),
    ("warn", "surface", KIOSK), ("warn", "warn-soft", TEXT), ("danger", "danger-soft", TEXT),
    ("danger", "surface", TEXT),
]  # fmt: skip
GOLD = re.compile(r"--called\b|--called-soft|--called-text|--on-called|--y-\d+|#ffc83a|#ffd970|#f5b400", re.I)
CALLED = re.compile(r'called|calling|\[data-theme="contrast"\]', re.I)


def tokens() -> dict[str, str]:
    """The light theme's colours: a later value, for another theme, does not count."""
    found: dict[str, str] = {}
    for name, value in re.findall(
        r"--([a-z0-9-]+):\s*(#[0-9A-Fa-f]{6}|var\(--[a-z0-9-]+\))", TOKENS.read_text("utf-8")
    ):
        found.setdefault(name, value)
    return found


def colour(name: str) -> str:
    value = tokens()[name]
    return colour(value[6:-1]) if value.startswith("var(") else value


def luminance(hexadecimal: str) -> float:
    parts = [int(hexadecimal[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    light, dark = sorted((luminance(colour(one)), luminance(colour(other))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def rules(sheet: Path) -> list[tuple[str, str]]:
    """Selector and declarations of each rule; a media query's own head is no selector."""
    bare = re.sub(r"/\*.*?\*/", "", sheet.read_text("utf-8"), flags=re.S)
    return [(head.strip(), body) for head, body in re.findall(r"([^{}]+)\{([^{}]*)\}", bare)]


def test_black_on_white_is_measured_as_it_is_known():
    assert luminance("#FFFFFF") == pytest.approx(1)
    assert (luminance("#FFFFFF") + 0.05) / (luminance("#000000") + 0.05) == pytest.approx(21)


@pytest.mark.parametrize(("text", "ground", "least"), PAIRS)
def test_every_pair_of_the_tokens_can_be_read(text: str, ground: str, least: float):
    assert ratio(text, ground) >= least


def test_gold_is_for_the_called_alone():
    gilded = [
        (sheet.name, head)
        for sheet in SHEETS
        for head, body in rules(sheet)
        if GOLD.search(body) and head != ":root" and "data-theme" not in head
    ]
    assert gilded, "no rule uses gold: this test has lost its subject"
    assert [one for one in gilded if not CALLED.search(one[1])] == []


def test_whatever_moves_stands_still_for_those_who_ask():
    """Every selector that is animated is stilled under reduced motion in the same sheet."""
    moving = 0
    for sheet in SHEETS:
        text = re.sub(r"/\*.*?\*/", "", sheet.read_text("utf-8"), flags=re.S)
        stilled = "".join(re.findall(r"prefers-reduced-motion:\s*reduce\)\s*\{((?:[^{}]*\{[^{}]*\})*)", text))
        for head, body in re.findall(r"([^{}]+)\{([^{}]*)\}", text):
            if re.search(r"animation:(?!none)", body):
                moving += 1
                assert f"{head.strip()}{{animation:none" in stilled, (sheet.name, head)
    assert moving
