"""`moiso doctor` tells how a node is set up, keeps its secrets, and says by its exit what is unsound."""

from __future__ import annotations

import re
import socket
import sqlite3
import threading
from typing import Any

import pytest

from config.settings import load
from server.doctor import examine, order_fact
from server.ledger.register import REGISTER
from server.ledger.upgrading import newest
from server.queries.priorities import Mix
from server.rules.ordering import Order
from tests.node import NodeProcess

DECISION = "QĐ 12/QĐ-UBND ngày 01/11/2026"


def facts(node: NodeProcess, code: int = 0) -> dict[str, str]:
    """What is told by what it is about; of the register the last line."""
    done = node.cli("doctor")
    assert (done.returncode, done.stderr) == (code, "")
    return {
        about: f"{sound} {told}"
        for sound, about, told in (one.split("\t") for one in done.stdout.splitlines())
    }


def test_beside_a_running_node_every_fact_stands_in_a_line(north: NodeProcess):
    told = facts(north)
    assert told["version"].startswith("ok 2")
    assert f"SQLite {sqlite3.sqlite_version}, journal_mode wal, synchronous 2" in told["database"]
    assert told["ledger shape"] == f"ok {newest()}"
    assert told["redis"] == "ok not configured"
    assert told["secret key"] == "ok generated"
    assert told["card scan"] == "ok off"
    assert re.fullmatch(r"ok vi, all \d+ clips are there, 0 of them recorded", told["voice"])
    assert "media" not in told


def test_the_whole_register_is_told(north: NodeProcess):
    lines = north.said("doctor").splitlines()
    assert [one.split("\t")[2] for one in lines if "\ttouches a person\t" in one] == [
        str(one) for one in REGISTER
    ]


def test_the_decision_that_allows_cards_is_named(make_node: Any, centre: Any):
    node = make_node()
    centre.change("[slip]\n", f'[card_scan]\ndecision = "{DECISION}"\nmost_a_day = 3\n[slip]\n')
    node.said("apply", str(centre))
    assert facts(node)["card scan"] == (
        f'ok on by decision "{DECISION}", elderly from 75, at most 3 numbers a person and day'
    )


def test_words_that_nobody_has_spoken_and_pictures_that_are_not_there_are_told_by_apply_and_doctor(
    make_node: Any, centre: Any
):
    node = make_node()
    centre.change("Xin mời công dân có số {number}, ", "Mời số {number}, ")
    centre.change("screen_in = 65", 'screen_in = 65, media = "tet-2027"')
    due = r"1 clip of \d+ that halls are to hear is missing: run `moiso voice build`"
    empty = f"display cn02/sanh: {node.folder / 'var' / 'media' / 'tet-2027'} is no folder that can be read"
    hints = [one for one in node.said("apply", str(centre)).splitlines() if one.startswith("!")]
    assert re.fullmatch(f"! {due}", hints[0])
    assert hints[1:] == [f"! {empty}"]
    told = {one.about: one for one in examine(load({"var": node.folder / "var"}, {}))}
    assert re.fullmatch(due, told["voice"].told)
    assert told["media"].told == empty
    assert [told[about].sound for about in ("voice", "media")] == [False, False]


def test_a_folder_without_a_ledger_is_left_alone(make_node: Any):
    node = make_node()
    assert facts(node, 1)["database"].endswith("is not there yet: `moiso serve` makes it")
    assert not (node.folder / "var").exists()


def test_how_many_have_priority_is_told(make_node: Any):
    node = make_node().start().furnish()
    assert facts(node)["order of calling"] == "ok credit, 0% of 0 people had priority in 7 days"
    for priority in ("none", "none", "elderly"):
        assert node.kiosk(name=priority).take(priority=priority).status_code == 201
    assert facts(node)["order of calling"] == "ok credit, 33% of 3 people had priority in 7 days"


def test_more_than_a_quarter_with_priority_is_unsound_and_a_quarter_is_not():
    assert order_fact(Order.CREDIT, Mix(people=100, first=25)).sound
    wrong = order_fact(Order.CREDIT, Mix(people=100, first=26))
    assert not wrong.sound
    assert wrong.told.endswith("see whether it is declared rightly")


def test_an_older_shape_and_a_secret_that_others_may_read_are_unsound(make_node: Any):
    node = make_node().start()
    node.stop()
    with sqlite3.connect(node.folder / "var" / "moiso.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0001'")
    connection.close()
    (node.folder / "var" / "secret.key").chmod(0o644)
    told = facts(node, 1)
    assert told["ledger shape"] == f"not ok 0001, this program needs {newest()}"
    assert told["secret key"].startswith("not ok generated, and others may read")


def test_a_file_that_is_no_database_is_told_in_a_line(make_node: Any):
    node = make_node()
    (node.folder / "var").mkdir()
    (node.folder / "var" / "moiso.db").write_text("no database, " * 100)
    assert facts(node, 1)["database"] == "not ok cannot be used: file is not a database"


@pytest.mark.postgresql
def test_postgresql_is_told_with_its_version_and_without_its_password(make_node: Any, postgres_url: str):
    node = make_node(
        MOISO_DATABASE_URL=postgres_url.replace("postgres@", "postgres:hidden-word@"), MOISO_SECRET_KEY="x9"
    )
    told = facts(node)
    assert told["database"].startswith("ok PostgreSQL 1")
    assert told["secret key"] == "ok set"
    assert "hidden-word" not in str(told)


@pytest.mark.parametrize(
    ("said", "told"), [(b"+PONG\r\n", "ok reachable at 127.0.0.1:"), (b"HTTP/1.1 400\r\n", "not ok ")]
)
def test_a_redis_is_asked_whether_it_is_one(make_node: Any, said: bytes, told: str):
    node = make_node().start()
    node.stop()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        answering = threading.Thread(target=_answer_one, args=(listening, said))
        answering.start()
        node.env["MOISO_REDIS_URL"] = f"redis://:hidden-word@127.0.0.1:{listening.getsockname()[1]}/0"
        found = facts(node, 0 if told.startswith("ok") else 1)
        answering.join(10)
    assert found["redis"].startswith(told)
    assert "hidden-word" not in str(found)


def test_a_redis_that_is_not_there_is_unsound(make_node: Any):
    node = make_node(MOISO_REDIS_URL="redis://127.0.0.1:9/0").start()
    node.stop()
    assert facts(node, 1)["redis"].startswith("not ok cannot be reached")


def _answer_one(listening: socket.socket, said: bytes) -> None:
    line, _ = listening.accept()
    with line:
        line.recv(64)
        line.sendall(said)
