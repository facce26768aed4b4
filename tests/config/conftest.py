"""The sample centre file, as text to spoil and as facts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from config.centre import Centre, CentreFileError, load_centre

SAMPLE = Path(__file__).parents[2] / "config" / "hanoi.toml"


@pytest.fixture(scope="session")
def sample_text() -> str:
    return SAMPLE.read_text("utf-8")


@pytest.fixture(scope="session")
def centre() -> Centre:
    return load_centre(SAMPLE)


@pytest.fixture
def refusal(tmp_path: Path) -> Callable[[str | bytes], CentreFileError]:
    """The error with which a file of this content is refused."""

    def refuse(content: str | bytes) -> CentreFileError:
        path = tmp_path / "hanoi.toml"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        with pytest.raises(CentreFileError) as refused:
            load_centre(path)
        return refused.value

    return refuse
