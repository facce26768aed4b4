"""The listening sheet plays what a wall plays, and asks for what is easily misheard."""

from __future__ import annotations

import re

import numpy as np
import pytest

from display.voice.clips import CHIME
from display.voice.library import Library
from display.voice.reading import counter_words, number_words
from display.voice.script import announcement
from display.voice.sheet import CALLS, Sheet, render, write_sheet
from display.voice.sound import RATE, milliseconds
from tests.voice.ears import heard

WORDS = Sheet("Phiếu nghe thử", "Nghe & ghi lại", "Nghe được", "Đáp án")


def played(ms):
    """Samples of a silence."""
    return RATE * ms // 1000


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("call", CALLS[::5])
def test_an_announcement_lasts_as_long_as_its_parts_and_their_gaps(both, library, sounds, language, call):
    names = [CHIME, *announcement(both, language, *call)]
    gaps = (len(names) - 2) * played(60) + played(150)
    assert len(render(both, language, call, library)) == sum(len(sounds[name]) for name in names) + gaps


def test_the_clips_stand_in_the_announcement_in_their_order_and_untouched(usual, library, sounds):
    made = render(usual, "vi", ("A015", "21"), library)
    place = 0
    for name in [CHIME, *announcement(usual, "vi", "A015", "21")]:
        clip = sounds[name]
        assert np.array_equal(made[place : place + len(clip)], clip), name
        place += len(clip)
        gap = played(150 if name == "vi-5" else 60)  # the last figure of the number
        assert not made[place : place + gap].any(), name
        place += gap


def test_the_twenty_calls_hold_every_letter_that_rhymes_and_every_trap():
    assert len(set(CALLS)) == len(CALLS) == 20
    letters = {word for number, _ in CALLS for word in number_words("vi", number)}
    assert {"bê", "xê", "dê", "tê", "em mờ", "en nờ", "e lờ", "hát", "ca"} <= letters
    counters = {word for _, code in CALLS for word in counter_words("vi", code)}
    assert {"lăm", "năm", "mười", "mươi", "mốt", "một", "tư", "bốn", "linh", "trăm"} <= counters


def test_the_page_plays_each_and_hides_what_it_says(usual, library, tmp_path):
    files = write_sheet(usual, "vi", library, WORDS, tmp_path)
    page = files.pop().read_text("utf-8")
    assert (
        re.findall(r'src="(.*?)"', page)
        == [path.name for path in files]
        == sorted(path.name for path in files)
    )
    hidden = re.findall(r"<details><summary>Đáp án</summary>(.*?)</details>", page)
    assert hidden[0] == "A005 (a không không năm) → 15 (mười lăm)"
    assert len(hidden) == len(files) == 20
    assert "Nghe &amp; ghi lại" in page
    sheet = heard(files[0])
    assert abs(milliseconds(sheet) - milliseconds(render(usual, "vi", CALLS[0], library))) <= 1


def test_a_clip_that_is_not_there_is_named(usual, tmp_path):
    with pytest.raises(FileNotFoundError, match="the clip chime is not there"):
        render(usual, "vi", CALLS[0], Library(tmp_path, tmp_path))
