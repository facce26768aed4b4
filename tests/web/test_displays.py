"""The walls of a branch, as the centre file describes them and everybody may ask."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from server.web.control import perform
from tests.node import HANOI
from tests.web.test_hours import CN02, Office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path)
    yield made.at("25 09:00")
    made.app.node.ledger.close()


def applied(office: Office, tmp_path: Path, old: str, new: str) -> list[str]:
    text = HANOI.read_text("utf-8")
    assert old in text
    changed = tmp_path / "changed.toml"
    changed.write_text(text.replace(old, new), "utf-8")
    told: list[str] = perform(office.app.node, "apply", {"path": str(changed)})
    return told


def call_next(office: Office, counter: str, times: int) -> list[str]:
    """The numbers that this counter called one after the other."""
    place, numbers = f"{CN02}/counters/{counter}", []
    service = "ho-tich" if counter == "3" else "dat-dai"
    office.ask("POST", f"{place}/open", {})
    for _ in range(times):
        assert office.take(service).status_code == 201
        told: Any = office.ask("POST", f"{place}/call-next", {}).json
        numbers.append(told["number"])
        assert office.ask("POST", f"{CN02}/tickets/{told['id']}/start", {}).status_code == 200
        assert office.ask("POST", f"{CN02}/tickets/{told['id']}/finish", {}).status_code == 200
    return numbers


def test_a_wall_is_told_to_everybody_who_asks(office):
    told = office.client.get(f"{CN02}/displays/khu-b").json
    assert told == {
        "code": "khu-b", "name": {"vi": "Màn hình khu B", "en": "Zone B display"},
        "services": ["dat-dai", "xay-dung", "dang-ky-kinh-doanh"], "counters": ["7", "8", "9", "10"],
        "layout": "portrait", "theme": "light", "arrows": {}, "speaks": True, "zone": "1b", "volume": 70,
        "volume_by_hour": {}, "quiet": [], "media": None,
    }  # fmt: skip
    hall = office.client.get(f"{CN02}/displays/sanh").json
    assert (hall["quiet"], hall["volume_by_hour"]) == ([["12:00", "13:00"]], {"7": 60, "9": 75, "11": 60})


def test_a_wall_that_the_centre_file_does_not_name_is_not_found_but_has_its_page(office):
    assert office.client.get(f"{CN02}/displays/nowhere").status_code == 404
    assert office.client.get("/display/cn02?display=nowhere").status_code == 200


def test_the_page_is_dressed_as_the_centre_file_says_and_otherwise_for_a_try(office):
    page = office.client.get("/display/cn02?display=khu-b").text
    assert 'data-theme="light" data-layout="portrait"' in page
    assert 'id="portrait" media="all"' in page
    tried = office.client.get("/display/cn02?display=khu-b&theme=contrast&layout=landscape").text
    assert 'data-theme="contrast" data-layout="landscape"' in tried
    assert 'id="portrait" media="not all"' in tried


def test_a_change_is_hot_and_touches_no_ticket(office, tmp_path):
    office.take()
    before = office.snapshot()["line"]
    etag = office.client.get(f"{CN02}/displays/khu-b").headers["ETag"]
    lines = applied(office, tmp_path, 'theme = "light", layout = "portrait"', 'theme = "contrast"')
    assert lines == ["~ branch cn02: displays"]
    told = office.client.get(f"{CN02}/displays/khu-b", headers={"If-None-Match": etag})
    assert (told.status_code, told.json["theme"], told.json["layout"]) == (200, "contrast", "auto")
    assert office.snapshot()["line"] == before


def test_a_wall_of_few_counters_lists_their_calls_however_much_is_called_elsewhere(office):
    mine = call_next(office, "7", 9)
    assert office.snapshot()["older"] == []
    call_next(office, "3", 14)
    office.clock.at += timedelta(minutes=1)  # the rush is over
    told = office.snapshot()
    assert {one["counter"] for one in told["calls"]} == {"3"}
    assert [one["number"] for one in told["older"]] == mine[:1:-1]
