"""A kiosk that was cut off for longer than answers are kept sends its ticket again."""

from __future__ import annotations

import shutil
from datetime import timedelta

from sqlalchemy import func, select

from server.commands import issuing
from server.commands.answering import Answering, Asked
from server.commands.scene import Person
from server.ledger.answers import Key, fingerprint
from server.ledger.change import Actor
from server.ledger.models import ticket
from server.queries.house import HouseMemory
from server.rules.refusals import Refusal
from tests.ledger.works import opened

KIOSK = Person(Actor("device", "kiosk-1"), "kiosk", ("cn02",), "Ki-ốt 1")
NAME = "7c9e6679-7425-40de-944b-e07fc1f90ae7"


def test_a_ticket_sent_again_after_its_answer_was_forgotten_gets_a_clear_answer(furnished, tmp_path, clock):
    """Anything but a fault of the node, which a kiosk would retry for ever."""
    shutil.copy(furnished, tmp_path / "moiso.db")
    with opened(f"sqlite:///{tmp_path / 'moiso.db'}", clock) as ledger:
        answering = Answering(ledger, HouseMemory(), "http://127.0.0.1:8000")

        def take(name: str, bits: int) -> int:
            request = issuing.Request(name, "ho-tich", None, "none", "vi", 1, bits)
            asked = Asked(KIOSK, Key("ticket", name, fingerprint(name)))
            try:
                return answering.once(
                    "cn02", asked, lambda scene: (201, issuing.issue(scene, request))
                ).status
            except Refusal as no:
                return no.status

        assert take(NAME, 1) == 201
        clock.at += timedelta(days=8)
        assert take("0b0e7c4e-0000-4000-8000-000000000000", 2) == 201
        assert take(NAME, 3) < 500
        with ledger.read() as connection:
            assert connection.execute(select(func.count()).select_from(ticket)).scalar_one() == 2
