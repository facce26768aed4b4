"""A node that was cut off says so once when it is back, in the log and to who looks after the hall."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from server.running import Running
from tests.node import NodeProcess
from tests.web.desk import Desk


def desk_of(node: NodeProcess) -> Desk:
    return Desk(node.script("ana"), node.script("sam"), node.kiosk())


def story(desk: Desk, branch: str = "cn02") -> list[dict[str, Any]]:
    told = desk.supervisor.get(f"/api/v1/branches/{branch}/events?after=0&limit=500").json()
    events: list[dict[str, Any]] = told["events"]
    return events


def recoveries(desk: Desk, branch: str = "cn02") -> list[dict[str, Any]]:
    return [one for one in story(desk, branch) if one["type"] == "branch.recovered"]


def seen(desk: Desk) -> dict[str, Any]:
    picture: dict[str, Any] = desk.supervisor.get("/api/v1/branches/cn02/snapshot?view=desk").json()
    return picture


def test_a_cut_is_one_event_that_tells_what_was_found(make_node, database_url):
    node = make_node(MOISO_DATABASE_URL=database_url).start().furnish()
    desk = desk_of(node)
    desk.called()
    desk.waiting()
    last = story(desk)[-1]
    node.kill()
    node.start()
    (told,) = recoveries(desk)
    assert told["data"] == {"since": last["at_us"], "waiting": 1, "active": 1}
    assert (told["subject"], told["actor"]["kind"]) == ("branch/cn02", "system")
    assert seen(desk)["recovered_at"] >= told["at"]
    assert recoveries(desk, "cn03") == [], "a branch that has never worked"
    assert node.said("verify-log") == "every log is whole"


@pytest.mark.thorough
def test_a_second_cut_is_a_second_event_and_a_clean_end_is_none(make_node):
    node = make_node().start().furnish()
    desk = desk_of(node)
    desk.waiting()
    for _ in range(2):
        node.kill()
        node.start()
    assert [one["data"]["waiting"] for one in recoveries(desk)] == [1, 1]
    assert node.stop() == 0
    node.start()
    assert len(recoveries(desk)) == 2
    assert seen(desk)["recovered_at"] is None


def test_a_cut_over_night_is_told_in_the_new_day(make_node):
    node = make_node(MOISO_CLOCK="2026-11-25T15:00:00+07:00").start().furnish()
    desk = desk_of(node)
    desk.waiting()
    node.kill()
    node.env["MOISO_CLOCK"] = "2026-11-26T08:00:00+07:00"
    node.start()
    (told,) = recoveries(desk)
    assert (told["at"][:10], told["data"]["waiting"]) == ("2026-11-26", 0)
    assert [one["type"] for one in story(desk)][-2:] == ["ticket.expired", "branch.recovered"]


def test_a_mark_is_found_once_and_that_of_a_running_node_never(tmp_path: Path):
    with Running(tmp_path) as first, Running(tmp_path) as second:
        assert not first.after_a_cut
        assert not second.after_a_cut
    assert list(tmp_path.iterdir()) == []
    left = tmp_path / "node-0.running"
    left.touch()
    with Running(tmp_path) as first, Running(tmp_path) as second:
        assert (first.after_a_cut, second.after_a_cut) == (True, False)
        first.forget_the_cut()
        assert not left.exists()
    assert list(tmp_path.iterdir()) == []


def test_a_start_that_fails_before_it_wrote_the_cut_down_leaves_it_for_the_next(tmp_path: Path):
    (tmp_path / "node-0.running").touch()
    with Running(tmp_path) as failed:
        assert failed.after_a_cut
    with Running(tmp_path) as again:
        assert again.after_a_cut
