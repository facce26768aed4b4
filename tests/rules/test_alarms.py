"""What of a device's own word is an alarm."""

from __future__ import annotations

import pytest

from server.rules.alarms import alarms, wall_alarms


@pytest.mark.parametrize(
    ("offset_ms", "found"),
    [
        (None, set()),
        (0, set()),
        (60_000, set()),
        (-60_000, set()),
        (60_001, {"clock_off"}),
        (-60_001, {"clock_off"}),
    ],
)
def test_a_clock_is_off_by_more_than_a_minute(offset_ms, found):
    assert alarms(offset_ms, 0, 0) == found


@pytest.mark.parametrize(("before", "now", "found"), [(0, 1, set()), (1, 1, {"unsynced"}), (3, 0, set())])
def test_tickets_are_unsynced_when_they_are_it_twice_running(before, now, found):
    assert alarms(0, now, before) == found


@pytest.mark.parametrize(
    ("sound", "age", "found"),
    [
        ("on", 0, set()), ("none", 15, set()), ("suspended", 3, {"sound_blocked"}), ("muted", 3, {"sound_muted"}),
        ("missing", 3, {"sound_missing"}),
        ("on", 16, {"picture_old"}), ("on", None, {"picture_old"}), ("muted", 60, {"sound_muted", "picture_old"}),
    ],
)  # fmt: skip
def test_a_wall_that_cannot_be_heard_or_believed_is_an_alarm(sound, age, found):
    assert wall_alarms(sound, age) == found


@pytest.mark.parametrize(("behind", "found"), [(0, set()), (45, set()), (46, {"voice_behind"})])
def test_a_voice_that_is_far_behind_the_calls_is_an_alarm(behind, found):
    assert wall_alarms("on", 0, behind) == found
