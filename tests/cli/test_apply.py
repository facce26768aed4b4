"""`moiso apply`: the catalogue becomes what the file says, at once, and nobody loses a ticket by it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.cli.conftest import CentreFile
from tests.node import HANOI, NodeProcess
from tests.web.desk import Desk

CN02 = 'code = "cn02"'
COUNTER_12 = '  { code = "12", zone = "2c", services = ["lao-dong", "van-hoa-xa-hoi"] },\n'
COUNTER_13 = '  { code = "13", zone = "2c", services = ["lao-dong"] },\n'
LABOUR = '"lao-dong", '


@pytest.fixture
def desk(north: NodeProcess) -> Iterator[Desk]:
    """Counter 12 of a running node; afterwards the sample centre holds again."""
    made = Desk(north.script("ana"), north.script("sam"), north.kiosk())
    yield made
    north.act("apply", path=str(HANOI))
    made.clear()


def without_labour(centre: CentreFile) -> None:
    """The branch and its counters 6 and 12 serve `lao-dong` no more."""
    for _ in range(3):
        centre.change(LABOUR, "", CN02)


def apply(node: NodeProcess, centre: object) -> str:
    return "\n".join(node.act("apply", path=str(centre)))


def test_applying_again_changes_nothing(north, desk, centre):
    before = desk.seq()
    assert north.said("apply", str(centre)) == "nothing to change"
    assert desk.seq() == before


def test_a_first_apply_tells_everything_it_made(make_node, centre):
    lines = make_node().said("apply", str(centre)).splitlines()
    assert {"+ centre hanoi", "+ service ho-tich", "+ branch cn02", "+ counter cn02/12"} <= set(lines)
    assert all(line.startswith("+ ") for line in lines)


def test_a_change_is_told_line_by_line_and_written_to_the_branchs_log(north, desk, centre):
    centre.change('status = "live"', 'status = "suspended"', CN02)
    centre.change(COUNTER_12, COUNTER_12 + COUNTER_13, CN02)
    before = desk.seq()
    lines = apply(north, centre).splitlines()
    assert sorted(lines) == ["+ counter cn02/13", "~ branch cn02: status live → suspended"]
    (event,) = desk.supervisor.get(f"/api/v1/branches/cn02/events?after={before}").json()["events"]
    assert (event["type"], sorted(event["data"]["changes"])) == ("branch.configured", sorted(lines))
    assert apply(north, centre) == "nothing to change"


def test_a_running_node_has_the_new_counter_at_once(north, desk, centre):
    assert desk.officer.at("13", "open").status_code == 404
    apply(north, centre.change(COUNTER_12, COUNTER_12 + COUNTER_13, CN02))
    assert desk.officer.at("13", "open").status_code == 200
    picture = desk.officer.get("/api/v1/branches/cn02/snapshot").json()
    assert {"code": "13", "state": "open", "number": None, "ticket_state": None} in picture["counters"]
    told = desk.officer.get("/api/v1/branches/cn02/catalogue").json()
    assert "13" in [one["code"] for one in told["counters"]]
    assert desk.officer.at("13", "close").status_code == 200


def test_a_new_name_is_shown_at_once_and_the_catalogues_tag_changes(north, desk, centre):
    first = desk.officer.get("/api/v1/branches/cn02/catalogue")
    same = {"If-None-Match": first.headers["ETag"]}
    assert desk.officer.get("/api/v1/branches/cn02/catalogue", headers=same).status_code == 304
    apply(north, centre.change('en = "Certification"', 'en = "Certified copies"', "chung-thuc"))
    told = desk.officer.get("/api/v1/branches/cn02/catalogue", headers=same)
    assert told.status_code == 200
    assert "Certified copies" in told.text


def test_a_suspended_branch_gives_no_more_numbers_and_still_calls(north, desk, centre):
    desk.opened()
    ticket = desk.waiting()
    apply(north, centre.change('status = "live"', 'status = "suspended"', CN02))
    assert desk.kiosk.take(desk.service).json()["code"] == "branch_closed"
    assert desk.at("call-next").json()["id"] == ticket


def test_a_counter_in_use_stays_until_it_is_closed(north, desk, centre):
    ticket = desk.serving()
    centre.change(COUNTER_12, "", CN02)
    told = apply(north, centre)
    assert told == "! counter cn02/12 is in use and stays; apply again once it is closed"
    assert desk.do(ticket, "finish").status_code == 200
    assert desk.at("close").status_code == 200
    assert apply(north, centre) == "- counter cn02/12"
    assert desk.at("open").status_code == 404
    assert apply(north, centre) == "nothing to change"


def test_a_counter_that_comes_back_opens_again(north, desk, centre):
    apply(north, centre.change(COUNTER_12, "", CN02))
    assert desk.at("open").status_code == 404
    apply(north, HANOI)
    assert desk.at("open").status_code == 200


@pytest.mark.parametrize("opened", ["before", "after"])
def test_who_waits_for_a_service_that_left_the_branch_is_still_called(north, desk, centre, opened):
    if opened == "before":
        desk.opened()
    ticket = desk.waiting()
    without_labour(centre)
    apply(north, centre)
    assert desk.kiosk.take(desk.service).json()["code"] == "invalid"
    if opened == "after":
        desk.at("open", {"services": [desk.service]})
    called = desk.at("call-next")
    assert (called.status_code, called.json().get("id")) == (200, ticket)
    assert desk.do(ticket, "start").status_code == 200
    assert desk.do(ticket, "finish").status_code == 200


def test_no_ticket_changes_its_state_by_an_apply(north, desk, centre):
    serving, waiting = desk.serving(), desk.waiting()
    without_labour(centre)
    apply(north, centre)
    seen = desk.supervisor.get("/api/v1/branches/cn02/snapshot?view=desk")
    assert seen.status_code == 200
    assert waiting in [one["id"] for one in seen.json()["waiting"]]
    assert serving in [one["ticket"]["id"] for one in seen.json()["counters"] if one["ticket"]]


def test_a_bad_file_changes_nothing_and_is_told_by_file_and_line(north, desk, centre):
    centre.change('series = "B"', 'series = "I"', "chung-thuc")
    line = 1 + centre.path.read_text("utf-8").partition('series = "I"')[0].count("\n")
    before = desk.seq()
    refused = north.cli("apply", str(centre))
    assert refused.returncode == 2
    assert f"{centre}:{line}: " in refused.stderr
    assert refused.stdout == ""
    assert "Traceback" not in refused.stderr
    assert desk.seq() == before


def test_a_file_with_several_mistakes_is_told_by_the_first_and_their_number(north, centre):
    centre.change('series = "B"', 'series = "I"').change('status = "live"', 'status = "asleep"', CN02)
    (line,) = north.cli("apply", str(centre)).stderr.splitlines()
    assert "series 'I'" in line
    assert "1 more" in line


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"code = ", b"\x00", b"[[branches]]\n" * 3])
def test_what_is_no_centre_file_is_refused_without_a_traceback(north, centre, content):
    centre.path.write_bytes(content)
    refused = north.cli("apply", str(centre))
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "Traceback" not in refused.stderr
    assert refused.stderr.startswith("moiso: ")


def test_a_file_that_is_not_there_is_told(north, tmp_path):
    refused = north.cli("apply", str(tmp_path / "nothing.toml"))
    assert refused.returncode == 2
    assert refused.stderr == f"moiso: {tmp_path}/nothing.toml: cannot be read: No such file or directory\n"
    assert north.cli("apply", str(tmp_path)).returncode == 2


def test_a_relative_name_is_meant_from_where_the_person_stands(north):
    """The running node has a folder of its own, and is not asked to guess."""
    assert north.said("apply", "config/hanoi.toml") == "nothing to change"


def test_without_a_running_node_the_command_does_it_itself(make_node, centre):
    node = make_node()
    assert "+ counter cn02/12" in node.said("apply", str(centre))
    node.start()
    assert node.kiosk().get("/api/v1/branches/cn02/catalogue").status_code == 200
    node.stop()
    assert node.said("apply", str(centre)) == "nothing to change"
