"""The live boards: one sentence that sums the table up, nothing told by colour alone, nothing stale unsaid."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

NOW = "2026-11-25T10:12:00+07:00"
AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
FAULTS = "axe.run().then((found) => found.violations.map((one) => one.id + ' ' + one.nodes[0].target))"


def names(vi: str, en: str) -> dict[str, str]:
    return {"vi": vi, "en": en}


SERVICES = [("ho-tich", "A", names("Hộ tịch", "Civil status")), ("dat-dai", "C", names("Đất đai", "Land"))]


def counter(code: str, state: str, *, ticket: Any = None, following: str | None = None) -> dict[str, Any]:
    return {
        "code": code, "state": state, "number": None, "ticket_state": None, "officer": None, "pause_reason": None,
        "services": ["dat-dai"], "since": NOW if state != "closed" else None, "ticket": ticket, "done": [],
        "next": following and {"id": "x", "number": following, "why": "longest_wait"}, "today": {},
    }  # fmt: skip


def picture(
    waiting: dict[str, tuple[int, int]],
    counters: Any = (),
    seq: int = 9,
    devices: Any = (),
    emergency: Any = (),
    late: Any = (),
    calls: Any = (),
    recovered_at: str | None = None,
) -> dict[str, Any]:
    """`waiting`: service to how many wait and the longest wait in seconds."""
    return {
        "branch": "cn02", "epoch": 1, "seq": seq, "at": NOW, "open": True, "always_open": False,
        "opens_at": None, "closes_at": "2026-11-25T17:00:00+07:00", "calls": [], "line": [], "notices": [],
        "waiting": [], "parked": [], "no_show": [], "counters": list(counters),
        "devices": list(devices), "emergency": list(emergency),
        "brought_late": list(late),
        "help": list(calls), "recovered_at": recovered_at,
        "services": [
            {"code": code, "series": series, "name": name, "name_short": name, "open": True,
             "waiting": waiting.get(code, (0, 0))[0], "estimate": {"low_s": 600, "high_s": 900}}
            for code, series, name in SERVICES
        ],
        "today": [
            {"code": code, "issued": 2400, "served": 20, "no_show": 1,
             "waiting": waiting.get(code, (0, 0))[0],
             "longest_s": waiting[code][1] if code in waiting else None}
            for code, *_ in SERVICES
        ],
    }  # fmt: skip


def watch(page: Page, node: Any, shown: dict[str, Any], language: str = "vi") -> None:
    node.pages["/board/cn02"] = lambda language: node.render(
        "board.html", language, branch="cn02", supervises=True
    )
    node.picture = shown
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"/board/cn02?lang={language}")
    expect(page.locator("body")).to_have_attribute("data-state", "shown")


def watch_centre(page: Page, node: Any, *branches: dict[str, Any], mine: Any = ("cn01",)) -> None:
    own = [{"code": code} for code in mine]
    node.pages["/board"] = lambda language: node.render("boards.html", language, branches=own)
    node.answers["/api/v1/centre"] = {"at": NOW, "branches": list(branches)}
    page.goto("/board")
    expect(page.locator("body")).to_have_attribute("data-state", "shown")


def branch(code: str, **figures: Any) -> dict[str, Any]:
    name = names(f"Chi nhánh {code}", f"Branch {code}")
    told = {"code": code, "name": name, "status": "live", "open": True, "waiting": 2, "services": []}
    return {**told, **figures}


@pytest.mark.parametrize(
    ("waiting", "language", "sentence"),
    [
        ({}, "vi", "Không có người chờ"),
        ({}, "en", "Nobody is waiting"),
        ({"dat-dai": (1, 65)}, "vi", "1 người đang chờ, lâu nhất 1 phút ở Đất đai"),
        ({"dat-dai": (1, 65)}, "en", "1 person waiting, for 1 min, at Land"),
        (
            {"ho-tich": (11, 300), "dat-dai": (16, 1085)},
            "vi",
            "27 người đang chờ, lâu nhất 18 phút ở Đất đai",
        ),
    ],
)
def test_the_headline_sums_the_table_up(page: Page, node: Any, waiting: Any, language: str, sentence: str):
    watch(page, node, picture(waiting), language)
    expect(page.get_by_role("heading", level=1)).to_have_text(sentence)


def test_services_keep_the_order_of_the_catalogue(page: Page, node: Any):
    watch(page, node, picture({"dat-dai": (16, 1085)}))
    expect(page.locator("#services th")).to_have_text(["AHộ tịch", "CĐất đai"])
    expect(page.locator("#total td").nth(4)).to_have_text("4.800")


def test_a_wait_over_fifteen_minutes_is_told_in_words(page: Page, node: Any):
    watch(page, node, picture({"ho-tich": (1, 600), "dat-dai": (16, 1085)}))
    expect(page.get_by_role("row", name="Đất đai")).to_contain_text("Quá 15 phút")
    expect(page.get_by_role("row", name="Hộ tịch")).not_to_contain_text("Quá 15 phút")


def test_closed_and_paused_counters_stay_in_sight(page: Page, node: Any):
    counters = [counter("1", "open", following="C001"), counter("2", "paused"), counter("3", "closed")]
    watch(page, node, picture({"dat-dai": (1, 60)}, counters))
    tiles = page.locator("#counters li")
    expect(tiles.nth(0)).to_contain_text("Tiếp theo C001")
    expect(tiles.nth(1)).to_contain_text("Tạm nghỉ")
    expect(tiles.nth(2)).to_contain_text("Chưa mở")
    expect(page.get_by_role("row", name="Đất đai")).to_contain_text("1 / 3")


def test_the_board_says_when_no_counter_is_open(page: Page, node: Any):
    watch(page, node, picture({}, [counter("1", "closed")]))
    expect(page.get_by_text("Chưa có quầy nào mở.")).to_be_visible()
    node.show(picture({}, [counter("1", "open")], seq=10))
    expect(page.get_by_text("Chưa có quầy nào mở.")).to_be_hidden()


def test_a_board_that_cannot_hear_says_how_old_it_is(page: Page, node: Any):
    page.clock.install()
    watch(page, node, picture({"dat-dai": (1, 60)}))
    expect(page.get_by_role("alert")).to_be_hidden()
    page.clock.run_for(10_000)
    expect(page.get_by_role("alert")).to_have_text(
        "Mất kết nối. Số liệu lúc 10:12 có thể đã cũ, đang thử lại."
    )


def kiosk(name: str, *faults: str, scope: str = "kiosk", **changes: Any) -> dict[str, Any]:
    printer = {"state": "blocked" if faults else "ready", "faults": list(faults), "paper_left_mm": None}
    told = {"name": name, "scope": scope, "seen_at": NOW, "online": True, "printer": printer}
    return {**told, **changes}


DEVICES = [
    kiosk("Ki-ốt 1", "near_end"),
    kiosk("Ki-ốt 2", "out_of_paper"),
    kiosk("Ki-ốt 3", online=False),
    kiosk("Ki-ốt 4", "teapot"),
    kiosk("Ki-ốt 5", seen_at=None, online=False, printer=None),
    kiosk("Ki-ốt 6", printer={"state": "ready", "faults": [], "paper_left_mm": 41_700}),
    kiosk("Bảng tầng 1", scope="display", printer=None),
]


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("vi", ["Ki-ốt 2Hết giấy. Thay cuộn giấy 80 mm rồi đóng nắp.",
                "Ki-ốt 3Mất liên lạc từ 10:12. Kiểm tra nguồn điện và mạng của ki-ốt; mời người dân lấy số ở quầy.",
                "Ki-ốt 4Máy in báo lỗi teapot. Báo bộ phận kỹ thuật.",
                "Ki-ốt 1Sắp hết giấy. Chuẩn bị cuộn 80 mm để thay."]),
        ("en", ["Ki-ốt 2Out of paper. Put in a new 80 mm roll and close the cover.",
                "Ki-ốt 3No connection since 10:12. Check the kiosk's power and network; "
                "let people take numbers at a counter.",
                "Ki-ốt 4The printer reports the fault teapot. Tell technical support.",
                "Ki-ốt 1Paper nearly out. Have a new 80 mm roll at hand."]),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_what_to_do_about_it_the_worst_first(
    page: Page, node: Any, language: str, told: list[str]
):
    watch(page, node, picture({}, devices=DEVICES), language)
    expect(page.locator("#troubles li")).to_have_text(told)
    page.evaluate(AXE.read_text("utf-8"))
    assert page.evaluate(FAULTS) == []


def test_every_device_is_listed_and_a_mended_one_leaves_the_top(page: Page, node: Any):
    watch(page, node, picture({}, devices=DEVICES))
    expect(page.locator("#devices li")).to_have_text(
        ["Ki-ốt 1Cần xử lý", "Ki-ốt 2Cần xử lý", "Ki-ốt 3Mất liên lạc từ 10:12", "Ki-ốt 4Cần xử lý",
         "Ki-ốt 5Chưa kết nối lần nào", "Ki-ốt 6Còn khoảng 42 m giấy", "Bảng tầng 1Đã kết nối"]
    )  # fmt: skip
    node.show(picture({}, seq=10, devices=[kiosk("Ki-ốt 1")]))
    expect(page.locator("#troubles")).to_be_hidden()
    expect(page.locator("#devices li")).to_have_text(["Ki-ốt 1Sẵn sàng in"])


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("vi", "Ki-ốt 1Đã cấp 12 số E khi mất kết nối; 7 số còn chờ, xếp theo giờ in trên phiếu."),
        ("en", "Ki-ốt 1Gave 12 numbers (E) while offline; 7 still waiting, placed by the time on the slips."),
    ],
)
def test_numbers_that_a_kiosk_gave_by_itself_are_told_while_any_of_them_waits(
    page: Page, node: Any, language: str, told: str
):
    block = {"kiosk": "Ki-ốt 1", "first": "E001", "last": "E100", "used": 12, "waiting": 7}
    other = {**block, "kiosk": "Ki-ốt 2", "used": 0, "waiting": 0}
    watch(page, node, picture({}, emergency=[block, other]), language)
    expect(page.locator("#troubles li")).to_have_text([told])
    node.show(picture({}, seq=10, emergency=[{**block, "waiting": 0}, other]))
    expect(page.locator("#troubles")).to_be_hidden()


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("vi", "Máy chủVừa khởi động lại lúc 10:05. Hàng chờ còn nguyên, các số đã cấp vẫn giữ."),
        ("en", "ServerRestarted at 10:05. The queue is as it was and every number given still holds."),
    ],
)
def test_a_node_that_was_cut_off_is_told_for_half_an_hour(page: Page, node: Any, language: str, told: str):
    watch(page, node, picture({}, recovered_at="2026-11-25T10:05:31+07:00"), language)
    expect(page.locator("#troubles li")).to_have_text([told])
    late = {"kiosk": "Ki-ốt 2", "business_day": "2026-11-24", "numbers": 9}
    node.show(picture({}, seq=10, late=[late]))
    given = {
        "vi": "9 số E đã cấp khi mất kết nối (Thứ Ba, 24/11)",
        "en": "9 numbers (E) given while offline (Tue 24 Nov)",
    }[language]
    expect(page.locator("#troubles li")).to_contain_text([given])
    node.show(picture({}, seq=11, recovered_at="2026-11-25T09:40:00+07:00"))
    expect(page.locator("#troubles")).to_be_hidden()


def test_a_board_without_devices_says_so(page: Page, node: Any):
    watch(page, node, picture({}))
    expect(page.get_by_text("Chi nhánh này chưa có thiết bị.")).to_be_visible()


def test_the_centre_shows_a_dash_for_what_it_is_not_told(page: Page, node: Any):
    full = branch("cn01", counters_open=3, counters=10, issued=40, served=30, no_show=1, longest_s=1860)
    watch_centre(page, node, full, branch("cn02", waiting=5))
    headline = "7 người đang chờ, lâu nhất 31 phút ở Chi nhánh cn01"
    expect(page.get_by_role("heading", level=1)).to_have_text(headline)
    expect(page.get_by_role("row", name="Chi nhánh cn02").locator("td")).to_have_text(
        ["Đang tiếp nhận", "5", *"–––––"]
    )
    expect(page.locator("#total td")).to_have_text(
        ["", "7", "Quá 15 phút31 phút", "3 / 10", "40", "30", "1"],
    )


def test_only_boards_that_one_may_open_are_links(page: Page, node: Any):
    watch_centre(page, node, branch("cn01"), branch("cn02"))
    links = page.locator("#branches a")
    expect(links).to_have_count(1)
    expect(links).to_have_attribute("href", "/board/cn01?lang=vi")


def test_new_figures_leave_the_keyboard_where_it_is(page: Page, node: Any):
    page.clock.install()
    watch_centre(page, node, branch("cn01"))
    page.locator("#branches a").focus()
    node.answers["/api/v1/centre"] = {"at": NOW, "branches": [branch("cn01", waiting=9)]}
    page.clock.run_for(6_000)
    expect(page.get_by_role("heading", level=1)).to_have_text("9 người đang chờ")
    expect(page.locator("#branches a")).to_be_focused()


def test_a_centre_that_cannot_be_asked_says_so(page: Page, node: Any):
    page.clock.install()
    watch_centre(page, node, branch("cn01"))
    del node.answers["/api/v1/centre"]
    page.clock.run_for(30_000)
    expect(page.locator("body")).to_have_attribute("data-link", "lost")
    expect(page.get_by_role("alert")).to_contain_text("Mất kết nối. Số liệu lúc 10:12")


def test_a_centre_without_branches_says_so(page: Page, node: Any):
    watch_centre(page, node)
    expect(page.get_by_text("Chưa có chi nhánh nào.")).to_be_visible()
