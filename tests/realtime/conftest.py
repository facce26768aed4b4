"""Screens that are closed with the test, and a counter that is left as it was found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.node import Caller, NodeProcess
from tests.realtime.screen import Screen

Follow = Callable[..., Screen]


@pytest.fixture
def follow() -> Iterator[Follow]:
    """`follow(node, branch, view, code=…, token=…)`: a screen."""
    opened: list[Screen] = []

    def open_screen(*where: Any, **more: Any) -> Screen:
        opened.append(Screen(*where, **more))
        return opened[-1]

    yield open_screen
    for screen in opened:
        screen.close()


@pytest.fixture
def kiosk(north: NodeProcess) -> Caller:
    return north.kiosk()


@pytest.fixture
def ana(north: NodeProcess) -> Iterator[Caller]:
    """Ana at counter 1 of cn02, which serves everything and has nobody waiting, before and after."""
    ana = north.script("ana")
    everything = [one["code"] for one in snapshot(ana)["services"]]
    ana.at("1", "open", {"services": everything})
    clear(ana)
    yield ana
    clear(ana)
    ana.at("1", "close")


def snapshot(caller: Caller, view: str = "public", branch: str = "cn02") -> dict[str, Any]:
    picture: dict[str, Any] = caller.get(f"/api/v1/branches/{branch}/snapshot?view={view}").json()
    return picture


def clear(officer: Caller) -> None:
    """Send everybody away: the one at counter 1, then those who wait."""
    desk = next(one for one in snapshot(officer, "desk")["counters"] if one["code"] == "1")
    if desk["ticket"]:
        verb = "no-show" if desk["ticket"]["state"] == "called" else "finish"
        assert officer.do(desk["ticket"]["id"], verb).status_code == 200
    while (called := officer.at("1", "call-next")).status_code == 200:
        assert officer.do(called.json()["id"], "no-show").status_code == 200
