"""The power goes in the whole hall while numbers are taken and called; it comes back, and the queue is the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from printers.jobs import ENDS
from tests.conftest import eventually
from tests.load.crowd import hire, start
from tests.load.hall import Hall, Json, Officer, Post
from tests.load.story import Event, events_of, faults_of_story
from tests.node import Caller, NodeProcess
from tests.realtime.screen import Screen, without_moment

KIOSKS = 2
SERVED = ("ho-tich", "chung-thuc")
"""At counters 1 and 2; counter 3 holds a call, and nobody serves `tu-van`."""
STATES = {"ticket.called": "called", "ticket.started": "serving", "ticket.finished": "done"}

MakeHall = Callable[..., Hall]


@pytest.fixture
def make_hall(make_node: Any, tmp_path: Path) -> Iterator[MakeHall]:
    made: list[Hall] = []

    def make(kiosks: int = KIOSKS, **env: str) -> Hall:
        node: NodeProcess = make_node(**env).start().furnish()
        posts = [Post(node, tmp_path / f"kiosk{number}", f"Ki-ốt {number}") for number in range(kiosks)]
        node.stop()
        made.append(Hall(node, posts))
        made[0].start()
        return made[0]

    yield make
    for hall in made:
        hall.close()


@pytest.mark.parametrize("cuts", [1, pytest.param(10, marks=pytest.mark.thorough)])
def test_after_a_power_cut_in_the_whole_hall_the_queue_is_the_same(
    make_hall: MakeHall, database_url: str, cuts: int
):
    hall = make_hall(MOISO_DATABASE_URL=database_url)
    node = hall.node
    officers = [
        Officer(Caller(node, {"Authorization": f"Bearer {token}"}), str(number))
        for number, token in enumerate(hire(node, 3), 1)
    ]
    patient = [hall.posts[0].take("tu-van") for _ in range(3)]
    held = hall.posts[1].take("xay-dung")
    assert officers[2].step("/api/v1/branches/cn02/counters/3/call-next") == held["id"]
    for cut in range(1, cuts + 1):
        with Screen(node) as wall:
            jobs = [partial(post.people, one) for post in hall.posts for one in SERVED]
            crowd = start([*jobs, *(one.work for one in officers[:2])])
            before = sum(len(post.given) for post in hall.posts)
            assert eventually(lambda before=before: enough(hall, officers, before), 60)
            hall.cut_the_power()
            for one in crowd:
                one.join()
            line = [one["number"] for one in wall.last["line"]]
        for post in hall.posts:
            post.start()
            assert post.take("tu-van")["series"] == "E", "a kiosk that is up before its node gives its own"
        node.start()
        hall.settle()
        judge(hall, officers, line, cut)
    waiting = [one["id"] for one in desk(node)["waiting"] if one["service"] == "tu-van"]
    assert waiting[: len(patient)] == [one["id"] for one in patient]


def enough(hall: Hall, officers: list[Officer], before: int) -> bool:
    """Numbers are taken at each kiosk and called at each counter."""
    taken = sum(len(post.given) for post in hall.posts) - before
    return taken > 8 and all(one.done for one in officers)


def desk(node: NodeProcess) -> Json:
    picture: Json = node.script("sam").get("/api/v1/branches/cn02/snapshot?view=desk").json()
    return picture


def judge(hall: Hall, officers: list[Officer], line: list[str], cuts: int) -> None:
    node = hall.node
    story = events_of(node.script("sam"))
    assert [one["type"] for one in story].count("branch.recovered") == cuts
    steps_are_there(story, officers)
    claim(hall, officers)
    given = {ticket["id"]: ticket for post in hall.posts for ticket in post.given.values()}
    assert eventually(lambda: given.keys() <= {one["id"] for one in tickets(node)}, 60)
    story = events_of(node.script("sam"))
    numbers_are_there(story, given)
    assert list(faults_of_story(story)) == []
    line_is_the_same(node, line)
    counters_are_the_same(node, officers)
    screens_are_true(hall)
    assert node.said("verify-log") == "every log is whole"


def steps_are_there(story: list[Event], officers: list[Officer]) -> None:
    written = {(one["subject"].removeprefix("ticket/"), STATES.get(one["type"])) for one in story}
    assert {step for officer in officers for step in officer.done} <= written


def claim(hall: Hall, officers: list[Officer]) -> None:
    """Who had no answer asks again, at the same kiosk and the same counter."""
    for post in hall.posts:
        for touch in [one for one in post.asked if one not in post.given]:
            post.ask(touch)
    for officer in officers:
        officer.step_again()


def tickets(node: NodeProcess) -> list[Json]:
    story = events_of(node.script("sam"))
    issued = [one for one in story if one["type"] == "ticket.issued"]
    return [{"id": one["subject"].removeprefix("ticket/"), "number": one["data"]["number"]} for one in issued]


def numbers_are_there(story: list[Event], given: dict[str, Json]) -> None:
    issued = [one for one in story if one["type"] == "ticket.issued"]
    numbers = {one["subject"].removeprefix("ticket/"): one["data"]["number"] for one in issued}
    assert numbers == {ticket["id"]: ticket["number"] for ticket in given.values()}
    assert len(set(numbers.values())) == len(issued)


def line_is_the_same(node: NodeProcess, before: list[str]) -> None:
    now = node.script("sam").get("/api/v1/branches/cn02/snapshot").json()["line"]
    after = [one["number"] for one in now]
    assert [one for one in before if one in after] == [one for one in after if one in before] != []


def counters_are_the_same(node: NodeProcess, officers: list[Officer]) -> None:
    seats = {one["code"]: one for one in desk(node)["counters"]}
    for officer in officers:
        ticket, state = officer.done[-1]
        seat = seats[officer.counter]
        here = (seat["ticket"]["id"], seat["ticket"]["state"]) if seat["ticket"] else None
        assert (seat["state"], here) == ("open", None if state == "done" else (ticket, state))


def screens_are_true(hall: Hall) -> None:
    for post in hall.posts:
        assert post.picture["link"] == "live"
        for touch, ticket in post.given.items():
            assert eventually(lambda touch=touch, post=post: post.slip(touch)["paper"] in ENDS, 60)
            assert post.slip(touch)["ticket"]["number"] == ticket["number"]
    staff = hall.node.script("sam")
    for _ in range(2):
        with Screen(hall.node) as wall:
            assert eventually(lambda wall=wall: shows_the_truth(wall, staff), 30), wall.last["seq"]


def shows_the_truth(wall: Screen, staff: Caller) -> bool:
    """Verdicts on paper still come in meanwhile."""
    truth, shown = staff.get("/api/v1/branches/cn02/snapshot").json(), wall.last
    whole, top = truth.pop("line"), shown.pop("line")
    return without_moment(shown) == without_moment(truth) and top == whole[:20] != []


@pytest.mark.thorough
@pytest.mark.browser
def test_screens_that_stayed_on_show_the_truth_again_by_themselves(make_hall: MakeHall, browser: Browser):
    hall = make_hall(kiosks=1)
    (token,) = hire(hall.node, 1)
    officer = Officer(Caller(hall.node, {"Authorization": f"Bearer {token}"}), "1")
    number = hall.posts[0].take("ho-tich")["number"]
    officer.step("/api/v1/branches/cn02/counters/1/call-next")
    context = browser.new_context()
    wall, kiosk = context.new_page(), context.new_page()
    wall.goto(f"{hall.node.url}/display/cn02")
    kiosk.goto(hall.posts[0].kiosk.url)
    expect(wall.locator(f"[data-number='{number}']").first).to_be_visible()
    expect(kiosk.locator("body")).to_have_attribute("data-state", "home")
    hall.cut_the_power()
    expect(wall.locator("body")).to_have_attribute("data-link", "lost", timeout=30_000)
    hall.node.start()
    hall.posts[0].start()
    expect(wall.locator("body")).to_have_attribute("data-link", "live", timeout=30_000)
    expect(wall.locator(f"[data-number='{number}']").first).to_be_visible()
    expect(kiosk.locator("body")).to_have_attribute("data-state", "home", timeout=30_000)
    expect(kiosk.locator("body")).to_have_attribute("data-link", "live", timeout=30_000)
    context.close()
