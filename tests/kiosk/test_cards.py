"""What is read of a card, for how long it is known, and that the node alone hears by whom a number is taken."""

from __future__ import annotations

import hashlib
import hmac
import json
import uuid
from datetime import date, timedelta
from typing import Any

import pytest
import requests

from kiosk.card_reader import SHOWN_S
from kiosk.cards import Born, card_in
from tests.conftest import StandingClock, eventually
from tests.kiosk.conftest import WISH, Kiosk, MakeKiosk
from tests.kiosk.fake_node import FakeNode

TODAY = date(2026, 11, 25)
KEY = bytes(range(32))
NUMBER = "012345678901"
OLD = f"{NUMBER}|123456789|NGUYEN VAN A|01011950|Nam|12 Hàng Bài|01012021"
YOUNG = "012345678902||TRẦN THỊ B|25111990|Nữ|Xuân La, Hà Nội|15042021"
PERSON = hmac.new(KEY, NUMBER.encode(), hashlib.sha256).hexdigest()[:32]
SCAN = {"elderly_from": 75, "business_day": "2026-11-25", "day_key": KEY.hex()}


@pytest.mark.parametrize(
    ("text", "born"),
    [
        (OLD, Born(1950, 1, 1)),
        (YOUNG, Born(1990, 11, 25)),
        (f"{NUMBER}||A|00001951|Nam|H", Born(1951, 0, 0)),
        (f"{NUMBER}||A|00051951|Nam|H", Born(1951, 0, 0)),
        (f"{NUMBER}|A|29022024|Nam|H|01012025", Born(2024, 2, 29)),
        (f"{NUMBER}||A|31021951|01021951|H|x|y|z|15042021\r", Born(1951, 2, 1)),
        (f" {NUMBER}||A| 01021951 |Nam|H ", Born(1951, 2, 1)),
    ],
)
def test_a_card_tells_its_number_and_a_day_of_birth(text: str, born: Born):
    card = card_in(text, TODAY)
    assert card is not None
    assert (card.number, card.born) == (NUMBER if "TRẦN" not in text else "012345678902", born)


@pytest.mark.parametrize(
    "text",
    [
        "", "|" * 8, NUMBER, f"{NUMBER}|01011950", OLD.replace("|", "~"), OLD[1:], "0" + OLD, "x" + OLD[1:],
        f"{NUMBER}||A||Nam|H|", f"{NUMBER}||A|31021951|Nam|H|", f"{NUMBER}||A|26112026|Nam|H|",
        f"{NUMBER}||A|01011850|Nam|H|", f"{NUMBER}||A|01131950|Nam|H|", f"{NUMBER}||A|05001950|Nam|H|",
        OLD.replace(NUMBER, "٠١٢٣٤٥٦٧٨٩٠١"), f"{NUMBER}||A|0101195O|Nam|H|",
    ],
)  # fmt: skip
def test_what_is_no_card_is_none(text: str):
    assert card_in(text, TODAY) is None


@pytest.mark.parametrize(
    ("born", "years"),
    [
        (Born(1951, 11, 25), 75), (Born(1951, 11, 26), 74), (Born(1951, 12, 31), 74), (Born(1951, 1, 2), 75),
        (Born(1951, 1, 1), 75), (Born(1951, 0, 0), 75), (Born(1952, 1, 1), 74), (Born(2026, 11, 25), 0),
    ],
)  # fmt: skip
def test_age_is_full_years_on_the_business_day_and_counts_by_the_year_where_papers_know_no_more(
    born: Born, years: int
):
    assert born.years(TODAY) == years


def test_who_has_a_birthday_in_leap_years_only_has_it_in_march():
    assert [Born(1952, 2, 29).years(date(2027, *day)) for day in ((2, 28), (3, 1))] == [74, 75]


def test_a_card_does_not_show_itself():
    card = card_in(OLD, TODAY)
    assert NUMBER not in repr(card)
    assert "1950" not in repr(card)


def read(kiosk: Kiosk, text: object) -> dict[str, Any]:
    said: dict[str, Any] = requests.post(f"{kiosk.agent.url}/api/card", json={"text": text}, timeout=5).json()
    return said


def take(kiosk: Kiosk, card: str = "", touch: str = "") -> requests.Response:
    headers = {"X-Card": card} if card else {}
    address = f"{kiosk.agent.url}/api/touches/{touch or uuid.uuid4()}"
    return requests.put(address, json=WISH, headers=headers, timeout=30)


@pytest.fixture
def reading(node: FakeNode, make_kiosk: MakeKiosk) -> Kiosk:
    """A kiosk that may read cards, and counts persons."""
    node.settings["card_scan"] = dict(SCAN)
    return make_kiosk()


def test_a_kiosk_without_a_decision_reads_nothing(kiosk: Kiosk):
    assert read(kiosk, OLD) == {"state": "off"}


def test_the_page_learns_the_age_rule_and_a_name_for_the_card_and_no_more(reading: Kiosk):
    old, young = read(reading, OLD), read(reading, YOUNG)
    assert (old["state"], old["elderly"], young["elderly"]) == ("read", True, False)
    assert old.keys() == {"state", "elderly", "card"}
    assert old["card"] != read(reading, OLD)["card"]
    for odd in ("x", 7, None, [OLD], NUMBER):
        assert read(reading, odd) == {"state": "unreadable"}


def test_the_node_hears_who_takes_the_number_and_the_journal_does_not(
    reading: Kiosk, node: FakeNode, new_touch: str
):
    assert take(reading, read(reading, OLD)["card"], new_touch).json()["state"] == "issued"
    assert node.persons == [PERSON]
    assert json.loads(reading.journal().touch(new_touch).body) == WISH


def test_a_card_is_good_for_one_number_and_the_last_one_shown_counts(reading: Kiosk, node: FakeNode):
    first, second = read(reading, OLD)["card"], read(reading, YOUNG)["card"]
    for card in (first, second, second, "no-such"):
        assert take(reading, card).json()["state"] == "issued"
    persons = node.persons
    assert persons[0] is persons[2] is persons[3] is None
    assert persons[1] not in (None, PERSON)


def test_a_card_is_forgotten_after_some_minutes_and_with_its_day(node: FakeNode, make_kiosk: MakeKiosk):
    node.settings["card_scan"] = dict(SCAN)
    clock = StandingClock()
    kiosk = make_kiosk(clock=clock)
    late = read(kiosk, OLD)["card"]
    clock.at += timedelta(seconds=SHOWN_S + 1)
    assert take(kiosk, late).json()["state"] == "issued"
    assert node.persons == [None]


def test_yesterdays_key_makes_no_person_of_today(node: FakeNode, make_kiosk: MakeKiosk):
    node.settings["card_scan"] = SCAN | {"business_day": "2026-11-24"}
    kiosk = make_kiosk()
    told = read(kiosk, OLD)
    assert told["elderly"]
    assert take(kiosk, told["card"]).json()["state"] == "issued"
    assert node.persons == [None]


def test_a_question_that_is_repeated_names_the_person_again(reading: Kiosk, node: FakeNode):
    node.lose_replies = 1
    assert take(reading, read(reading, OLD)["card"]).json()["state"] == "issued"
    assert node.persons == [PERSON, PERSON]


def test_after_a_restart_the_question_goes_without_the_person(
    reading: Kiosk, node: FakeNode, make_kiosk: MakeKiosk, new_touch: str, hurried: None
):
    card = read(reading, OLD)["card"]
    node.away = True
    assert take(reading, card, new_touch).json()["state"] == "away"
    reading.agent.stop()
    node.away = False
    again = make_kiosk()
    assert eventually(lambda: len(node.persons) == 1)
    assert node.persons == [None]
    assert take(again, card, new_touch).json()["state"] == "issued"
    assert again.journal().touch(new_touch).answer


def test_the_key_of_the_day_is_neither_written_down_nor_shown_and_is_asked_for_after_each_start(
    reading: Kiosk, node: FakeNode, make_kiosk: MakeKiosk
):
    assert reading.picture()["settings"]["card_scan"] == {"elderly_from": 75, "business_day": "2026-11-25"}
    reading.agent.stop()
    files = b"".join(one.read_bytes() for one in reading.folder.rglob("*") if one.is_file())
    assert b"elderly_from" in files  # the folder that was searched is the one that remembers
    assert KEY.hex().encode() not in files
    again = make_kiosk()
    assert take(again, read(again, OLD)["card"]).json()["state"] == "issued"
    assert node.persons == [PERSON]


def test_a_person_who_has_had_their_numbers_is_told_so(reading: Kiosk, node: FakeNode):
    node.refuse = "person_limit"
    assert take(reading, read(reading, OLD)["card"]).json() == {"state": "refused", "code": "person_limit"}


def test_where_nobody_is_counted_a_card_makes_no_person(node: FakeNode, make_kiosk: MakeKiosk):
    node.settings["card_scan"] = SCAN | {"day_key": None}
    kiosk = make_kiosk()
    told = read(kiosk, OLD)
    assert told["elderly"]
    assert take(kiosk, told["card"]).json()["state"] == "issued"
    assert node.persons == [None]
