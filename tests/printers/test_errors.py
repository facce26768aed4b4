"""Every way to fail has a code of its own and advice for who must mend it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator

import pytest

from config.words import LANGUAGES, LOCALES
from printers import errors
from printers.errors import PrinterError


def failures(kind: type[PrinterError] = PrinterError) -> Iterator[type[PrinterError]]:
    yield kind
    for child in kind.__subclasses__():
        yield from failures(child)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_failure_has_its_advice_and_every_advice_its_failure(language: str):
    words = tomllib.loads((LOCALES / language / "slip.toml").read_text("utf-8"))
    codes = [kind.code for kind in failures()]
    assert len(codes) == len(set(codes))
    assert {f"advice_{code}" for code in codes} == {word for word in words if word.startswith("advice_")}
    assert all(kind("why").advice(language) for kind in failures())


def test_the_tree_of_failures_is_drawn_as_it_is():
    drawn = [line.split("── ")[1].split()[0] for line in (errors.__doc__ or "").splitlines() if "── " in line]
    assert drawn == [kind.__name__ for kind in failures() if kind is not PrinterError]
