"""The centre's own pictures and films stand where the hero does, and never while anybody needs the hero."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from display.media.shelf import Shelf
from tests.conftest import eventually
from tests.display.hall import Hall
from tests.display.pictures import FACTS, Json, call, display, heartbeat, snapshot
from tests.display.posters import TALL, film, poster
from tests.display.voice import pack, record

pytestmark = pytest.mark.browser
SANH = "/display/cn02?display=sanh&sound=on"
OLD = call("A015", "08:30:10", state="serving")
OLDER = call("C009", "08:30:00", "7", state="done")
# The hero's middle is the picture.
COVERED = """() => {
  const box = document.getElementById("hero").getBoundingClientRect();
  const there = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  return document.getElementById("media").contains(there);
}"""
QUIET: Json = snapshot(5, [OLD, OLDER])


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """Two pictures, wide and tall."""
    folder = tmp_path / "shelf"
    folder.mkdir()
    poster(folder / "a.png")
    poster(folder / "b.jpg", TALL)
    return Shelf(folder)


@pytest.fixture(scope="module")
def reel(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A film of a second."""
    page = browser.new_page()
    made = film(page, tmp_path_factory.mktemp("reel") / "a.webm").read_bytes()
    page.close()
    return made


@pytest.fixture(scope="module")
def screen(browser: Browser) -> Iterator[Page]:
    """One for the file, with a loudspeaker that writes down what it is given."""
    page = browser.new_page(viewport={"width": 1920, "height": 1080})
    record(page)
    yield page
    page.close()


@pytest.fixture
def on(screen: Page, shelf: Shelf) -> Iterator[Hall]:
    """A quiet hall whose wall has a folder."""
    screen.set_viewport_size({"width": 1920, "height": 1080})
    hall = Hall(screen, FACTS)
    hall.shelf, hall.own = shelf, display(media={"seconds": 15, "sound": False})
    hall.answer = QUIET
    yield hall
    screen.evaluate("localStorage.clear()")
    screen.unroute_all()


def opened(hall: Hall, source: str = "a.png") -> Page:
    hall.open(SANH)
    shows(hall, source)
    return hall.page


def shows(hall: Hall, source: str) -> None:
    expect(hall.page.locator("#media > *")).to_have_attribute(
        "src", f"/display/cn02/media/{source}?display=sanh&v={stamp(hall, source)}"
    )
    expect(hall.page.locator("body[data-media]")).to_have_count(1)


def stamp(hall: Hall, name: str) -> str:
    assert hall.shelf is not None
    found = hall.shelf.find(name)
    assert found is not None
    return found.stamp


def pass_time(hall: Hall, seconds: int) -> None:
    """In which the node is heard all the time."""
    for _ in range(0, seconds, 5):
        hear(hall)
        hall.page.clock.run_for(5000)


def hear(hall: Hall) -> None:
    assert hall.answer is not None
    hall.push("heartbeat", heartbeat(hall.answer["seq"]))


def push(hall: Hall, picture: Json) -> None:
    hall.answer = picture
    hall.push("snapshot", picture)


def numbers(page: Page) -> list[str]:
    return page.locator("#recent [data-number]").all_text_contents()


def test_between_calls_the_pictures_stand_there_in_turn_and_the_last_call_among_the_others(on: Hall) -> None:
    page = opened(on)
    assert page.evaluate(COVERED)
    assert numbers(page) == ["A015", "C009"]
    pass_time(on, 20)
    shows(on, "b.jpg")
    pass_time(on, 20)
    shows(on, "a.png")


def test_a_call_takes_the_room_at_once_and_gives_it_back_when_nobody_is_called(on: Hall) -> None:
    page = opened(on)
    push(on, snapshot(6, [call("A016", "08:34:00"), OLD, OLDER]))
    expect(page.locator("#hero [data-number]")).to_have_text("A016")
    expect(page.locator("#media")).to_be_hidden()
    assert numbers(page) == ["A015", "C009"]
    push(on, snapshot(7, [call("A016", "08:34:00", state="serving"), OLD, OLDER]))
    expect(page.locator("#media")).to_be_hidden()  # it is still being said
    pass_time(on, 10)
    expect(page.locator("#media")).to_be_visible()
    assert numbers(page) == ["A016", "A015", "C009"]


@pytest.mark.thorough
@pytest.mark.parametrize(
    "picture",
    [
        snapshot(6, []),
        snapshot(6, [], open=False, closed_for="hours", opens_at="2026-11-26T08:00:00+07:00"),
        snapshot(6, [{**OLD, "state": "done"}], open=False, closed_for="lunch", opens_at="2026-11-25T13:00:00+07:00"),
    ],
    ids=["before the first call", "closed", "lunch"],
)  # fmt: skip
def test_what_the_hall_should_know_comes_before_pictures(on: Hall, picture: Json) -> None:
    page = opened(on)
    push(on, picture)
    expect(page.locator("#media")).to_be_hidden()
    expect(page.locator("#hero .calm")).to_be_visible()


@pytest.mark.thorough
def test_a_wall_that_does_not_know_what_is_true_shows_no_pictures(on: Hall) -> None:
    page = opened(on)
    hear(on)
    on.answer = None
    page.clock.run_for(9500)
    expect(page.locator("body[data-state=stale]")).to_have_count(1)
    expect(page.locator("#media")).to_be_hidden()


@pytest.mark.thorough
def test_without_a_folder_or_with_nothing_in_it_the_wall_is_as_it_always_was(on: Hall, shelf: Shelf) -> None:
    for piece in shelf.pieces():
        piece.path.unlink()
    on.open(SANH)
    expect(on.page.locator("#hero [data-number]")).to_have_text("A015")
    assert numbers(on.page) == ["C009"]
    poster(shelf.folder / "c.png")
    pass_time(on, 65)
    shows(on, "c.png")
    on.own = display()
    pass_time(on, 35)
    expect(on.page.locator("#media")).to_be_hidden()
    assert numbers(on.page) == ["C009"]


@pytest.mark.thorough
def test_a_file_that_no_browser_can_show_is_passed_over(on: Hall, shelf: Shelf) -> None:
    (shelf.folder / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n and no more")
    opened(on, "b.jpg")
    pass_time(on, 40)
    shows(on, "b.jpg")


PLAYS = """() => {
  const film = document.querySelector("#media video");
  return film ? {paused: film.paused, muted: film.muted, volume: film.volume, at: film.currentTime} : null;
}"""


@pytest.fixture
def cinema(on: Hall, shelf: Shelf, reel: bytes) -> Hall:
    """A film and a picture, with sound, in a hall with a voice."""
    for piece in shelf.pieces():
        piece.path.unlink()
    (shelf.folder / "a.webm").write_bytes(reel)
    on.own = display(media={"seconds": 15, "sound": True}, volume=60)
    on.pack = pack()
    return on


def plays(hall: Hall, **wanted: object) -> bool:
    def as_wanted() -> bool:
        hear(hall)
        hall.page.clock.run_for(1000)
        now: Any = hall.page.evaluate(PLAYS)
        return now is not None and wanted.items() <= now.items()

    return eventually(as_wanted)


def test_a_film_has_its_sound_as_loud_as_the_voice_and_stands_still_at_a_call(cinema: Hall) -> None:
    page = opened(cinema, "a.webm")
    assert plays(cinema, paused=False, muted=False, volume=0.6)
    push(cinema, snapshot(6, [call("A016", "08:34:40"), OLD]))
    assert plays(cinema, paused=True)
    expect(page.locator("#media")).to_be_hidden()


@pytest.mark.thorough
def test_a_film_is_silent_while_another_screen_may_be_calling_and_where_the_centre_wants_it(
    cinema: Hall,
) -> None:
    cinema.own = display(media={"seconds": 15, "sound": True}, counters=["3"])
    cinema.answer = snapshot(5, [call("C010", "08:33:50", "7"), OLD])
    opened(cinema, "a.webm")
    assert plays(cinema, paused=False, muted=True)
    push(cinema, {**QUIET, "seq": 6})
    assert plays(cinema, paused=False, muted=False)
    cinema.own = display(media={"seconds": 15, "sound": False})
    pass_time(cinema, 35)
    assert plays(cinema, paused=False, muted=True)


@pytest.mark.thorough
def test_after_a_film_comes_the_next_and_the_film_again(cinema: Hall, shelf: Shelf) -> None:
    poster(shelf.folder / "b.png")
    opened(cinema, "a.webm")

    def until(name: str) -> bool:
        def is_on() -> bool:
            hear(cinema)
            cinema.page.clock.run_for(1000)
            source = cinema.page.locator("#media > *").get_attribute("src") or ""
            return f"/{name}?" in source

        return eventually(is_on)

    assert until("b.png")
    assert until("a.webm")


@pytest.mark.thorough
def test_a_call_has_its_sizes_with_pictures_on_in_both_shapes(on: Hall) -> None:
    opened(on)
    push(on, snapshot(6, [call("A016", "08:34:00"), OLD, OLDER]))
    expect(on.page.locator("#media")).to_be_hidden()
    for size in ((1920, 1080), (1080, 1920), (3840, 2160), (2160, 3840)):
        on.page.set_viewport_size({"width": size[0], "height": size[1]})
        told: Any = on.page.evaluate(
            """() => ["#hero [data-number]", "#hero [data-counter]", "#recent [data-number]"].map((one) =>
                 0.686 * parseFloat(getComputedStyle(document.querySelector(one)).fontSize) / innerHeight)"""
        )
        least = (0.13, 0.075, 0.035) if size[1] > size[0] else (0.25, 0.15, 0.07)
        assert all(found >= want for found, want in zip(told, least, strict=True)), size
