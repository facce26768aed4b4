"""`moiso voice check`: what is wrong with the clips of a centre, a line each."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import soundfile

from display.voice.clips import CHIME, Clip
from display.voice.library import SUFFIXES, Library
from display.voice.sound import LOUDNESS, Samples, from_file, loudness, milliseconds

LONGEST_MS = 6000
TIMES_LONGER = 2
"""A recording that takes longer than so many times the synthesised clip holds the whole hall up."""
TOO_QUIET = LOUDNESS - 6
"""A word at half the level of its neighbours is the one that is not understood."""
FULL, TOGETHER = 0.999, 3
"""So many samples one after the other at full scale are a flattened wave."""


def faults(library: Library, needed: Mapping[str, Clip], known: Mapping[str, Clip]) -> Iterator[str]:
    """`needed` is what the centre's languages and texts call for; `known` what a recording may be of at all."""
    for name in (CHIME, *needed):
        for path in library.recorded(name):
            yield from (f"{path.name} {fault}" for fault in _of_recording(path, library, name))
        if library.find(name) is None:
            yield f"{name} is missing: {_said(needed, name)}; `moiso voice build` makes it"
        if len(library.recorded(name)) > 1:
            yield f"{name} was recorded twice: the hall hears {library.recorded(name)[0].name}"
    yield from _strangers(library.recordings, {CHIME, *known})


def _said(needed: Mapping[str, Clip], name: str) -> str:
    return f'"{needed[name].text}"' if name in needed else "two notes"


def _of_recording(path: Path, library: Library, name: str) -> Iterator[str]:
    try:
        samples = from_file(path)
    except soundfile.LibsndfileError:
        yield "cannot be read as sound"
        return
    usual = library.synthesised(name)
    lasts, most = milliseconds(samples), LONGEST_MS
    if usual is not None:
        most = min(most, TIMES_LONGER * usual.ms)
    if lasts > most:
        yield f"is too long: {lasts} ms, at most {most}"
    level = loudness(samples)
    if level < TOO_QUIET:
        yield f"is too quiet: {level:.0f} dB, at least {TOO_QUIET:.0f}"
    if _clipped(samples):
        yield "is clipped: record it again with less gain"


def _clipped(samples: Samples) -> bool:
    full = np.abs(samples) >= FULL
    run = np.convolve(full, np.ones(TOGETHER))
    return bool((run >= TOGETHER).any())


def _strangers(folder: Path, known: set[str]) -> Iterator[str]:
    for path in sorted(folder.glob("*")):
        if path.suffix in SUFFIXES and path.stem not in known:
            near = difflib.get_close_matches(path.stem, known, n=1)
            yield f"{path.name} is no clip of this centre" + (f" (did you mean {near[0]}?)" if near else "")
