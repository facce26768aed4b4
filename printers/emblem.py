"""The house's mark in black dots: the same lattice window as `logo.svg`."""

from __future__ import annotations

from functools import cache

from PIL import Image, ImageDraw

GRID = 48
"""Side of the drawing in its own units, as in `logo.svg`."""
_STROKE = 3.4
_OVERSAMPLING = 8
_CIRCLES = (15.5, 4.5)
_SPOKES = (
    (24.0, 8.5, 24.0, 19.5),
    (24.0, 28.5, 24.0, 39.5),
    (8.5, 24.0, 19.5, 24.0),
    (28.5, 24.0, 39.5, 24.0),
    (13.0, 13.0, 20.8, 20.8),
    (27.2, 27.2, 35.0, 35.0),
    (35.0, 13.0, 27.2, 20.8),
    (20.8, 27.2, 13.0, 35.0),
)


@cache
def emblem(side: int) -> Image.Image:
    """The mark, `side` dots square; drawn large and thinned so that its lines stay even."""
    large = Image.new("L", (side * _OVERSAMPLING, side * _OVERSAMPLING), 255)
    _trace(ImageDraw.Draw(large), side * _OVERSAMPLING / GRID)
    small = large.resize((side, side), Image.Resampling.BOX)
    return small.point(lambda shade: 255 if shade >= 128 else 0).convert("1")


def _trace(pen: ImageDraw.ImageDraw, unit: float) -> None:
    stroke = round(_STROKE * unit)
    edge = (3 * unit, 3 * unit, 45 * unit, 45 * unit)
    pen.rectangle(edge, outline=0, width=stroke)
    for radius in _CIRCLES:
        reach = radius + _STROKE / 2
        near, far = (GRID / 2 - reach) * unit, (GRID / 2 + reach) * unit
        pen.ellipse((near, near, far, far), outline=0, width=stroke)
    for spoke in _SPOKES:
        pen.line([part * unit for part in spoke], fill=0, width=stroke)
