"""What a centre file says of the voice of its halls: languages, and the words around number and counter."""

from __future__ import annotations

import string

from config.centre_facts import Names, Voice
from config.centre_table import Table, hint

LANGUAGES = ("vi", "en")
"""Those whose numbers can be read aloud."""
PLACES = ("number", "counter")
LONGEST_TEXT = 120
"""Letters: more than ten seconds of speech, and the next citizen waits for all of it."""
LONGEST_AGAIN = 40
SPOKEN_MARKS = " ,.;:?!'’-–"


def voice_of(file: Table) -> Voice:
    """The optional table `voice`; what it does not name is said as usual."""
    usual = Voice()
    if not file.has("voice"):
        return usual
    table = file.table("voice", "voice")
    voice = Voice(
        languages=_languages(table) if table.has("languages") else usual.languages,
        text=_texts(table, "text", usual.text, LONGEST_TEXT, PLACES),
        again=_texts(table, "again", usual.again, LONGEST_AGAIN, ()),
        last=_texts(table, "last", usual.last, LONGEST_AGAIN, ()),
    )
    table.end()
    return voice


def _languages(table: Table) -> tuple[str, ...]:
    languages = table.choices("languages", LANGUAGES, "speaks unknown language")
    if not languages:
        table.say("speaks no language", "languages")
    return languages


def _texts(voice: Table, key: str, usual: Names, longest: int, places: tuple[str, ...]) -> Names:
    """By language; one that the file leaves out is the usual text."""
    if not voice.has(key):
        return usual
    table = voice.table(key, f"{voice.where}: {key}")
    found = dict(usual)
    for language in LANGUAGES:
        if table.has(language):
            found[language] = table.text(language, longest)
            _check(table, language, found[language], places)
    table.end()
    return found


def _check(table: Table, language: str, text: str, places: tuple[str, ...]) -> None:
    try:
        parts = list(string.Formatter().parse(text))
    except ValueError:
        table.say(f"has a '{language}' whose braces do not pair", language)
        return
    named = [name + (f":{how}" if how else "") for _, name, how, _ in parts if name is not None]
    for name in sorted(set(named) - set(places)):
        table.say(f"has unknown place '{{{name}}}' in '{language}'{hint(name, places)}", language)
    for name in places:
        if text and named.count(name) != 1:
            table.say(f"has '{{{name}}}' {named.count(name)} times in '{language}', expected once", language)
    _check_words(table, language, "".join(said for said, *_ in parts))


def _check_words(table: Table, language: str, said: str) -> None:
    """Figures and signs are left to nobody's guess: `15` would be read wrongly, `/` not at all."""
    for sign in sorted({one for one in said if not one.isalpha() and one not in SPOKEN_MARKS}):
        table.say(f"has {sign!r} in '{language}', which cannot be read aloud: write it in words", language)
