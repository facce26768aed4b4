"""A centre file as read: its tables, its lines, and every complaint about it gathered."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import NoReturn

from config.centre_lines import Path, lines_of


@dataclass(frozen=True, order=True)
class Problem:
    """`line` counts from 1; 0 means the file as a whole."""

    line: int
    reason: str


class CentreFileError(Exception):
    """The file is refused: `problems` by line; `line` and `reason` are the first one's."""

    def __init__(self, file: str, problems: list[Problem]) -> None:
        self.file = file
        self.problems = tuple(sorted(set(problems)))
        self.line = self.problems[0].line
        self.reason = self.problems[0].reason
        super().__init__(self._message())

    def _message(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        others = len(self.problems) - 1
        return f"{place}: {self.reason}" + (f" (and {others} more)" if others else "")


class Source:
    """The parsed file and what is wrong with it so far."""

    def __init__(self, path: FilePath) -> None:
        self.file = str(path)
        text = self._text(path)
        self.data = self._parsed(text)
        self._lines = lines_of(text)
        self._problems: list[Problem] = []

    def line(self, path: Path) -> int:
        """The line of `path`, or of the nearest thing around it that has one."""
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path, 1)

    def report(self, path: Path, reason: str) -> None:
        self._problems.append(Problem(self.line(path), reason))

    def refuse_if_wrong(self) -> None:
        if self._problems:
            raise CentreFileError(self.file, self._problems)

    def _text(self, path: FilePath) -> str:
        try:
            content = path.read_bytes()
        except OSError as error:
            self._refuse(0, f"cannot be read: {error.strerror}")
        try:
            # Notepad puts a mark in front of UTF-8; TOML itself does not know it.
            return content.decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            self._refuse(1 + content.count(b"\n", 0, error.start), "is not UTF-8 text")

    def _parsed(self, text: str) -> dict[str, object]:
        try:
            return tomllib.loads(text)
        except (ValueError, RecursionError) as error:
            found = re.search(r"at line (\d+)", str(error))
            line = int(found[1]) if found else 1 + text.rstrip("\n").count("\n")
            self._refuse(line, f"is not TOML: {error}")

    def _refuse(self, line: int, reason: str) -> NoReturn:
        raise CentreFileError(self.file, [Problem(line, reason)]) from None
