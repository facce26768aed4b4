"""`moiso voice check` says in a line each what is wrong with a recording, and is content with a good one."""

from __future__ import annotations

import numpy as np
import pytest
import soundfile

from display.voice.checking import faults
from display.voice.clips import phrase
from display.voice.library import Library
from display.voice.script import needed
from display.voice.sound import RATE


@pytest.fixture
def say(library, usual, both):
    """Everything that is wrong."""
    return lambda: list(faults(library, needed(usual), needed(both)))


def record(library, name, samples):
    soundfile.write(library.recordings / name, samples, RATE)


def test_the_pack_of_the_wheel_has_nothing_to_mend(say):
    assert say() == []


def test_a_good_recording_has_nothing_to_mend(library, sounds, say):
    record(library, "vi-5.wav", np.concatenate([sounds["vi-5"], sounds["vi-5"][:2000]]))
    record(library, "en-5.ogg", sounds["en-5"])
    assert say() == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda clip: np.tile(clip, 3), "vi-5.wav is too long: {three} ms, at most {two}"),
        (lambda clip: clip * 0.4, "vi-5.wav is too quiet: -26 dB, at least -24"),
        (lambda clip: clip * 0, "vi-5.wav is too quiet: -180 dB, at least -24"),
        (lambda clip: np.clip(clip * 8, -1, 1), "vi-5.wav is clipped: record it again with less gain"),
    ],
)  # fmt: skip
def test_a_bad_recording_is_told_with_what_is_wrong(library, sounds, say, change, fault):
    record(library, "vi-5.wav", change(sounds["vi-5"]))
    once = 1000 * len(sounds["vi-5"]) / RATE
    (told,) = say()
    assert told == fault.format(three=round(3 * once), two=2 * round(once))


def test_no_clip_takes_longer_than_six_seconds(library, sounds, say, usual):
    (name,) = [name for name in needed(usual) if name.startswith("vi-xin-moi")]
    record(library, f"{name}.wav", np.tile(sounds[name], 4)[: 7 * RATE])
    assert say() == [f"{name}.wav is too long: 7000 ms, at most {2 * round(1000 * len(sounds[name]) / RATE)}"]
    library.synthesised = lambda _name: None
    assert f"{name}.wav is too long: 7000 ms, at most 6000" in say()


def test_what_is_no_sound_is_told(library, say):
    (library.recordings / "vi-5.ogg").write_bytes(b"OggS, they said")
    assert say() == ["vi-5.ogg cannot be read as sound"]


def test_a_misspelt_name_is_told_with_what_was_meant(library, sounds, say):
    record(library, "vi-ten-5.wav", sounds["vi-tens-5"])
    assert say() == ["vi-ten-5.wav is no clip of this centre (did you mean vi-tens-5?)"]


def test_two_recordings_of_one_clip_are_told(library, sounds, say):
    record(library, "vi-5.wav", sounds["vi-5"])
    record(library, "vi-5.ogg", sounds["vi-5"])
    assert say() == ["vi-5 was recorded twice: the hall hears vi-5.wav"]


def test_a_phrase_that_nobody_has_spoken_yet_is_told_with_its_words(library):
    wanted = phrase("vi", "Kính mời quý vị")
    assert list(faults(library, {wanted.name: wanted}, {wanted.name: wanted})) == [
        f'{wanted.name} is missing: "Kính mời quý vị"; `moiso voice build` makes it'
    ]


def test_a_machine_without_any_pack_misses_everything(tmp_path, usual):
    told = list(faults(Library(tmp_path, tmp_path), needed(usual), needed(usual)))
    assert len(told) == len(needed(usual)) + 1
    assert told[0] == "chime is missing: two notes; `moiso voice build` makes it"
