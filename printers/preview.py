"""A printer without paper: each ticket becomes a PNG file."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from printers.drawing import NAME
from printers.errors import BadPicture, Unreachable
from printers.jobs import How, Note, Outcome, State
from printers.pages import Page
from printers.png import save_new
from printers.profiles import Profile
from printers.replies import Status

MOST_COPIES = 999


class Preview:
    """Files are named by number and code, `A005-7KQ2MX9DTRW4H.png`; a copy gets `-2`."""

    def __init__(self, name: str, folder: Path, profile: Profile) -> None:
        self.name, self._folder, self._profile = name, folder, profile

    def print(self, number: int, page: Page, note: Note, hurried: Callable[[], bool]) -> Outcome:
        """A file is no paper: `unverified`, or not printed when the folder cannot take it."""
        note(State.PREFLIGHT, None)
        try:
            picture = page.draw(self._profile.width)
        except BadPicture as problem:
            return Outcome(State.NOT_PRINTED, problem.code)
        stem = re.sub(r"[^\w-]", "_", str(picture.info.get(NAME, "picture")), flags=re.ASCII)
        names = (f"{stem}{copy}.png" for copy in ("", *(f"-{n}" for n in range(2, MOST_COPIES + 1))))
        note(State.SENDING, None)
        try:
            save_new(picture, self._folder, names)
        except OSError:
            return Outcome(State.NOT_PRINTED, Unreachable.code)
        return Outcome(State.UNVERIFIED, how=How.NONE)

    def status(self) -> Status | None:
        return None
