"""A printer without paper: each ticket becomes a PNG file."""

from __future__ import annotations

import re
from pathlib import Path

from PIL import Image

from printers.drawing import NAME
from printers.errors import Unreachable
from printers.escpos import Paper, Status
from printers.png import save_new

MOST_COPIES = 999


class Preview:
    """Files are named by number and code, `A005-7KQ2MX9DTRW4H.png`; a copy gets `-2`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def print(self, picture: Image.Image) -> None:
        """`Unreachable` when the folder cannot take it."""
        stem = re.sub(r"[^\w-]", "_", str(picture.info.get(NAME, "picture")), flags=re.ASCII)
        names = (f"{stem}{copy}.png" for copy in ("", *(f"-{n}" for n in range(2, MOST_COPIES + 1))))
        try:
            save_new(picture, self.folder, names)
        except OSError as error:
            raise Unreachable(f"{self.folder}: {error.strerror or error}") from error

    def status(self) -> Status:
        return Status(online=True, cover_open=False, paper=Paper.OK, error=False)
