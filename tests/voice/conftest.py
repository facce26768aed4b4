"""The sample centre as facts, the usual words in both languages, and the pack that the wheel carries, decoded once."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from config.centre import Centre, load_centre
from config.centre_facts import Voice
from display.voice.library import Library
from display.voice.script import Script
from tests.node import HANOI, ROOT
from tests.voice.ears import heard

BUILT = ROOT / "server/static/vendor/voice"


@pytest.fixture(scope="session")
def centre() -> Centre:
    return load_centre(HANOI)


@pytest.fixture(scope="session")
def both() -> Script:
    return Script(("vi", "en"), Voice().text, Voice().again, Voice().last)


@pytest.fixture(scope="session")
def usual() -> Script:
    return Script(("vi",), Voice().text, Voice().again, Voice().last)


@pytest.fixture(scope="session")
def sounds() -> dict[str, np.ndarray]:
    return {path.stem: heard(path) for path in sorted(BUILT.glob("*.ogg"))}


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """The pack of the wheel, and an empty folder for recordings."""
    (tmp_path / "recordings").mkdir()
    return Library(tmp_path / "recordings", BUILT)
