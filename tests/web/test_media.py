"""The pictures and films of a centre: which of a folder's files come through, and that no name leads out of it."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from display.media.shelf import MEBIBYTE, MOST_FILES, Shelf
from server.web.control import perform
from tests.node import HANOI
from tests.web.test_hours import CN02, Office

MEDIA = "/display/cn02/media"
SANH = f"{MEDIA}?display=sanh"
MEDIA_KEYS = 'media = "tet-2027", media_seconds = 20'
WEBM = b"\x1a\x45\xdf\xa3" + bytes(range(256))


def picture(form: str = "PNG") -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (32, 18), "teal").save(made, form)
    return made.getvalue()


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Whose wall `sanh` shows a folder."""
    made = Office(tmp_path_factory.mktemp("var")).at("25 09:00")
    apply(made, MEDIA_KEYS)
    yield made
    made.app.node.ledger.close()


@pytest.fixture
def folder(office: Office) -> Iterator[Path]:
    """Of the display `sanh`, empty."""
    made: Path = office.app.node.settings.media_folder / "tet-2027"
    made.mkdir(parents=True)
    yield made
    shutil.rmtree(made)


def apply(office: Office, media: str) -> None:
    text, old = HANOI.read_text("utf-8"), "screen_in = 65"
    assert text.count(old) == 1
    path = office.app.node.settings.var / "centre.toml"
    path.write_text(text.replace(old, f"{old}, {media}" if media else old), "utf-8")
    perform(office.app.node, "apply", {"path": str(path)})


def get(office: Office, path: str, **headers: str) -> Any:
    """Read to its end and closed, as a server does."""
    with office.client.get(path, headers=headers) as told:
        told.get_data()
        return told


def files(office: Office, asked: str = SANH) -> list[dict[str, str]]:
    told: Any = office.client.get(asked).json
    listed: list[dict[str, str]] = told["files"]
    return listed


def names(office: Office) -> list[str]:
    return [one["url"].partition("?")[0].rpartition("/")[2] for one in files(office)]


def test_a_wall_is_told_its_files_in_the_order_of_their_names_and_gets_each_of_them(office, folder):
    for name, form in (("b.JPG", "JPEG"), ("a.png", "PNG"), ("Ảnh 1.webp", "WEBP")):
        (folder / name).write_bytes(picture(form))
    (folder / "c.webm").write_bytes(WEBM)
    told = files(office)
    assert [one["kind"] for one in told] == ["image", "image", "video", "image"]
    got = [get(office, one["url"]) for one in told]
    types = ["image/png", "image/jpeg", "video/webm", "image/webp"]
    assert [one.mimetype for one in got] == types
    assert got[3].data == (folder / "Ảnh 1.webp").read_bytes()
    assert all("immutable" in one.headers["Cache-Control"] for one in got)
    assert all(one.headers["X-Content-Type-Options"] == "nosniff" for one in got)


def test_the_settings_come_with_the_wall_and_a_wall_without_media_has_none(office):
    assert office.client.get(f"{CN02}/displays/sanh").json["media"] == {"seconds": 20, "sound": False}
    assert office.client.get(f"{CN02}/displays/khu-b").json["media"] is None
    assert files(office, f"{MEDIA}?display=khu-b") == []
    apply(office, "")
    assert office.client.get(f"{CN02}/displays/sanh").json["media"] is None
    assert files(office) == []
    apply(office, MEDIA_KEYS)


def test_a_display_or_branch_that_nobody_knows_is_not_found(office):
    for path in (f"{MEDIA}?display=nowhere", MEDIA, "/display/cn99/media?display=sanh"):
        told = office.client.get(path)
        assert (told.status_code, told.json["code"]) == (404, "not_found"), path


def test_what_is_no_picture_or_film_of_the_folder_is_never_given(office, folder, tmp_path):
    secret = tmp_path / "secret.png"
    secret.write_bytes(picture())
    (folder / "link.png").symlink_to(secret)
    (folder / "page.html").write_text("<script>alert(1)</script>")
    (folder / "drawing.svg").write_text("<svg/>")
    (folder / "renamed.png").write_text("<script>alert(1)</script>")
    (folder / ".hidden.png").write_bytes(picture())
    (folder / "inner.png").mkdir()
    (folder / "good.png").write_bytes(picture())
    assert names(office) == ["good.png"]
    kept = ("link.png", "page.html", "drawing.svg", "renamed.png", ".hidden.png", "inner.png", "gone.png")
    out = ("..%2F..%2Fsecret.png", "..%2f..%2fmoiso.db", "%2Fetc%2Fpasswd", "..", "a%00.png")
    for name in (*kept, *out):
        assert office.client.get(f"{MEDIA}/{name}?display=sanh").status_code == 404, name
    assert office.client.get(f"{MEDIA}/good.png?display=khu-b").status_code == 404


def test_a_film_comes_in_ranges_and_what_has_not_changed_does_not_come_again(office, folder):
    (folder / "a.webm").write_bytes(WEBM)
    (one,) = files(office)
    part = get(office, one["url"], Range="bytes=4-9")
    assert (part.status_code, part.data) == (206, WEBM[4:10])
    assert part.headers["Content-Range"] == f"bytes 4-9/{len(WEBM)}"
    beyond = get(office, one["url"], Range="bytes=9999-")
    assert (beyond.status_code, beyond.json["code"]) == (416, "range_not_satisfiable")
    assert beyond.headers["Content-Range"] == f"bytes */{len(WEBM)}"
    for path in (one["url"], SANH):
        etag = get(office, path).headers["ETag"]
        assert get(office, path, **{"If-None-Match": etag}).status_code == 304, path


def test_a_file_that_is_changed_or_taken_away_is_news_at_once(office, folder):
    (folder / "a.png").write_bytes(picture())
    (before,) = files(office)
    (folder / "a.png").write_bytes(picture() + b"\x00")
    (after,) = files(office)
    assert before["url"] != after["url"]
    assert get(office, before["url"]).headers["Cache-Control"] == "no-cache"
    (folder / "a.png").unlink()
    assert files(office) == []


def test_what_keeps_a_folder_from_being_shown_is_said_in_words(tmp_path):
    def faults(folder: Path) -> list[str]:
        return list(Shelf(folder).faults())

    assert faults(tmp_path / "none") == [f"{tmp_path / 'none'} is no folder that can be read"]
    assert faults(tmp_path)[0].startswith(f"{tmp_path} holds no picture or film (.jpg, ")
    for place in range(MOST_FILES + 1):
        (tmp_path / f"{place:03}.png").write_bytes(picture())
    assert faults(tmp_path) == [f"{tmp_path} holds 101 pictures and films, only the first 100 are shown"]
    assert len(Shelf(tmp_path).pieces()) == MOST_FILES
    (tmp_path / "000.png").unlink()
    (tmp_path / "001.png").write_text("no picture")
    (tmp_path / "002.txt").write_text("no picture")
    with (tmp_path / "003.png").open("r+b") as file:
        file.truncate(21 * MEBIBYTE)
    assert [one.split(": ")[1] for one in faults(tmp_path)] == [
        "it is no image/png", "a wall shows .jpg, .jpeg, .png, .webp, .mp4, .webm", "larger than 20 MiB",
    ]  # fmt: skip
