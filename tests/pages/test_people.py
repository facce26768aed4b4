"""Accounts and sign-ins as staff see them, in Chromium against a real node."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.looks import looks
from tests.node import PASSWORD, NodeProcess
from tests.pages.test_boards import AXE, FAULTS

pytestmark = pytest.mark.browser

PICTURES = os.environ.get("MOISO_PICTURES")
"""A folder to look at: each page leaves its screenshots there."""
SIZES = [{"width": 1280, "height": 720}, {"width": 1920, "height": 1080}, {"width": 390, "height": 844}]
LONG = "nguyen.thi.hoang-anh_tiep.nhan.ho-so.dat-dai.chi-nhanh-so-12"
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def staffed(north: NodeProcess) -> NodeProcess:
    """One with a long name at many branches, one switched off, a supervisor of two branches, one of an empty branch."""
    for name, role, branches in (
        (LONG, "reception", ["cn01", "cn02", "cn03", "cn04", "cn05"]), ("gone", "officer", ["cn02"]),
        ("sue", "supervisor", ["cn02", "cn03"]), ("new", "supervisor", ["cn12"]), ("minh", "officer", ["cn02"]),
    ):  # fmt: skip
        north.act("user add", name=name, role=role, branches=branches, password=PASSWORD)
    north.act("user switch", name="gone", active=False)
    north.browser("ana")
    north.browser("ana")
    return north


@pytest.fixture
def enter(browser: Browser, staffed: NodeProcess) -> Iterator[Open]:
    """`enter("sue", "/people")`: a browser of its own, signed in by the page, at that page."""
    contexts = []

    def sign_in(name: str, path: str, language: str = "vi", size: Any = None) -> Page:
        contexts.append(browser.new_context(base_url=staffed.url, viewport=size or SIZES[0]))
        page = contexts[-1].new_page()
        page.goto(f"/?lang={language}")
        page.locator("#username").fill(name)
        page.locator("#password").fill(PASSWORD)
        page.locator("#submit").click()
        expect(page.locator("body")).to_have_attribute("data-state", "signed-in")
        page.goto(f"{path}?lang={language}")
        expect(page.locator("body")).to_have_attribute("data-state", "shown")
        return page

    yield sign_in
    for one in contexts:
        one.close()


def row(page: Page, name: str) -> Any:
    return page.locator(f"[data-person='{name}']")


def look(page: Page, name: str) -> list[str]:
    """Leaves a picture; answers what axe-core finds, and whether something stands out of the window."""
    if PICTURES:
        size = page.viewport_size or SIZES[0]
        language = page.locator("html").get_attribute("lang")
        page.screenshot(path=Path(PICTURES) / f"{name}-{size['width']}-{language}.png", full_page=True)
    page.evaluate(AXE.read_text("utf-8"))
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return list(page.evaluate(FAULTS)) + (["wider than the window"] if wide else [])


@pytest.mark.parametrize(("language", "size"), looks(SIZES))
def test_the_pages_fit_every_screen_and_have_no_fault(enter: Open, language: str, size: Any):
    page = enter("ada", "/people", language, size)
    expect(row(page, "gone").get_by_text("Đã khóa" if language == "vi" else "Switched off")).to_be_visible()
    assert look(page, "people") == []
    page.locator("#add").click()
    expect(page.locator("#account")).to_be_visible()
    assert look(page, "people-add") == []
    page.locator("#name").fill("Lan Anh")
    page.locator("#account .go").click()
    expect(page.locator("#branches-wrong")).to_be_visible()
    page.locator("#all").check()
    page.locator("#account .go").click()
    expect(page.locator("#password-wrong")).to_be_visible()
    assert look(page, "people-wrong") == []
    page.locator("#account [data-close]").click()
    row(page, LONG).locator("[data-act='edit']").click()
    assert look(page, "people-edit") == []
    page.locator("#account [data-close]").click()
    row(page, LONG).locator("[data-act='new_password']").click()
    assert look(page, "people-password") == []
    page.locator("#secret [data-close]").click()
    row(page, "ana").locator("[data-act='switch_off']").click()
    assert look(page, "people-off") == []
    page.goto(f"/sessions?lang={language}")
    expect(page.locator("#sessions li").first).to_be_visible()
    assert look(page, "sessions") == []
    page.locator("#everywhere").click()
    assert look(page, "sessions-everywhere") == []
    page.goto(f"/?lang={language}")
    expect(page.locator("#people-item")).to_be_visible()
    assert look(page, "home") == []


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_list_without_anybody_says_so(enter: Open, language: str):
    page = enter("new", "/people", language)
    expect(page.locator("#none")).to_have_text(
        "Chưa có tài khoản nào thuộc quyền quản lý của quý vị." if language == "vi"
        else "There are no accounts that you manage yet."
    )  # fmt: skip
    assert look(page, "people-empty") == []
    page.locator("#add").click()
    expect(page.locator("#all")).to_have_count(0)
    expect(page.locator("#branch-list input")).to_be_checked()
    expect(page.locator("#role option")).to_have_count(2)


def test_ones_own_account_leads_to_ones_own_page_and_is_not_changed_here(enter: Open):
    page = enter("ada", "/people")
    expect(row(page, "ada").get_by_role("button")).to_have_count(0)
    expect(row(page, "ana").get_by_role("link")).to_have_count(0)
    row(page, "ada").get_by_role("link", name="Mật khẩu và phiên của quý vị").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Phiên đăng nhập")


def test_accounts_are_found_by_a_part_of_their_name(enter: Open):
    page = enter("ada", "/people")
    page.locator("#find").fill("HOANG")
    expect(page.locator("[data-person]")).to_have_count(1)
    page.locator("#find").fill("xyz")
    expect(page.locator("#none")).to_have_text("Không có tài khoản nào có tên như vậy.")


def test_a_supervisor_makes_an_account_by_keyboard_and_it_may_sign_in(enter: Open, staffed: NodeProcess):
    page = enter("sue", "/people")
    page.locator("#add").press("Enter")
    page.locator("#name").press_sequentially("thu.ha")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.locator("#password").press_sequentially("mật khẩu dài")
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_have_text("Đã thêm tài khoản thu.ha.")
    expect(page.locator("#account")).to_be_hidden()
    expect(row(page, "thu.ha")).to_contain_text("Cán bộ quầy")
    expect(row(page, "thu.ha")).to_contain_text("Chưa đăng nhập")
    body = {"username": "thu.ha", "password": "mật khẩu dài"}
    assert staffed.kiosk().post("/api/v1/session", body, key=None).json()["branches"] == ["cn02"]


def test_a_name_that_is_taken_is_said_beside_the_field_and_what_was_typed_stays(enter: Open):
    page = enter("sue", "/people")
    page.locator("#add").click()
    page.locator("#name").fill("ana")
    page.locator("#branch-list input").first.check()
    page.locator("#password").fill("mật khẩu dài")
    page.locator("#account .go").click()
    expect(page.locator("#name-wrong")).to_have_text("Đã có tài khoản mang tên này")
    expect(page.locator("#name")).to_be_focused()
    expect(page.locator("#name")).to_have_attribute("aria-describedby", "name-hint name-wrong")
    expect(page.locator("#password")).to_have_value("mật khẩu dài")


def test_an_account_is_switched_off_after_a_question_and_on_again_without(enter: Open, staffed: NodeProcess):
    page, minh = enter("sue", "/people"), staffed.browser("minh")
    row(page, "minh").locator("[data-act='switch_off']").click()
    expect(page.locator("#sure-note")).to_contain_text("minh")
    page.locator("#sure [data-close]").click()
    assert minh.get("/api/v1/session").status_code == 200
    row(page, "minh").locator("[data-act='switch_off']").click()
    page.locator("#sure-go").click()
    expect(row(page, "minh").get_by_text("Đã khóa")).to_be_visible()
    assert minh.get("/api/v1/session").status_code == 401
    row(page, "minh").locator("[data-act='switch_on']").click()
    expect(page.locator("#said")).to_have_text("Đã mở khóa tài khoản minh.")
    assert staffed.browser("minh").get("/api/v1/session").status_code == 200


def test_a_person_is_signed_out_everywhere_and_gets_a_new_password_and_another_branch(
    enter: Open, staffed: NodeProcess
):
    staffed.act("user add", name="dao", role="officer", branches=["cn02"], password=PASSWORD)
    dao, page = staffed.browser("dao"), enter("sue", "/people")
    row(page, "dao").locator("[data-act='sign_out']").click()
    page.locator("#sure-go").click()
    expect(row(page, "dao").locator("[data-act='sign_out']")).to_have_count(0)
    assert dao.get("/api/v1/session").status_code == 401
    row(page, "dao").locator("[data-act='new_password']").click()
    page.locator("#fresh").fill("short")
    page.locator("#secret .go").click()
    expect(page.locator("#fresh-wrong")).to_have_text("Mật khẩu cần từ 8 đến 200 ký tự")
    page.locator("#fresh").fill("another-password")
    page.locator("#secret .go").click()
    expect(page.locator("#said")).to_have_text("Đã đặt mật khẩu mới cho dao.")
    row(page, "dao").locator("[data-act='edit']").click()
    page.locator("#role").select_option("reception")
    page.locator("#branch-list input[value='cn03']").check()
    page.locator("#account .go").click()
    expect(row(page, "dao")).to_contain_text("Cán bộ hướng dẫn")
    body = {"username": "dao", "password": "another-password"}
    told = staffed.kiosk().post("/api/v1/session", body, key=None).json()
    assert (told["role"], told["branches"]) == ("reception", ["cn02", "cn03"])


def test_what_an_officer_has_learnt_is_ticked_and_stands_beside_them(enter: Open, staffed: NodeProcess):
    staffed.act("user add", name="lan", role="officer", branches=["cn02"], password=PASSWORD)
    page = enter("sue", "/people")
    row(page, "lan").locator("[data-act='edit']").click()
    expect(page.get_by_label("Mọi lĩnh vực")).to_be_checked()
    page.get_by_label("Mọi lĩnh vực").uncheck()
    page.locator("#account .go").click()
    expect(page.locator("#skills-wrong")).to_have_text("Chọn ít nhất một lĩnh vực")
    page.locator("#skill-list input[value='ho-tich']").check()
    assert look(page, "people-skills") == []
    page.locator("#account .go").click()
    expect(row(page, "lan").locator("[data-part='skills']")).to_have_text("Hộ tịch")
    page.locator("#add").click()
    page.locator("#role").select_option("reception")
    expect(page.locator("#skills")).to_be_hidden()


def test_officers_find_their_sign_ins_and_no_accounts_of_others(enter: Open):
    page = enter("rita", "/sessions")
    page.goto("/")
    expect(page.locator("#choice")).to_be_visible()
    expect(page.locator("#people-item")).to_be_hidden()
    expect(page.locator("#profiles-item")).to_be_hidden()
    page.get_by_role("link", name="Phiên đăng nhập").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Phiên đăng nhập")
    answer = page.goto("/people")
    assert answer is not None
    assert answer.status == 403


def test_another_sign_in_is_ended_from_here_and_everywhere_ends_this_one_too(
    enter: Open, staffed: NodeProcess
):
    staffed.act("user add", name="mai", role="officer", branches=["cn02"], password=PASSWORD)
    there, script = staffed.browser("mai"), staffed.script("mai")
    page = enter("mai", "/sessions")
    items = page.locator("#sessions li")
    expect(items).to_have_count(3)
    expect(items.first.get_by_text("Thiết bị này")).to_be_visible()
    items.filter(has_text="Mã truy cập").get_by_role("button").click()
    expect(items).to_have_count(2)
    assert script.get("/api/v1/branches/cn02/events").status_code == 401
    expect(page.locator("#said")).to_have_text("Đã hủy mã đó.")
    items.last.get_by_role("button").click()
    expect(page.locator("#said")).to_have_text("Đã đăng xuất phiên đó.")
    expect(items).to_have_count(1)
    assert there.get("/api/v1/session").status_code == 401
    page.locator("#everywhere").click()
    page.locator("#sure .go").click()
    expect(page.locator("body")).to_have_attribute("data-state", "signed-out")


def test_ones_own_password_is_changed_and_this_browser_stays_signed_in(enter: Open, staffed: NodeProcess):
    staffed.act("user add", name="nga", role="officer", branches=["cn02"], password=PASSWORD)
    other, page = staffed.browser("nga"), enter("nga", "/sessions")
    page.locator("#old").fill("wrong-password")
    page.locator("#new").fill("mật khẩu mới")
    page.locator("#change .go").click()
    expect(page.locator("#old-wrong")).to_have_text("Mật khẩu hiện nay không đúng")
    page.locator("#old").fill(PASSWORD)
    page.locator("#change .go").click()
    expect(page.locator("#said")).to_have_text("Đã đổi mật khẩu. Các phiên khác đã đăng xuất.")
    expect(page.locator("#sessions li")).to_have_count(1)
    expect(page.locator("#new")).to_have_value("")
    assert other.get("/api/v1/session").status_code == 401
