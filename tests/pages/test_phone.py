"""The citizen's page: usable without a script, gold when called, honest when it cannot know."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.pages.conftest import PHONE
from tests.profile import Profile

pytestmark = pytest.mark.browser

CODE = "7KQ2MX9DTRW4H"
RECORD = f"/api/v1/tickets/{CODE}"
NOW = "2026-11-25T08:21:30+07:00"
FIRST_LOAD = 120 * 1024
WAITING: dict[str, Any] = {
    "number": "A015", "series": "A", "service": "ho-tich", "procedure": "khai-sinh", "state": "waiting",
    "priority": "none", "language": "vi", "signal": False, "branch": "cn02", "counter": None, "zone": None,
    "then": [], "issued_at": "2026-11-25T08:05:11+07:00", "called_at": None, "times": 0, "ahead": 3,
    "estimate": {"low_s": 600, "high_s": 900}, "business_day": "2026-11-25", "starts_at": None,
    "ends_at": None, "epoch": 1, "seq": 12,
}  # fmt: skip
AT_COUNTER = {
    "counter": "3", "zone": {"vi": "Tầng 1", "en": "Floor 1"}, "called_at": "2026-11-25T08:21:10+07:00",
    "times": 1, "ahead": None, "estimate": None,
}  # fmt: skip
GONE = {"ahead": None, "estimate": None, "called_at": None, "counter": None}
STATES = {
    "waiting": {},
    "next": {"ahead": 0, "estimate": {"low_s": 0, "high_s": 200}},
    "unknown wait": {"estimate": None},
    "taken back": {"again": True},
    "forty": {"ahead": 40, "estimate": {"low_s": 5400, "high_s": 7100}},
    "called": {"state": "called", **AT_COUNTER},
    "called again": {"state": "called", **AT_COUNTER, "times": 2},
    "serving": {"state": "serving", **AT_COUNTER},
    "done": {"state": "done", **AT_COUNTER},
    "no_show": {"state": "no_show", **AT_COUNTER, "times": 2},
    "no_show nowhere": {"state": "no_show", **AT_COUNTER, "counter": None},
    "parked": {"state": "parked", **GONE},
    "cancelled": {"state": "cancelled", **GONE},
    "expired": {"state": "expired", **GONE},
    "booked": {
        "state": "booked",
        **GONE,
        "priority": "priority",
        "business_day": "2026-12-01",
        "starts_at": "2026-12-01T08:30:00+07:00",
        "ends_at": "2026-12-01T09:00:00+07:00",
    },
}
STATES["cancelled booking"] = {**STATES["booked"], "state": "cancelled"}
FLASHES = """() => document.body.getAnimations().map((one) =>
  ({name: one.animationName, period: one.effect.getComputedTiming().duration}))"""


def ticket(**change: Any) -> dict[str, Any]:
    return {**WAITING, **change}


def picture(seq: int, *, line: Any = (), calls: Any = (), at: str = NOW) -> dict[str, Any]:
    return {
        "branch": "cn02", "epoch": 1, "seq": seq, "at": at, "open": True, "always_open": False,
        "opens_at": None, "closes_at": None, "calls": list(calls), "services": [], "counters": [],
        "line": list(line), "notices": [],
    }  # fmt: skip


def in_line(ahead: int = 3, service: str = "ho-tich", **more: Any) -> dict[str, Any]:
    return {"number": "A015", "service": service, "ahead": ahead, "low_s": 600, "high_s": 900, **more}


def call(**change: Any) -> dict[str, Any]:
    return {
        "id": "1-30", "number": "A015", "service": "ho-tich", "counter": "3", "at": AT_COUNTER["called_at"],
        "zone": AT_COUNTER["zone"], "times": 1, "state": "called", **change,
    }  # fmt: skip


def picture_of(mine: dict[str, Any]) -> dict[str, Any]:
    """What the branch shows of a ticket in this state."""
    if mine["state"] == "waiting":
        estimate = mine["estimate"] or {"low_s": None, "high_s": None}
        again = {"again": True} if mine.get("again") else {}
        return picture(20, line=[{**in_line(mine["ahead"]), **estimate, **again}])
    if mine["state"] in ("called", "serving"):
        return picture(20, calls=[call(state=mine["state"], times=mine["times"])])
    return picture(20)


def serve(node: Any, mine: dict[str, Any]) -> None:
    def written(language: str) -> str:
        return str(node.render("phone.html", language, ticket=mine, code=CODE, branch="cn02", at=NOW))

    node.pages["/t/" + CODE] = written
    node.answers[RECORD] = mine


def follow(page: Page, node: Any, mine: dict[str, Any], language: str = "vi") -> None:
    """Open the page and wait until its socket has brought the branch's picture."""
    serve(node, mine)
    node.picture = picture_of(mine)
    page.goto(f"/t/{CODE}?lang={language}")
    expect(page.locator("body")).to_have_attribute("data-link", "live")


IN_ENGLISH = ("waiting", "next", "taken back", "called again", "no_show")


@pytest.mark.parametrize(
    ("state", "language"), [*((one, "vi") for one in STATES), *((one, "en") for one in IN_ENGLISH)]
)
def test_the_script_says_what_the_node_wrote(
    scriptless: Profile, page: Page, node: Any, state: str, language: str
):
    mine = ticket(**STATES[state])
    follow(page, node, mine, language)
    paper = scriptless.new_page(PHONE)
    node.attach(paper)
    paper.goto(f"/t/{CODE}?lang={language}")
    expect(page.locator("body")).to_have_attribute("data-state", mine["state"])
    assert page.locator("main").inner_text() == paper.locator("main").inner_text()
    assert page.title() == paper.title()
    paper.close()


def test_without_a_script_the_page_reloads_itself(scriptless: Profile, node: Any):
    paper = scriptless.new_page(PHONE)
    node.attach(paper)
    serve(node, ticket())
    paper.goto(f"/t/{CODE}")
    assert paper.locator('meta[http-equiv="refresh"]').get_attribute("content") == "20"
    assert paper.locator("[data-ahead]").inner_text() == "3"
    paper.close()


def test_the_whole_page_turns_gold_when_its_number_is_called(page: Page, node: Any):
    follow(page, node, ticket())
    node.show(picture(21, calls=[call()]))
    expect(page.locator("body")).to_have_attribute("data-state", "called")
    expect(page.locator("body")).to_have_css("background-color", "rgb(255, 200, 58)")
    assert page.locator("[data-counter]").inner_text() == "3"
    expect(page.get_by_role("alert")).to_contain_text("Đã đến lượt quý vị")
    expect(page.get_by_role("alert")).to_contain_text("Mời đến quầy 3")
    assert page.title() == "Mời đến quầy 3 – A015"


def test_the_push_to_the_called_phone_is_enough(page: Page, node: Any):
    follow(page, node, ticket())
    node.push("called", {"number": "A015", "counter": "12", "zone": None, "at": NOW, "times": 1})
    expect(page.locator("[data-counter]")).to_have_text("12")
    expect(page.locator("body")).to_have_attribute("data-state", "called")


def test_a_second_call_is_announced_anew_and_the_same_one_is_not(page: Page, node: Any):
    follow(page, node, ticket())
    node.show(picture(21, calls=[call()]))
    expect(page.locator("body")).to_have_attribute("data-state", "called")
    page.evaluate("document.querySelector('[role=alert]').id = 'first'")
    node.show(picture(22, calls=[call()]))
    node.show(picture(23, calls=[call(), call(number="B001", service="dat-dai")]))
    expect(page.locator("#first")).to_be_visible()
    node.show(picture(24, calls=[call(times=2)]))
    expect(page.get_by_text("Gọi lần 2")).to_be_visible()
    expect(page.locator("#first")).to_have_count(0)


def test_a_phone_called_by_signal_flashes_slowly_and_shakes_long(page: Page, node: Any):
    page.add_init_script("window.shaken = []; navigator.vibrate = (beats) => window.shaken.push(beats)")
    follow(page, node, ticket(signal=True))
    expect(page.locator(".keep")).to_contain_text("điện thoại rung")
    expect(page.locator(".keep")).not_to_contain_text("loa")
    page.get_by_role("button", name="Thử rung").click()
    node.show(picture(21, calls=[call(signal=True)]))
    expect(page.locator("body")).to_have_attribute("data-state", "called")
    trial, shake = (sum(beats) for beats in page.evaluate("window.shaken"))
    assert shake > 3 * trial
    (flash,) = page.evaluate(FLASHES)
    assert flash["name"] == "page-flash"
    assert flash["period"] >= 1000
    page.emulate_media(reduced_motion="reduce")
    assert page.evaluate(FLASHES) == []


def test_other_phones_neither_flash_nor_offer_to_shake(page: Page, node: Any):
    follow(page, node, ticket())
    expect(page.get_by_role("button", name="Thử rung")).to_have_count(0)
    node.show(picture(21, calls=[call()]))
    expect(page.locator("body")).to_have_attribute("data-state", "called")
    assert page.evaluate(FLASHES) == []


def test_a_number_that_left_the_line_is_asked_for_itself(page: Page, node: Any):
    follow(page, node, ticket())
    assert RECORD not in node.asked
    node.answers[RECORD] = ticket(state="no_show", **AT_COUNTER)
    node.show(picture(21))
    expect(page.locator("body")).to_have_attribute("data-state", "no_show")
    expect(page.locator("main")).to_contain_text("Mời quý vị đến quầy 3 hoặc bàn hướng dẫn.")
    assert node.asked.count(RECORD) == 1


def test_a_number_given_back_to_the_line_waits_again(page: Page, node: Any):
    follow(page, node, ticket(state="called", **AT_COUNTER))
    node.show(picture(21, line=[in_line(ahead=1)]))
    expect(page.locator("[data-ahead]")).to_have_text("1")
    expect(page.locator("body")).to_have_attribute("data-state", "waiting")


def test_a_call_that_was_taken_back_is_told_until_the_number_is_called(page: Page, node: Any):
    follow(page, node, ticket(state="called", **AT_COUNTER))
    node.show(picture(21, line=[in_line(ahead=0, again=True)]))
    expect(page.get_by_role("status").first).to_contain_text("Số này sẽ được gọi lại.")
    node.show(picture(22, calls=[call(id="1-31")]))
    expect(page.locator("body")).to_have_attribute("data-state", "called")
    node.show(picture(23, line=[in_line(ahead=0)]))
    expect(page.locator("body")).to_have_attribute("data-state", "waiting")
    expect(page.get_by_text("sẽ được gọi lại")).to_be_hidden()


def test_yesterdays_page_does_not_follow_todays_bearer_of_its_number(page: Page, node: Any):
    follow(page, node, ticket())
    node.answers[RECORD] = ticket(state="expired", **GONE)
    node.show(picture(99, calls=[call()], at="2026-11-26T08:00:00+07:00"))
    expect(page.locator("body")).to_have_attribute("data-state", "expired")


def test_a_number_moved_to_another_service_gets_its_page_anew(page: Page, node: Any):
    follow(page, node, ticket())
    serve(node, ticket(service="dat-dai", procedure=None))
    node.show(picture(21, line=[in_line(service="dat-dai")]))
    expect(page.locator(".service")).to_have_text("Đất đai")


@pytest.mark.parametrize("ahead", [0, 1, 3, 10])
def test_the_marks_in_the_line_equal_the_words(page: Page, node: Any, ahead: int):
    follow(page, node, ticket())
    node.show(picture(21, line=[in_line(ahead=ahead)]))
    expect(page.locator("[data-ahead]")).to_have_attribute("data-ahead", str(ahead))
    expect(page.locator(".marks i")).to_have_count(ahead)


@pytest.mark.parametrize("before", [1, 3])
def test_a_crowd_is_drawn_as_a_dotted_line_not_as_a_wrong_count(page: Page, node: Any, before: int):
    follow(page, node, ticket(ahead=before))
    node.show(picture(21, line=[in_line(ahead=40)]))
    expect(page.locator("[data-ahead]")).to_have_text("40")
    expect(page.locator(".marks i")).to_have_class(["many"])


def test_a_lost_line_says_how_old_the_figures_are(page: Page, node: Any):
    serve(node, ticket())
    page.goto(f"/t/{CODE}")
    expect(page.locator("body")).to_have_attribute("data-link", "lost")
    expect(page.get_by_text("Mất kết nối. Số liệu lúc 08:21, đang thử lại.")).to_be_visible()
    expect(page.get_by_text("Cập nhật lúc")).to_be_hidden()


def test_place_range_and_time_fit_a_small_screen_unscrolled(page: Page, node: Any):
    follow(page, node, ticket())
    for words in ("Còn 3 người trước quý vị", "10–15 phút", "08:30 – 08:40", "Cập nhật lúc 08:21"):
        expect(page.locator("main").get_by_text(words)).to_be_in_viewport(ratio=1)


SMALL_TEXT = """() => [...document.querySelectorAll("body *")].filter((one) => one.getClientRects().length
  && [...one.childNodes].some((child) => child.nodeType === Node.TEXT_NODE && child.data.trim())
  && parseFloat(getComputedStyle(one).fontSize) < 13).map((one) => one.textContent)"""


@pytest.mark.parametrize("text", [pytest.param("100%", marks=pytest.mark.thorough), "200%"])
def test_no_state_scrolls_sideways_on_the_smallest_screen_or_has_tiny_text(page: Page, node: Any, text: str):
    page.set_viewport_size({"width": 320, "height": 568})
    for state, change in STATES.items():
        for language in ("vi", "en"):
            follow(page, node, ticket(**change), language)
            page.add_style_tag(content=f"html {{ font-size: {text} }}")
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert (state, language, wide) == (state, language, 320)
            assert page.evaluate(SMALL_TEXT) == [], state


def test_the_first_load_is_small(page: Page, node: Any):
    follow(page, node, ticket())
    assert 0 < node.bytes_sent <= FIRST_LOAD, node.bytes_sent
