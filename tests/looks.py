"""Sizes and languages that a page is tried in: each of both once in every run, all of them together in the long one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import cycle, product
from typing import Any

import pytest

LANGUAGES = ("vi", "en")


def looks(sizes: Sequence[Any]) -> list[Any]:
    """Parameters `(language, size)`: the languages take turns over the sizes; the other pairs are thorough."""
    always = list(zip(cycle(LANGUAGES), sizes, strict=False))
    return [
        pytest.param(*pair, marks=() if pair in always else pytest.mark.thorough)
        for pair in product(LANGUAGES, sizes)
    ]
