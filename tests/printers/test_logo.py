"""A centre's own mark: cut to black and white, or refused in words."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from printers.drawing import draw
from printers.errors import BadPicture
from printers.formats import FORMATS
from printers.logo import logo
from printers.slip import slip_of
from tests.printers.samples import catalogue, dots_of, ticket


def saved(picture: Image.Image, folder: Path) -> Path:
    path = folder / "logo.png"
    picture.save(path)
    return path


def ring(mode: str = "L", size: tuple[int, int] = (400, 400)) -> Image.Image:
    picture = Image.new(mode, size, "white")
    ImageDraw.Draw(picture).ellipse((40, 40, 360, 360), outline="black", width=60)
    return picture


@pytest.mark.parametrize("mode", ["1", "L", "RGB", "RGBA", "P"])
def test_a_mark_of_any_depth_becomes_black_and_white(mode: str, tmp_path: Path):
    mark = logo(saved(ring("RGB").convert(mode), tmp_path), 86)
    assert (mark.mode, mark.size) == ("1", (86, 86))
    assert mark.getpixel((43, 14)) == 0
    assert mark.getpixel((43, 43)) == 255


def test_a_mark_of_the_right_size_keeps_every_dot(tmp_path: Path):
    drawn = Image.effect_noise((86, 86), 90).point(lambda shade: 255 if shade > 127 else 0).convert("1")
    assert dots_of(logo(saved(drawn, tmp_path), 86)) == dots_of(drawn)


def test_what_is_transparent_is_paper(tmp_path: Path):
    glass = Image.new("RGBA", (100, 100), (0, 0, 0, 0))
    glass.paste((0, 0, 0, 255), (0, 0, 50, 100))
    mark = logo(saved(glass, tmp_path), 50)
    assert (mark.getpixel((10, 25)), mark.getpixel((40, 25))) == (0, 255)


def test_a_wide_mark_keeps_its_shape(tmp_path: Path):
    mark = logo(saved(Image.new("L", (400, 100), 0), tmp_path), 80)
    assert dots_of(mark)[29:32] == ["0" * 80, "1" * 80, "1" * 80]


def test_a_file_that_is_no_picture_is_refused(tmp_path: Path):
    path = tmp_path / "logo.png"
    path.write_text("<svg/>")
    with pytest.raises(BadPicture, match=r"logo\.png is not a PNG"):
        logo(path, 86)


def test_a_picture_of_another_kind_is_refused(tmp_path: Path):
    path = tmp_path / "logo.png"
    ring().save(path, format="JPEG")
    with pytest.raises(BadPicture, match="is not a PNG"):
        logo(path, 86)


@pytest.mark.parametrize("size", [(20_000, 1), (1, 20_000), (20_000, 20_000)])
def test_a_huge_picture_is_refused_before_it_is_unpacked(size: tuple[int, int], tmp_path: Path):
    with pytest.raises(BadPicture, match="at most 4096 × 4096"):
        logo(saved(Image.new("1", size), tmp_path), 86)


def test_half_a_file_is_refused(tmp_path: Path):
    path = saved(Image.effect_noise((300, 300), 90), tmp_path)
    path.write_bytes(path.read_bytes()[:2000])
    with pytest.raises(BadPicture, match="cannot be read"):
        logo(path, 86)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path):
    with pytest.raises(BadPicture, match="No such file"):
        logo(tmp_path / "logo.png", 86)


def test_a_mark_of_which_nothing_would_show_is_refused(tmp_path: Path):
    with pytest.raises(BadPicture, match="nothing"):
        logo(saved(Image.new("L", (100, 100), 230), tmp_path), 86)


@pytest.mark.parametrize("width", [576, 384])
def test_it_stands_where_the_product_s_mark_would(width: int, tmp_path: Path):
    slip = slip_of(ticket(), catalogue(), "Ki-ốt 1")
    side = FORMATS[width].emblem
    ours, theirs = draw(slip, width), draw(slip, width, logo(saved(ring(), tmp_path), side))
    assert ours.size == theirs.size
    assert dots_of(ours) != dots_of(theirs)
    below = (0, side + 8, width, ours.height)
    assert width == 576 or dots_of(ours.crop(below)) == dots_of(theirs.crop(below))
