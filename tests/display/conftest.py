"""A browser and a hall for it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.display.hall import Hall
from tests.display.pictures import FACTS, Json, snapshot
from tests.display.voice import pack, record
from tests.display.watching import Watched
from tests.node import NodeProcess

LetIn = Callable[..., Watched]


@pytest.fixture
def open_hall(browser: Browser) -> Iterator[Callable[[Json], Hall]]:
    page = browser.new_page(viewport={"width": 1920, "height": 1080})
    yield lambda facts: Hall(page, facts)
    page.close()


@pytest.fixture
def hall(open_hall: Callable[[Json], Hall]) -> Hall:
    return open_hall(FACTS)


@pytest.fixture
def let_in(browser: Browser) -> Iterator[LetIn]:
    """`let_in(node, name, url)`: a wall under watch, which has its voice and can be loaded again without its node; a
    profile of its own, as each screen has. `url` where the way to the node is another than its own."""
    contexts = []

    def open_wall(node: NodeProcess, name: str, url: str = "") -> Watched:
        (token,) = node.act("device add", name=name, branch="cn02", scope="display")
        contexts.append(browser.new_context(viewport={"width": 960, "height": 540}))
        page = contexts[-1].new_page()
        known = json.dumps({"token": token, "branch": "cn02", "name": name})
        page.add_init_script(f"localStorage.setItem('moiso-display', {json.dumps(known)})")
        watched = Watched(page)
        page.goto(f"{url or node.url}/display/cn02?display={name}")
        expect(page.locator("body")).to_have_attribute("data-kept", "", timeout=60_000)
        expect(page.locator("#mute")).to_be_hidden(timeout=60_000)
        return watched

    yield open_wall
    for context in contexts:
        context.close()


@pytest.fixture
def loud(hall: Hall) -> Hall:
    """One with a voice, whose loudspeaker writes down what it is given."""
    hall.pack = pack()
    hall.answer = snapshot(5, [])
    record(hall.page)
    return hall
