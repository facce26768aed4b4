"""Who may do what, beyond the table of doors (`test_matrix.py`): what is closed, other people's counters, no hints."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

import pytest

from config.settings import load
from server.app import App, create_app
from server.ledger.upgrading import upgrade
from server.web.access import MAY
from server.web.control import perform

PASSWORD = "moiso-demo"
NOBODY = ("stranger", "revoked")


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    var = tmp_path_factory.mktemp("app")
    made = create_app(load({"var": var}, {"MOISO_ARGON2_KIB": "64", "MOISO_ARGON2_PASSES": "1"}))
    upgrade(made.node.ledger.engines)
    yield made
    made.node.ledger.close()


def test_every_route_says_who_may_use_it_and_nothing_else_is_said(app):
    assert {rule.endpoint for rule in app.flask.url_map.iter_rules()} == set(MAY)


def test_a_route_that_says_nothing_is_closed_to_everybody(tmp_path):
    """The control: a door that somebody forgot to put into the table does not open."""
    made = create_app(load({"var": tmp_path}, {}))
    upgrade(made.node.ledger.engines)
    made.flask.add_url_rule("/forgotten", "forgotten", lambda: "open to the world")
    answer = made.flask.test_client().get("/forgotten")
    made.node.ledger.close()
    assert (answer.status_code, answer.get_json()["code"]) == (403, "forbidden")


def test_a_supervisor_of_all_branches_may_enter_each(callers):
    for branch in ("cn01", "cn02", "cn12"):
        assert callers["sam"].get(f"/api/v1/branches/{branch}/events").status_code == 200


@pytest.mark.parametrize("name", ["display", "stranger", "revoked", "kiosk of cn01", "eve"])
def test_no_number_is_given_to(callers, name):
    before = _seq(callers)
    refused = callers[name].take("xay-dung")
    assert refused.status_code == (401 if name in NOBODY else 403)
    assert _seq(callers) == before


@pytest.mark.parametrize("name", ["kiosk", "rita", "ana", "sam", "ada"])
def test_a_number_is_given_to(callers, name):
    assert callers[name].take("xay-dung").status_code == 201


@pytest.mark.parametrize("name", ["kiosk", "display", "rita", "eve", "stranger", "revoked"])
@pytest.mark.parametrize("verb", ["open", "call-next", "close"])
def test_no_counter_moves_for(callers, name, verb):
    before = _seq(callers)
    assert callers[name].at("3", verb).status_code == (401 if name in NOBODY else 403)
    assert _seq(callers) == before


def test_another_officers_counter_is_not_mine(desk, callers):
    ticket = desk.called()
    before = desk.seq()
    answers = [
        callers["binh"].at(desk.counter, verb) for verb in ("pause", "close", "call-next", "finish-and-next")
    ]
    answers += [callers["binh"].do(ticket, verb) for verb in ("recall", "start", "finish", "no-show")]
    assert {(answer.status_code, answer.json()["code"]) for answer in answers} == {(403, "forbidden")}
    assert desk.story(before) == []


def test_a_supervisor_may_act_at_another_officers_counter(desk, callers):
    ticket = desk.called()
    assert callers["sam"].do(ticket, "start", {"reason": "officer_ill"}).json()["state"] == "serving"
    assert callers["ada"].do(ticket, "finish", {"reason": "officer_ill"}).json()["state"] == "done"
    assert callers["sam"].at(desk.counter, "close").json()["state"] == "closed"


def test_a_supervisor_who_acts_on_anothers_ticket_says_why_and_the_log_keeps_it(desk, callers):
    ticket = desk.called()
    silent = callers["sam"].do(ticket, "no-show")
    assert (silent.status_code, silent.json()["errors"]) == (422, [{"pointer": "/reason", "code": "missing"}])
    callers["sam"].do(ticket, "no-show", {"reason": "officer_ill"})
    last = callers["sam"].get("/api/v1/branches/cn02/events?after=0").json()
    assert [
        event["data"].get("reason")
        for event in last["events"]
        if event["type"] == "ticket.no_show" and event["subject"].endswith(ticket)
    ] == ["officer_ill"]


@pytest.mark.parametrize(
    ("name", "status"),
    [("ana", 200), ("rita", 200), ("sam", 200), ("eve", 403), ("kiosk", 403), ("display", 403), ("stranger", 401)],
)  # fmt: skip
def test_the_desks_picture_is_for_staff_of_the_branch(callers, name, status):
    assert callers[name].get("/api/v1/branches/cn02/snapshot?view=desk").status_code == status


def test_a_revoked_device_is_out_with_its_next_request(north, callers):
    kiosk = north.kiosk(name="short-lived")
    assert kiosk.get("/api/v1/devices/self").json()["scope"] == "kiosk"
    assert kiosk.take("xay-dung").status_code == 201
    north.act("device revoke", name="short-lived", branch="cn02")
    assert kiosk.get("/api/v1/devices/self").status_code == 401
    assert kiosk.take("xay-dung").status_code == 401


def test_a_device_paired_anew_puts_its_old_token_out(north):
    old = north.kiosk(name="swapped")
    new = north.kiosk(name="swapped")
    assert [one.get("/api/v1/devices/self").status_code for one in (old, new)] == [401, 200]


def test_a_changed_account_signs_in_again_and_has_its_new_role(north):
    north.act("user add", name="temp", role="officer", branches=["cn02"], password="moiso-demo")
    temp = north.script("temp")
    assert temp.at("3", "pause").json()["code"] == "counter_not_open"
    north.act("user add", name="temp", role="reception", branches=["cn02"], password="moiso-demo")
    assert temp.at("3", "pause").status_code == 401
    assert north.script("temp").at("3", "pause").status_code == 403


@pytest.mark.parametrize("name", ["ana", "stranger"])
@pytest.mark.parametrize(
    "url",
    [
        "/api/v1/branches/cn99/snapshot", "/api/v1/branches/cn99/catalogue", "/api/v1/nowhere", "/nowhere",
        "/api/v1/tickets/7KQ2MX9DTRW4H", "/display/cn99", "/t/7KQ2MX9DTRW4H", "/static/nothing.js", "/brand/../app.py",
        "/static/../../config/settings.py", "/brand/%2e%2e/settings.py", "/static/display/..%2f..%2fwall.py",
    ],
)  # fmt: skip
def test_what_is_not_there_is_not_found(callers, name, url):
    assert callers[name].get(url).status_code == 404


def test_unknown_codes_all_look_alike(callers):
    stranger = callers["stranger"]
    answers = [
        stranger.get(f"/api/v1/tickets/{code}") for code in ("7KQ2MX9DTRW4H", "x", "0" * 400, "%C4%91")
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1


def test_a_known_name_is_needed_before_a_role_is_asked(callers):
    assert callers["ana"].get("/api/v1/branches/cn99/events").status_code == 404
    assert callers["ana"].get("/counter/cn02/99").status_code == 404
    assert callers["ana"].do(str(uuid.uuid4()), "start").status_code == 404


def test_the_figures_are_for_this_machine_or_an_administrator(app):
    perform(app.node, "user add", {"name": "ada", "role": "admin", "branches": [], "password": PASSWORD})
    (token,) = perform(app.node, "user token", {"name": "ada"})
    client, away = app.flask.test_client(), {"REMOTE_ADDR": "10.1.2.3"}
    figures = {
        "here": client.get("/metrics", environ_base={"REMOTE_ADDR": "127.0.0.1"}).text,
        "away": client.get("/metrics", environ_base=away).text,
        "ada": client.get("/metrics", environ_base=away, headers={"Authorization": f"Bearer {token}"}).text,
    }
    assert [name for name, text in figures.items() if "moiso_requests" in text] == ["here", "ada"]


def _seq(callers: Any) -> int:
    return int(callers["ana"].get("/api/v1/branches/cn02/events?limit=1").json()["last_seq"])
