"""An announcement as steps: which clips are played, and where number and counter are put in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from display.voice.clips import Clip, phrase, words_of
from display.voice.reading import counter_words, number_words

NUMBER, COUNTER = "{number}", "{counter}"
ASIDE = " ,.;:?!'’-–"
"""Marks that end a phrase; a pause is made by the player, not by the clip."""

Steps = list[str]


@dataclass(frozen=True)
class Script:
    """What is said in which languages, as a centre chose it: `text` with both places, `again` before a repetition,
    `last` before the last call of a number."""

    languages: tuple[str, ...]
    text: Mapping[str, str]
    again: Mapping[str, str]
    last: Mapping[str, str] = field(default_factory=dict)


def steps(language: str, text: str) -> list[Clip | str]:
    """The phrases of a text in their order, and between them `{number}` and `{counter}`."""
    found: list[Clip | str] = []
    for part in re.split(r"(\{number\}|\{counter\})", text):
        if part in (NUMBER, COUNTER):
            found.append(part)
        elif words := re.sub(r"\s+", " ", part).strip(ASIDE):
            found.append(phrase(language, words))
    return found


def names_of(parts: Iterable[Clip | str]) -> Steps:
    """As a wall plays them: names of clips, and the two places."""
    return [part.name if isinstance(part, Clip) else part for part in parts]


def phrases(script: Script, language: str) -> list[Clip]:
    """The clips that only this script needs."""
    texts = (script.text[language], script.again[language], script.last.get(language, ""))
    return [part for text in texts for part in steps(language, text) if isinstance(part, Clip)]


def needed(script: Script) -> dict[str, Clip]:
    """Every clip that the script can call for, by name; the chime is no speech and comes besides."""
    found: dict[str, Clip] = {}
    for language in script.languages:
        for clip in (*words_of(language).values(), *phrases(script, language)):
            found[clip.name] = clip
    return found


def number_clips(language: str, number: str) -> Steps:
    words = words_of(language)
    return [words[word].name for word in number_words(language, number)]


def counter_clips(language: str, code: str) -> Steps:
    words = words_of(language)
    return [words[word].name for word in counter_words(language, code)]


def announcement(script: Script, language: str, number: str, counter: str, again: bool = False) -> Steps:
    """All clips of one announcement, places filled in, without the chime."""
    said: list[Clip | str] = list(steps(language, script.again[language])) if again else []
    filled = {NUMBER: number_clips(language, number), COUNTER: counter_clips(language, counter)}
    return [
        name for step in names_of([*said, *steps(language, script.text[language])])
        for name in filled.get(step, [step])
    ]  # fmt: skip
