"""A command sent again, after a lost answer or by a double click, happens once and is answered alike."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
import requests

from tests.web.desk import Answers, Desk, together


@dataclass
class Command:
    method: str
    path: str
    body: dict[str, Any]


def at(verb: str) -> Callable[[Desk], Command]:
    return lambda desk: Command("POST", f"{desk.url}/{verb}", {})


def opened(desk: Desk) -> Command:
    desk.opened()
    return at("close")(desk)


def pausing(desk: Desk) -> Command:
    desk.opened()
    return Command("POST", f"{desk.url}/pause", {"reason": "break"})


def resuming(desk: Desk) -> Command:
    desk.opened()
    desk.at("pause")
    return at("resume")(desk)


def calling(desk: Desk) -> Command:
    desk.opened()
    for _ in range(6):
        desk.waiting()
    return at("call-next")(desk)


def handing_over(desk: Desk) -> Command:
    desk.serving()
    for _ in range(6):
        desk.waiting()
    return at("finish-and-next")(desk)


def on_called(verb: str) -> Callable[[Desk], Command]:
    return lambda desk: Command("POST", f"{desk.ticket_url(desk.called())}/{verb}", {})


def finishing(desk: Desk) -> Command:
    return Command(
        "POST", f"{desk.ticket_url(desk.serving())}/finish", {"outcome": "received", "dossiers": 3}
    )


def taking(desk: Desk) -> Command:
    return Command("PUT", desk.ticket_url(str(uuid.uuid4())), {"service": desk.service, "dossiers": 2})


COMMANDS: dict[str, tuple[Callable[[Desk], Command], list[str]]] = {
    "open": (at("open"), ["counter.opened"]),
    "pause": (pausing, ["counter.paused"]),
    "resume": (resuming, ["counter.resumed"]),
    "close": (opened, ["counter.closed"]),
    "call-next": (calling, ["ticket.called"]),
    "finish-and-next": (handing_over, ["ticket.finished", "ticket.called"]),
    "recall": (on_called("recall"), ["ticket.recalled"]),
    "start": (on_called("start"), ["ticket.started"]),
    "no-show": (on_called("no-show"), ["ticket.no_show"]),
    "finish": (finishing, ["ticket.finished"]),
    "take a number": (taking, ["ticket.issued"]),
}
EACH = pytest.mark.parametrize("what", COMMANDS)


def sender(desk: Desk, command: Command) -> Callable[[], requests.Response]:
    """Sends the same command each time, on a line of its own."""
    by = desk.kiosk if command.method == "PUT" else desk.officer
    headers = {**by.headers, "Idempotency-Key": str(uuid.uuid4())}
    url = by.node.url + command.path
    return lambda: requests.request(command.method, url, json=command.body, headers=headers, timeout=30)


def answered_once(answers: Answers) -> None:
    assert {answer.status_code for answer in answers} <= {200, 201}, [answer.text for answer in answers]
    assert len({answer.content for answer in answers}) == 1
    fresh = [answer for answer in answers if "Idempotent-Replay" not in answer.headers]
    assert len(fresh) == 1
    assert {answer.headers.get("Idempotent-Replay") for answer in answers} <= {None, "true"}


@EACH
@pytest.mark.parametrize("times", range(1, 6))
def test_a_command_sent_again_and_again_happens_once(desk, what, times):
    arrange, expected = COMMANDS[what]
    send, before = sender(desk, arrange(desk)), desk.seq()
    answers = [send() for _ in range(times)]
    answered_once(answers)
    assert "Idempotent-Replay" not in answers[0].headers
    assert desk.story(before) == expected


@EACH
@pytest.mark.parametrize("times", [2, 5])
def test_a_command_sent_at_the_same_instant_happens_once(desk, what, times):
    arrange, expected = COMMANDS[what]
    send, before = sender(desk, arrange(desk)), desk.seq()
    answered_once(together(*[send] * times))
    assert desk.story(before) == expected


@pytest.mark.thorough
@EACH
def test_a_command_repeated_through_a_storm_of_others_happens_once(desk, what):
    arrange, expected = COMMANDS[what]
    send, before = sender(desk, arrange(desk)), desk.seq()
    others = [lambda: desk.officer.get("/api/v1/branches/cn02/snapshot")] * 10
    answers = together(*[send] * 25, *others)
    answered_once(answers[:25])
    assert desk.story(before) == expected


@pytest.mark.parametrize("what", ["call-next", "take a number"])
def test_a_new_key_is_a_new_command(desk, what):
    """The control of the tests above: without the shared key, five are five."""
    arrange, expected = COMMANDS[what]
    if what == "call-next":
        command = arrange(desk)
        answers = [sender(desk, command)() for _ in range(5)]
        assert [answer.status_code for answer in answers] == [200, 409, 409, 409, 409]
        return
    before = desk.seq()
    answers = together(*[sender(desk, arrange(desk)) for _ in range(5)])
    assert len({answer.json()["number"] for answer in answers}) == 5
    assert desk.story(before) == expected * 5


def test_two_officers_may_happen_to_use_one_key(desk, callers):
    key = str(uuid.uuid4())
    assert desk.at("open", key=key).json()["code"] == "12"
    other = callers["binh"].at("11", "open", key=key)
    assert (other.status_code, other.json()["officer"]) == (200, "binh")
    callers["binh"].at("11", "close")


def test_a_uuid_of_a_ticket_is_the_same_ticket_whoever_repeats_it(desk):
    ticket = str(uuid.uuid4())
    first = desk.kiosk.take(desk.service, ticket)
    again = desk.officer.take(desk.service, ticket)
    assert (again.status_code, again.content) == (200, first.content)


@pytest.mark.parametrize("spell", [str.upper, lambda text: text.replace("-", ""), lambda text: f"{{{text}}}"])
def test_a_key_is_the_uuid_not_its_spelling(desk, spell):
    key = str(uuid.uuid4())
    first = desk.at("open", key=key)
    assert desk.at("open", key=spell(key)).content == first.content


@pytest.mark.parametrize("what", ["call-next", "take a number"])
def test_what_was_answered_is_repeated_after_the_power_was_cut(make_node, what):
    node = make_node().start().furnish()
    desk = Desk(node.script("ana"), node.script("sam"), node.kiosk())
    arrange, _ = COMMANDS[what]
    command = arrange(desk)
    by = desk.kiosk if command.method == "PUT" else desk.officer
    headers = {**by.headers, "Idempotency-Key": str(uuid.uuid4())}
    first = requests.request(
        command.method, node.url + command.path, json=command.body, headers=headers, timeout=30
    )
    node.kill()
    node.start()
    again = requests.request(
        command.method, node.url + command.path, json=command.body, headers=headers, timeout=30
    )
    assert (again.status_code, again.content) == (200, first.content)
    assert again.headers["Idempotent-Replay"] == "true"
