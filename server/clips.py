"""`moiso voice`: builds the clips that a centre's halls and kiosks say, checks recordings, writes a listening sheet.

Imports stand where they are used: numbers of sound are loaded for these commands alone.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from config.centre_facts import Voice
from config.settings import NodeSettings, load
from server.web.door import BadInput

if TYPE_CHECKING:
    from display.voice.clips import Clip
    from display.voice.kiosk import Texts

Verb = Callable[[Any, str, Callable[[argparse.Namespace], int], str], argparse.ArgumentParser]
PAGE_WORDS = ("title", "how", "heard", "answer")


def add_verbs(verbs: Any, verb: Verb) -> None:
    built = verb(verbs, "build", build, "speak the clips that a centre's words need")
    built.add_argument(
        "--into", type=Path, metavar="DIR", help="a whole pack there, not only what is missing"
    )
    checked = verb(
        verbs, "check", check, "what is missing, too long, too quiet or clipped; 1 when something is"
    )
    sheet = verb(verbs, "sheet", listening_sheet, "twenty announcements to listen to, and what they say")
    sheet.add_argument("folder", type=Path, metavar="DIR")
    for one in (built, checked, sheet):
        one.add_argument("--centre", type=Path, metavar="FILE", help="else the centre that was applied")


def build(given: argparse.Namespace) -> int:
    """What came with the program or was made before is not made again, unless a whole pack is asked for."""
    from display.voice.clips import CHIME
    from display.voice.pack import build_pack, read_pack
    from server.voice import BUILT, library_of

    settings = load()
    wanted = _wanted(given.centre, settings)
    folder = given.into or library_of(settings).made
    shipped = set() if given.into else {name for pack in BUILT for name in read_pack(pack)}
    missing = [clip for name, clip in wanted.items() if name not in shipped]
    made = build_pack(missing, folder, with_chime=CHIME not in shipped, anew=bool(given.into))
    print(f"{len(made)} clips in {folder}" if made else "the clips that came with the program say all of it")
    return 0


def check(given: argparse.Namespace) -> int:
    from display.voice.checking import faults
    from display.voice.clips import CHIME
    from display.voice.script import needed
    from server.voice import USUAL, library_of

    settings = load()
    library = library_of(settings)
    wanted = _wanted(given.centre, settings)
    found = list(faults(library, wanted, wanted | needed(USUAL)))
    for fault in found:
        print(fault)
    recorded = sum(bool(library.recorded(name)) for name in (CHIME, *wanted))
    result = f"{len(found)} to mend" if found else "nothing to mend"
    print(f"{len(wanted) + 1} clips, {recorded} of them recorded: {result}")
    return 1 if found else 0


def listening_sheet(given: argparse.Namespace) -> int:
    """In the first language that the centre speaks."""
    from config import words
    from display.voice.hall import speakable
    from display.voice.sheet import Sheet, write_sheet
    from server.voice import USUAL, library_of, script_of

    settings = load()
    library = library_of(settings)
    voice, _ = _said(given.centre, settings)
    script = speakable(script_of(voice), USUAL, library)
    if not script.languages:
        raise BadInput("no language has all its clips: `moiso voice check` says which are missing")
    language = script.languages[0]
    sheet = Sheet(**{name: words.say(language, f"voice.{name}") for name in PAGE_WORDS})
    files = write_sheet(script, language, library, sheet, given.folder)
    print(f"{len(files) - 1} announcements: open {files[-1]}")
    return 0


def _wanted(file: Path | None, settings: NodeSettings) -> dict[str, Clip]:
    """Every clip by name that halls and kiosks can call for."""
    from display.voice.kiosk import guide_clips
    from display.voice.script import needed
    from server.voice import kiosk_words, script_of

    voice, names = _said(file, settings)
    return guide_clips(names) | guide_clips(kiosk_words()) | needed(script_of(voice))


def _said(file: Path | None, settings: NodeSettings) -> tuple[Voice, Texts]:
    """The words of the halls and the names that kiosks read, of the file, else of the ledger, else the usual words
    and no names: a machine without a ledger can build a pack too."""
    from config.centre import CentreFileError, load_centre
    from server.voice import names_said

    if file is None:
        return next(_applied(settings), (Voice(), {}))
    try:
        centre = load_centre(file)
    except CentreFileError as problem:
        raise BadInput(str(problem)) from None
    facts = asdict(centre)
    return centre.voice, names_said(facts["services"], facts["priorities"], facts["branches"])


def _applied(settings: NodeSettings) -> Iterator[tuple[Voice, Texts]]:
    from sqlalchemy import make_url

    from server.ledger.engines import open_engines
    from server.ledger.upgrading import newest, shape
    from server.queries.house import HouseMemory
    from server.voice import names_of

    if settings.on_sqlite and not Path(make_url(settings.url).database or "").exists():
        return
    engines = open_engines(settings.url)
    try:
        with engines.read() as connection:
            if shape(connection) == newest():
                house = HouseMemory().of(connection)
                yield house.voice, names_of(house)
    finally:
        engines.dispose()
