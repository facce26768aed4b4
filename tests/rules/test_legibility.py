"""From how far a wall is read, and how it hangs, against figures worked out by hand."""

from __future__ import annotations

import pytest

from server.rules.legibility import hanging, height_mm, is_too_small, least_diagonal_in, readings


@pytest.mark.parametrize(("inches", "height"), [(43, 535), (55, 685), (65, 809), (75, 934)])
def test_a_screen_of_sixteen_to_nine_is_half_as_high_as_its_diagonal(inches, height):
    assert round(height_mm(inches, "landscape")) == height
    assert round(height_mm(inches, "portrait")) == round(height_mm(inches, "landscape") * 16 / 9)


def test_a_wall_of_55_inches_in_a_hall():
    # 685 mm: a quarter of it and 150 times that, and so on.
    told = {one.part: (one.cap_mm, one.reads_to_m) for one in readings(55, "landscape")}
    assert told == {"number": (182, 27.3), "counter": (108, 16.2), "recent": (48, 9.7), "waiting": (28, 5.6)}


def test_on_its_side_a_screen_is_higher_and_its_letters_are_smaller():
    told = {one.part: one.reads_to_m for one in readings(55, "portrait")}
    assert told == {"number": 25.4, "counter": 13.7, "recent": 9.0, "waiting": 5.6}


@pytest.mark.parametrize(
    ("inches", "layout", "hall", "small"),
    [(43, "landscape", 7, False), (43, "landscape", 8, True), (65, "landscape", 11, False),
     (65, "landscape", 12, True), (43, "portrait", 7, False), (43, "portrait", 8, True)],
)  # fmt: skip
def test_recent_calls_need_a_two_hundredth_of_the_hall(inches, layout, hall, small):
    assert is_too_small(inches, layout, hall) is small


@pytest.mark.parametrize("layout", ["landscape", "portrait"])
@pytest.mark.parametrize("hall", [3, 8, 12, 25])
def test_the_least_screen_is_just_large_enough(layout, hall):
    least = least_diagonal_in(layout, hall)
    assert not is_too_small(least, layout, hall)
    assert is_too_small(least - 1, layout, hall)


def test_a_wall_faces_the_middle_of_its_hall_but_never_the_lamps():
    told = hanging(55, "landscape", 10)
    # Its middle is 1.24 m above the eyes of who sits 5 m away: 14 degrees.
    assert (told.lower_mm, told.upper_mm, told.tilt, told.nearest_m) == (2100, 2785, 14, 2.7)
    assert hanging(75, "portrait", 3).tilt == 15
