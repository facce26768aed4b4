"""Who knocks at the doors."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.node import Caller, NodeProcess
from tests.web.desk import Desk

CALLERS = ("ana", "binh", "eve", "rita", "sam", "ada")


@pytest.fixture(scope="module")
def callers(north: NodeProcess) -> dict[str, Caller]:
    """Everybody who may hold a token, by name or scope; `stranger` holds none, `revoked` a dead one."""
    found = {name: north.script(name) for name in CALLERS}
    for scope in ("kiosk", "display"):
        found[scope] = _device(north, scope, "cn02")
        found[f"{scope} of cn01"] = _device(north, scope, "cn01")
    found["stranger"] = Caller(north, {})
    found["revoked"] = _device(north, "kiosk", "cn02", "old")
    north.act("device revoke", name="old", branch="cn02")
    return found


@pytest.fixture
def desk(callers: dict[str, Caller]) -> Iterator[Desk]:
    """Counter 12, closed, with nobody waiting; put back like that."""
    made = Desk(callers["ana"], callers["sam"], callers["kiosk"])
    yield made
    made.clear()


def _device(node: NodeProcess, scope: str, branch: str, name: str = "") -> Caller:
    (token,) = node.act("device add", name=name or f"the {scope}", branch=branch, scope=scope)
    return Caller(node, {"Authorization": f"Bearer {token}"})


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def post(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Counter 12 of a node on each engine, open, with somebody waiting."""
    database = request.getfixturevalue("postgres_url_of_file") if request.param == "postgresql" else ""
    env = {"MOISO_ALWAYS_OPEN": "1", "MOISO_DATABASE_URL": database}
    node = NodeProcess(tmp_path_factory.mktemp(request.param), env).start()
    try:
        node.furnish()
        desk = Desk(node.script("ana"), node.script("sam"), node.kiosk())
        desk.opened()
        desk.waiting()
        yield desk
    finally:
        node.stop()


@pytest.fixture
def unmoved(post: Desk) -> Iterator[Desk]:
    """The desk, whose branch has no new event afterwards."""
    before = post.seq()
    yield post
    assert post.story(before) == []
