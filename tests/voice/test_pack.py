"""A pack is spoken by a program of its own, and the same words give the same bytes."""

from __future__ import annotations

import json
import os
import stat
import sys
from pathlib import Path

import numpy as np
import pytest

from display.voice import espeak
from display.voice.clips import phrase, words_of
from display.voice.espeak import CannotSpeak, engine, speak
from display.voice.ogg import same_serial
from display.voice.pack import build_pack, read_pack
from display.voice.sound import RATE, as_ogg, levelled, loudness, peak
from tests.node import ROOT
from tests.voice.conftest import BUILT
from tests.voice.ears import heard

GREETING = phrase("vi", "Kính mời quý vị")
FIVE = words_of("vi")["năm"]

# Speaks a note of half a second at 16 kHz, in two channels, and writes down what it was asked.
PROGRAM = f"""#!{sys.executable}
import sys, numpy, soundfile
if "--version" in sys.argv:
    print("eSpeak NG text-to-speech: 1.51  Data at: somewhere"); sys.exit()
said = sys.stdin.read()
if "lỗi" in said:
    sys.exit("no such voice")
with open(__file__ + ".log", "a") as log:
    print(*sys.argv[1:], said, sep="|", file=log)
note = numpy.sin(numpy.arange(8000) * 2 * numpy.pi * 440 / 16000) / 4
soundfile.write(sys.argv[sys.argv.index("-w") + 1], numpy.stack([note, note], 1), 16000)
"""


@pytest.fixture
def program(tmp_path, monkeypatch) -> Path:
    """An `espeak-ng` that is installed on this machine."""
    path = tmp_path / "bin/espeak-ng"
    path.parent.mkdir()
    path.write_text(PROGRAM, "utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{path.parent}{os.pathsep}{os.environ['PATH']}")
    return path


@pytest.fixture
def no_program(monkeypatch) -> None:
    monkeypatch.setattr(espeak.shutil, "which", lambda _name: None)


def test_the_same_words_give_the_same_bytes_whatever_is_spoken_beside_them(tmp_path, no_program):
    alone = build_pack([FIVE], tmp_path / "alone")
    beside = build_pack([GREETING, words_of("en")["six"], FIVE], tmp_path / "beside")
    assert alone[FIVE.name] == beside[FIVE.name]
    name = f"{FIVE.name}.ogg"
    assert (tmp_path / "alone" / name).read_bytes() == (tmp_path / "beside" / name).read_bytes()


def test_the_wheel_carries_what_is_spoken_now(tmp_path):
    """Fails after a change of the sound until `make setup` has spoken the pack again."""
    made = build_pack([FIVE, words_of("en")["six"]], tmp_path)
    told = [json.loads((folder / "pack.json").read_text("utf-8"))["engine"] for folder in (tmp_path, BUILT)]
    assert told[0] == told[1]
    assert made == {name: entry for name, entry in read_pack(BUILT).items() if name in made}


def test_a_pack_forgets_what_is_no_longer_said(tmp_path, no_program):
    build_pack([FIVE, GREETING], tmp_path)
    build_pack([FIVE], tmp_path, with_chime=False)
    assert {path.name for path in tmp_path.iterdir()} == {"pack.json", "vi-5.ogg"}
    assert set(read_pack(tmp_path)) == {"vi-5"}


def test_the_library_of_espeak_never_comes_into_our_process(tmp_path, no_program):
    assert speak([FIVE], tmp_path)["vi-5"].any()
    assert "espeakng_loader" not in sys.modules
    users = [
        path.name for path in (ROOT / "display").rglob("*.py") if "import espeakng_loader" in path.read_text()
    ]
    assert users == ["espeak_child.py"]


def test_an_installed_espeak_is_given_words_on_its_input_and_single_ones_slower(program, tmp_path):
    spoken = speak([GREETING, FIVE], tmp_path)
    asked = [line.split("|") for line in Path(f"{program}.log").read_text("utf-8").splitlines()]
    assert [(line[1], line[3], line[-1]) for line in asked] == [
        ("vi", "130", "Kính mời quý vị"), ("vi", "105", "năm"),
    ]  # fmt: skip
    assert len(spoken["vi-5"]) == RATE // 2, "half a second, in our own rate"


def test_the_pack_names_the_engine_that_spoke(program, tmp_path):
    build_pack([FIVE], tmp_path / "pack")
    assert engine() == "espeak-ng 1.51"
    assert '"engine": "espeak-ng 1.51"' in (tmp_path / "pack/pack.json").read_text("utf-8")


def test_a_program_that_fails_is_quoted_and_the_old_pack_stays(program, tmp_path):
    build_pack([FIVE], tmp_path / "pack")
    with pytest.raises(CannotSpeak, match="no such voice"):
        build_pack([phrase("vi", "lỗi")], tmp_path / "pack")
    assert set(read_pack(tmp_path / "pack")) == {"chime", "vi-5"}


def test_where_nothing_speaks_it_says_what_to_install(no_program, monkeypatch):
    def gone(_name):
        raise espeak.PackageNotFoundError

    monkeypatch.setattr(espeak, "version", gone)
    with pytest.raises(CannotSpeak, match="install Debian's espeak-ng"):
        engine()


@pytest.mark.parametrize("gain", [0.003, 0.05, 1.0])
def test_quiet_and_loud_speech_comes_out_at_one_level(gain):
    pulses = np.random.default_rng(5).normal(size=RATE) * (1 + np.sin(np.arange(RATE) / 900)) * gain / 8
    made = levelled(pulses)
    assert loudness(made) == pytest.approx(-18, abs=1)
    assert peak(made) <= -3


def test_an_ogg_file_is_the_same_each_time_and_still_one_that_plays(tmp_path):
    wave = np.sin(np.arange(RATE) / 20) / 3
    once, twice = as_ogg(wave), as_ogg(wave)
    assert once == twice
    assert np.corrcoef(heard(once)[:RATE], wave)[0, 1] > 0.999
    assert same_serial(once) == once


def test_what_is_no_ogg_is_not_touched():
    with pytest.raises(ValueError, match="no Ogg page"):
        same_serial(b"RIFF" + bytes(40))
