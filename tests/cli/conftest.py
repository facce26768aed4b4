"""A centre file that a test may change."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.node import HANOI


class CentreFile:
    """A copy of the sample centre; each change must find what it replaces."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.path.write_bytes(HANOI.read_bytes())

    def change(self, old: str, new: str, after: str = "") -> CentreFile:
        text = self.path.read_text("utf-8")
        start = text.index(after)
        assert old in text[start:], old
        self.path.write_text(text[:start] + text[start:].replace(old, new, 1), "utf-8")
        return self

    def __str__(self) -> str:
        return str(self.path)


@pytest.fixture
def centre(tmp_path: Path) -> CentreFile:
    return CentreFile(tmp_path / "centre.toml")
