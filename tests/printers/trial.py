"""What a trial of a printer needs: pages, a patience that a test has, and a reader of the paper."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image, ImageChops

from config.clock import SystemClock
from printers.delivery import Patience
from printers.driver import Driver
from printers.emulator import Emulator
from printers.jobs import Outcome, State
from printers.open import open_printer
from printers.pages import Page

QUICK = Patience(answer=0.8, marks=(0.4, 0.6, 0.8), job=10.0, silent=1.0, listen=0.3, poll=0.05, margin=1.5)
"""Verdicts come sooner than in a hall, and mean the same."""


def pattern(seed: int, high: int = 400) -> Image.Image:
    """Noise whose rows no other seed has, without bytes that an encoder must change."""
    rows = []
    for row in range(high):
        state = (seed * 1_000_003 + row * 7919) & 0xFFFFFFFF
        state = (state ^ (state >> 13)) * 0x5BD1E995 & 0xFFFFFFFF
        rows.append(state.to_bytes(4, "little").replace(b"\x10", b"\x20") * 6 + bytes(48))
    return Image.frombytes("1", (576, high), bytes(255 - byte for row in rows for byte in row))


def page_of(picture: Image.Image) -> Page:
    return Page(lambda _width: picture, lambda: "So thu tu A005\n")


@dataclass
class Notes:
    """The steps a job went through, as a journal would hold them."""

    steps: list[tuple[State, str | None]] = field(default_factory=list)

    def __call__(self, state: State, reason: str | None) -> None:
        self.steps.append((state, reason))

    @property
    def states(self) -> list[State]:
        return [state for state, _ in self.steps]


@dataclass
class Trial:
    """A driver and the printer it drives."""

    emulator: Emulator
    driver: Driver
    number: int = 0
    notes: Notes = field(default_factory=Notes)

    def print(self, picture: Image.Image) -> Outcome:
        self.number += 1
        self.notes = Notes()
        return self.driver.print(self.number, page_of(picture), self.notes)

    def complete(self, picture: Image.Image) -> int:
        """How many receipts show the whole picture, whatever else they show."""
        return sum(shows(paper, picture) for paper in self.receipts())

    def receipts(self) -> list[Image.Image]:
        return [opened(path) for path in self.emulator.receipts]

    def ink(self, picture: Image.Image) -> bool:
        """Whether any row of the picture is on any paper, cut or not."""
        rows = set(ink_rows(picture))
        papers = [*self.receipts(), self.emulator.strip()]
        return any(row in rows for paper in papers for row in ink_rows(paper))


def trial(emulator: Emulator, query: str = "", patience: Patience = QUICK) -> Trial:
    driver = open_printer(f"tcp://127.0.0.1:{emulator.port}{query}", SystemClock(), patience)
    assert isinstance(driver, Driver)
    return Trial(emulator, driver)


def opened(path: Path) -> Image.Image:
    with Image.open(path) as paper:
        return paper.convert("1")


def ink_rows(picture: Image.Image) -> list[bytes]:
    """The rows that have ink, as bytes of the paper's width."""
    if picture.height == 0:
        return []
    wide = Image.new("1", (576, picture.height), 255)
    wide.paste(picture.convert("1"), (0, 0))
    bits = ImageChops.invert(wide).tobytes()
    rows = (bits[start : start + 72] for start in range(0, len(bits), 72))
    return [row for row in rows if any(row)]


def shows(paper: Image.Image, picture: Image.Image) -> bool:
    """Whether all rows with ink follow each other on the paper without a stranger between them."""
    wanted, found = ink_rows(picture), ink_rows(paper)
    return any(found[start : start + len(wanted)] == wanted for start in range(len(found) - len(wanted) + 1))
