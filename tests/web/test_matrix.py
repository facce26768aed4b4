"""Every door against everybody, at their own branch and at another one: each cell is stated in `doors.py`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from werkzeug.routing import Rule

from config.settings import load
from server.app import create_app
from tests.conftest import eventually
from tests.node import Caller, NodeProcess
from tests.realtime.screen import Screen
from tests.web.doors import ROUTES, SOCKETS
from tests.web.visitors import OTHER, OWN, VISITORS, Crowd, Visitor

PLACES = {
    "counter": "3", "ticket": "01980000-0000-7000-8000-000000000000", "code": "7KQ2MX9DTRW4H",
    "filename": "tokens.css", "device": "Ki-ốt 9", "job": "01980000-0000-7000-8000-000000000001",
    "call": "01980000-0000-7000-8000-000000000002", "session": "01980000-0000-7000-8000-000000000003",
    "name": "nobody.there", "display": "sanh",
}  # fmt: skip
ENDS_SIGN_INS = {"session.sign_out", "sign_ins.end_everywhere"}
Doors = dict[str, list[tuple[str, Rule]]]


@pytest.fixture(scope="module")
def crowd(north: NodeProcess) -> Crowd:
    return Crowd(north).furnish()


@pytest.fixture(scope="module")
def doors(tmp_path_factory: pytest.TempPathFactory) -> Doors:
    """Method and rule of each route, by its name; what Flask adds by itself is left out."""
    app = create_app(load({"var": tmp_path_factory.mktemp("doors")}, {}))
    app.node.ledger.close()
    found: Doors = {}
    for rule in app.flask.url_map.iter_rules():
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            found.setdefault(rule.endpoint, []).append((method, rule))
    return found


def test_every_door_of_the_node_stands_in_the_table_and_no_other(doors):
    assert {name.partition("?")[0] for name in ROUTES} == set(doors)


@pytest.mark.parametrize("name", ROUTES)
def test_a_door_opens_for_those_of_the_table_and_for_nobody_else(name, doors, crowd):
    endpoint, _, query = name.partition("?")
    wrong = []
    for method, rule in doors[endpoint]:
        for visitor, branch, opens in cells(ROUTES[name], "branch" in rule.arguments):
            url = path(rule, branch) + (f"?{query}" if query else "")
            answer = ask(crowd.caller(visitor), method, url)
            if endpoint in ENDS_SIGN_INS:
                crowd.forget()
            if opened(answer) != opens or answer.status_code >= 500:
                wrong.append((method, url, visitor, answer.status_code))
            if visitor.role == "public" and not opens and not told_to_sign_in(answer, url):
                wrong.append((method, url, visitor, answer.headers.get("Location"), answer.text))
    assert wrong == []


@pytest.mark.parametrize("view", SOCKETS)
def test_a_socket_is_admitted_for_those_of_the_table_and_for_nobody_else(view, crowd, follow):
    wrong = []
    for visitor, branch, opens in cells(SOCKETS[view], scoped=True):
        screen = follow(crowd.node, branch, view, **credentials(crowd.caller(visitor)))
        assert eventually(lambda screen=screen: bool(screen.refused or screen.snapshots))
        if bool(screen.snapshots) != opens or (screen.refused or {}).get("message") != (
            None if opens else "forbidden"
        ):
            wrong.append((visitor, branch, screen.refused))
    assert wrong == []


def test_the_table_states_a_cell_for_every_role_and_every_door_is_tried_by_every_role():
    tried = {(visitor.role, visitor.by) for visitor in VISITORS}
    assert {role for role, _ in tried} == set(ROUTES["pages.home"])
    assert {by for role, by in tried if role == "officer"} == {"browser", "token"}
    assert {visitor.everywhere for visitor in VISITORS if visitor.role == "supervisor"} == {True, False}


def cells(row: dict[str, str], scoped: bool) -> Iterator[tuple[Visitor, str, bool]]:
    """Who comes, to which branch, and whether the door opens; a door without a branch is tried once."""
    for visitor in VISITORS:
        for branch in (OWN, OTHER) if scoped else (OWN,):
            sign = row[visitor.role]
            yield visitor, branch, sign == "+" or (sign == "o" and (branch == OWN or visitor.everywhere))


def path(rule: Rule, branch: str) -> str:
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda found: {**PLACES, "branch": branch}[found[1]], rule.rule)


def ask(caller: Caller, method: str, url: str) -> Any:
    body = {} if method in {"GET", "DELETE"} else {"json": {}}
    return caller.session.request(
        method, caller.node.url + url, headers=caller.headers, timeout=30, allow_redirects=False, **body
    )


def opened(answer: Any) -> bool:
    """Whatever a door says once it is open: that the body is wrong, or that nothing is there."""
    sent_away = answer.status_code == 302 and answer.headers["Location"].startswith("/?next=")
    return answer.status_code not in {401, 403} and not sent_away


def told_to_sign_in(answer: Any, url: str) -> bool:
    if url.startswith("/api/"):
        return answer.status_code == 401 and answer.json()["code"] == "unauthenticated"
    return answer.status_code == 302 and answer.headers["Location"] == f"/?next={url}"


def credentials(caller: Caller) -> dict[str, Any]:
    """As a page and as a script bring them to a socket."""
    token = caller.headers.get("Authorization", "").removeprefix("Bearer ")
    if token:
        return {"token": token}
    cookies = "; ".join(f"{one.name}={one.value}" for one in caller.session.cookies)
    return {"headers": {"Cookie": caller.headers.get("Cookie", cookies)}}


@pytest.fixture
def follow() -> Iterator[Callable[..., Screen]]:
    opened_screens: list[Screen] = []

    def open_screen(*where: Any, **more: Any) -> Screen:
        opened_screens.append(Screen(*where, **more))
        return opened_screens[-1]

    yield open_screen
    for screen in opened_screens:
        screen.close()
