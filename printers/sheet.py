"""A strip of paper that is filled from the top, dot by dot."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from PIL import Image, ImageDraw

from printers.errors import BadPicture
from printers.lettering import CAP_HEIGHT, Ink, Setting, Step, Weight, ink, measure, settle

BLACK, WHITE = 0, 255
LONGEST = 4096
"""Dots: half a metre, far more than any ticket needs."""


class Type(NamedTuple):
    """How a kind of text looks; `steps` are the sizes it may take (`lettering.settle`)."""

    weight: Weight
    steps: tuple[Step, ...]
    tracking: int = 0


class Column(NamedTuple):
    x: int
    width: int


class Align(Enum):
    LEFT = 0.0
    CENTRE = 0.5
    RIGHT = 1.0


class Sheet:
    """`y` is where the next item starts. Text is set by its capitals: a gap of 20 leaves 20 dots
    above the letters, into which the marks of "Ế" may reach."""

    def __init__(self, width: int) -> None:
        self.column = Column(0, width)
        self.y = 0
        self._paper = Image.new("1", (width, LONGEST), WHITE)
        self._pen = ImageDraw.Draw(self._paper)
        self._pen.fontmode = "1"

    def write(
        self,
        text: str,
        kind: Type,
        gap: int,
        column: Column | None = None,
        align: Align = Align.CENTRE,
    ) -> None:
        """The text in as many lines as it needs; centred lines are evened out."""
        column = column or self.column
        room = column.width - kind.tracking * len(text)
        setting = settle(text, kind.weight, room, kind.steps, even=align is Align.CENTRE)
        self.y += gap
        for row, line in enumerate(setting.lines):
            self.y += round(setting.size * 0.55) if row else 0
            self._line(line, kind, setting.size, column, align)

    def _line(self, line: str, kind: Type, size: int, column: Column, align: Align) -> None:
        width = measure(line, kind.weight, size, kind.tracking)
        self.y += round(size * CAP_HEIGHT)
        x = column.x + round((column.width - width) * align.value)
        self._letters((x, self.y), line, kind, size, BLACK)

    def _letters(self, at: tuple[int, int], line: str, kind: Type, size: int, shade: int) -> int:
        """One line with its base line at `at`, word by word, or letter by letter where it is tracked;
        returns where it ends."""
        x, space = at[0], measure(" ", kind.weight, size)
        if not kind.tracking:
            for word in line.split(" "):
                self._ink((x, at[1]), ink(word, kind.weight, size), shade)
                x += measure(word, kind.weight, size) + space
            return x - space
        for letter in line:
            self._ink((x, at[1]), ink(letter, kind.weight, size), shade)
            x += measure(letter, kind.weight, size) + kind.tracking
        return x - kind.tracking

    def _ink(self, at: tuple[int, int], drawn: Ink, shade: int) -> None:
        self._paper.paste(shade, (at[0] + drawn.right, at[1] + drawn.below), drawn.dots)

    def figure(self, value: str, unit: str, kinds: tuple[Type, Type], gap: int, column: Column) -> None:
        """A value and its smaller unit on one base line, together in the middle of the column."""
        big, small = kinds
        suffix = settle(unit, small.weight, column.width // 2, small.steps)
        space = suffix.size // 3
        suffix_width = space + measure(suffix.lines[0], small.weight, suffix.size)
        one_line = (Step(1, big.steps[0].largest, big.steps[-1].smallest),)
        setting = settle(value, big.weight, column.width - suffix_width - 2 * space, one_line)
        width = measure(setting.lines[0], big.weight, setting.size)
        self.y += gap + round(setting.size * CAP_HEIGHT)
        x = column.x + (column.width - width - suffix_width) // 2
        self._letters((x, self.y), setting.lines[0], big, setting.size, BLACK)
        self._letters((x + width + space, self.y), suffix.lines[0], small, suffix.size, BLACK)

    def numeral(self, text: str, kind: Type, gap: int) -> None:
        """The ticket's number, set by its ink: it stands in the middle to the dot."""
        setting = settle(text, kind.weight, self.column.width - 2 * gap, kind.steps)
        line, size = setting.lines[0], setting.size
        letters = [ink(letter, kind.weight, size) for letter in line]
        start, end = letters[0].right, letters[-1].right + letters[-1].dots.width
        end += measure(line[:-1], kind.weight, size)
        x = (self.column.width - (end - start)) // 2 - start
        self.y += gap - min(letter.below for letter in letters)
        for letter, drawn in zip(line, letters, strict=True):
            self._ink((x, self.y), drawn, BLACK)
            x += measure(letter, kind.weight, size)
        self.y += max(drawn.below + drawn.dots.height for drawn in letters)

    def pill(self, text: str, kind: Type, gap: int) -> None:
        """White on black, rounded."""
        setting, frame = self._lozenge(text, kind, gap)
        self._pen.rounded_rectangle(frame, radius=(frame[3] - frame[1]) // 2, fill=BLACK)
        self._inside(setting, frame, kind, WHITE)

    def boxed(self, text: str, kind: Type, gap: int) -> None:
        """Black on white in a frame."""
        setting, frame = self._lozenge(text, kind, gap)
        self._pen.rounded_rectangle(frame, radius=8, outline=BLACK, width=3)
        self._inside(setting, frame, kind, BLACK)

    def _lozenge(self, text: str, kind: Type, gap: int) -> tuple[Setting, tuple[int, int, int, int]]:
        """How a text of one line is set, and the box around it; `y` goes below."""
        setting = settle(text, kind.weight, self.column.width * 7 // 8, kind.steps)
        height = round(setting.size * 1.8)
        width = measure(setting.lines[0], kind.weight, setting.size) + round(height * 1.25)
        x, top = (self.column.width - width) // 2, self.y + gap
        self.y = top + height
        return setting, (x, top, x + width - 1, self.y - 1)

    def _inside(self, setting: Setting, frame: tuple[int, int, int, int], kind: Type, shade: int) -> None:
        left, top, _, bottom = frame
        height = bottom - top + 1
        base = top + (height + round(setting.size * CAP_HEIGHT)) // 2
        self._letters((left + round(height * 0.625), base), setting.lines[0], kind, setting.size, shade)

    def rule(self, thickness: int, gap: int) -> None:
        self.y += gap + thickness
        self._pen.rectangle((0, self.y - thickness, self.column.width - 1, self.y - 1), fill=BLACK)

    def dots(self, gap: int) -> None:
        """A dotted line."""
        self.y += gap + 3
        for x in range(0, self.column.width, 10):
            self._pen.rectangle((x, self.y - 3, x + 2, self.y - 1), fill=BLACK)

    def divide(self, top: int, x: int) -> None:
        """An upright line between two facts, from `top` to `y`."""
        self._pen.rectangle((x, top, x + 1, self.y - 1), fill=BLACK)

    def bar(self, column: Column, height: int) -> None:
        """A black bar with its top at `y`, which stays."""
        right = column.x + column.width - 1
        self._pen.rectangle((column.x, self.y, right, self.y + height - 1), fill=BLACK)

    def place(self, picture: Image.Image, x: int) -> None:
        """A picture with its top at `y`, which stays: the caller says what stands beside it."""
        self._paper.paste(picture, (x, self.y))

    def cut(self, margin: int) -> Image.Image:
        """The strip so far; `BadPicture` when it got longer than any ticket may be."""
        height = self.y + margin
        if height > LONGEST:
            raise BadPicture(f"a ticket of {height} dots: at most {LONGEST}")
        return self._paper.crop((0, 0, self.column.width, height))
