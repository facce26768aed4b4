"""What a kiosk loads once to read its pages aloud: which text is which clip, and how numbers are read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NotRequired, TypedDict

from display.voice.clips import Clip, phrase, words_of
from display.voice.hall import CHARACTERS, ClipView, clip_view, version_of
from display.voice.library import Library, Sound
from display.voice.reading import LANGUAGES, count_words, counter_words
from display.voice.script import Steps, number_clips

MOST_COUNTED = 999
"""Nobody stands before a kiosk with more people ahead, or for more minutes."""

Find = Callable[[str], Sound | None]
Texts = Mapping[str, Mapping[str, str]]
"""By language: a text as it stands on a page, and how it is said."""


class TongueView(TypedDict):
    """`texts`: the clip of each text that stands on a page; a number is the clips of its characters one by one, a
    count those at its place in `counts`, which begins at 0."""

    texts: dict[str, str]
    characters: dict[str, Steps]
    counts: list[Steps]


class GuideView(TypedDict):
    """A language is left out where a clip of the program's own words is missing; a name of the centre that nobody has
    spoken yet is missing alone. `version` changes with everything else."""

    version: NotRequired[str]
    clips: dict[str, ClipView]
    languages: dict[str, TongueView]


@dataclass(frozen=True)
class Guide:
    """`words` are the program's, the same at every kiosk; `names` the centre's own."""

    words: Texts
    names: Texts


def in_words(language: str, text: str) -> str:
    """As it is given to espeak-ng, which makes wrong words of figures: "Tầng 1" is "Tầng một"."""
    return re.sub(r"\d+", lambda found: " ".join(counter_words(language, found[0])), text)


def guide_clips(texts: Texts) -> dict[str, Clip]:
    """The clip of each text, by name; one for all texts that are said alike."""
    found = {}
    for language, said in texts.items():
        for text in said.values():
            clip = _clip(language, text)
            found[clip.name] = clip
    return found


def guide_view(guide: Guide, library: Library) -> GuideView:
    find = cache(library.find)
    spoken = [one for one in LANGUAGES if _is_whole(guide, one, find)]
    languages = {one: _tongue(one, guide, find) for one in spoken}
    names = {name for one in languages.values() for name in _named(one)}
    view: GuideView = {
        "clips": {name: clip_view(name, sound) for name in sorted(names) if (sound := find(name))},
        "languages": languages,
    }
    return {"version": version_of(view), **view}


def _is_whole(guide: Guide, language: str, find: Find) -> bool:
    words = guide_clips({language: guide.words.get(language, {})})
    needed = [*words, *(clip.name for clip in words_of(language).values())]
    return bool(words) and all(find(name) for name in needed)


def _tongue(language: str, guide: Guide, find: Find) -> TongueView:
    texts = {**guide.names.get(language, {}), **guide.words[language]}
    clips = {shown: _clip(language, said).name for shown, said in texts.items()}
    return {
        "texts": {shown: name for shown, name in clips.items() if find(name)},
        "characters": {sign: number_clips(language, sign) for sign in CHARACTERS},
        "counts": _counts(language),
    }


@cache
def _counts(language: str) -> list[Steps]:
    words = words_of(language)
    return [[words[word].name for word in count_words(language, count)] for count in range(MOST_COUNTED + 1)]


def _named(tongue: TongueView) -> Iterator[str]:
    yield from tongue["texts"].values()
    for steps in (*tongue["characters"].values(), *tongue["counts"]):
        yield from steps


def _clip(language: str, said: str) -> Clip:
    return phrase(language, in_words(language, said), near=True)
