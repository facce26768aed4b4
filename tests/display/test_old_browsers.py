"""TV boxes carry Chromium 87: nothing that a wall loads needs a newer one.

The list is of features whose absence breaks a page, with the version that brought them (MDN, caniuse). What only
makes a page prettier (`text-wrap: balance`) is not on it.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

HOME = Path(__file__).parents[2]
SCRIPTS = [
    *sorted((HOME / "display/static").glob("*.js")),
    HOME / "server/static/live.js",
    HOME / "server/static/times.js",
    HOME / "config/brand/words.js",
    HOME / "server/static/vendor/socket.io.esm.min.js",
]
STYLES = [*sorted((HOME / "display/static").glob("*.css")), HOME / "config/brand/tokens.css"]
NEW_IN_SCRIPTS = {
    "top-level await (89)": r"(?m)^(?:(?:export )?(?:const|let) [^=\n]+= )?await\b",
    "at() (92)": r"\.at\(",
    "Object.hasOwn (93)": r"Object\.hasOwn\(",
    "static block (94)": r"\bstatic\s*\{",
    "findLast (97)": r"\.findLast(?:Index)?\(",
    "structuredClone (98)": r"structuredClone\(",
    "randomUUID (92)": r"randomUUID\(",
    "inert (102)": r"\.inert\b",
    "AbortSignal.timeout (103)": r"AbortSignal\.(?:timeout|any)\(",
    "change by copy (110)": r"\.(?:toSorted|toReversed|toSpliced)\(",
    "groupBy (117)": r"\.groupBy\(",
    "withResolvers (119)": r"\.withResolvers\(",
    "private in (91)": r"#\w+ in \w",
    "import attributes (123)": r"\bfrom\s*[\"'][^\"']+[\"']\s+with\s*\{",
    "import map (89)": r"\bfrom\s*[\"'][^/.\"'][^\"']*[\"']",
}
NEW_IN_STYLES = {
    ":is, :where (88)": r":(?:is|where)\(",
    ":not with a list (88)": r":not\([^()]*,",
    "aspect-ratio (88)": r"(?<![-\w])aspect-ratio:",
    "overflow clip (90)": r"overflow(?:-[xy])?:\s*clip",
    "accent-color (93)": r"accent-color:",
    "@layer (99)": r"@layer\b",
    "single transforms (104)": r"[{;]\s*(?:translate|rotate|scale):",
    "range in a media query (104)": r"@media[^{]*[<>]",
    ":has (105)": r":has\(",
    "@container (105)": r"@container\b|\d(?:cqw|cqh|cqi|cqb|cqmin|cqmax)\b",
    "small and large viewport (108)": r"\d(?:svh|lvh|dvh|svw|lvw|dvw)\b",
    "color-mix, oklch (111)": r"color-mix\(|oklch\(|oklab\(",
    "subgrid (117)": r"\bsubgrid\b",
    "nesting (120)": r"[{;]\s*&",
    "light-dark (123)": r"light-dark\(",
}


def too_new(path: Path, features: dict[str, str]) -> list[str]:
    text = path.read_text("utf-8")
    bare = re.sub(r"/\*.*?\*/", "", text, flags=re.S) if path.suffix == ".css" else text
    return [name for name, pattern in features.items() if re.search(pattern, bare)]


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_no_script_of_a_wall_needs_a_newer_browser(path: Path) -> None:
    assert too_new(path, NEW_IN_SCRIPTS) == []


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_no_style_of_a_wall_needs_a_newer_browser(path: Path) -> None:
    assert too_new(path, NEW_IN_STYLES) == []


@pytest.mark.parametrize(
    ("name", "text", "features"),
    [
        ("a.js", "const last = list.at(-1);", ["at() (92)"]),
        ("a.js", "const said = await ask();", ["top-level await (89)"]),
        ("a.js", "async function one() {\n  const said = await ask();\n}", []),
        ("a.js", 'import { io } from "socket.io-client";', ["import map (89)"]),
        ("a.js", "class One { #a; has(o) { return #a in o; } static { start(); } }",
         ["static block (94)", "private in (91)"]),
        ("a.css", ".a{aspect-ratio:1}.b:is(.c,.d){rotate:3deg}",
         [":is, :where (88)", "aspect-ratio (88)", "single transforms (104)"]),
        ("a.css", "@media (min-aspect-ratio:1/1){.a{transform:rotate(3deg)}}", []),
        ("a.css", "@media (width >= 40em){.a{height:1dvh}}",
         ["range in a media query (104)", "small and large viewport (108)"]),
    ],
)  # fmt: skip
def test_the_list_finds_what_it_names(tmp_path: Path, name: str, text: str, features: list[str]) -> None:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    assert too_new(path, NEW_IN_SCRIPTS if path.suffix == ".js" else NEW_IN_STYLES) == features
