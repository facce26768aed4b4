"""What a page that follows a branch believes, and when it says that it does not know."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import eventually
from tests.display.hall import Hall
from tests.display.pictures import call, heartbeat, snapshot

pytestmark = pytest.mark.browser


def hero(page: Page, number: str) -> None:
    expect(page.locator("#hero [data-number]")).to_have_text(number)


def link(page: Page, state: str) -> None:
    expect(page.locator("body")).to_have_attribute("data-link", state)


def test_an_older_snapshot_is_not_shown(hall: Hall) -> None:
    hall.answer = snapshot(5, [call("A015", "08:33:00")])
    hall.open()
    hall.answer = None  # nothing heals what the push did
    hall.push("snapshot", snapshot(4, [call("A014", "08:32:00")], at="08:34:01"))
    hall.push("heartbeat", heartbeat(5, at="08:50:00"))
    hall.page.clock.run_for(1000)
    expect(hall.page.locator("#clock")).to_have_text("08:50")
    hero(hall.page, "A015")


def test_a_later_look_at_the_same_version_is_shown(hall: Hall) -> None:
    hall.answer = snapshot(5, [call("A015", "08:33:50")])
    hall.open()
    later = snapshot(5, [call("A015", "08:33:50")], open=False)
    hall.push("snapshot", {**later, "at": "2026-11-25T01:35:00Z", "calls": []})
    expect(hall.page.locator("body")).to_have_attribute("data-state", "closed")


def test_a_heartbeat_ahead_makes_the_page_ask_and_doubt_until_answered(hall: Hall) -> None:
    hall.answer = snapshot(5, [call("A015", "08:33:00")])
    hall.open()
    link(hall.page, "live")
    hall.answer = None
    hall.push("heartbeat", heartbeat(6))
    link(hall.page, "lost")
    hall.answer = snapshot(6, [call("A016", "08:34:00")], at="08:34:01")
    hall.page.clock.run_for(3000)
    link(hall.page, "live")
    hero(hall.page, "A016")


def test_an_answer_that_is_still_behind_does_not_end_the_doubt(hall: Hall) -> None:
    hall.answer = snapshot(5, [])
    hall.open()
    hall.push("heartbeat", heartbeat(1, epoch=2))
    asked = hall.asked
    hall.page.clock.run_for(3000)
    link(hall.page, "lost")
    assert eventually(lambda: hall.page.evaluate("true") and hall.asked > asked)


def test_silence_makes_the_wall_stale_and_takes_the_gold_away(hall: Hall) -> None:
    hall.answer = snapshot(5, [call("A015", "08:33:50")])
    hall.open()
    hall.push("heartbeat", heartbeat(5))
    expect(hall.page.locator("body")).to_have_attribute("data-state", "calling")
    hall.answer = None
    hall.page.clock.run_for(9500)
    link(hall.page, "lost")
    expect(hall.page.locator("body")).to_have_attribute("data-state", "stale")
    expect(hall.page.locator("#hero [data-number]")).to_have_count(0)
    expect(hall.page.locator("#recent [data-number='A015']")).to_be_visible()
    expect(hall.page.locator("#lost")).to_have_text("Mất kết nối từ 08:34")


def test_heartbeats_keep_a_quiet_wall_alive_without_asking(hall: Hall) -> None:
    hall.answer = snapshot(5, [])
    hall.open()
    hall.push("heartbeat", heartbeat(5))
    hall.page.clock.run_for(5000)
    hall.push("heartbeat", heartbeat(5, at="08:50:00"))
    hall.page.clock.run_for(5000)
    expect(hall.page.locator("#clock")).to_have_text("08:50")
    link(hall.page, "live")
    assert hall.asked == 1


def test_a_page_whose_socket_is_silent_tells_the_truth_by_asking(hall: Hall) -> None:
    hall.answer = snapshot(5, [call("A015", "08:33:50")])
    hall.open()
    hall.page.clock.run_for(9500)
    hall.answer = snapshot(6, [call("A016", "08:34:09")], at="08:34:10")
    hall.page.clock.run_for(2500)
    hero(hall.page, "A016")
    link(hall.page, "live")


def test_what_the_line_held_up_brings_no_old_picture_back(hall: Hall) -> None:
    hall.answer = snapshot(5, [call("A015", "08:33:50")])
    hall.open()
    hall.push("heartbeat", heartbeat(5))
    hall.answer = None
    hall.page.clock.run_for(20_000)
    link(hall.page, "lost")
    hall.push("heartbeat", heartbeat(5, at="08:34:03"))
    hall.push("snapshot", snapshot(6, [call("A016", "08:34:04")], at="08:34:04"))
    hall.push("heartbeat", heartbeat(6, at="08:34:06"))
    hall.page.wait_for_timeout(200)
    assert hall.page.get_attribute("body", "data-link") == "lost"
    assert hall.page.locator("#hero [data-number]").count() == 0
    hall.answer = snapshot(7, [call("A017", "08:34:19")], at="08:34:20")
    hall.page.clock.run_for(3000)
    link(hall.page, "live")
    hero(hall.page, "A017")


def test_a_refused_socket_is_told_at_once_and_tried_again(hall: Hall) -> None:
    hall.refuses = True
    hall.open()
    link(hall.page, "lost")
    hall.refuses = False
    hall.greeting = snapshot(5, [call("A015", "08:33:50")])
    hall.page.clock.run_for(6000)
    hero(hall.page, "A015")
    link(hall.page, "live")
