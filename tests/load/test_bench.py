"""`moiso bench` measures what it says, judges nothing, and leaves nothing behind."""

from __future__ import annotations

import os
import re
import subprocess

import pytest

from server.bench.pgbench import Recorded
from server.bench.site import answer, child
from server.bench.table import Table, percentile
from tests.conftest import POSTGRES
from tests.node import BIN


def test_the_load_client_asks_for_as_many_tickets_as_it_counts(north):
    kiosk = north.kiosk()
    before = kiosk.get("/api/v1/branches/cn02/snapshot").json()["seq"]
    job = {
        "port": int(north.url.rpartition(":")[2]), "connections": 3, "seconds": 1.0, "warm_s": 0.0, "method": "PUT",
        "path": "/api/v1/branches/cn02/tickets/{uuid}", "body": '{"service":"tu-van"}',
        "token": kiosk.headers["Authorization"].removeprefix("Bearer "),
    }  # fmt: skip
    figures = answer(child("load", job))
    given = kiosk.get("/api/v1/branches/cn02/snapshot").json()["seq"] - before
    assert list(figures["statuses"]) == ["201"]
    assert 0 <= given - figures["statuses"]["201"] <= 3  # those under way at the end
    assert 0 < figures["p50_ms"] <= figures["p99_ms"]


def test_each_wall_notes_each_picture(north):
    walls = child(
        "screens", {"port": int(north.url.rpartition(":")[2]), "auth": {"branch": "cn02"}, "walls": 5}
    )
    assert walls.stdout is not None
    assert walls.stdout.readline() == "ready\n"
    assert [len(arrived) for arrived in answer(walls)] == [1] * 5


@pytest.mark.parametrize("alone", [False, True])
def test_the_engine_is_measured_in_groups_and_one_by_one(alone):
    job = {"greenlets": 4, "seconds": 1.0, "commit_ms": 1.0, "alone": alone}
    assert answer(child("engine", job))["per_s"] > 0


def test_a_recorded_ticket_becomes_a_script_whose_every_run_is_another_ticket():
    ticket = Recorded("7c9e6679-7425-40de-944b-e07fc1f90ae7")
    ticket.statements = [
        ("SELECT book.seq FROM book WHERE book.code = %(code)s FOR UPDATE", {"code": "cn02"}),
        ("INSERT INTO ticket (id, number) VALUES (%(id)s, %(number)s)", {"id": ticket.ticket, "number": 7}),
        ("INSERT INTO event (seq, data) VALUES (%(seq)s, %(data)s)", {"seq": 7, "data": "it's"}),
    ]
    script = ticket.script()
    assert ticket.ticket not in script
    assert "VALUES (('' || :m_id || ''), :count_last);" in script
    assert "VALUES (:next, ('it''s'));" in script
    assert "FOR UPDATE \\gset book_\n\\set next :book_seq + 1\n" in script


def test_a_table_is_aligned_and_a_missing_divisor_is_a_dash():
    made = Table("ratios", ["one", "two"])
    made.row("figures", [1234.4, 2])
    made.ratio("ratio", [3, 3], [2, 0])
    first, second, third, _ = str(made).split("\n")
    assert len(first) == len(second) == len(third)
    assert second.endswith("1,234           2")
    assert third.endswith("1.50 ×           –")


def test_percentiles_are_values_that_were_seen():
    assert percentile([5.0, 1.0, 3.0], 0.5) == 3.0
    assert percentile([1.0], 0.99) == 1.0
    assert percentile([], 0.5) == 0.0


@pytest.mark.thorough
@pytest.mark.postgresql
def test_the_whole_bench_prints_its_ratios_and_cleans_up(tmp_path):
    done = subprocess.run(
        [BIN / "moiso", "bench", "--quick", "--postgresql", POSTGRES],
        env={**os.environ, "TMPDIR": str(tmp_path)}, capture_output=True, text=True, timeout=900, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert len(re.findall(r"\d ×", done.stdout)) >= 14
    assert list(tmp_path.iterdir()) == []
