"""Two QR readers that share no code, and what paper and cameras do to a code before they see it."""

from __future__ import annotations

import random
from collections.abc import Callable

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray
from PIL import Image

Grey = NDArray[np.uint8]

PIXELS_A_DOT = 2
"""How near the camera is."""


def grey(picture: Image.Image) -> Grey:
    return np.asarray(picture.convert("L"))


def by_zxing(shot: Grey) -> list[str]:
    return [code.text for code in zxingcpp.read_barcodes(shot)]


def by_opencv(shot: Grey) -> list[str]:
    text = cv2.QRCodeDetector().detectAndDecode(shot)[0]
    return [text] if text else []


def around_the_code(picture: Image.Image) -> Grey:
    """The code with its quiet zone and some of what stands next to it, on white."""
    paper = grey(picture)
    corners = zxingcpp.read_barcodes(paper)[0].position
    left, top = corners.top_left.x - 60, corners.top_left.y - 60
    side = corners.bottom_right.x - corners.top_left.x + 120
    wide = cv2.copyMakeBorder(paper, 100, 100, 100, 100, cv2.BORDER_CONSTANT, value=255)
    return wide[top + 100 : top + 100 + side, left + 100 : left + 100 + side]


def dead_columns(code: Grey, chance: random.Random) -> Grey:
    """Six of the 576 heating elements of the head do not work."""
    dead = [x for x in chance.sample(range(576), 6) if x < code.shape[1]]
    hurt = code.copy()
    hurt[:, dead] = 255
    return hurt


def weak_dots(code: Grey, chance: random.Random) -> Grey:
    """One dot in twenty-five stayed white."""
    drawn = np.random.default_rng(chance.randrange(2**32)).random(code.shape) < 0.04
    return np.where(drawn, 255, code).astype(np.uint8)


def crease(code: Grey, chance: random.Random) -> Grey:
    """A fold of four dots, across the code in any direction."""
    hurt, side = code.copy(), code.shape[0]
    start, end = chance.randrange(70, side - 70), chance.randrange(70, side - 70)
    ends = ((0, start), (side, end)) if chance.random() < 0.5 else ((start, 0), (end, side))
    return np.asarray(cv2.line(hurt, *ends, color=255, thickness=4), dtype=np.uint8)


def fade(code: Grey, chance: random.Random) -> Grey:
    """The paper lay in the sun: black is grey, paler towards one side."""
    ramp = np.linspace(70, chance.randrange(130, 190), code.shape[1])
    pale = np.maximum(code, ramp[np.newaxis, :])
    return np.asarray(pale if chance.random() < 0.5 else pale[:, ::-1], dtype=np.uint8)


def blur(code: Grey, chance: random.Random) -> Grey:
    """Out of focus: an edge is as wide as a module."""
    return np.asarray(cv2.GaussianBlur(code, (0, 0), chance.uniform(1, 1.75)), dtype=np.uint8)


HARM: dict[str, Callable[[Grey, random.Random], Grey]] = {
    "blur": blur,
    "fade": fade,
    "crease": crease,
    "dead columns": dead_columns,
    "weak dots": weak_dots,
}


def photograph(code: Grey, chance: random.Random) -> Grey:
    """Held at a slant, in uneven light, with the noise of a cheap camera."""
    side = code.shape[0] * PIXELS_A_DOT
    near = cv2.resize(code, (side, side), interpolation=cv2.INTER_LINEAR)
    turned = cv2.getRotationMatrix2D((side / 2, side / 2), chance.uniform(-12, 12), 0.9)
    shot = cv2.warpAffine(near, turned, (side, side), borderMode=cv2.BORDER_CONSTANT, borderValue=255)
    light = np.linspace(chance.uniform(0.6, 0.9), 1, side)[:, np.newaxis]
    noise = np.random.default_rng(chance.randrange(2**32)).normal(0, 6, shot.shape)
    return np.clip(shot * light + noise, 0, 255).astype(np.uint8)
