"""The main job on PostgreSQL, with two nodes on one database, and through the loss of every connection."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import pytest
from sqlalchemy import create_engine, make_url, text

from tests.conftest import POSTGRES, eventually
from tests.databases import END_OTHERS
from tests.node import Caller, NodeProcess
from tests.web.desk import Desk, together

pytestmark = pytest.mark.postgresql


@pytest.fixture(scope="module")
def pair(postgres_url_of_file: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[NodeProcess]]:
    """Two nodes with one ledger."""
    env = {"MOISO_ALWAYS_OPEN": "1", "MOISO_DATABASE_URL": postgres_url_of_file, "MOISO_POLL_S": "0.2"}
    nodes = [NodeProcess(tmp_path_factory.mktemp("pair"), env) for _ in range(2)]
    try:
        for one in nodes:
            one.start()
        nodes[0].furnish()
        yield nodes
    finally:
        for one in nodes:
            one.stop()


@pytest.fixture
def desk(pair: list[NodeProcess]) -> Iterator[Desk]:
    made = Desk(pair[0].script("ana"), pair[0].script("sam"), pair[0].kiosk())
    yield made
    made.clear()


def at_the_other(caller: Caller, pair: list[NodeProcess]) -> Caller:
    return Caller(pair[1], caller.headers)


def cut_every_connection(pair: list[NodeProcess]) -> int:
    """As when PostgreSQL is restarted: it is over when all have ended; answers how many there were."""
    name = make_url(pair[0].env["MOISO_DATABASE_URL"]).database
    admin = create_engine(POSTGRES, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        lines = len(connection.execute(END_OTHERS, {"name": name}).all())
    admin.dispose()
    return lines


def test_a_number_is_taken_called_served_and_finished(desk):
    ticket = desk.waiting()
    desk.opened()
    called = desk.at("call-next").json()
    assert (called["id"], called["counter"]) == (ticket, "12")
    wall = desk.kiosk.get("/api/v1/branches/cn02/snapshot").json()
    assert (wall["calls"][0]["number"], wall["calls"][0]["counter"]) == (called["number"], "12")
    assert desk.do(ticket, "recall").json()["state"] == "called"
    assert desk.do(ticket, "start").json()["state"] == "serving"
    assert desk.do(ticket, "finish").json()["state"] == "done"
    assert desk.at("call-next").json()["code"] == "nobody_waiting"
    assert desk.at("close").json()["state"] == "closed"


def test_what_one_node_writes_the_other_shows(desk, pair):
    ticket = desk.called()
    seen = at_the_other(desk.officer, pair).get("/api/v1/branches/cn02/snapshot?view=desk").json()
    assert [one["ticket"]["id"] for one in seen["counters"] if one["ticket"]] == [ticket]


def test_two_nodes_never_give_one_number_twice_nor_leave_one_out(desk, pair):
    other = at_the_other(desk.kiosk, pair)
    takers = [lambda by=by: Caller(by.node, by.headers).take("tu-van") for by in [desk.kiosk, other] * 6]
    numbers = sorted(answer.json()["number"] for answer in together(*takers))
    first = int(numbers[0][1:])
    assert numbers == [f"X{first + place:03d}" for place in range(12)]


def test_two_nodes_never_call_one_ticket_twice(desk, pair):
    rivals = [("3", "ana", pair[0]), ("2", "binh", pair[1]), ("1", "sam", pair[1])]
    callers = [(counter, node.script(name)) for counter, name, node in rivals]
    for counter, by in callers:
        assert by.at(counter, "open").status_code == 200
    for _ in range(3):
        desk.kiosk.take("ho-tich")
    answers = together(*[lambda c=counter, by=by: by.at(c, "call-next") for counter, by in callers])
    assert len({answer.json()["id"] for answer in answers}) == 3
    for (counter, by), answer in zip(callers, answers, strict=True):
        by.do(answer.json()["id"], "no-show")
        by.at(counter, "close")


def test_a_press_repeated_at_the_other_node_happens_once(desk, pair):
    desk.opened()
    first_id, _ = desk.waiting(), desk.waiting()
    key, other = str(uuid.uuid4()), at_the_other(desk.officer, pair)
    answers = together(
        lambda: desk.at("call-next", key=key), lambda: other.at(desk.counter, "call-next", key=key)
    )
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.content for answer in answers}) == 1
    assert answers[0].json()["id"] == first_id
    assert sum("Idempotent-Replay" in answer.headers for answer in answers) == 1


def test_a_device_revoked_through_one_node_is_out_at_the_other(pair):
    token = pair[0].act("device add", name="moved", branch="cn02", scope="kiosk")[0]
    kiosk = Caller(pair[1], {"Authorization": f"Bearer {token}"})
    assert kiosk.get("/api/v1/devices/self").status_code == 200
    pair[0].act("device revoke", name="moved", branch="cn02")
    assert kiosk.get("/api/v1/devices/self").status_code == 401


def test_the_next_command_works_after_every_connection_was_cut(desk, pair):
    ticket = desk.called()
    for verb in ("recall", "start", "finish"):
        assert cut_every_connection(pair) > 0
        assert desk.do(ticket, verb).status_code == 200
    assert cut_every_connection(pair) > 0
    assert desk.kiosk.take(desk.service).status_code == 201
    assert cut_every_connection(pair) > 0
    assert desk.officer.get("/api/v1/branches/cn02/snapshot").status_code == 200
    assert pair[0].said("verify-log") == "every log is whole"


def test_connections_cut_in_the_middle_of_work_lose_and_double_nothing(desk, pair):
    wishes = [str(uuid.uuid4()) for _ in range(30)]

    def take(ticket: str):
        by, answers = Caller(desk.kiosk.node, desk.kiosk.headers), []

        def taken() -> bool:
            answers.append(by.take("tu-phap", ticket))
            return answers[-1].status_code in {200, 201}

        assert eventually(taken, 30), answers[-1].text
        return answers[-1]

    def cut():
        for _ in range(10):
            cut_every_connection(pair)
        return desk.officer.get("/healthz")

    answers = together(cut, *[lambda wish=wish: take(wish) for wish in wishes])[1:]
    assert len({answer.json()["number"] for answer in answers}) == 30
    issued = [event for event in _events(desk) if event["subject"].removeprefix("ticket/") in wishes]
    assert len(issued) == 30
    assert pair[0].said("verify-log") == "every log is whole"


def test_a_node_says_that_it_is_not_ready_while_the_database_is_away(pair, postgres_url_of_file):
    """And is ready again by itself."""
    name = make_url(postgres_url_of_file).database
    admin = create_engine(POSTGRES, isolation_level="AUTOCOMMIT")
    kiosk = pair[0].kiosk()
    with admin.connect() as connection:
        connection.execute(text(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false"))
        cut_every_connection(pair)
        away = kiosk.get("/readyz")
        refused = kiosk.take("tu-van")
        connection.execute(text(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true"))
    admin.dispose()
    assert (away.status_code, away.json()["database"]) == (503, "away")
    assert (refused.status_code, refused.json()["code"]) == (503, "busy")
    assert refused.headers["Retry-After"]
    assert kiosk.get("/healthz").status_code == 200
    assert kiosk.take("tu-van").status_code == 201
    assert kiosk.get("/readyz").status_code == 200


def _events(desk: Desk) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    while page := desk.officer.get(f"/api/v1/branches/cn02/events?after={len(found)}").json()["events"]:
        found += page
    return found
