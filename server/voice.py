"""The voice of this node's halls and kiosks: where its clips lie, and what a centre's words make it say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from config.centre_facts import Names, Voice
from config.centre_voice import LANGUAGES
from config.kiosk_speech import pieces, said_by_kiosks
from config.settings import NodeSettings
from display.voice.clips import CHIME
from display.voice.kiosk import Texts
from display.voice.library import Library
from display.voice.script import Script, needed
from server.queries.house import House

VENDOR = Path(__file__).with_name("static") / "vendor"
BUILT = (VENDOR / "voice", VENDOR / "kiosk-voice")
"""The packs that the wheel carries: of halls, and of the pages of kiosks."""

Facts = dict[str, Any]


def library_of(settings: NodeSettings) -> Library:
    return Library(settings.voice_folder, *BUILT)


def script_of(voice: Voice) -> Script:
    return Script(voice.languages, voice.text, voice.again, voice.last)


@dataclass(frozen=True)
class Clips:
    """What a script needs, the chime with it, by name: how many clips, which are recordings, which are not there."""

    needed: int
    recorded: tuple[str, ...]
    missing: tuple[str, ...]


def clips_of(script: Script, library: Library) -> Clips:
    names = (CHIME, *needed(script))
    return Clips(
        needed=len(names),
        recorded=tuple(name for name in names if library.recorded(name)),
        missing=tuple(name for name in names if library.find(name) is None),
    )


def due(clips: Clips) -> str:
    """Until then halls hear the usual words, or less."""
    one = len(clips.missing) == 1
    said = "1 clip" if one else f"{len(clips.missing)} clips"
    return f"{said} of {clips.needed} that halls are to hear {'is' if one else 'are'} missing: run `moiso voice build`"


USUAL = script_of(Voice(LANGUAGES))


@cache
def kiosk_words() -> Texts:
    """What the pages of kiosks say in each language: the same at every centre."""
    return {language: said_by_kiosks(language) for language in LANGUAGES}


def names_said(services: Iterable[Facts], priorities: Iterable[Facts], branches: Iterable[Facts]) -> Texts:
    """The names that kiosks show, each as it stands, of facts as the centre file has them."""
    shown = list(_shown(services, priorities, branches))
    return {
        language: {piece: piece for names in shown for piece in pieces(names[language])}
        for language in LANGUAGES
    }


def names_of(house: House) -> Texts:
    """Of all its branches."""
    branches = [branch_said(house, code) for code in house.branches]
    return names_said((one.facts for one in house.services.values()), house.centre["priorities"], branches)


def _shown(
    services: Iterable[Facts], priorities: Iterable[Facts], branches: Iterable[Facts]
) -> Iterator[Names]:
    for service in services:
        yield from (service["name"], service["name_short"], service["hint"])
        for procedure in service["procedures"]:
            yield from (procedure["name"], *procedure["papers"])
    yield from (one["name"] for one in priorities if one["public"])
    for branch in branches:
        yield from (branch["name"], branch["address"])
        yield from (counter["zone"] for counter in branch["counters"])


def branch_said(house: House, code: str) -> Facts:
    """A branch as the centre file has it, as far as kiosks read it aloud."""
    branch = house.branch(code)
    return {**branch.facts, "counters": [{"zone": one.zone} for one in branch.counters.values()]}
