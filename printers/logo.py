"""A centre's own mark, from a PNG file to black dots."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, UnidentifiedImageError

from printers.errors import BadPicture

WIDEST = 4096
"""Dots on a side; a larger file is a mistake, and could fill a small machine's memory."""
THRESHOLD = 160
"""A lighter grey stays white: marks are cut, not dithered, so that their edges stay sharp."""


def logo(path: Path, side: int) -> Image.Image:
    """The PNG at `path` in black and white, fitted into a square of `side` dots (`Format.emblem`).

    `BadPicture` when there is none, it is no PNG, it is too large or nothing of it is black."""
    try:
        with Image.open(path, formats=("PNG",)) as picture:
            _refuse_huge(path, picture)
            mark = _cut(picture, side)
    except UnidentifiedImageError as error:
        raise BadPicture(f"{path} is not a PNG picture") from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise BadPicture(f"{path} is too large: at most {WIDEST} × {WIDEST} dots") from error
    except (OSError, SyntaxError, ValueError) as error:  # Pillow's ways to say that a file is damaged
        raise BadPicture(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}") from error
    if mark.getextrema() == (255, 255):
        raise BadPicture(f"{path} would print nothing: no part of it is dark")
    return mark


def _refuse_huge(path: Path, picture: Image.Image) -> None:
    if max(picture.size) > WIDEST:
        raise BadPicture(f"{path} is {picture.width} × {picture.height} dots: at most {WIDEST} × {WIDEST}")


def _cut(picture: Image.Image, side: int) -> Image.Image:
    """On white paper, as large as fits and in the middle; a picture of that size keeps every dot."""
    inked = picture.convert("RGBA")
    page = Image.new("RGBA", inked.size, "white")
    page.alpha_composite(inked)
    scale = side / max(page.size)
    size = (max(1, round(page.width * scale)), max(1, round(page.height * scale)))
    grey = page.convert("L").resize(size, Image.Resampling.BOX if scale < 1 else Image.Resampling.NEAREST)
    mark = Image.new("1", (side, side), 255)
    cut = grey.point(lambda shade: 255 if shade >= THRESHOLD else 0).convert("1", dither=Image.Dither.NONE)
    mark.paste(cut, ((side - size[0]) // 2, (side - size[1]) // 2))
    return mark
