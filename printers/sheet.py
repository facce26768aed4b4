"""A strip of paper that is filled from the top, dot by dot."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from PIL import Image, ImageDraw

from printers.errors import BadPicture
from printers.lettering import CAP_HEIGHT, Step, Weight, face, measure, settle

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

    def _letters(self, at: tuple[int, int], line: str, kind: Type, size: int, ink: int) -> None:
        """One line with its base line at `at`; tracked letters are placed one by one."""
        font, x = face(kind.weight, size), at[0]
        for part in line if kind.tracking else [line]:
            self._pen.text((x, at[1]), part, font=font, fill=ink, anchor="ls")
            x += measure(part, kind.weight, size) + kind.tracking

    def figure(self, value: str, unit: str, kinds: tuple[Type, Type], gap: int, column: Column) -> None:
        """A value and its smaller unit on one base line, together in the middle of the column."""
        big, small = kinds
        suffix = settle(unit, small.weight, column.width // 2, small.steps)
        space = suffix.size // 3
        suffix_width = space + measure(suffix.lines[0], small.weight, suffix.size)
        setting = settle(value, big.weight, column.width - suffix_width, big.steps)
        width = measure(setting.lines[0], big.weight, setting.size)
        self.y += gap + round(setting.size * CAP_HEIGHT)
        x = column.x + (column.width - width - suffix_width) // 2
        self._letters((x, self.y), setting.lines[0], big, setting.size, BLACK)
        self._letters((x + width + space, self.y), suffix.lines[0], small, suffix.size, BLACK)

    def numeral(self, text: str, kind: Type, gap: int) -> None:
        """The ticket's number, set by its ink: it stands in the middle to the dot."""
        setting = settle(text, kind.weight, self.column.width - 2 * gap, kind.steps)
        font = face(kind.weight, setting.size)
        left, top, right, bottom = font.getbbox(setting.lines[0], mode="1", anchor="ls")
        x = (self.column.width - round(right - left)) // 2 - round(left)
        self._letters((x, self.y + gap - round(top)), setting.lines[0], kind, setting.size, BLACK)
        self.y += gap + round(bottom - top)

    def pill(self, text: str, kind: Type, gap: int) -> None:
        """White on black, rounded."""
        setting = settle(text, kind.weight, self.column.width, kind.steps)
        height = round(setting.size * 1.8)
        width = measure(setting.lines[0], kind.weight, setting.size) + round(height * 1.25)
        x, y = (self.column.width - width) // 2, self.y + gap
        frame = (x, y, x + width - 1, y + height - 1)
        self._pen.rounded_rectangle(frame, radius=height // 2, fill=BLACK)
        base = y + (height + round(setting.size * CAP_HEIGHT)) // 2
        self._letters((x + round(height * 0.625), base), setting.lines[0], kind, setting.size, WHITE)
        self.y = y + height

    def rule(self, thickness: int, gap: int) -> None:
        self.y += gap + thickness
        self._pen.rectangle((0, self.y - thickness, self.column.width - 1, self.y - 1), fill=BLACK)

    def dots(self, gap: int) -> None:
        """A dotted line."""
        self.y += gap + 3
        for x in range(0, self.column.width, 10):
            self._pen.rectangle((x, self.y - 3, x + 2, self.y - 1), fill=BLACK)

    def frame(self, top: int, dividers: list[int]) -> None:
        """A rounded box across the paper from `top` to `y`, divided at the given x."""
        self._pen.rounded_rectangle(
            (0, top, self.column.width - 1, self.y - 1), radius=14, outline=BLACK, width=3
        )
        for x in dividers:
            self._pen.line((x, top + 16, x, self.y - 17), fill=BLACK, width=2)

    def place(self, picture: Image.Image, x: int) -> None:
        """A picture with its top at `y`, which stays: the caller says what stands beside it."""
        self._paper.paste(picture, (x, self.y))

    def cut(self, margin: int) -> Image.Image:
        """The strip so far; `BadPicture` when it got longer than any ticket may be."""
        height = self.y + margin
        if height > LONGEST:
            raise BadPicture(f"a ticket of {height} dots: at most {LONGEST}")
        return self._paper.crop((0, 0, self.column.width, height))
