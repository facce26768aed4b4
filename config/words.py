"""All text people see: one catalogue per language, a file per window, read from `locales/`."""

from __future__ import annotations

import tomllib
import unicodedata
from functools import cache
from pathlib import Path

LANGUAGES = ("vi", "en")
DEFAULT_LANGUAGE = "vi"
LOCALES = Path(__file__).parent / "locales"

Text = str | dict[str, str]
"""A sentence with `{named}` places, or `{one, other}` chosen by the number `n`."""


class MissingWord(KeyError):
    """A page asked for a text that its catalogue does not hold."""


@cache
def window(language: str, name: str) -> dict[str, Text]:
    """All texts of one window (`counter`, `kiosk`, `slip`, …), NFC."""
    text = (LOCALES / language / f"{name}.toml").read_text("utf-8")
    return {key: _checked(key, value) for key, value in tomllib.loads(text).items()}


def windows(name: str) -> dict[str, dict[str, Text]]:
    """The texts of one window in every language, as its page takes them."""
    return {language: window(language, name) for language in LANGUAGES}


def say(language: str, key: str, **values: object) -> str:
    """`say("en", "phone.ahead", n=3)`; a missing key is `MissingWord`."""
    name, _, word = key.partition(".")
    try:
        text = window(language, name)[word]
    except (KeyError, FileNotFoundError):
        raise MissingWord(f"{language}: {key}") from None
    if isinstance(text, dict):
        text = text["one" if values.get("n") == 1 else "other"]
    return text.format_map(values)


def _checked(key: str, value: object) -> Text:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, dict) and set(value) == {"one", "other"}:
        return {form: unicodedata.normalize("NFC", str(text)) for form, text in value.items()}
    message = f"{key}: a text, or a table of `one` and `other`"
    raise ValueError(message)
