"""Cards at kiosks: off until a decision is named; a person's numbers are counted under a key that dies with the day."""

from __future__ import annotations

import hashlib
import hmac
import json
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from config.settings import load
from server.app import App, create_app
from server.commands.persons import count_one_more
from server.ledger.engines import Engines, open_engines
from server.ledger.upgrading import upgrade
from server.web.control import perform
from tests.conftest import StandingClock, eventually
from tests.node import HANOI

QUICK = {"MOISO_ARGON2_KIB": "64", "MOISO_ARGON2_PASSES": "1"}
SELF = "/api/v1/devices/self"
DECISION = "QĐ 12/QĐ-UBND ngày 01/11/2026"
DAY, NEXT = "2026-11-25", "2026-11-26"
AN, BINH = "0123456789abcdef" * 2, "f" * 32


class Centre:
    """Kiosks of two branches and a supervisor at one node; `restart` opens the same ledger anew."""

    def __init__(self, folder: Path, url: str) -> None:
        self.clock, self.folder, self.url = StandingClock(), folder, url
        self.app = self._start()
        upgrade(self.app.node.ledger.engines)
        self.set("")
        person = {"name": "sam", "role": "supervisor", "branches": [], "password": "moiso-demo"}
        perform(self.app.node, "user add", person)
        self.tokens = {"sam": perform(self.app.node, "user token", {"name": "sam"})[0]}
        for name, branch in (("north", "cn01"), ("south", "cn02"), ("south too", "cn02")):
            asked = {"name": name, "branch": branch, "scope": "kiosk"}
            self.tokens[name] = perform(self.app.node, "device add", asked)[0]

    def _start(self) -> App:
        settings = load({"var": self.folder / "var"}, {**QUICK, "MOISO_DATABASE_URL": self.url})
        return create_app(settings, clock=self.clock)

    def restart(self) -> None:
        self.app.node.ledger.close()
        self.app = self._start()

    def set(self, card_scan: str) -> None:
        file = self.folder / "centre.toml"
        table = f"[card_scan]\n{card_scan}\n[slip]\n" if card_scan else "[slip]\n"
        file.write_text(HANOI.read_text("utf-8").replace("[slip]\n", table), "utf-8")
        perform(self.app.node, "apply", {"path": str(file)})

    def allow(self, most: int | None = None) -> None:
        self.set(f'decision = "{DECISION}"' + (f"\nmost_a_day = {most}" if most else ""))

    def ask(self, who: str, method: str, path: str, body: object = None, **headers: str) -> Any:
        key = {"Authorization": f"Bearer {self.tokens[who]}", "Idempotency-Key": str(uuid.uuid4())}
        return self.app.flask.test_client().open(path, method=method, headers=key | headers, json=body)

    def take(self, who: str, person: str = "", ticket: str = "", **more: Any) -> Any:
        branch = "cn01" if who == "north" else "cn02"
        headers = {"X-Person": person} if person else {}
        path = f"/api/v1/branches/{branch}/tickets/{ticket or uuid.uuid4()}"
        return self.ask(who, "PUT", path, {"service": "chung-thuc", **more}, **headers)

    def card_scan(self, who: str) -> Any:
        return self.ask(who, "GET", SELF).json["settings"].get("card_scan")

    def rows(self, table: str) -> list[Any]:
        with self.app.node.ledger.read() as connection:
            return list(connection.execute(text(f"SELECT * FROM {table}")))

    def tables(self) -> str:
        """All that the database tells to a reader."""
        from server.ledger.models import metadata

        names = [name for name in metadata.tables if name != "person_day"]
        return "\n".join(str(self.rows(name)) for name in names)


@pytest.fixture
def centre(tmp_path: Path, database_url: str) -> Iterator[Centre]:
    made = Centre(tmp_path, database_url)
    yield made
    made.app.node.ledger.close()


def said(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json["code"]


def test_without_a_decision_no_kiosk_hears_of_cards_and_no_person_is_counted(centre: Centre):
    assert centre.card_scan("north") is None
    assert [centre.take("north", AN).status_code for _ in range(3)] == [201] * 3
    assert (centre.rows("day_key"), centre.rows("person_day")) == ([], [])


def test_a_decision_lets_kiosks_read_cards_at_once_and_its_end_stops_them(centre: Centre):
    centre.allow()
    known = centre.ask("north", "GET", SELF).headers["ETag"]
    assert centre.card_scan("north") == {"elderly_from": 75, "business_day": DAY, "day_key": None}
    assert centre.rows("day_key") == []  # nobody is counted, so nothing is made that could
    centre.set("")
    assert centre.ask("north", "GET", SELF, **{"If-None-Match": known}).status_code == 200
    assert centre.card_scan("north") is None


def test_all_kiosks_share_the_key_of_the_day_and_a_restart_keeps_it(centre: Centre):
    centre.allow(2)
    told = centre.ask("north", "GET", SELF)
    key = told.json["settings"]["card_scan"]["day_key"]
    assert (len(key), told.headers["Cache-Control"]) == (64, "no-store")
    assert centre.card_scan("south") == {"elderly_from": 75, "business_day": DAY, "day_key": key}
    centre.restart()
    assert centre.card_scan("south too")["day_key"] == key
    (row,) = centre.rows("day_key")
    assert key not in str(row)  # the database alone does not hold it
    made = hmac.new(centre.app.node.secret, f"key of the day {row.seed}".encode(), hashlib.sha256)
    assert made.hexdigest() == key


def test_a_person_takes_so_many_numbers_at_all_branches_together(centre: Centre):
    centre.allow(2)
    assert centre.take("north", AN).status_code == centre.take("south", AN).status_code == 201
    assert said(centre.take("south too", AN)) == said(centre.take("north", AN)) == (409, "person_limit")
    assert centre.take("north", BINH).status_code == 201
    assert centre.take("north").status_code == 201  # nobody has to show a card
    assert sorted(map(tuple, centre.rows("person_day"))) == [(DAY, AN, 2), (DAY, BINH, 1)]


def test_a_refusal_is_the_answer_of_that_touch_and_takes_no_number(centre: Centre):
    centre.allow(1)
    first, ticket = centre.take("north", AN).json["number"], str(uuid.uuid4())
    no = centre.take("north", AN, ticket)
    centre.allow(5)
    again = centre.take("north", ticket=ticket)
    assert (said(no), again.data, again.headers["Idempotent-Replay"]) == (
        (409, "person_limit"),
        no.data,
        "true",
    )
    assert int(centre.take("north", AN).json["number"][1:]) == int(first[1:]) + 1


def test_a_repeat_counts_once_and_may_come_without_the_person(centre: Centre):
    centre.allow(2)
    ticket = str(uuid.uuid4())
    first = centre.take("north", AN, ticket)
    for person in (AN, "", BINH):
        again = centre.take("north", person, ticket)
        assert (again.status_code, again.data) == (200, first.data)
    assert [tuple(row) for row in centre.rows("person_day")] == [(DAY, AN, 1)]


def test_what_is_refused_for_another_reason_is_not_counted(centre: Centre):
    centre.allow(2)
    centre.clock.at += timedelta(hours=12)
    assert said(centre.take("north", AN)) == (409, "branch_closed")
    assert centre.take("north", AN, service="no-such").status_code == 422
    assert centre.rows("person_day") == []


def test_numbers_that_a_kiosk_brings_are_never_limited(centre: Centre):
    centre.allow(1)
    assert centre.take("north", AN).status_code == 201
    paper = {"number": "E101", "issued_at": "2026-11-25T08:10:00+07:00", "code": "7KQ2MX9DTRW4H"}
    assert centre.take("north", AN, **paper).status_code == 201
    assert [tuple(row) for row in centre.rows("person_day")] == [(DAY, AN, 1)]


@pytest.mark.parametrize("odd", ["012345678901", AN.upper(), AN[:-1], AN + "0"])
def test_only_a_hash_is_taken_for_a_person_and_it_is_not_told_again(centre: Centre, odd: str):
    centre.allow(1)
    no = centre.take("north", odd)
    assert said(no) == (400, "malformed")
    assert odd not in no.text


def test_staff_read_no_cards(centre: Centre):
    centre.allow(1)
    assert said(centre.take("sam", AN)) == (403, "forbidden")


def test_the_person_stands_in_one_table_and_nowhere_else(centre: Centre):
    centre.allow(1)
    given = [centre.take("north", AN), centre.take("south", AN)]
    assert AN in str(centre.rows("person_day"))
    told = centre.tables() + "".join(one.text + str(one.headers) for one in given)
    assert "person_limit" in told  # the control: the refusal is kept, and was searched
    assert AN not in told


@pytest.mark.parametrize("first", ["a touch", "the tick of a minute", "a question of a kiosk"])
def test_with_the_day_the_key_and_all_it_counted_are_gone(centre: Centre, first: str):
    centre.allow(1)
    key = centre.card_scan("north")["day_key"]
    assert centre.take("north", AN).status_code == 201
    (row,) = centre.rows("day_key")
    centre.clock.at += timedelta(days=1)
    if first == "a touch":
        assert centre.take("south").status_code == 201
    elif first == "the tick of a minute":
        centre.app.node.end_days()
    else:
        assert centre.card_scan("south")["business_day"] == NEXT
    assert centre.rows("person_day") == []
    assert [one for one in centre.rows("day_key") if one.business_day == DAY] == []
    assert row.seed not in centre.tables()
    fresh = centre.card_scan("north")
    assert fresh["business_day"] == NEXT
    assert fresh["day_key"] != key
    assert len(centre.rows("day_key")) == 1
    assert centre.take("north", AN).status_code == 201


def test_a_key_that_nobody_used_dies_with_its_day_too_even_when_cards_are_off_again(centre: Centre):
    centre.allow(1)
    centre.card_scan("north")
    centre.set("")
    assert len(centre.rows("day_key")) == 1
    centre.clock.at += timedelta(days=1)
    centre.app.node.end_days()
    assert centre.rows("day_key") == []


def test_no_file_of_the_ledger_holds_yesterdays_key_or_person(tmp_path: Path, sqlite_url: str):
    """Beside a running node, where a log still holds what was written before."""
    centre = Centre(tmp_path, sqlite_url)
    centre.allow(3)
    centre.card_scan("north")
    people = [hashlib.sha256(b"%d" % one).hexdigest()[:32] for one in range(400)]  # several pages of them
    statement = text("INSERT INTO person_day VALUES (:day, :person, 1)")
    for person in people:
        row = {"day": DAY, "person": person}
        centre.app.node.ledger.change("cn01", lambda tx, row=row: tx.connection.execute(statement, row))
    seed = centre.rows("day_key")[0].seed

    def found(what: str) -> bool:
        files = [one for one in (tmp_path / "ledger").rglob("*") if one.is_file()]
        assert len(files) >= 2
        return any(what.encode() in one.read_bytes() for one in files)

    assert found(seed)
    assert found(people[-1])
    centre.clock.at += timedelta(days=1)
    centre.app.node.end_days()
    assert not found(seed)
    assert [one for one in people if found(one)] == []
    centre.app.node.ledger.close()


def test_an_apply_tells_the_centres_log_which_decision_stands(centre: Centre):
    centre.allow(1)
    (facts,) = [row.facts for row in centre.rows("centre")]
    assert json.loads(facts)["card_scan"] == {"decision": DECISION, "elderly_from": 75, "most_a_day": 1}
    assert "centre hanoi: card_scan" in str(centre.rows("event"))


@pytest.mark.postgresql
def test_two_branches_at_once_do_not_give_one_person_a_number_too_many(postgres_url: str):
    engines = open_engines(postgres_url)
    with engines.writer.connect() as north, engines.writer.connect() as south, ThreadPoolExecutor(1) as other:
        first = north.begin()
        assert count_one_more(north, DAY, AN, 1)
        with south.begin():
            second = other.submit(count_one_more, south, DAY, AN, 1)
            assert eventually(lambda: _somebody_waits(engines))
            first.commit()
            assert second.result(30) is False
    engines.dispose()


def _somebody_waits(engines: Engines) -> bool:
    with engines.reader.connect() as connection:
        return bool(connection.execute(text("SELECT count(*) FROM pg_locks WHERE NOT granted")).scalar_one())
