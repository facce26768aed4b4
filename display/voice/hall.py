"""What a wall loads once to speak: clips with their addresses, and of which clips it makes its announcements."""

from __future__ import annotations

import hashlib
import json
import string
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NotRequired, TypedDict

from display.voice.clips import CHIME
from display.voice.library import Library, Sound
from display.voice.script import (
    Script,
    Steps,
    counter_clips,
    names_of,
    needed,
    number_clips,
    phrases,
    steps,
)

CHARACTERS = string.ascii_uppercase + string.digits
GAP_MS, AFTER_NUMBER_MS = 60, 150
"""Silence between two clips, and between the number and what follows it."""


class ClipView(TypedDict):
    """`url` may be kept for ever; `ms` is how long it plays. Chromium leaves out up to 12 ms of the faded end."""

    url: str
    ms: int


class GapsView(TypedDict):
    clip: int
    number: int


class VoiceView(TypedDict):
    """A step is the name of a clip, `{number}` or `{counter}`; a number is the clips of its characters one by one, a
    counter the clips under its code. `again` stands before a repeated announcement, `last` before that of a number's
    `last_call` (2: its second). `chime` is null, and a
    language is left out, where their clips are not there. `version` changes with everything else."""

    version: NotRequired[str]
    languages: list[str]
    chime: ClipView | None
    clips: dict[str, ClipView]
    gaps_ms: GapsView
    announce: dict[str, Steps]
    again: dict[str, Steps]
    last: dict[str, Steps]
    last_call: int
    characters: dict[str, dict[str, Steps]]
    counters: dict[str, dict[str, Steps]]


@dataclass(frozen=True)
class Hall:
    """What the centre wants to be said at a branch, the words to say where that has not been spoken into clips yet,
    the codes of the counters, and after how many calls a number lapses."""

    script: Script
    usual: Script
    counters: tuple[str, ...]
    last_call: int


def voice_view(hall: Hall, library: Library) -> VoiceView:
    script = speakable(hall.script, hall.usual, library)
    spoken = script.languages
    sounds = {name: sound for name in needed(script) if (sound := library.find(name))}
    chime = library.find(CHIME)
    view: VoiceView = {
        "languages": list(spoken),
        "chime": clip_view(CHIME, chime) if chime else None,
        "clips": {name: clip_view(name, sound) for name, sound in sounds.items()},
        "gaps_ms": {"clip": GAP_MS, "number": AFTER_NUMBER_MS},
        "announce": {one: names_of(steps(one, script.text[one])) for one in spoken},
        "again": {one: names_of(steps(one, script.again[one])) for one in spoken},
        "last": {one: names_of(steps(one, script.last.get(one, ""))) for one in spoken},
        "last_call": hall.last_call,
        "characters": {one: {sign: number_clips(one, sign) for sign in CHARACTERS} for one in spoken},
        "counters": {one: _counters(one, hall.counters) for one in spoken},
    }
    return {"version": version_of(view), **view}


def speakable(script: Script, usual: Script, library: Library) -> Script:
    """The script with the usual words where its own have no clips, without the languages that cannot be spoken."""
    for language in script.languages:
        if not all(library.find(clip.name) for clip in phrases(script, language)):
            script = replace(
                script,
                text={**script.text, language: usual.text[language]},
                again={**script.again, language: usual.again[language]},
                last={**script.last, language: usual.last[language]},
            )
    kept = [one for one in script.languages if _whole(replace(script, languages=(one,)), library)]
    return replace(script, languages=tuple(kept))


def _whole(script: Script, library: Library) -> bool:
    return all(library.find(name) for name in needed(script))


def _counters(language: str, codes: Iterable[str]) -> dict[str, Steps]:
    return {code: counter_clips(language, code) for code in codes}


def version_of(view: object) -> str:
    """Another one for another view."""
    return hashlib.sha256(json.dumps(view, sort_keys=True).encode()).hexdigest()[:16]


def clip_view(name: str, sound: Sound) -> ClipView:
    return {"url": f"/voice/clips/{name}?v={sound.sha}", "ms": sound.ms}
