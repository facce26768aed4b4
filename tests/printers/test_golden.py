"""Every kind of paper on both widths, dot for dot as somebody has looked at it and liked it."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from tests.printers.goldens import PAPERS, TICKETS, WIDTHS
from tests.printers.readers import by_opencv, by_zxing, grey

FOLDER = Path(__file__).parent / "golden"
RENEW = "look at it, and if it is meant: pytest tests/printers --renew-golden"


def golden(kind: str, width: int) -> Path:
    return FOLDER / f"{kind}-{width}.png"


@pytest.mark.parametrize(("kind", "width"), list(product(PAPERS, WIDTHS)))
def test_paper_is_as_it_was_approved(kind: str, width: int, renew_golden: bool):
    drawn, path = PAPERS[kind](width), golden(kind, width)
    if renew_golden:
        FOLDER.mkdir(exist_ok=True)
        drawn.save(path, format="PNG", optimize=True)
    assert path.exists(), f"{path.name} is missing: {RENEW}"
    with Image.open(path) as approved:
        assert approved.mode == "1"
        assert approved.size == drawn.size, f"{path.name} has another size: {RENEW}"
        changed = ImageChops.logical_xor(approved, drawn).getbbox()
    assert changed is None, f"{path.name} differs within {changed}: {RENEW}"


def test_no_golden_picture_is_left_of_a_kind_that_is_gone():
    assert {path.name for path in FOLDER.iterdir()} == {
        golden(kind, width).name for kind, width in product(PAPERS, WIDTHS)
    }


@pytest.mark.parametrize(("kind", "width"), list(product(TICKETS, WIDTHS)))
def test_both_readers_read_the_code_of_every_golden_ticket(kind: str, width: int):
    code = "9TW3KQ7XN2M5A" if "appointment" in kind else "7KQ2MX9DTRW4H"
    with Image.open(golden(kind, width)) as paper:
        shot = grey(paper)
    assert by_zxing(shot) == by_opencv(shot) == [f"HTTPS://Q.HANOI.EXAMPLE/T/{code}"]
