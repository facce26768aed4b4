"""Two screens in one hall: one of them speaks, and the other when that one is gone."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.conftest import eventually
from tests.display.voice import TAPE
from tests.node import Caller, NodeProcess

pytestmark = pytest.mark.browser


@pytest.fixture
def screens(browser: Browser, north: NodeProcess) -> Iterator[Callable[[str], Page]]:
    """`screens(name)`: one that was let in under this name, each with a storage of its own."""
    contexts = []

    def let_in(name: str) -> Page:
        (token,) = north.act("device add", name=name, branch="cn02", scope="display")
        context = browser.new_context(viewport={"width": 1920, "height": 1080})
        contexts.append(context)
        page = context.new_page()
        page.add_init_script(f"({TAPE})()")
        kept = f'{{"token": "{token}", "branch": "cn02", "name": "{name}"}}'
        page.add_init_script(f"localStorage.setItem('moiso-display', '{kept}')")
        with page.expect_response("**/speaking") as said:
            page.goto(f"{north.url}/display/cn02?display={name}")
        assert said.value.status == 200
        return page

    yield let_in
    for context in contexts:
        context.close()


def spoke(page: Page) -> bool:
    return bool(page.evaluate("window.tape.length"))


def call(officer: Caller, kiosk: Caller) -> None:
    """Somebody comes, is called to counter 1 and is not there."""
    assert kiosk.take("ho-tich").status_code == 201
    called = officer.at("1", "call-next")
    assert called.status_code == 200
    assert officer.do(called.json()["id"], "no-show").status_code == 200


def test_one_of_two_screens_speaks_and_the_other_when_it_is_gone(north, screens) -> None:
    left, right = screens("trai"), screens("phai")
    ana, kiosk = north.script("ana"), north.kiosk()
    ana.at("1", "open")
    call(ana, kiosk)
    assert eventually(lambda: spoke(left) or spoke(right))
    left.wait_for_timeout(1500)
    assert [spoke(left), spoke(right)].count(True) == 1
    speaker, other = (left, right) if spoke(left) else (right, left)
    speaker.close()
    other.wait_for_timeout(10_000)
    call(ana, kiosk)
    assert eventually(lambda: spoke(other))
    told = [one for one in ana.get("/api/v1/branches/cn02/events").json()["events"]
            if one["type"] == "ticket.announced"]  # fmt: skip
    assert len({one["data"]["call"] for one in told}) == len(told) == 2
    ana.at("1", "close")
