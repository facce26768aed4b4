"""What of a device's own word is an alarm."""

from __future__ import annotations

import pytest

from server.rules.alarms import alarms


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
