"""Which file a clip is played from: a recording of the centre, else what was synthesised for its texts, else the pack
that came with the program."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from display.voice.pack import MANIFEST, RECORDED, Entry, read_pack, sha_of

SUFFIXES = (".wav", ".ogg")
MADE = "made"
"""The folder within the recordings for what we synthesised: nothing of ours is ever written over a recording."""
NAME = re.compile(r"[a-z0-9-]{1,80}", re.ASCII)

Stamp = tuple[int, int]


@dataclass(frozen=True)
class Sound:
    """`sha` changes with the file, so that it may be kept for ever under an address that holds it."""

    path: Path
    ms: int
    sha: str
    source: str


class Library:
    """Remembers what it measured until a file changes."""

    def __init__(self, recordings: Path, *built: Path) -> None:
        """`built` are the packs that came with the program."""
        self.recordings = recordings
        self.made = recordings / MADE
        self.built = built
        self._packs: dict[Path, tuple[Stamp, dict[str, Entry]]] = {}
        self._measured: dict[Path, tuple[Stamp, Sound | None]] = {}

    def find(self, name: str) -> Sound | None:
        """None for a clip that nobody recorded or synthesised, and for what is no name."""
        if not NAME.fullmatch(name):
            return None
        recorded = (self._recorded(path) for path in self.recorded(name))
        return next(filter(None, recorded), None) or self.synthesised(name)

    def recorded(self, name: str) -> list[Path]:
        """The recordings of a clip, readable or not."""
        return [path for suffix in SUFFIXES if (path := self.recordings / f"{name}{suffix}").is_file()]

    def synthesised(self, name: str) -> Sound | None:
        for folder in (self.made, *self.built):
            entry = self._pack(folder).get(name)
            path = folder / f"{name}.ogg"
            if entry and path.is_file():
                return Sound(path, entry.ms, entry.sha, entry.source)
        return None

    def _pack(self, folder: Path) -> dict[str, Entry]:
        stamp = _stamp(folder / MANIFEST)
        if stamp is None:
            return {}
        kept = self._packs.get(folder)
        if kept is None or kept[0] != stamp:
            kept = self._packs[folder] = (stamp, read_pack(folder))
        return kept[1]

    def _recorded(self, path: Path) -> Sound | None:
        stamp = _stamp(path)
        if stamp is None:
            return None
        kept = self._measured.get(path)
        if kept is None or kept[0] != stamp:
            kept = self._measured[path] = (stamp, _measure(path))
        return kept[1]


def _stamp(path: Path) -> Stamp | None:
    try:
        told = path.stat()
    except FileNotFoundError:
        return None
    return (told.st_mtime_ns, told.st_size)


def _measure(path: Path) -> Sound | None:
    """None for what cannot be played: `moiso voice check` says so, and the hall hears the synthesised clip."""
    import soundfile

    try:
        told = soundfile.info(path)
    except soundfile.LibsndfileError:
        return None
    return Sound(path, round(1000 * told.duration), sha_of(path.read_bytes()), RECORDED)
