"""The listening sheet: twenty announcements as a hall hears them, for somebody who writes down what they understand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from pathlib import Path

import numpy as np

from display.voice.clips import CHIME
from display.voice.hall import AFTER_NUMBER_MS, GAP_MS
from display.voice.library import Library
from display.voice.reading import counter_words, number_words
from display.voice.script import COUNTER, NUMBER, Script, counter_clips, names_of, number_clips, steps
from display.voice.sound import RATE, Samples, as_ogg, from_file

CALLS = (
    ("A005", "15"), ("B124", "21"), ("C051", "5"), ("D105", "24"), ("H410", "31"),
    ("K141", "4"), ("L205", "55"), ("M790", "11"), ("Q404", "105"), ("T110", "10"),
    ("X1001", "2A"), ("A014", "14"), ("B350", "20"), ("D078", "115"), ("M001", "1"),
    ("N515", "25"), ("L919", "B3"), ("H888", "101"), ("T222", "45"), ("C967", "6"),
)  # fmt: skip
"""Letters that rhyme (bê, xê, dê, tê), and mười lăm, tư, mốt, linh beside năm, bốn, một, không."""


@dataclass(frozen=True)
class Sheet:
    """The words of the page, in the language that is spoken."""

    title: str
    how: str
    heard: str
    answer: str


def render(script: Script, language: str, call: tuple[str, str], library: Library) -> Samples:
    """One announcement with its chime: clips, a gap between each two, a longer one after the number."""
    parts = [_clip(CHIME, library), _silence(GAP_MS)]
    number, counter = call
    for step in names_of(steps(language, script.text[language])):
        filled = {NUMBER: number_clips(language, number), COUNTER: counter_clips(language, counter)}
        for name in filled.get(step, [step]):
            parts += [_clip(name, library), _silence(GAP_MS)]
        if step == NUMBER:
            parts[-1] = _silence(AFTER_NUMBER_MS)
    return np.concatenate(parts[:-1])


def write_sheet(script: Script, language: str, library: Library, sheet: Sheet, folder: Path) -> list[Path]:
    """Sound files `01.ogg` … and `index.html`, which hides what each says; FileNotFoundError for a missing clip."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for ordinal, call in enumerate(CALLS, 1):
        path = folder / f"{ordinal:02}.ogg"
        path.write_bytes(as_ogg(render(script, language, call, library)))
        files.append(path)
    page = folder / "index.html"
    page.write_text(_page(sheet, language, [path.name for path in files], _answers(language)), "utf-8")
    return [*files, page]


def _answers(language: str) -> Iterable[str]:
    for number, counter in CALLS:
        said = " ".join(number_words(language, number)), " ".join(counter_words(language, counter))
        yield f"{number} ({said[0]}) → {counter} ({said[1]})"


def _page(sheet: Sheet, language: str, files: list[str], answers: Iterable[str]) -> str:
    rows = "\n".join(
        f'<li><audio controls preload="none" src="{escape(file)}"></audio> '
        f"<label>{escape(sheet.heard)} <input></label>\n"
        f"<details><summary>{escape(sheet.answer)}</summary>{escape(answer)}</details></li>"
        for file, answer in zip(files, answers, strict=True)
    )
    return (
        f'<!doctype html>\n<html lang="{language}">\n<meta charset="utf-8">\n<title>{escape(sheet.title)}</title>\n'
        "<style>body{font:18px/1.5 sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}"
        "li{margin:0 0 1.25rem}audio{display:block;width:100%}input{font:inherit;width:14rem}</style>\n"
        f"<h1>{escape(sheet.title)}</h1>\n<p>{escape(sheet.how)}</p>\n<ol>\n{rows}\n</ol>\n</html>\n"
    )


def _clip(name: str, library: Library) -> Samples:
    sound = library.find(name)
    if sound is None:
        raise FileNotFoundError(f"the clip {name} is not there: `moiso voice build` makes it")
    return from_file(sound.path)


def _silence(ms: int) -> Samples:
    return np.zeros(RATE * ms // 1000)
