"""What a wall says of itself, and what its silence and its nonsense are worth."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from server.web.control import perform
from tests.web.quiet_hall import SELF, Hall


@pytest.fixture
def hall(tmp_path: Any, database_url: str) -> Iterator[Hall]:
    made = Hall(tmp_path, database_url)
    yield made
    made.node.ledger.close()


def test_what_a_wall_shows_is_known_to_staff_and_its_faults_at_once(hall):
    hall.show()
    assert hall.seen("Bảng")["display"] == {
        "shows": "A015", "sound": "on", "picture_age_s": 1, "behind_s": 0, "faults": [],
    }  # fmt: skip
    hall.show(sound="suspended")
    hall.show(sound="suspended", picture_age_s=20)
    assert hall.seen("Bảng")["display"]["faults"] == ["picture_old", "sound_blocked"]
    told = perform(hall.node, "device list", {"branch": "cn02"})
    line = "cn02\tBảng\tdisplay\tonline\tshows A015\tsound suspended\tpicture 20 s old\tpicture_old\tsound_blocked"
    assert line in told
    hall.show(shows="A016")
    assert hall.story() == [
        "online Bảng", "fault Bảng sound_blocked", "fault Bảng picture_old",
        "recovered Bảng picture_old", "recovered Bảng sound_blocked",
    ]  # fmt: skip


def test_a_wall_is_missed_after_half_a_minute(hall):
    hall.show()
    hall.pass_time(29)
    assert hall.seen("Bảng")["online"] is True
    hall.pass_time(10)
    assert (hall.seen("Bảng")["online"], hall.story()[-1]) == (False, "offline Bảng")


@pytest.mark.parametrize(
    "display",
    [
        {"shows": "<b>", "sound": "on"}, {"shows": "A015", "sound": "loud"},
        {"shows": "A015", "sound": "on", "picture_age_s": -1}, {"shows": "", "sound": "on"},
    ],
)  # fmt: skip
def test_a_wall_that_talks_nonsense_is_refused(hall, display):
    told = hall.ask("Bảng", "POST", f"{SELF}/heartbeat", {"version": "1", "display": display})
    assert (told.status_code, hall.story()) == (422, [])
