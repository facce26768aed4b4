"""Codes on paper that was folded, faded or printed by a worn head, as phones see them."""

from __future__ import annotations

import random

import pytest

from printers.drawing import draw
from printers.qr import DOTS
from printers.slip import slip_of
from tests.printers.readers import HARM, around_the_code, by_opencv, by_zxing, photograph
from tests.printers.samples import catalogue, ticket

SHOTS = 24
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def is_read(harm: str, seed: int) -> bool:
    """One ticket with a code of its own, harmed and photographed, by either of the readers."""
    chance = random.Random(f"{harm} {seed}")
    code = "".join(chance.choices(CROCKFORD, k=13))
    url = f"HTTPS://Q.HANOI.EXAMPLE/T/{code}"
    paper = draw(slip_of(ticket(code=code, url=url), catalogue(), "Ki-ốt 1"), 576 if seed % 2 else 384)
    shot = photograph(HARM[harm](around_the_code(paper), chance), chance)
    return url in by_zxing(shot) or url in by_opencv(shot)


@pytest.fixture(scope="module")
def rates() -> dict[str, float]:
    return {harm: sum(is_read(harm, seed) for seed in range(SHOTS)) / SHOTS for harm in HARM}


def test_nine_of_ten_harmed_codes_are_read_at_the_first_look(rates: dict[str, float]):
    assert DOTS == 6
    assert sum(rates.values()) / len(rates) >= 0.9, rates


@pytest.mark.parametrize("harm", list(HARM))
def test_no_harm_makes_codes_unreadable(harm: str, rates: dict[str, float]):
    assert rates[harm] >= 0.8
