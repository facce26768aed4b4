"""A clip pack: a folder of sound files, and `pack.json` that says what each is."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from display.voice.clips import CHIME, Clip

MANIFEST = "pack.json"
SYNTHESISED, RECORDED = "synthesised", "recorded"


@dataclass(frozen=True)
class Entry:
    """A clip of a pack: `text` is what it says, "" for the chime; `sha` begins the SHA-256 of its file."""

    text: str
    language: str
    ms: int
    source: str
    sha: str


def sha_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]


def read_pack(folder: Path) -> dict[str, Entry]:
    """The clips of a pack by name; none where no pack is."""
    try:
        told = json.loads((folder / MANIFEST).read_text("utf-8"))
    except FileNotFoundError:
        return {}
    return {name: Entry(**entry) for name, entry in told["clips"].items()}


def build_pack(
    clips: Iterable[Clip], folder: Path, with_chime: bool = True, anew: bool = True
) -> dict[str, Entry]:
    """Speaks every clip into `folder`, and takes away what an earlier pack had there and this one has not. Unless all
    is made `anew`, what the same engine has spoken there before is kept.

    The manifest is written last: a reader finds the old pack or the new one. CannotSpeak leaves the old one.
    """
    from display.voice.espeak import engine

    folder.mkdir(parents=True, exist_ok=True)
    before, wanted = read_pack(folder), list(clips)
    made = {} if anew else _kept(wanted, before, folder)
    for name, data, entry in _made([one for one in wanted if one.name not in made], with_chime):
        _put(folder / f"{name}.ogg", data)
        made[name] = entry
    told = {"engine": engine(), "clips": {name: asdict(made[name]) for name in sorted(made)}}
    _put(folder / MANIFEST, (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode())
    for name in before.keys() - made.keys():
        (folder / f"{name}.ogg").unlink(missing_ok=True)
    return made


def _kept(wanted: list[Clip], before: dict[str, Entry], folder: Path) -> dict[str, Entry]:
    from display.voice.espeak import engine

    if not before or json.loads((folder / MANIFEST).read_text("utf-8"))["engine"] != engine():
        return {}
    return {
        one.name: before[one.name] for one in wanted if _is_whole(one, before, folder / f"{one.name}.ogg")
    }


def _is_whole(clip: Clip, before: dict[str, Entry], path: Path) -> bool:
    entry = before.get(clip.name)
    return (
        entry is not None and entry.text == clip.text and path.is_file()
        and sha_of(path.read_bytes()) == entry.sha
    )  # fmt: skip


def _put(path: Path, data: bytes) -> None:
    """Whole or not at all: a node may be serving the pack."""
    part = path.with_name(f"{path.name}.part")
    part.write_bytes(data)
    part.replace(path)


def _made(clips: list[Clip], with_chime: bool) -> Iterator[tuple[str, bytes, Entry]]:
    from display.voice.espeak import speak
    from display.voice.sound import as_ogg, chime, levelled, milliseconds, trimmed

    with tempfile.TemporaryDirectory() as workbench:
        spoken = speak(clips, Path(workbench))
    for clip in clips:
        samples = levelled(trimmed(spoken[clip.name]))
        data = as_ogg(samples, clip.near)
        yield (
            clip.name,
            data,
            Entry(clip.text, clip.language, milliseconds(samples), SYNTHESISED, sha_of(data)),
        )
    if with_chime:
        samples = chime()
        data = as_ogg(samples)
        yield CHIME, data, Entry("", "", milliseconds(samples), SYNTHESISED, sha_of(data))
