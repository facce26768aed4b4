"""`moiso user` and `moiso device`: accounts and tokens, made at once beside a running node."""

from __future__ import annotations

import re

import pytest

from server.web.door import BadInput
from tests.node import PASSWORD, Caller

TOKEN = re.compile(r"[\w-]{43,64}\n")
ADD = ("user", "add")


def status(node, token: str, path: str) -> int:
    return Caller(node, {"Authorization": f"Bearer {token.strip()}"}).get(path).status_code


def sign_in(node, name: str, password: str):
    body = {"username": name, "password": password}
    return Caller(node, {}).post("/api/v1/session", body, key=None)


def test_an_account_is_made_and_may_sign_in_at_once(north):
    done = north.cli(
        *ADD, "lan", "--role", "officer", "--branch", "cn02", "--password-stdin", stdin=f"{PASSWORD}\n"
    )
    assert (done.returncode, done.stdout) == (0, "added lan (officer)\n")
    assert sign_in(north, "lan", PASSWORD).json()["branches"] == ["cn02"]


def test_adding_again_changes_role_branches_and_password(north):
    for role, branches, password in (("officer", ["cn01"], PASSWORD), ("supervisor", [], "another-password")):
        north.act("user add", name="minh", role=role, branches=branches, password=password)
    assert sign_in(north, "minh", PASSWORD).status_code == 401
    told = sign_in(north, "minh", "another-password").json()
    assert told["role"] == "supervisor"
    assert len(told["branches"]) >= 12


def test_adding_again_says_that_it_changed(north):
    options = ("--role", "reception", "--branch", "cn01", "--branch", "cn02", "--password-stdin")
    north.act("user add", name="thu", role="officer", branches=["cn02"], password=PASSWORD)
    assert north.said(*ADD, "thu", *options, stdin=PASSWORD) == "changed thu (reception)"
    assert sign_in(north, "thu", PASSWORD).json()["branches"] == ["cn01", "cn02"]


@pytest.mark.parametrize(
    ("options", "stdin", "reason"),
    [
        (("--role", "boss"), PASSWORD, "invalid choice: 'boss'"),
        (("--role", "officer", "--branch", "cn99"), PASSWORD, "'cn99': no such branch"),
    ],
)
def test_a_person_that_cannot_be_is_refused_and_told_why(north, options, stdin, reason):
    refused = north.cli(*ADD, "lan", *options, "--password-stdin", stdin=stdin)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert reason in refused.stderr.splitlines()[-1]
    assert "Traceback" not in refused.stderr


@pytest.mark.parametrize(
    ("name", "password", "reason"),
    [
        ("lan", "short", "8 to 200"), ("lan", "", "8 to 200"), ("lan", "x" * 201, "8 to 200"),
        ("lan", "with\ttab\x00and-null", "8 to 200"), ("Lan Anh", PASSWORD, "lower-case"),
        ("x" * 64, PASSWORD, "at most 63"),
    ],
)  # fmt: skip
def test_a_name_or_a_password_that_cannot_be_is_refused_and_told_why(north, name, password, reason):
    with pytest.raises(BadInput, match=reason):
        north.act("user add", name=name, role="officer", branches=[], password=password)


def test_a_password_never_stands_among_the_arguments(north):
    assert north.cli(*ADD, "lan", "--role", "officer", "--password", PASSWORD).returncode == 2


def test_a_token_of_a_person_is_printed_and_nothing_else(north):
    done = north.cli("user", "token", "ana")
    assert TOKEN.fullmatch(done.stdout)
    assert (done.returncode, done.stderr) == (0, "")
    assert status(north, done.stdout, "/api/v1/branches/cn02/events") == 200


def test_nobody_has_no_token(north):
    refused = north.cli("user", "token", "nobody")
    assert (refused.returncode, refused.stdout, refused.stderr) == (2, "", "moiso: 'nobody': no such user\n")


def test_everybody_who_has_an_account_stands_in_the_list(north):
    north.act("user add", name="chi", role="reception", branches=["cn01", "cn02"], password=PASSWORD)
    listed = north.said("user", "list").splitlines()
    assert "chi\treception\tcn01,cn02\tactive\tnever seen" in listed
    assert [line for line in listed if line.startswith("ada\tadmin\tall\tactive\t")] != []
    assert listed == sorted(listed)


def test_a_person_who_is_switched_off_is_out_at_once_and_comes_back_with_the_same_password(north):
    north.act("user add", name="dung", role="officer", branches=["cn02"], password=PASSWORD)
    token = north.act("user token", name="dung")[0]
    assert status(north, token, "/api/v1/branches/cn02/events") == 200
    assert north.said("user", "off", "dung") == "dung is off"
    assert status(north, token, "/api/v1/branches/cn02/events") == 401
    assert sign_in(north, "dung", PASSWORD).status_code == 401
    assert any(
        line.startswith("dung\tofficer\tcn02\toff\t") for line in north.said("user", "list").splitlines()
    )
    assert north.said("user", "on", "dung") == "dung is on"
    assert sign_in(north, "dung", PASSWORD).status_code == 200
    assert status(north, token, "/api/v1/branches/cn02/events") == 401


def test_adding_somebody_who_is_off_again_lets_them_in(north):
    person = {"name": "giang", "role": "officer", "branches": ["cn02"], "password": PASSWORD}
    north.act("user add", **person)
    north.act("user switch", name="giang", active=False)
    north.act("user add", **person)
    assert sign_in(north, "giang", PASSWORD).status_code == 200


@pytest.mark.parametrize("verb", ["off", "on"])
def test_nobody_is_not_switched(north, verb):
    refused = north.cli("user", verb, "nobody")
    assert (refused.returncode, refused.stdout, refused.stderr) == (2, "", "moiso: 'nobody': no such user\n")


@pytest.mark.parametrize("scope", ["kiosk", "display"])
def test_a_token_of_a_device_is_printed_and_nothing_else(north, scope):
    done = north.cli("device", "add", f"Máy {scope}", "--branch", "cn02", "--scope", scope)
    assert TOKEN.fullmatch(done.stdout)
    assert (done.returncode, done.stderr) == (0, "")
    assert status(north, done.stdout, "/api/v1/devices/self") == 200


def test_a_revoked_device_is_out_at_once(north):
    token = north.act("device add", name="lost", branch="cn02", scope="kiosk")[0]
    assert north.said("device", "revoke", "lost", "--branch", "cn02") == "revoked lost"
    assert status(north, token, "/api/v1/devices/self") == 401
    assert north.cli("device", "revoke", "lost", "--branch", "cn02").returncode == 2


def test_a_device_is_let_in_by_the_code_it_shows_and_stands_in_the_list(north):
    asked = Caller(north, {}).post("/api/v1/pairing", {"scope": "display", "version": "1"}).json()
    shown = f"{asked['code'][:4]} {asked['code'][4:]}"
    options = ("--branch", "cn02", "--name", "Bảng tầng 1")
    assert north.said("device", "approve", shown, *options) == "approved Bảng tầng 1 at cn02 (display)"
    token = Caller(north, {}).post("/api/v1/pairing/claim", {"secret": asked["secret"]}).json()["token"]
    assert TOKEN.fullmatch(f"{token}\n")
    assert status(north, token, "/api/v1/devices/self") == 200
    listed = north.said("device", "list", "--branch", "cn02").splitlines()
    assert "cn02\tBảng tầng 1\tdisplay\tnever seen" in listed
    refused = north.cli("device", "approve", "00000000", *options)
    assert (refused.returncode, refused.stderr) == (2, "moiso: no device shows this code\n")


@pytest.mark.parametrize(
    ("name", "branch", "scope"),
    [
        ("Ki-ốt", "cn99", "kiosk"),
        ("", "cn02", "kiosk"),
        ("x" * 41, "cn02", "kiosk"),
        ("a\nb", "cn02", "kiosk"),
    ],
)
def test_a_device_that_cannot_be_is_refused(north, name, branch, scope):
    with pytest.raises(BadInput):
        north.act("device add", name=name, branch=branch, scope=scope)


def test_a_device_of_no_scope_is_refused_in_a_line(north):
    refused = north.cli("device", "add", "Ki-ốt", "--branch", "cn02", "--scope", "printer")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "Traceback" not in refused.stderr


def test_what_was_done_to_people_and_devices_stands_in_the_centres_log(north):
    assert north.said("verify-log") == "every log is whole"
