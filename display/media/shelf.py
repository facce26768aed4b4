"""Which files of a folder a wall may show, and what is wrong with the others."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HEAD = 16
MEBIBYTE = 1 << 20
MOST_FILES = 100
"""More than a hall sees in half an hour is somebody's archive, given by mistake."""


@dataclass(frozen=True)
class Kind:
    """A type that every Chromium from 87 on shows. `begins`: a file is what its first bytes say, whatever its name."""

    name: str
    mimetype: str
    begins: re.Pattern[bytes]
    most_mb: int


JPEG = Kind("image", "image/jpeg", re.compile(rb"\xff\xd8\xff"), 20)
PNG = Kind("image", "image/png", re.compile(rb"\x89PNG\r\n\x1a\n"), 20)
WEBP = Kind("image", "image/webp", re.compile(rb"RIFF.{4}WEBP", re.DOTALL), 20)
MP4 = Kind("video", "video/mp4", re.compile(rb".{4}ftyp", re.DOTALL), 500)
WEBM = Kind("video", "video/webm", re.compile(rb"\x1a\x45\xdf\xa3"), 500)
KINDS = {".jpg": JPEG, ".jpeg": JPEG, ".png": PNG, ".webp": WEBP, ".mp4": MP4, ".webm": WEBM}


@dataclass(frozen=True)
class Piece:
    """`stamp` changes with the file, so that it may be kept under an address that holds it."""

    path: Path
    kind: Kind
    stamp: str


class Shelf:
    """A folder as it is now: files that come and go need no word to anybody."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def pieces(self) -> list[Piece]:
        """In the order of their names."""
        found = (self._piece(path) for path in self._entries())
        return [one for one in found if isinstance(one, Piece)][:MOST_FILES]

    def find(self, name: str) -> Piece | None:
        """By its name among those that lie there: no name leads out of the folder."""
        path = next((one for one in self._entries() if one.name == name), None)
        found = self._piece(path) if path else None
        return found if isinstance(found, Piece) else None

    def faults(self) -> Iterator[str]:
        """Why there is nothing to show, else what is left out."""
        if not self._is_open():
            yield f"{self.folder} is no folder that can be read"
            return
        found = [self._piece(path) for path in self._entries()]
        yield from (one for one in found if isinstance(one, str))
        good = sum(isinstance(one, Piece) for one in found)
        if good == 0:
            yield f"{self.folder} holds no picture or film ({', '.join(KINDS)})"
        elif good > MOST_FILES:
            yield f"{self.folder} holds {good} pictures and films, only the first {MOST_FILES} are shown"

    def _entries(self) -> list[Path]:
        """Without what file managers hide there."""
        if not self._is_open():
            return []
        seen = (one for one in self.folder.iterdir() if not one.name.startswith("."))
        return sorted(seen, key=lambda one: (one.name.casefold(), one.name))

    def _is_open(self) -> bool:
        return self.folder.is_dir() and os.access(self.folder, os.R_OK | os.X_OK)

    def _piece(self, path: Path) -> Piece | str:
        """Or what is wrong with it."""
        kind = KINDS.get(path.suffix.lower())
        if kind is None:
            return f"{path.name} is left out: a wall shows {', '.join(KINDS)}"
        if not path.name.isprintable():
            return f"{path.name!r} is left out: no address can hold such a name"
        try:
            fault = self._fault(path, kind)
            told = path.stat()
        except OSError as problem:
            fault = f"it cannot be read ({problem.strerror})"
        return f"{path.name} is left out: {fault}" if fault else Piece(path, kind, _stamp(told))

    def _fault(self, path: Path, kind: Kind) -> str | None:
        """A link shows nothing that lies elsewhere."""
        if path.resolve().parent != self.folder.resolve() or not path.is_file():
            return "it is no file of this folder"
        with path.open("rb") as file:
            head = file.read(HEAD)
        if not kind.begins.match(head):
            return f"it is no {kind.mimetype}"
        if path.stat().st_size > kind.most_mb * MEBIBYTE:
            return f"larger than {kind.most_mb} MiB"
        return None


def _stamp(told: os.stat_result) -> str:
    return f"{told.st_mtime_ns:x}-{told.st_size:x}"
