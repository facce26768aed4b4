"""A wall shows its own part of the branch, the way the centre file says, and takes a change while it runs."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.display.hall import Hall
from tests.display.pictures import call, display, heartbeat, names, service, snapshot

pytestmark = pytest.mark.browser
SANH = "/display/cn02?display=sanh"


def root(page: Page, name: str, value: str) -> None:
    expect(page.locator("html")).to_have_attribute(f"data-{name}", value)


def half_a_minute(hall: Hall) -> None:
    """In which the node is heard all the time."""
    for _ in range(5):
        hall.push("heartbeat", heartbeat(5))
        hall.page.clock.run_for(6500)


def test_it_shows_the_calls_of_its_counters_and_the_waiting_of_its_services(hall: Hall) -> None:
    hall.own = display(counters=["7"], services=["service-B"])
    calls = [call("A016", "08:33:50"), call("C009", "08:33:20", "7"), call("A015", "08:33:10")]
    older = [call("C008", "08:20:00", "7", state="done"), call("A001", "08:10:00", state="done")]
    services = [service("A", 8, (600, 1260)), service("B", 3, (60, 240))]
    again = [{"number": "A014", "at": "2026-11-25T08:33:55+07:00"}]
    hall.answer = snapshot(5, calls, older=older, services=services, again=again)
    hall.open(SANH)
    expect(hall.page.locator("#hero [data-number]")).to_have_text("C009")
    assert hall.page.locator("#recent [data-number]").all_text_contents() == ["C008"]
    assert hall.page.locator("#waiting li").count() == 1
    expect(hall.page.locator("#waiting li")).to_contain_text("Lĩnh vực B")


def test_who_saw_a_call_here_reads_here_that_it_was_taken_back(hall: Hall) -> None:
    hall.own = display(counters=["7"])
    hall.answer = snapshot(5, [call("C009", "08:33:58", "7")])
    hall.open(SANH)
    hall.push("snapshot", snapshot(6, [], again=[{"number": "C009", "at": "2026-11-25T08:33:58+07:00"}]))
    expect(hall.page.locator("#recent li")).to_contain_text("sẽ được gọi lại")


def test_an_arrow_points_to_the_counter_and_a_word_says_it(hall: Hall) -> None:
    hall.own = display(arrows={"3": "up-left"})
    calls = [call("A015", "08:33:50"), call("C009", "08:33:10", "7"), call("A014", "08:33:00")]
    hall.answer = snapshot(5, calls)
    hall.open(SANH)
    hero = hall.page.locator("#hero .now__way")
    expect(hero).to_have_text("phía trước, bên trái")
    expect(hall.page.locator("#hero .now__to")).to_have_attribute("data-way", "up-left")
    turned = "node => getComputedStyle(node, '::before').transform"
    assert hero.evaluate(turned) != "none"
    assert hall.page.locator("#recent .way:visible").count() == 1


def test_a_change_of_the_centre_file_is_taken_within_a_minute_and_paints_nothing_else(hall: Hall) -> None:
    hall.own = display()
    hall.answer = snapshot(5, [call("A015", "08:33:10", state="serving"), call("C009", "08:33:00", "7")])
    hall.open(SANH)
    hero = hall.page.locator("#hero [data-number]").element_handle()
    assert hero is not None
    hall.own = display(theme="light", layout="portrait")
    half_a_minute(hall)
    root(hall.page, "theme", "light")
    root(hall.page, "layout", "portrait")
    assert hall.page.evaluate("node => node.isConnected", hero)
    hall.own = display(counters=["7"])
    half_a_minute(hall)
    expect(hall.page.locator("#hero [data-number]")).to_have_text("C009")
    hall.own = None
    half_a_minute(hall)
    expect(hall.page.locator("#recent [data-number='A015']")).to_be_visible()
    root(hall.page, "theme", "dark")


def test_the_address_wins_for_a_try(hall: Hall) -> None:
    hall.own = display(theme="light")
    hall.answer = snapshot(5, [])
    hall.open(f"{SANH}&theme=contrast&layout=landscape")
    root(hall.page, "theme", "contrast")
    hall.own = display(theme="dark", layout="portrait")
    half_a_minute(hall)
    root(hall.page, "theme", "contrast")
    root(hall.page, "layout", "landscape")


def test_a_closed_hall_says_why(hall: Hall) -> None:
    hall.answer = snapshot(5, [], open=False, closed_for="lunch", opens_at="2026-11-25T13:00:00+07:00")
    hall.open()
    hero = hall.page.locator("#hero")
    expect(hero).to_contain_text("Đang nghỉ trưa")
    expect(hero).to_contain_text("Quý vị đã có số được giữ thứ tự, gọi tiếp từ 13:00.")
    holiday = names("Ngày Văn hóa Việt Nam", "Vietnam Culture Day")
    again = "2026-11-26T08:00:00+07:00"
    hall.push("snapshot", snapshot(6, [], open=False, closed_for="holiday", holiday=holiday, opens_at=again))
    expect(hero).to_contain_text("Hôm nay nghỉ: Ngày Văn hóa Việt Nam")
    expect(hero).to_contain_text("Closed today: Vietnam Culture Day")
    expect(hero).to_contain_text("Thứ Năm, 26/11")
