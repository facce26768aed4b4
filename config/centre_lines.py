"""On which line each value of a TOML text stands, for messages that point at it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

Step = str | int
Path = tuple[Step, ...]
"""Keys and ordinals from the root: `("branches", 0, "counters", 3, "services")`."""

TOKEN = re.compile(
    r"""
      (?P<space>[ \t\r]+|\#[^\n]*)
    | (?P<newline>\n)
    | (?P<mark>[\[\]{}=,.])
    | (?P<word>\"{3}(?:\\[\s\S]|[^\\])*?\"{3,5} | '{3}[\s\S]*?'{3,5}
              | "(?:\\.|[^"\\\n])*" | '[^'\n]*' | [^\s\[\]{}=,.\#"']+)
    """,
    re.VERBOSE,
)


class Token(NamedTuple):
    text: str
    line: int


def lines_of(text: str) -> dict[Path, int]:
    """Line of every table, key and array item, counted from 1. `text` is TOML that has been parsed."""
    return _Walk(text).lines


def _tokens(text: str) -> Iterator[Token]:
    line = 1
    for match in TOKEN.finditer(text):
        if match.lastgroup != "space":
            yield Token(match.group(), line)
        line += match.group().count("\n")
    yield Token("\n", line)
    yield Token("", line)


class _Walk:
    """One pass over the tokens; the text is known to be good, so nothing is checked here."""

    def __init__(self, text: str) -> None:
        self.lines: dict[Path, int] = {}
        self._tokens = _tokens(text)
        self._now = next(self._tokens)
        self._last_item: dict[Path, int] = {}
        self._file()

    def _step(self) -> Token:
        token = self._now
        self._now = next(self._tokens, token)
        return token

    def _skip(self, *marks: str) -> None:
        while self._now.text in marks:
            self._step()

    def _file(self) -> None:
        table: Path = ()
        self._skip("\n")
        while self._now.text:
            if self._now.text == "[":
                table = self._header()
            else:
                self._pair(table)
            self._skip("\n")

    def _header(self) -> Path:
        line = self._step().line
        is_item = self._now.text == "["
        self._skip("[")
        *parents, name = self._key()
        self._skip("]")
        path = (*self._within(parents), name)
        if is_item:
            self._last_item[path] = self._last_item.get(path, -1) + 1
            path = (*path, self._last_item[path])
        self.lines[path] = line
        return path

    def _within(self, parents: list[str]) -> Path:
        """`[[a.b]]` belongs to the newest item of `a`."""
        path: Path = ()
        for name in parents:
            path = (*path, name)
            if path in self._last_item:
                path = (*path, self._last_item[path])
        return path

    def _key(self) -> list[str]:
        parts = [self._step().text.strip("\"'")]
        while self._now.text == ".":
            self._step()
            parts.append(self._step().text.strip("\"'"))
        return parts

    def _pair(self, table: Path) -> None:
        line = self._now.line
        path = (*table, *self._key())
        self._skip("=")
        self.lines[path] = line
        self._value(path)

    def _value(self, path: Path) -> None:
        if self._now.text == "[":
            self._array(path)
        elif self._now.text == "{":
            self._inline(path)
        else:
            while self._now.text not in ("\n", ",", "]", "}"):
                self._step()

    def _array(self, path: Path) -> None:
        self._step()
        item = 0
        self._skip("\n", ",")
        while self._now.text != "]":
            self.lines[*path, item] = self._now.line
            self._value((*path, item))
            item += 1
            self._skip("\n", ",")
        self._step()

    def _inline(self, path: Path) -> None:
        self._step()
        self._skip("\n", ",")
        while self._now.text != "}":
            self._pair(path)
            self._skip("\n", ",")
        self._step()
