"""A kiosk without a token beside a real node: let in by its code, revoked, replaced, and given new tokens."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import requests

from config.clock import SystemClock
from config.kiosk_settings import KioskSettings
from kiosk.agent import Agent
from kiosk.keyring import Keyring
from tests.conftest import eventually
from tests.kiosk.conftest import NO_PRINTER
from tests.kiosk.machine import NAME, Machine, approve
from tests.node import NodeProcess


@pytest.fixture(autouse=True)
def nobody_keeps_the_name(north: NodeProcess) -> Iterator[None]:
    yield
    north.cli("device", "revoke", NAME, "--branch", "cn02")


def test_a_new_machine_shows_a_code_is_let_in_and_gives_numbers(north, make_machine):
    machine = make_machine()
    code = machine.code()
    assert (len(code), machine.picture["pairing"]["server"]) == (8, north.url)
    assert machine.picture["catalogue"] is None
    assert machine.take().status_code == 409
    approve(north, machine)
    assert machine.is_let_in()
    assert (machine.picture["kiosk"], machine.picture["calibrating"]) == (NAME, True)
    assert machine.take().json()["state"] == "issued"


def test_the_token_is_its_owners_alone_and_stands_in_no_log(north, make_machine, caplog):
    caplog.set_level("DEBUG")
    machine = make_machine()
    approve(north, machine)
    assert machine.is_let_in()
    assert (machine.folder / "token.json").stat().st_mode & 0o777 == 0o600
    token = machine.kept()["token"]
    others = [path for path in machine.folder.iterdir() if path.name != "token.json"]
    assert not any(token.encode() in path.read_bytes() for path in others)
    assert "moiso_" not in caplog.text
    assert token not in north.log.read_text()


def test_a_machine_that_was_let_in_stays_it_when_it_starts_again(north, make_machine):
    machine = make_machine()
    approve(north, machine)
    assert machine.is_let_in()
    machine.agent.stop()
    again = make_machine()
    assert again.picture["pairing"] is None
    assert again.is_let_in()


def test_a_revoked_machine_shows_a_code_and_gives_no_more_numbers(north, make_machine):
    machine = make_machine()
    approve(north, machine)
    assert machine.is_let_in()
    north.act("device revoke", name=NAME, branch="cn02")
    assert machine.is_put_out()
    before = north.script("sam").get("/api/v1/branches/cn02/events?limit=1").json()["last_seq"]
    assert machine.take().json() == {"code": "not_paired"}
    assert north.script("sam").get("/api/v1/branches/cn02/events?limit=1").json()["last_seq"] == before
    machine.agent.stop()
    again = make_machine()
    assert again.picture["pairing"] is not None
    approve(north, again)
    assert again.is_let_in()


def test_a_new_machine_takes_the_name_of_the_old_one_which_stops(north, make_machine):
    old = make_machine("old")
    approve(north, old)
    assert old.is_let_in()
    first = old.take().json()["ticket"]
    new = make_machine("new")
    approve(north, new)
    assert new.is_let_in()
    assert old.is_put_out()
    second = new.take().json()["ticket"]
    assert (second["series"], int(second["number"][1:])) == (first["series"], int(first["number"][1:]) + 1)
    assert old.take().status_code == 409


def test_a_machine_that_is_moved_to_another_branch_shows_nothing_of_the_old_one(north, make_machine):
    machine = make_machine()
    approve(north, machine)
    assert machine.is_let_in()
    north.act("device revoke", name=NAME, branch="cn02")
    assert machine.is_put_out()
    assert machine.picture["catalogue"] is None
    approve(north, machine, branch="cn03")
    assert machine.is_let_in()
    assert machine.picture["catalogue"]["branch"]["code"] == "cn03"
    north.act("device revoke", name=NAME, branch="cn03")


def test_a_token_of_the_settings_wins_until_another_has_followed_on_it(north, make_machine):
    (token,) = north.act("device add", name=NAME, branch="cn02", scope="kiosk")
    machine = make_machine(token=token)
    assert machine.is_let_in()
    assert machine.picture["calibrating"] is False
    north.act("device revoke", name=NAME, branch="cn02")
    approve(north, machine)
    assert machine.is_let_in()
    machine.agent.stop()
    again = make_machine(token=token)
    assert again.kept()["token"] != token
    assert again.is_let_in()
    again.agent.stop()
    (newer,) = north.act("device add", name=NAME, branch="cn02", scope="kiosk")
    assert make_machine(token=newer).is_let_in()


def test_a_token_is_changed_for_a_new_one_after_a_week(north, make_machine):
    clock = SystemClock()
    (token,) = north.act("device add", name=NAME, branch="cn02", scope="kiosk")
    machine = make_machine(token=token, clock=clock)
    assert machine.is_let_in()
    machine.agent.stop()
    early = make_machine(token=token, clock=SystemClock(clock.now() + timedelta(days=6)))
    assert early.is_let_in()
    early.agent.stop()
    assert early.kept()["token"] == token
    week = make_machine(token=token, clock=SystemClock(clock.now() + timedelta(days=7)))
    assert eventually(lambda: week.kept()["token"] != token)
    assert week.is_let_in()
    assert eventually(lambda: not known(north, token))
    assert week.take().json()["state"] == "issued"


def test_a_node_that_was_restored_from_a_copy_is_met_with_the_token_it_knows(north, make_machine, tmp_path):
    (token,) = north.act("device add", name=NAME, branch="cn02", scope="kiosk")
    keyring = Keyring(tmp_path / "kiosk/token.json", token, SystemClock())
    keyring.keep("moiso_given-after-the-copy-was-made")
    machine = make_machine(token=token)
    assert eventually(lambda: machine.kept()["token"] == token)
    assert machine.is_let_in()
    assert machine.take().json()["state"] == "issued"


def known(north: NodeProcess, token: str) -> bool:
    answer = requests.get(
        f"{north.url}/api/v1/devices/self", headers={"Authorization": f"Bearer {token}"}, timeout=5
    )
    return answer.status_code == 200


def test_the_size_of_the_screen_is_found_once_and_kept(north, make_machine):
    machine = make_machine()
    approve(north, machine)
    assert machine.is_let_in()
    for wrong in (0, 21, "4", True, None):
        assert machine.calibrate(wrong).status_code == 400
    assert machine.calibrate(4.0312).json() == {"mm": 4.031}
    assert machine.picture["calibrating"] is False
    machine.agent.stop()
    again = make_machine()
    assert again.picture["calibrating"] is False
    assert '"mm": 4.031' in requests.get(again.agent.url, timeout=5).text
    again.agent.stop()
    assert '"mm": 3.5' in requests.get(make_machine(mm=3.5).agent.url, timeout=5).text


def test_a_machine_without_a_node_says_so_and_finds_it_later(tmp_path):
    settings = KioskSettings("http://127.0.0.1:9", "", NO_PRINTER, port=0, data=tmp_path)
    agent = Agent(settings, SystemClock())
    agent.start()
    told = Machine(agent, tmp_path).picture["pairing"]
    agent.stop()
    assert (told["code"], told["server"]) == (None, "http://127.0.0.1:9")
