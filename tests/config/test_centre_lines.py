"""Messages point at the line where the value stands, however the file is laid out."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator

from config.centre_lines import Path, lines_of

LAID_OUT = '''\
# = [not a table] "
title = "a # b = [c]"
"quoted key".inner = 1
long = """
[[no]] = "table"
""\\""""

[table . "with dots"]
ratio = 1.5
day = 2026-11-24 08:00:00

[[rows]]
cells = [ # a comment with ]
  { code = "1", list = [1,
    2] },

  { code = '2' },
]
[[rows.below]]
at = 07:30:00
[[rows]]
[[rows.below]]
empty = []
none = {}
[[rows.below]]
last = 1'''


def leaves(value: object, path: Path = ()) -> Iterator[tuple[Path, object]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, (*path, key))
    elif isinstance(value, list):
        for ordinal, inner in enumerate(value):
            yield from leaves(inner, (*path, ordinal))
    else:
        yield path, value


def test_every_layout_of_toml_is_followed() -> None:
    tomllib.loads(LAID_OUT)
    lines = lines_of(LAID_OUT)
    assert lines == {
        ("title",): 2,
        ("quoted key", "inner"): 3,
        ("long",): 4,
        ("table", "with dots"): 8,
        ("table", "with dots", "ratio"): 9,
        ("table", "with dots", "day"): 10,
        ("rows", 0): 12,
        ("rows", 0, "cells"): 13,
        ("rows", 0, "cells", 0): 14,
        ("rows", 0, "cells", 0, "code"): 14,
        ("rows", 0, "cells", 0, "list"): 14,
        ("rows", 0, "cells", 0, "list", 0): 14,
        ("rows", 0, "cells", 0, "list", 1): 15,
        ("rows", 0, "cells", 1): 17,
        ("rows", 0, "cells", 1, "code"): 17,
        ("rows", 0, "below", 0): 19,
        ("rows", 0, "below", 0, "at"): 20,
        ("rows", 1): 21,
        ("rows", 1, "below", 0): 22,
        ("rows", 1, "below", 0, "empty"): 23,
        ("rows", 1, "below", 0, "none"): 24,
        ("rows", 1, "below", 1): 25,
        ("rows", 1, "below", 1, "last"): 26,
    }


def test_every_value_of_the_sample_centre_stands_on_the_line_it_is_said_to(sample_text: str) -> None:
    lines, rows = lines_of(sample_text), sample_text.split("\n")
    for path, value in leaves(tomllib.loads(sample_text)):
        written = str(value).lower() if isinstance(value, bool) else str(value)
        assert written in rows[lines[path] - 1], path
