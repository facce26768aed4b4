"""Every window says the same things in both languages, composed and politely."""

from __future__ import annotations

import string
import tomllib
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from config.words import LANGUAGES, LOCALES, Text, windows

# A day with a zero in front is still the day: each language writes dates its own way.
SAME_FACT = {"dd": "day"}
FORBIDDEN = ("bạn", "huỷ", "cccd", "0 phút")


def windows_of(language: str) -> set[str]:
    return {path.stem for path in (LOCALES / language).glob("*.toml")}


def sentences(text: Text) -> list[str]:
    return [text] if isinstance(text, str) else [text["one"], text["other"]]


def places(text: Text) -> set[str]:
    """The named places of a text, over both forms: "one person" may leave its number unsaid."""
    return {
        SAME_FACT.get(name, name)
        for sentence in sentences(text)
        for _, name, _, _ in string.Formatter().parse(sentence)
        if name is not None
    }


def entries() -> Iterator[tuple[str, str, dict[str, Text]]]:
    """Window, key and the text of each language."""
    for name in sorted(windows_of("vi")):
        catalogues = windows(name)
        for key in catalogues["vi"]:
            yield name, key, {language: catalogues[language][key] for language in LANGUAGES}


def written(path: Path) -> Iterator[str]:
    for value in tomllib.loads(path.read_text("utf-8")).values():
        yield from value.values() if isinstance(value, dict) else (value,)


def test_every_window_speaks_every_language() -> None:
    for language in LANGUAGES:
        assert windows_of(language) == windows_of("vi")


def test_every_window_has_the_same_keys_in_every_language() -> None:
    for name in windows_of("vi"):
        catalogues = windows(name)
        assert set(catalogues["en"]) == set(catalogues["vi"]), name


def test_every_text_has_the_same_places_in_every_language() -> None:
    for name, key, texts in entries():
        assert places(texts["en"]) == places(texts["vi"]), f"{name}.{key}"


def test_places_are_plain_names() -> None:
    for name, key, texts in entries():
        for language, text in texts.items():
            assert all(place.isidentifier() for place in places(text)), f"{language} {name}.{key}"


def test_texts_are_stored_composed_and_not_empty() -> None:
    for path in sorted(LOCALES.glob("*/*.toml")):
        for text in written(path):
            assert unicodedata.is_normalized("NFC", text), f"{path.name}: {text}"
            assert text.strip(), path


def test_no_text_raises_its_voice() -> None:
    for path in sorted(LOCALES.glob("*/*.toml")):
        for text in written(path):
            assert "!" not in text, f"{path.name}: {text}"


def test_vietnamese_is_polite_and_current() -> None:
    for path in sorted((LOCALES / "vi").glob("*.toml")):
        for text in written(path):
            words = text.lower()
            assert not any(word in words for word in FORBIDDEN), f"{path.name}: {text}"
