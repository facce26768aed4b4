"""Speech by espeak-ng, always run as a program: Debian's if it is installed, else a child with the wheel's library.

It is only ever given words: of figures it makes wrong ones ("15" becomes mười năm).
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess  # runs the speech program, which is named here
import sys
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from display.voice.clips import Clip, words_of
from display.voice.sound import Samples, from_file, from_raw

CHILD = Path(__file__).with_name("espeak_child.py")
PHRASE_PACE, WORD_PACE = 130, 105
"""Words a minute. Single words carry the number, so they are slower than the sentence around them."""
QUIETER = "60"
PATIENCE_S = 120


class CannotSpeak(OSError):
    """There is no espeak-ng here, or it failed; the text says what to install or what it said."""


def speak(clips: Iterable[Clip], folder: Path) -> dict[str, Samples]:
    """The sound of each clip by name, as espeak-ng makes it; `folder` takes what it writes."""
    wanted = list(clips)
    if program := shutil.which("espeak-ng"):
        return {clip.name: _by_program(program, clip, folder / f"{clip.name}.wav") for clip in wanted}
    return _by_library(wanted, folder)


def engine() -> str:
    """Which espeak-ng would speak, with its version."""
    if program := shutil.which("espeak-ng"):
        told = _run([program, "--version"]).decode("utf-8", "replace")
        found = re.search(r"\d+(\.\d+)+", told)
        return f"espeak-ng {found[0] if found else 'unknown'}"
    try:
        return f"espeakng-loader {version('espeakng-loader')}"
    except PackageNotFoundError:
        raise CannotSpeak(
            "no espeak-ng here: install Debian's espeak-ng or the package espeakng-loader"
        ) from None


def _by_program(program: str, clip: Clip, file: Path) -> Samples:
    pace = ["-s", str(_pace(clip)), "-a", QUIETER]
    _run([program, "-v", clip.language, *pace, "-b", "1", "-w", str(file), "--stdin"], clip.text.encode())
    return from_file(file)


def _by_library(clips: list[Clip], folder: Path) -> dict[str, Samples]:
    engine()
    files = {clip.name: folder / f"{clip.name}.raw" for clip in clips}
    asked = [
        {"voice": clip.language, "pace": _pace(clip), "text": clip.text, "file": str(files[clip.name])}
        for clip in clips
    ]
    rate = int(_run([sys.executable, str(CHILD)], json.dumps(asked).encode()))
    return {name: from_raw(file.read_bytes(), rate) for name, file in files.items()}


def _pace(clip: Clip) -> int:
    return WORD_PACE if clip.text in words_of(clip.language) else PHRASE_PACE


def _run(command: list[str], said: bytes = b"") -> bytes:
    try:
        done = subprocess.run(command, input=said, capture_output=True, timeout=PATIENCE_S, check=True)  # noqa: S603
    except subprocess.CalledProcessError as fault:
        told = fault.stderr.decode("utf-8", "replace").strip()
        raise CannotSpeak(
            f"{command[0]} failed: {told.splitlines()[-1] if told else fault.returncode}"
        ) from None
    except subprocess.TimeoutExpired:
        raise CannotSpeak(f"{command[0]} did not end within {PATIENCE_S} s") from None
    return done.stdout
