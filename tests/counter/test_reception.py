"""The reception's tablet: numbers in two touches, papers looked at, numbers found again, the bell answered."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from tests.counter import facts
from tests.counter.facts import FACTS, Json, at, device, names
from tests.counter.finding import found, know
from tests.counter.test_screens import TOO_HIGH, TOO_WIDE, faults
from tests.looks import looks

pytestmark = pytest.mark.browser

PAGE = "/reception/cn02"
UPRIGHT, LYING = (800, 1280), (1280, 800)
LONG = names("Lao động – Người có công – Bảo trợ xã hội", "Labour, people with merit, social protection")
PAPERS = [
    names("Giấy chứng sinh (bản chính)", "Birth certificate (original)"),
    names("Căn cước của cha và mẹ, hoặc giấy tờ xác nhận nơi cư trú", "Identity cards of both parents"),
    names("Giấy chứng nhận kết hôn, nếu có", "Marriage certificate, if any"),
]
SMALL = """[...document.querySelectorAll("button, select, a, input")].filter((one) => one.offsetParent)
  .map((one) => [one.closest("label") || one, one]).filter(([box]) => box.getBoundingClientRect().height < 47.5)
  .map(([, one]) => one.outerHTML.slice(0, 80))"""


def seen(code: str, waiting: int, **changes: object) -> Json:
    estimate = {"low_s": 600, "high_s": 1200} if waiting else {"low_s": 0, "high_s": 0}
    return {"code": code, "open": True, "waiting": waiting, "estimate": estimate, "left": None, **changes}


@pytest.fixture
def tablet(desk: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Eleven services of which three have people, papers for one procedure, one printer at this desk."""
    services = [*(dict(one) for one in FACTS["services"])]
    birth = {**services[0]["procedures"][0], "papers": PAPERS}
    services[0]["procedures"] = [birth, *services[0]["procedures"][1:]]
    services[2]["asks_dossiers"] = True
    more = [facts.service(f"them-{series.lower()}", series, "Tư pháp", "Justice") for series in "DHKMQTX"]
    long = {**facts.service("lao-dong", "L", LONG["vi"], LONG["en"]), "name": LONG}
    whole = {**FACTS, "services": [*services, *more, long], "priority": [
        {"code": "elderly", "name": names("Người từ đủ 75 tuổi", "Aged 75 and over")},
        {"code": "merit", "name": names("Người có công với cách mạng", "Person with merit to the revolution")},
    ]}  # fmt: skip
    monkeypatch.setattr("tests.counter.conftest.FACTS", whole)
    desk.services = [seen(one["code"], 0) for one in whole["services"]]
    desk.services[:3] = [seen("ho-tich", 8), seen("chung-thuc", 5), seen("dat-dai", 12)]
    desk.services[-1] = seen("lao-dong", 3)
    know(desk, found("A016", "waiting", "3"))
    desk.gives = "A016"
    desk.copy = 1
    desk.page.set_viewport_size({"width": UPRIGHT[0], "height": UPRIGHT[1]})
    return desk


def ready(desk: Any, path: str = PAGE) -> None:
    desk.open(path)
    desk.page.wait_for_selector('body[data-link="live"] [data-service]')


def pick(desk: Any, service: str) -> None:
    desk.page.click(f'[data-service="{service}"]')
    desk.page.wait_for_selector("#take-all")


def wishes(desk: Any) -> list[Json]:
    return [{name: value for name, value in one.items() if name != "id"} for one in desk.taken]


def verbs(desk: Any) -> list[Any]:
    return [(press["verb"], press["body"]) for press in desk.presses]


def test_two_touches_give_a_number_on_the_desks_printer_and_the_page_goes_on_when_it_is_out(
    tablet: Any,
) -> None:
    ready(tablet)
    pick(tablet, "ho-tich")
    tablet.page.click('[data-action="take"]')
    tablet.page.wait_for_selector('body[data-state="issued"] [data-number="A016"]')
    assert wishes(tablet) == [
        {"service": "ho-tich", "procedure": None, "priority": "none", "language": "vi", "dossiers": 1}
    ]
    tablet.await_slip()
    assert verbs(tablet) == [("print", {"printer": "Ki-ốt 1", "ticket": "id-A016"})]
    assert tablet.page.get_attribute("#found-qr", "src") == "/reception/cn02/qr/CODE-A016"
    tablet.end_slip("confirmed")
    assert tablet.page.is_visible("#found-number")
    tablet.page.clock.fast_forward(8500)
    tablet.page.wait_for_selector('body[data-state="issue"] #services')


@pytest.mark.parametrize("state", ["not_printed", "unverified", "in_doubt"])
def test_a_number_stands_with_its_code_for_as_long_as_its_paper_is_not_certain(
    tablet: Any, state: str
) -> None:
    ready(tablet)
    pick(tablet, "ho-tich")
    tablet.page.click('[data-action="take"]')
    tablet.await_slip()
    tablet.end_slip(state)
    tablet.page.clock.fast_forward(60_000)
    assert tablet.page.get_attribute("body", "data-state") == "issued"
    assert tablet.page.is_visible("#found-qr")
    tablet.page.click("#back")
    tablet.page.wait_for_selector('body[data-state="issue"] #services')


def test_without_a_printer_the_number_and_its_code_are_what_is_taken_home(tablet: Any) -> None:
    tablet.devices = []
    ready(tablet)
    pick(tablet, "dat-dai")
    tablet.page.click("#more")
    tablet.page.select_option("#class", "elderly")
    tablet.page.click('[data-action="take-priority"]')
    tablet.page.wait_for_selector("#paperless:not([hidden])")
    assert verbs(tablet) == []
    assert wishes(tablet) == [
        {"service": "dat-dai", "procedure": None, "priority": "elderly", "language": "vi", "dossiers": 2}
    ]


def test_of_two_printers_the_desk_has_its_own(tablet: Any) -> None:
    tablet.devices = [device("Ki-ốt 1"), device("Máy in bàn")]
    ready(tablet)
    tablet.page.select_option("#printer", "Máy in bàn")
    pick(tablet, "ho-tich")
    tablet.page.click('[data-action="take"]')
    tablet.await_slip()
    assert verbs(tablet) == [("print", {"printer": "Máy in bàn", "ticket": "id-A016"})]
    tablet.page.reload()
    tablet.page.wait_for_selector('body[data-link="live"] [data-service]')
    assert tablet.page.input_value("#printer") == "Máy in bàn"


def test_the_papers_of_a_procedure_are_ticked_on_this_page_and_told_to_nobody(tablet: Any) -> None:
    ready(tablet)
    pick(tablet, "ho-tich")
    assert not tablet.page.is_visible("#papers")
    tablet.page.select_option("#procedure", "khai-sinh")
    boxes = tablet.page.locator("#papers input")
    boxes.nth(0).check()
    boxes.nth(2).check()
    assert tablet.page.text_content("#papers-done") == "đã có 2/3"
    tablet.page.click('[data-action="take"]')
    tablet.page.wait_for_selector('body[data-state="issued"]')
    assert wishes(tablet)[0]["procedure"] == "khai-sinh"
    assert set(tablet.taken[0]) == {"id", "service", "procedure", "priority", "language", "dossiers"}
    tablet.page.click("#back")
    pick(tablet, "ho-tich")
    tablet.page.select_option("#procedure", "khai-sinh")
    assert tablet.page.text_content("#papers-done") == "đã có 0/3"


def test_a_refused_number_is_told_and_a_closed_service_cannot_be_chosen(tablet: Any) -> None:
    tablet.services[1] = seen("chung-thuc", 0, open=False)
    tablet.services[2] = seen("dat-dai", 4, open=False, left=0)
    ready(tablet)
    assert [
        tablet.page.text_content(f'[data-service="{code}"] [data-part="wait"]')
        for code in ("chung-thuc", "dat-dai")
    ] == ["Đang không cấp số", "Đã hết số"]
    tablet.page.click('[data-service="dat-dai"]', force=True)
    assert not tablet.page.is_visible("#take-all")
    pick(tablet, "ho-tich")
    tablet.refuse = "service_full"
    tablet.page.click('[data-action="take"]')
    tablet.page.wait_for_selector("#notice:not([hidden])")
    assert "đã hết số" in tablet.page.text_content("#notice")
    assert tablet.page.is_visible("#take-all")


def test_a_wait_is_told_as_it_is_also_where_nobody_waits(tablet: Any) -> None:
    """All its counters may be busy, or none of them open."""
    tablet.services[1] = seen("chung-thuc", 0, estimate={"low_s": 600, "high_s": 1500})
    tablet.services[2] = seen("dat-dai", 0, estimate=None)
    ready(tablet)
    for code, wait in (("chung-thuc", "10–25 phút"), ("dat-dai", "Chưa mở quầy"), ("them-d", "Vào ngay")):
        assert tablet.page.text_content(f'[data-service="{code}"] [data-part="wait"]') == wait
        pick(tablet, code)
        assert tablet.page.text_content("#take-line") == f"Chưa có ai chờ · {wait}"


def test_a_scanned_slip_is_found_and_its_service_changed_by_touch(tablet: Any) -> None:
    know(tablet, found("A011", "next", "3"), "HTTPS://NODE.EXAMPLE/T/7KQ2MX9DTRW4H")
    ready(tablet)
    tablet.page.keyboard.type("HTTPS://NODE.EXAMPLE/T/7KQ2MX9DTRW4H")
    tablet.page.keyboard.press("Enter")
    tablet.page.wait_for_selector('body[data-state="found"] [data-number="A011"]')
    tablet.page.click("#find-change")
    tablet.page.click("#change-choices .choice >> nth=1")
    tablet.page.wait_for_selector("#find-did:not([hidden])")
    assert verbs(tablet) == [("transfer", {"service": "dat-dai"})]


def test_a_number_is_cancelled_for_a_reason_only(tablet: Any) -> None:
    know(tablet, found("A011", "waiting", "3"))
    ready(tablet)
    tablet.page.fill("#find-text", "A011")
    tablet.page.keyboard.press("Enter")
    tablet.page.click("#cancel")
    assert tablet.page.text_content("#cancel-h") == "Hủy A011 vì sao?"
    tablet.page.click("#cancel-dialog .choice--quiet")
    assert verbs(tablet) == []
    tablet.page.click("#cancel")
    tablet.page.click("#cancel-dialog [value='left']")
    tablet.page.wait_for_selector("#find-did:not([hidden])")
    assert verbs(tablet) == [("cancel", {"reason": "left"})]


def test_a_kiosks_bell_rings_here_and_is_answered(tablet: Any) -> None:
    ready(tablet)
    tablet.calls = [{"id": "call-1", "kiosk": "Ki-ốt 2", "called_at": at("08:34:20"), "late_at": at("08:35:20"),
                     "late": False}]  # fmt: skip
    tablet.push()
    tablet.page.wait_for_selector("#help-list li")
    tablet.page.click("#help-list button")
    tablet.page.wait_for_selector("#help-list li", state="detached")
    assert tablet.told() == ["help call-1"]


def test_totals_follow_the_branch_and_a_cut_line_locks_the_buttons(tablet: Any) -> None:
    ready(tablet)
    assert tablet.page.text_content("#total") == "28 người đang chờ"
    assert "8 người" in tablet.page.text_content('[data-service="ho-tich"]')
    tablet.services[0] = seen("ho-tich", 9)
    tablet.push()
    tablet.page.wait_for_selector("#total:text-is('29 người đang chờ')")
    pick(tablet, "ho-tich")
    tablet.cut_line()
    assert tablet.page.is_visible("#lost")
    tablet.page.click('[data-action="take"]', force=True)
    assert wishes(tablet) == []


@pytest.mark.parametrize(
    ("role", "reception", "counters"),
    [("reception", True, False), ("officer", False, True), ("supervisor", True, True), ("admin", True, True)],
)
def test_the_first_page_leads_there_whoever_may_enter(
    desk: Any, role: str, reception: bool, counters: bool
) -> None:
    desk.role = role
    desk.open("/")
    desk.page.wait_for_selector("#choice:not([hidden])")
    assert desk.page.is_visible("#reception") == reception
    assert desk.page.is_visible("#desks") == counters
    assert desk.page.get_attribute("#reception", "href") == PAGE


@pytest.mark.parametrize(("language", "size"), looks([UPRIGHT, LYING, (640, 400)]))
def test_every_state_has_room_and_no_fault_and_nothing_is_too_small_to_touch(
    tablet: Any, size: tuple[int, int], language: str
) -> None:
    tablet.devices = [device("Ki-ốt 1"), device("Ki-ốt hướng dẫn tầng 2", "out_of_paper", online=False)]
    tablet.calls = [{"id": "call-1", "kiosk": "Ki-ốt 2", "called_at": at("08:34:20"), "late_at": at("08:35:20"),
                     "late": False}]  # fmt: skip
    tablet.services[4] = seen("them-h", 0, open=False)
    know(tablet, found("A1011", "waiting", "3", "7", procedure="dang-ky-lai", priority="elderly"))
    tablet.page.set_viewport_size({"width": size[0], "height": size[1]})
    ready(tablet, f"{PAGE}?lang={language}")
    check(tablet, size, f"empty-{language}")
    pick(tablet, "ho-tich")
    tablet.page.select_option("#procedure", "khai-sinh")
    check(tablet, size, f"chosen-{language}")
    tablet.page.click('[data-action="take"]')
    tablet.await_slip()
    tablet.end_slip("not_printed")
    check(tablet, size, f"issued-{language}")
    tablet.page.fill("#find-text", "A1011")
    tablet.page.keyboard.press("Enter")
    tablet.page.wait_for_selector('body[data-state="found"]')
    check(tablet, size, f"found-{language}")
    tablet.page.click("#find-change")
    check(tablet, size, f"change-{language}")


def check(desk: Any, size: tuple[int, int], name: str) -> None:
    if (folder := os.environ.get("MOISO_PICTURES")) and size[0] > 700:
        desk.page.screenshot(path=Path(folder) / f"reception-{size[0]}-{name}.png")
    assert faults(desk.page) == []
    assert not desk.page.evaluate(TOO_WIDE)
    assert size[0] < 700 or not desk.page.evaluate(TOO_HIGH)
    assert desk.page.evaluate(SMALL) == []
