"""`moiso verify-log` finds what somebody changed; `moiso upgrade-db` and `serve` agree on the shape of the tables."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from pathlib import Path

import pytest

SPOIL = {
    "a changed event": "UPDATE event SET data = replace(data, 'A001', 'A002') WHERE seq = 2 AND branch = 'cn02'",
    "a changed time": "UPDATE event SET at = at + 1 WHERE seq = 2 AND branch = 'cn02'",
    "a missing event": "DELETE FROM event WHERE seq = 2 AND branch = 'cn02'",
    "a missing end": "DELETE FROM event WHERE branch = 'cn02' AND seq = (SELECT seq FROM book WHERE code = 'cn02')",
    "another actor": "UPDATE event SET actor_id = 'binh' WHERE seq = 3 AND branch = 'cn02'",
}


@pytest.fixture
def told(make_node):
    """A node with a short story, ended."""
    node = make_node().start().furnish()
    node.kiosk().take("ho-tich")
    ana = node.script("ana")
    ana.at("1", "open")
    ana.at("1", "call-next")
    node.stop()
    return node


def database(node) -> Path:
    return node.folder / "var" / "moiso.db"


def spoil(node, statement: str) -> None:
    with sqlite3.connect(database(node)) as connection:
        connection.execute("DROP TRIGGER IF EXISTS event_stays")
        assert connection.execute(statement).rowcount == 1
    connection.close()


def test_a_whole_log_is_whole(told):
    done = told.cli("verify-log")
    assert (done.returncode, done.stdout, done.stderr) == (0, "every log is whole\n", "")


@pytest.mark.parametrize("what", SPOIL)
def test_a_spoilt_log_is_found(told, what):
    spoil(told, SPOIL[what])
    done = told.cli("verify-log")
    assert done.returncode == 1
    assert done.stdout.startswith("cn02: ")
    assert "Traceback" not in done.stderr


def test_a_log_is_checked_beside_a_running_node(north):
    assert north.said("verify-log") == "every log is whole"


def test_the_log_as_the_api_gives_it_can_be_checked_by_anybody(north):
    """`hash` is of `prev_hash` and the canonical JSON of the other fields, with microseconds UTC as `at`."""
    north.kiosk().take("ho-tich", procedure="dang-ky-khai-sinh")
    events = north.script("ana").get("/api/v1/branches/cn02/events").json()["events"]
    before = "0" * 64
    for event in events:
        fields = {key: event[key] for key in ("seq", "epoch", "type", "subject", "actor", "data")} | {
            "at": event["at_us"]
        }
        text = json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        assert event["prev_hash"] == before
        before = hashlib.sha256((before + text).encode()).hexdigest()
        assert event["hash"] == before
    assert [event["seq"] for event in events] == list(range(1, len(events) + 1))


def test_where_no_ledger_is_there_is_none_to_check(make_node):
    done = make_node().cli("verify-log")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("moiso: there is no ledger here yet")


@pytest.mark.thorough
def test_a_new_database_gets_its_tables_once(make_node):
    node = make_node()
    first, again = node.said("upgrade-db"), node.said("upgrade-db")
    assert first == again
    assert first.startswith("the database has shape ")
    node.start().furnish()
    assert node.kiosk().take("ho-tich").status_code == 201


@pytest.mark.thorough
def test_a_database_of_another_shape_is_refused_and_not_touched(make_node):
    node = make_node()
    node.said("upgrade-db")
    with sqlite3.connect(database(node)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'older'")
    connection.close()
    for command in (("serve", "--port", "0"), ("apply", "config/hanoi.toml")):
        refused = node.cli(*command)
        assert (refused.returncode, refused.stdout) == (2, "")
        (line,) = refused.stderr.splitlines()
        assert line.startswith("moiso: the database has shape older")


def test_a_database_of_somebody_else_is_left_alone(make_node):
    node = make_node()
    database(node).parent.mkdir()
    with sqlite3.connect(database(node)) as connection:
        connection.execute("CREATE TABLE ticket (mine TEXT)")
    connection.close()
    refused = node.cli("serve", "--port", "0")
    assert refused.returncode == 2
    assert "tables of something else" in refused.stderr
