"""Bulk filers at the counters: a stream of their own, told in the call's event, and every dossier counts."""

from __future__ import annotations

from typing import Any

import pytest

from tests.node import HANOI
from tests.web.front import HERE, Front

RULES = "bulk_over = 5\nbulk_at_once = 1\n"
LAND = "dat-dai"


@pytest.fixture
def front(tmp_path, database_url):
    """Counters 7, 8 and 9 are open for land registration alone."""
    made = Front(tmp_path, database_url)
    made.set("pace_s = 0")
    made.at("25 08:00")
    for counter in "789":
        at_counter(made, counter, "open", {"services": [LAND]})
    yield made
    made.node.ledger.close()


def at_counter(front: Front, counter: str, verb: str, body: Any = None) -> Any:
    answer = front.ask("sam", "POST", f"{HERE}/counters/{counter}/{verb}", body or {})
    assert answer.status_code == 200, answer.json
    return answer.json


def took(front: Front, dossiers: int = 1) -> Any:
    answer = front.take(LAND, dossiers=dossiers)
    assert answer.status_code == 201, answer.json
    return answer.json


def next_at(front: Front, counter: str) -> str | None:
    told = front.ask("sam", "GET", f"{HERE}/snapshot?view=desk").json["counters"]
    (found,) = [one["next"] for one in told if one["code"] == counter]
    return found["number"] if found else None


def test_one_bulk_filer_is_served_while_the_others_wait_and_the_event_says_who_was_held(front):
    banks, citizen = [took(front, 20), took(front, 12)], took(front)
    assert at_counter(front, "7", "call-next")["id"] == banks[0]["id"]
    assert next_at(front, "8") == citizen["number"]
    assert at_counter(front, "8", "call-next")["id"] == citizen["id"]
    told = front.ask("sam", "GET", f"{HERE}/events").json["events"][-1]["data"]
    assert told["bulk"] == {"over": 5, "at_once": 1, "held": [banks[1]["id"]]}
    assert (told["why"], told["overtaken"], told["eligible"]) == ("longest_wait", [banks[1]["id"]], 1)


def test_who_was_held_is_called_in_turn_when_the_other_has_gone(front):
    first, second, citizen = took(front, 20), took(front, 12), took(front)
    assert at_counter(front, "7", "call-next")["id"] == first["id"]
    front.ask("sam", "POST", f"{HERE}/tickets/{first['id']}/start", {})
    both = at_counter(front, "7", "finish-and-next")
    assert both["called"]["id"] == second["id"]
    assert at_counter(front, "8", "call-next")["id"] == citizen["id"]


def test_no_counter_stays_idle_while_only_bulk_filers_wait(front):
    took(front, 20)
    second = took(front, 12)
    at_counter(front, "7", "call-next")
    assert next_at(front, "8") == second["number"]
    assert at_counter(front, "8", "call-next")["id"] == second["id"]


def test_an_officer_may_still_choose_one_who_is_held(front):
    took(front, 20)
    second, _ = took(front, 12), took(front)
    at_counter(front, "7", "call-next")
    asked = {"ticket": second["id"], "reason": "help"}
    assert at_counter(front, "8", "call", asked)["id"] == second["id"]


def test_without_the_rule_everybody_is_called_in_turn(front):
    text = HANOI.read_text("utf-8")
    assert RULES in text
    front.apply(text.replace(f"closes_by_forecast = true\n{RULES}", ""))
    took(front, 20)
    second, _ = took(front, 12), took(front)
    at_counter(front, "7", "call-next")
    assert at_counter(front, "8", "call-next")["id"] == second["id"]
    assert "bulk" not in front.ask("sam", "GET", f"{HERE}/events").json["events"][-1]["data"]


def test_every_dossier_ahead_counts_with_its_norm(front):
    for counter in "89":
        at_counter(front, counter, "close")
    took(front, 3)
    assert took(front)["estimate"] == {"low_s": 3 * 1440, "high_s": 3 * 2340}


def test_a_corrected_count_corrects_the_wait_behind_it_and_the_stream(front):
    for counter in "89":
        at_counter(front, counter, "close")
    first = took(front, 1)
    front.ask("sam", "POST", f"{HERE}/tickets/{first['id']}/note", {"dossiers": 2})
    assert took(front)["estimate"] == {"low_s": 2 * 1440, "high_s": 2 * 2340}


def test_half_of_all_dossiers_at_the_counter_is_still_in_hand(front):
    for counter in "89":
        at_counter(front, counter, "close")
    took(front, 4)
    at_counter(front, "7", "call-next")
    assert took(front)["estimate"] == {"low_s": 2 * 1440, "high_s": 2 * 2340}
