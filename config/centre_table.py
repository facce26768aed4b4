"""Typed reading of one table of a centre file: a wrong value is reported and reading goes on."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Collection, Iterable
from datetime import date, time
from typing import TypeVar

from config.centre_lines import Path, Step
from config.centre_source import Source

Value = TypeVar("Value")
Names = dict[str, str]

CODE = r"[a-z0-9][a-z0-9-]{0,31}"
CLOCK = r"([01][0-9]|2[0-3]):[0-5][0-9]"
LANGUAGE = r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?"
REQUIRED_LANGUAGES = ("vi", "en")
LONGEST = 300
NOT_FOR_PRINT = {"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"}
KINDS: dict[type, str] = {
    str: "a text", int: "a whole number", bool: "true or false", list: "a list",
    dict: "a table", date: "a date such as 2027-01-01",
}  # fmt: skip


def hint(word: str, among: Collection[str]) -> str:
    """What the writer may have meant, or what there is to choose from when that is little."""
    near = difflib.get_close_matches(word, among, n=1)
    if near:
        return f" (did you mean '{near[0]}'?)"
    return f" (one of {', '.join(among)})" if 0 < len(among) <= 8 else ""


class Table:
    """One table at `path`, called `where` in messages: "branch cn01: counter 4".

    A missing or wrong value becomes a problem of the source and is answered by an empty value of
    its type, so that one reading finds all problems.
    """

    def __init__(self, source: Source, path: Path, data: dict[str, object], where: str) -> None:
        self.where = where
        self._source = source
        self._path = path
        self._data = data
        self._asked: list[str] = []

    def say(self, reason: str, *steps: Step) -> None:
        """Report that this table `reason` ("serves unknown …"), at the line of the value at `steps`."""
        self._source.report((*self._path, *steps), f"{self.where} {reason}")

    def say_of(self, part: str, reason: str, *steps: Step) -> None:
        """As `say`, of a part of this table: "counter 4"."""
        self._source.report((*self._path, *steps), f"{self.where}: {part} {reason}")

    def line(self, *steps: Step) -> int:
        return self._source.line((*self._path, *steps))

    def has(self, key: str) -> bool:
        self._asked.append(key)
        return key in self._data

    def text(self, key: str, longest: int = LONGEST) -> str:
        """NFC, not empty, without control characters."""
        value = unicodedata.normalize("NFC", self._get(key, str, ""))
        hidden = [c for c in value if unicodedata.category(c) in NOT_FOR_PRINT]
        if hidden:
            self.say(f"has the control character U+{ord(hidden[0]):04X} in '{key}'", key)
        elif key in self._data and isinstance(self._data[key], str) and not value.strip():
            self.say(f"has an empty '{key}'", key)
        elif len(value) > longest:
            self.say(f"has a '{key}' of {len(value)} letters, at most {longest} fit", key)
        return value

    def code(self, key: str, pattern: str = CODE) -> str:
        value = self._get(key, str, "")
        if isinstance(self._data.get(key), str) and not re.fullmatch(pattern, value):
            self.say(f"has {value!r} as '{key}', which is not {pattern}", key)
        return value

    def whole(self, key: str, low: int, high: int) -> int:
        value = self._get(key, int, low)
        if not low <= value <= high:
            self.say(f"has {value} as '{key}', which is not within {low} to {high}", key)
        return value

    def flag(self, key: str) -> bool:
        return self._get(key, bool, False)

    def day(self, key: str) -> date:
        return self._get(key, date, date.min)

    def clock(self, key: str) -> time:
        """A time of day, written "07:30"."""
        value = self._get(key, str, "00:00")
        if not re.fullmatch(CLOCK, value):
            self.say(f"has {value!r} as '{key}', expected a time such as 07:30", key)
            return time(0)
        return time.fromisoformat(value)

    def spans(self, key: str) -> tuple[tuple[time, time], ...]:
        """Stretches of a day, each written ["11:30", "13:00"]."""
        kept = []
        for item, span in enumerate(self._get(key, list, [])):
            if _is_span(span):
                kept.append((time.fromisoformat(span[0]), time.fromisoformat(span[1])))
            else:
                self.say(
                    f'has {span!r} in \'{key}\', expected two times such as ["11:30", "13:00"]', key, item
                )
        return tuple(kept)

    def choice(self, key: str, among: Collection[str], phrase: str) -> str:
        """One of `among`; `phrase` introduces a stranger: "has unknown kind"."""
        value = self._get(key, str, "")
        if isinstance(self._data.get(key), str):
            self.known(value, among, phrase, key)
        return value

    def choices(self, key: str, among: Collection[str], phrase: str) -> tuple[str, ...]:
        """Several of `among`, each once; strangers and repetitions are reported and left out."""
        kept: list[str] = []
        for item, word in enumerate(self._get(key, list, [])):
            if word in kept:
                self.say(f"has {word!r} twice in '{key}'", key, item)
            elif self.known(word, among, phrase, key, item):
                kept.append(word)
        return tuple(kept)

    def wholes(self, key: str, low: int, high: int) -> tuple[int, ...]:
        kept: list[int] = []
        for item, value in enumerate(self._get(key, list, [])):
            if type(value) is not int or not low <= value <= high or value in kept:
                self.say(f"has {value!r} in '{key}', expected {low} to {high}, each once", key, item)
            else:
                kept.append(value)
        return tuple(kept)

    def known(self, word: object, among: Collection[str], phrase: str, *steps: Step) -> bool:
        found = isinstance(word, str) and word in among
        if not found:
            self.say(f"{phrase} {word!r}{hint(str(word), among)}", *steps)
        return found

    def names(self, key: str, longest: int = LONGEST) -> Names:
        """The same name in several languages, `vi` and `en` at least."""
        if not isinstance(self._data.get(key), dict):
            self._get(key, dict, {})
            return {}
        return self.table(key, f"{self.where}: {key}").as_names(longest)

    def as_names(self, longest: int = LONGEST) -> Names:
        for language in REQUIRED_LANGUAGES:
            if language not in self._data:
                self.say(f"lacks '{language}'")
        for language in self._data:
            if not re.fullmatch(LANGUAGE, language):
                self.say(f"has '{language}', which is no language tag such as vi or zh-Hans", language)
        return {language: self.text(language, longest) for language in self._data}

    def names_list(self, key: str) -> tuple[Names, ...]:
        return tuple(table.as_names() for table in self.tables(key, key))

    def table(self, key: str, where: str) -> Table:
        return Table(self._source, (*self._path, key), self._get(key, dict, {}), where)

    def keyed(self, key: str, noun: str) -> dict[str, Table]:
        """Tables under names the writer chose: `[hours.office]`."""
        group = self.table(key, self.where)
        return {name: group.table(name, f"{noun} {name}") for name in group.chosen_names}

    def chosen(self, key: str, among: Collection[str] = (), phrase: str = "") -> dict[str, str]:
        """Codes under codes, of an optional inline table; empty when it is absent. With `among`: each one of these."""
        if not self.has(key):
            return {}
        group = self.table(key, f"{self.where}: {key}")
        return {
            name: group.choice(name, among, phrase) if among else group.code(name)
            for name in group.chosen_names
        }

    @property
    def chosen_names(self) -> list[str]:
        """Keys that the writer chose."""
        return list(self._data)

    def tables(self, key: str, noun: str, name: str = "code") -> list[Table]:
        """The items of a list of tables, each called by `noun` and its `name`, or its ordinal."""
        items = []
        for ordinal, data in enumerate(self._get(key, list, [])):
            if isinstance(data, dict):
                called = f"{noun} {data.get(name, ordinal + 1)}"
                where = f"{self.where}: {called}" if self._path else called
                items.append(Table(self._source, (*self._path, key, ordinal), data, where))
            else:
                self.say(f"has {data!r} in '{key}', expected a table", key, ordinal)
        return items

    def end(self) -> None:
        """Everything wanted has been asked for: any other key is a mistake."""
        for key in self._data:
            if key not in self._asked:
                self.say(f"has unknown key '{key}'{hint(key, dict.fromkeys(self._asked))}", key)

    def _get(self, key: str, kind: type[Value], missing: Value) -> Value:
        self._asked.append(key)
        if key not in self._data:
            self.say(f"lacks '{key}'")
            return missing
        value = self._data[key]
        # Exact types: true is an int and a datetime is a date to isinstance.
        if type(value) is kind:
            return value
        self.say(f"has {value!r} as '{key}', expected {KINDS[kind]}", key)
        return missing


def _is_span(span: object) -> bool:
    pair = span if isinstance(span, list) and len(span) == 2 else (None,)
    return all(isinstance(one, str) and re.fullmatch(CLOCK, one) for one in pair)


def refuse_repeats(rows: Iterable[tuple[Table, object]], key: str) -> None:
    """Report every row whose value of `key` an earlier row has."""
    first: dict[object, int] = {}
    for table, value in rows:
        if value in first:
            table.say(f"repeats {key} '{value}' of line {first[value]}", key)
        elif value not in ("", None, date.min):
            first[value] = table.line(key)
