"""A centre replaces clip by clip: its recordings first, then what was spoken for its texts, then the wheel's pack."""

from __future__ import annotations

import os

import numpy as np
import pytest
import soundfile

from display.voice.clips import phrase
from display.voice.library import Library
from display.voice.pack import build_pack
from display.voice.sound import RATE
from tests.voice.conftest import BUILT

NOTE = np.sin(np.arange(RATE // 2) / 10) / 4


def test_without_recordings_the_pack_of_the_wheel_is_played(library):
    found = library.find("vi-5")
    assert (found.path, found.source) == (BUILT / "vi-5.ogg", "synthesised")


@pytest.mark.parametrize("suffix", ["wav", "ogg"])
def test_a_recording_comes_first_with_its_own_length(library, suffix):
    soundfile.write(library.recordings / f"vi-5.{suffix}", NOTE, RATE)
    found = library.find("vi-5")
    assert (found.path.name, found.ms, found.source) == (f"vi-5.{suffix}", 500, "recorded")


def test_a_recording_that_is_replaced_gets_another_mark_and_one_that_is_taken_away_is_forgotten(library):
    path = library.recordings / "vi-5.wav"
    soundfile.write(path, NOTE, RATE)
    first = library.find("vi-5")
    soundfile.write(path, NOTE / 2, RATE)
    os.utime(path, ns=(1, 1))
    assert library.find("vi-5").sha != first.sha
    path.unlink()
    assert library.find("vi-5").source == "synthesised"


def test_what_cannot_be_played_does_not_silence_the_hall(library):
    (library.recordings / "vi-5.wav").write_bytes(b"RIFF, they said")
    assert library.find("vi-5").path == BUILT / "vi-5.ogg"


def test_a_phrase_of_the_centre_is_found_where_it_was_spoken(library):
    welcome = phrase("vi", "Kính mời quý vị")
    assert library.find(welcome.name) is None
    build_pack([welcome], library.made, with_chime=False)
    assert library.find(welcome.name).path.parent == library.made


def test_a_pack_that_is_built_again_is_read_again(library):
    one, two = phrase("vi", "một hai"), phrase("vi", "ba bốn")
    build_pack([one], library.made, with_chime=False)
    assert library.find(one.name)
    build_pack([two], library.made, with_chime=False)
    assert (library.find(one.name), library.find(two.name) is None) == (None, False)


@pytest.mark.parametrize("name", ["", "vi-none", "../pack", "VI-5", "vi-5.ogg", "vi/5", "a" * 500, "vi-5\n"])
def test_what_is_no_clip_is_not_looked_for_on_the_disk(library, name):
    assert library.find(name) is None


def test_no_folder_at_all_is_no_fault(tmp_path):
    assert Library(tmp_path / "nowhere", tmp_path / "neither").find("vi-5") is None
