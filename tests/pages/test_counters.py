"""What counters serve, as a supervisor sees and changes it, in Chromium against a real node."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.looks import looks
from tests.node import Caller, NodeProcess
from tests.pages.test_people import look

pytestmark = pytest.mark.browser

SIZES = [{"width": 1280, "height": 720}, {"width": 1920, "height": 1080}, {"width": 640, "height": 360}]
"""The last is what 200 % leave of the first."""
LABOUR, CULTURE, LAND, TAX = "lao-dong", "van-hoa-xa-hoi", "dat-dai", "thue-phi"
MUCH = {
    "services": [LAND, TAX],
    "overflow": [{"service": "ho-tich", "after_s": 1200}, {"service": LABOUR, "after_s": None}],
}
POST = "**/counters/*/profile"
Enter = Callable[..., Page]


@pytest.fixture(scope="module")
def ana(north: NodeProcess) -> Caller:
    return north.script("ana")


@pytest.fixture(scope="module")
def sam(north: NodeProcess) -> Caller:
    return north.script("sam")


@pytest.fixture
def at_work(ana: Caller, sam: Caller) -> Iterator[Caller]:
    """Ana at counter 12, for labour and culture."""
    assert ana.at("12", "open", {"services": [LABOUR, CULTURE]}).status_code == 200
    yield ana
    sam.at("12", "close")


@pytest.fixture(scope="module")
def staffed(north: NodeProcess, sam: Caller) -> Iterator[Caller]:
    """Sam at four counters, one of which rests and one of which does much; for building somebody waits in vain."""
    for code in ("1", "4", "6", "9"):
        sam.at(code, "open")
    sam.at("9", "pause")
    north.kiosk().take("xay-dung")
    yield sam
    for code in ("1", "4", "6", "9"):
        sam.at(code, "close")


@pytest.fixture(scope="module")
def contexts(browser: Browser, north: NodeProcess) -> Iterator[dict[str, BrowserContext]]:
    """A browser of each one's own, signed in."""
    made = {}
    for name in ("sam", "ana"):
        made[name] = browser.new_context(base_url=north.url, viewport=SIZES[0])
        made[name].add_cookies(
            [
                {"name": one.name, "value": str(one.value), "url": north.url}
                for one in north.browser(name).session.cookies
            ]
        )
    yield made
    for one in made.values():
        one.close()


@pytest.fixture
def enter(contexts: dict[str, BrowserContext]) -> Iterator[Enter]:
    """`enter("sam")`: the page of what counters serve; or another, of another."""
    pages = []

    def come(name: str = "sam", path: str = "/counters/cn02", language: str = "vi", size: Any = None) -> Page:
        pages.append(contexts[name].new_page())
        pages[-1].set_viewport_size(size or SIZES[0])
        pages[-1].goto(f"{path}?lang={language}")
        return pages[-1]

    yield come
    for one in pages:
        one.close()


def row(page: Page, code: str) -> Locator:
    return page.locator(f"[data-counter='{code}']")


def part(page: Page, code: str, name: str) -> Locator:
    return row(page, code).locator(f"[data-part='{name}']")


def opened(page: Page, code: str = "12") -> Locator:
    part(page, code, "change").click()
    expect(page.locator("#profile")).to_be_visible()
    return page.locator("#profile")


def way(page: Page, service: str, chosen: str) -> None:
    page.locator(f"#way-{service}").select_option(chosen)


def test_a_supervisor_changes_an_open_counter_by_keyboard_and_its_officer_calls_by_it(
    enter: Enter, at_work: Caller, north: NodeProcess
):
    ticket = north.kiosk().take(LAND).json()
    desk, page = enter("ana", "/counter/cn02/12"), enter()
    expect(part(page, "12", "officer")).to_contain_text("ana, từ ")
    expect(page.locator("#uncovered")).to_contain_text("Đất đai (1 người)")
    part(page, "12", "change").press("Enter")
    expect(page.locator("#way-lao-dong")).to_be_focused()
    page.locator("#way-dat-dai").press("p")
    way(page, LABOUR, "idle")
    way(page, TAX, "late")
    page.locator(f"#after-{TAX}").fill("45")
    page.locator("[data-service='dat-dai'] .up").press("Enter")
    expect(page.locator("#moved")).to_have_text("Đất đai nay đứng thứ 1.")
    expect(page.locator("#way-dat-dai")).to_be_focused()
    page.locator("#save").press("Enter")
    expect(page.locator("#said")).to_have_text("Đã lưu. Quầy 12 phục vụ: Đất đai; Văn hóa – Xã hội.")
    expect(part(page, "12", "serves").locator("li")).to_have_text(["Đất đai", "Văn hóa – Xã hội"])
    expect(part(page, "12", "helps").locator("li")).to_have_text(
        ["Lao động – Xã hội, khi quầy không có người chờ", "Thuế – Phí, khi có người chờ từ 45 phút"]
    )
    expect(part(page, "12", "change")).to_be_focused()
    expect(page.locator("#uncovered")).to_be_hidden()
    expect(desk.locator("#services")).to_have_text("Đất đai, Văn hóa – Xã hội")
    expect(desk.locator("#menu-overflow")).to_contain_text("Thuế – Phí, khi có người chờ từ 45 phút")
    desk.keyboard.press("F2")
    expect(desk.locator("#number")).to_contain_text(ticket["number"])
    at_work.do(ticket["id"], "no-show")


def test_what_the_officer_has_not_learnt_is_told_and_stays_given(enter: Enter, at_work: Caller, sam: Caller):
    page = enter()
    assert sam.patch("/api/v1/people/ana", {"skills": [CULTURE]}).status_code == 200
    warning = "ana không phục vụ được Lao động – Xã hội, quầy không gọi lĩnh vực đó."
    expect(part(page, "12", "unlearnt")).to_have_text(warning)
    opened(page)
    way(page, TAX, "serve")
    page.locator("#save").click()
    expect(part(page, "12", "serves").locator("li")).to_have_text(
        ["Lao động – Xã hội", "Văn hóa – Xã hội", "Thuế – Phí"]
    )
    sam.patch("/api/v1/people/ana", {"skills": [LAND]})
    expect(part(page, "12", "unlearnt")).to_have_text(
        "ana không phục vụ được lĩnh vực nào ở đây, quầy không gọi được ai."
    )
    sam.patch("/api/v1/people/ana", {"skills": []})
    expect(part(page, "12", "unlearnt")).to_be_hidden()
    assert at_work.at("12", "open").json()["services"] == [LABOUR, CULTURE, TAX]


def test_nothing_and_no_minutes_are_said_beside_their_fields_before_anything_is_sent(
    enter: Enter, at_work: Caller
):
    page = enter()
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    opened(page)
    way(page, LABOUR, "off")
    way(page, CULTURE, "late")
    for minutes in ("", "0", "241", "x"):
        page.locator(f"#after-{CULTURE}").fill(minutes)
        page.locator("#save").click()
        expect(page.locator(f"#after-{CULTURE}-wrong")).to_have_text("Nhập số phút từ 1 đến 240")
    expect(page.locator("#ways-wrong")).to_have_text("Chọn ít nhất một lĩnh vực để phục vụ")
    expect(page.locator(f"#way-{LABOUR}")).to_be_focused()
    assert sent == []


def test_every_no_of_the_node_is_said_in_the_form_and_what_was_chosen_stays(enter: Enter, at_work: Caller):
    page, no = enter(), dict[str, Any]()
    page.route(POST, lambda route: route.fulfill(status=422, json=no))
    opened(page)
    way(page, TAX, "late")
    for code, pointer, place, words in (
        ("counter_not_open", "", "[data-trouble]", "Quầy đã đóng nên không đổi được."),
        ("forbidden", "", "[data-trouble]", "Quý vị không có quyền đổi lĩnh vực của quầy này."),
        ("unauthenticated", "", "[data-trouble]", "Phiên đăng nhập của quý vị đã hết. Hãy đăng nhập lại."),
        ("too_late", "", "[data-trouble]", "Máy chủ không thực hiện được. Hãy thử lại."),
        ("invalid", "/services", "[data-trouble]", "Chi nhánh không còn một lĩnh vực đã chọn."),
        ("invalid", "/overflow/0/after_s", f"#after-{TAX}-wrong", "Nhập số phút từ 1 đến 240"),
    ):
        no.update(code=code, errors=[{"pointer": pointer, "code": "unknown"}])
        page.locator("#save").click()
        expect(page.locator(f"#profile {place}")).to_contain_text(words)
    expect(page.locator(f"#way-{TAX}")).to_have_value("late")


def test_a_change_whose_answer_was_lost_is_told_as_unsure_and_not_as_another_s(enter: Enter, at_work: Caller):
    page = enter()
    page.route(POST, lambda route: (route.fetch(), route.abort()))
    opened(page)
    way(page, TAX, "idle")
    page.locator("#save").click()
    expect(page.locator("[data-trouble]")).to_contain_text("chưa rõ đã lưu hay chưa")
    expect(part(page, "12", "helps")).to_have_text("Thuế – Phí, khi quầy không có người chờ")
    expect(page.locator("#notice")).to_be_empty()
    page.unroute(POST)
    page.locator("#save").click()
    expect(page.locator("#profile")).to_be_hidden()


def test_a_form_is_told_of_another_s_change_and_of_the_counters_closing(
    enter: Enter, at_work: Caller, sam: Caller
):
    page = enter()
    opened(page)
    expect(page.locator("#notice")).to_be_empty()
    sam.at("12", "profile", {"services": [TAX]})
    expect(page.locator("#notice")).to_contain_text("vừa được đổi ở nơi khác")
    expect(page.locator("#save")).to_have_attribute("aria-disabled", "false")
    at_work.at("12", "close")
    expect(page.locator("#notice")).to_have_text("Quầy 12 vừa đóng, không đổi được nữa.")
    expect(page.locator("#save")).to_have_attribute("aria-disabled", "true")
    page.keyboard.press("Escape")
    expect(part(page, "12", "change")).to_be_hidden()
    expect(part(page, "12", "later")).to_have_text("Đổi khi quầy mở")
    expect(part(page, "12", "serves").locator("li")).to_have_text(["Lao động – Xã hội", "Văn hóa – Xã hội"])


def test_supervisors_find_it_from_the_first_page_and_from_the_board(enter: Enter, ana: Caller):
    page = enter(path="/")
    page.locator("#branch").select_option("cn02")
    page.get_by_role("link", name="Lĩnh vực ở các quầy").click()
    expect(page.locator("body")).to_have_attribute("data-state", "shown")
    page.get_by_role("link", name="Bảng điều hành").click()
    page.get_by_role("link", name="Đổi lĩnh vực ở các quầy").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Lĩnh vực ở các quầy")
    board = ana.get("/board/cn02")
    assert board.status_code == 200
    assert "/counters/cn02" not in board.text


@pytest.mark.parametrize(("language", "size"), looks(SIZES))
def test_the_page_fits_every_screen_and_has_no_fault(
    enter: Enter, at_work: Caller, staffed: Caller, language: str, size: Any
):
    assert staffed.at("6", "profile", {**MUCH, "services": [LAND, TAX, "tu-van"]}).status_code == 200
    page = enter(language=language, size=size)
    expect(part(page, "9", "state")).to_have_text("Tạm nghỉ" if language == "vi" else "Paused")
    expect(page.locator("#uncovered")).to_be_visible()
    assert look(page, "counters") == []
    opened(page, "6")
    staffed.at("6", "profile", MUCH)
    expect(page.locator("#notice")).not_to_be_empty()
    for service in (LAND, "tu-van"):
        way(page, service, "off")
    way(page, TAX, "late")
    page.locator(f"#after-{TAX}").fill("0")
    page.locator("#save").click()
    expect(page.locator("#ways-wrong")).to_be_visible()
    assert look(page, "counters-wrong") == []
