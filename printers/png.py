"""Pictures as PNG files that are there whole or not at all, and never replace another."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from tempfile import NamedTemporaryFile

from PIL import Image

DOTS_PER_INCH = 203


def save_new(picture: Image.Image, folder: Path, names: Iterable[str]) -> Path:
    """Into `folder`, which is made if need be, under the first of these names that is free.

    `OSError` when it cannot be written, `FileExistsError` when every name is taken."""
    folder.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=folder, prefix=".", suffix=".part") as whole:
        picture.save(whole, format="PNG", dpi=(DOTS_PER_INCH, DOTS_PER_INCH))
        whole.flush()
        Path(whole.name).chmod(0o644)
        return _claim(whole.name, (folder / name for name in names))


def _claim(whole: str, paths: Iterable[Path]) -> Path:
    for path in paths:
        try:
            os.link(whole, path)
        except FileExistsError:
            continue
        return path
    raise FileExistsError(f"every name for {whole} is taken")
