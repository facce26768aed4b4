"""The last number by forecast: a line that outlasts its session, and never a guess."""

from __future__ import annotations

import pytest

from server.rules.closing import outlasts


def test_a_line_that_ends_with_the_session_is_still_served():
    assert not outlasts(3600, 3600)


def test_a_line_that_ends_after_the_session_is_too_long():
    assert outlasts(3601, 3600)


@pytest.mark.parametrize(("wait_s", "left_s"), [(None, 3600), (3600, None), (None, None)])
def test_without_a_forecast_nothing_is_refused(wait_s, left_s):
    assert not outlasts(wait_s, left_s)


def test_with_nobody_waiting_the_last_minute_is_open():
    assert not outlasts(0, 0)
