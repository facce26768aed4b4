"""`moiso simulate`: days that can be reckoned by hand, the ranking of the field, a real log, and bad wishes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from server.rules.policies import Policy
from server.simulation.day import Arrival, BadDay, Day, Stand, synthetic
from server.simulation.play import play
from server.simulation.replay import day_of, read_log
from server.simulation.report import by_class
from server.simulation.run import Wish, run

HOUR_S = 3600
EIGHT = 8.0 * HOUR_S
ONE = (Stand("1", frozenset({"a"})),)


def comes(minute: float, takes_min: float = 10, priority: bool = False, service: str = "a") -> Arrival:
    return Arrival(EIGHT + 60 * minute, service, priority, 60 * takes_min)


def waits(day: Day, policy: Policy) -> list[float]:
    return [round(one.seconds / 60, 3) for one in play(day, policy, HOUR_S)]


def wish(**changes: object) -> Wish:
    plain = {
        "policies": list(Policy), "credit_min": 60, "log": None, "per_hour": 72.0, "share": 0.12, "counters": 8,
        "days": 2, "seed": 1, "picture": None,
    }  # fmt: skip
    return Wish(**(plain | changes))  # type: ignore[arg-type]


def means(share: float) -> dict[Policy, tuple[float, float]]:
    """Mean waits in minutes, with priority and without, over ten days of the same people."""
    days = [synthetic(72, share, 8, seed) for seed in range(1, 11)]
    found = {}
    for policy in Policy:
        priority, others = by_class([one for day in days for one in play(day, policy, HOUR_S)])
        found[policy] = (priority.mean, others.mean)
    return found


def test_a_small_day_is_played_as_one_would_reckon_it():
    day = Day((comes(0), comes(1), comes(2, priority=True)), ONE)
    assert waits(day, Policy.FCFS) == [0, 9, 18]
    assert waits(day, Policy.CREDIT) == [0, 8, 19]
    assert [one.passed for one in play(day, Policy.CREDIT, HOUR_S)] == [0, 0, 1]


def test_nobody_is_called_at_lunch_and_an_idle_counter_leaves_nobody_waiting():
    day = Day((comes(4 * 60 + 1), comes(5 * 60 + 30)), ONE)
    assert waits(day, Policy.CREDIT) == [59, 0]


def test_a_counter_calls_only_what_it_serves():
    day = Day((comes(0, service="b"), comes(1)), (*ONE, Stand("2", frozenset({"b"}))))
    assert waits(day, Policy.FCFS) == [0, 0]


def test_the_ranking_of_the_field_holds_where_few_have_priority():
    """Sizing study, 12 %: strict and an hour's credit are nearly the same; a ratio and first come cost more."""
    found = means(0.12)
    priority = {policy: pair[0] for policy, pair in found.items()}
    assert priority[Policy.STRICT] <= priority[Policy.CREDIT] < priority[Policy.RATIO] < priority[Policy.FCFS]
    assert priority[Policy.CREDIT] < priority[Policy.FCFS] / 4
    assert found[Policy.CREDIT][1] < found[Policy.FCFS][1] * 1.25


def test_a_naive_ratio_inverts_where_many_have_priority_and_credit_does_not():
    """Sizing study, 30 %: under one in five calls, people with priority wait longer than the others."""
    found = means(0.30)
    assert found[Policy.RATIO][0] > 2 * found[Policy.RATIO][1]
    assert found[Policy.CREDIT][0] < found[Policy.CREDIT][1] / 4


def test_the_same_seed_is_the_same_day_and_everybody_who_is_called_has_come():
    assert synthetic(72, 0.12, 8, 7) == synthetic(72, 0.12, 8, 7) != synthetic(72, 0.12, 8, 8)
    day = synthetic(30, 0.12, 8, 7)
    assert len(play(day, Policy.CREDIT, HOUR_S)) == len(day.arrivals)


def events() -> list[dict[str, object]]:
    """Two people and a counter, as a log tells of them."""

    def one(kind: str, subject: str, at: str, **data: object) -> dict[str, object]:
        hour, minute = map(int, at.split(":"))
        return {
            "type": kind, "subject": subject, "at": f"2026-11-25T{at}:00.000+07:00",
            "at_us": (hour * 60 + minute) * 60_000_000, "data": data,
        }  # fmt: skip

    def issued(name: str, at: str, priority: str) -> dict[str, object]:
        hour, minute = map(int, at.split(":"))
        start = (hour * 60 + minute) * 60_000_000
        return one("ticket.issued", f"ticket/{name}", at, service="a", priority=priority, wait_start=start)

    return [
        one("counter.opened", "counter/1", "08:00", services=["a"]), issued("x", "08:00", "none"),
        one("ticket.called", "ticket/x", "08:00", counter="1"), issued("y", "08:01", "none"),
        issued("z", "08:02", "elderly"), one("ticket.finished", "ticket/x", "08:10"),
        one("ticket.called", "ticket/z", "08:10", counter="1"), one("ticket.finished", "ticket/z", "08:20"),
        one("ticket.called", "ticket/y", "08:20", counter="1"), one("ticket.finished", "ticket/y", "08:30"),
        one("counter.closed", "counter/1", "12:00"),
    ]  # fmt: skip


def test_who_was_put_off_to_this_day_came_at_their_half_hour():
    """Their event is written down a little later, by the clock that brought them in."""
    log = events()
    (entry,) = [one for one in log if (one["type"], one["subject"]) == ("ticket.issued", "ticket/z")]
    entry |= {"type": "ticket.checked_in"}
    came = {one.at for one in day_of(log).arrivals}
    assert came == {8 * 3600, 8 * 3600 + 60, 8 * 3600 + 120}


@pytest.mark.parametrize("form", ["answer", "lines"])
def test_a_real_log_is_played_again(tmp_path: Path, form: str):
    path = tmp_path / "day.json"
    lines = "\n".join(json.dumps(one) for one in events())
    path.write_text(json.dumps({"events": events()}) if form == "answer" else lines, "utf-8")
    day = day_of(read_log(path))
    assert waits(day, Policy.CREDIT) == [0, 8, 19]
    assert waits(day, Policy.FCFS) == [0, 9, 18]


@pytest.mark.parametrize("text", ["", "[]", "not a log", '{"events": [1]}', '[{"type": "ticket.issued"}]'])
def test_what_is_no_log_is_told_and_not_played(tmp_path: Path, text: str):
    path = tmp_path / "day.json"
    path.write_text(text, "utf-8")
    with pytest.raises(BadDay):
        list(run(wish(log=path)))


@pytest.mark.parametrize(
    "bad", [{"per_hour": 0.0}, {"share": 1.2}, {"counters": 0}, {"days": 0}, {"credit_min": -1}]
)
def test_a_day_that_no_office_has_is_refused(bad: dict[str, object]):
    with pytest.raises(BadDay):
        list(run(wish(**bad)))


def test_the_table_names_every_policy_and_class_and_the_picture_is_one(tmp_path: Path):
    path = tmp_path / "waits.svg"
    told = "\n".join(run(wish(share=0.3, days=1, picture=path)))
    assert all(policy.value in told for policy in Policy)
    assert "warning: a fixed ratio" in told
    drawn = path.read_text("utf-8")
    assert len(re.findall("<rect ", drawn)) == 4 * len(Policy)
