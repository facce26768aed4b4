"""Reading aloud: who asks for it hears each page and control, at any volume, with the screen dark, by four keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.conftest import eventually
from tests.kiosk import spoken
from tests.kiosk.paper_agent import PaperAgent
from tests.kiosk.screen import PORTRAIT, Screen
from tests.kiosk.states import answering, on_home
from tests.kiosk.test_keys import press, walk_to
from tests.profile import Profile

pytestmark = pytest.mark.browser
VOLUME = """() => {
  const { connect } = AudioNode.prototype;
  AudioNode.prototype.connect = function (to) {
    if (this instanceof GainNode) window.gain = this;
    return connect.apply(this, arguments);
  };
}"""
ENDLESS = """() => {
  const { start } = AudioBufferSourceNode.prototype;
  AudioBufferSourceNode.prototype.start = function () { this.loop = true; return start.call(this); };
}"""
MakeListener = Callable[..., Screen]


@pytest.fixture
def listener(profile: Profile) -> Iterator[MakeListener]:
    """`listener(paper)`: somebody before the page of this agent, whose loudspeaker writes down what it says."""
    pages = []

    def make(paper: PaperAgent | None = None) -> Screen:
        page = profile.new_page(viewport=PORTRAIT)
        pages.append(page)
        spoken.record(page)
        page.add_init_script(f"({VOLUME})()")
        return Screen.on_paper(page, paper or PaperAgent())

    yield make
    for page in pages:
        page.close()


def figures(paper: PaperAgent, service: str) -> dict[str, Any]:
    return next(one for one in paper.picture["snapshot"]["services"] if one["code"] == service)


def said(screen: Screen, *texts: str) -> list[str]:
    """All that was said, once these were among it, one after the other."""

    def heard() -> bool:
        told = [one for one in spoken.heard(screen.page) if one != "stop"]
        return any(told[at : at + len(texts)] == list(texts) for at in range(len(told)))

    assert eventually(heard), (texts, spoken.heard(screen.page))
    return spoken.heard(screen.page)


def test_a_page_is_read_from_its_title_to_its_choices_with_figures_in_words(listener: MakeListener):
    screen = listener()
    screen.do("listen")
    said(
        screen, "Quý vị cần làm thủ tục gì", "Chạm vào một ô để lấy số",
        "Chạm màn hình hoặc nhấn phím bất kỳ để dừng đọc", "Có", "vi-9", "mục để chọn", "Nhận kết quả",
        "Vào ngay, không chờ", "Hộ tịch", "Khai sinh, kết hôn, khai tử", "từ", "vi-10", "vi-tens-5", "đến",
        "vi-2", "vi-tens", "vi-tens-5", "phút", "vi-8", "người chờ",
    )  # fmt: skip


def test_who_listens_is_told_to_wait_also_where_nobody_waits_before_them(listener: MakeListener):
    paper = PaperAgent()
    results = figures(paper, "tra-ket-qua")
    results["estimate"] = {"low_s": 600, "high_s": 1500}
    screen = listener(paper)
    screen.do("listen")
    said(screen, "Nhận kết quả", "từ", "vi-10", "đến", "vi-2", "vi-tens", "vi-tens-5", "phút")
    assert "Vào ngay, không chờ" not in spoken.heard(screen.page)


def test_who_listens_is_told_that_no_counter_is_open(listener: MakeListener):
    paper = PaperAgent()
    figures(paper, "tra-ket-qua")["estimate"] = None
    screen = listener(paper)
    screen.do("listen")
    said(screen, "Nhận kết quả", "Chưa mở quầy")


def test_four_keys_lead_from_home_to_a_number_by_ear_alone(listener: MakeListener):
    screen = listener()
    press(screen, "Escape")
    said(screen, "Quý vị cần làm thủ tục gì")
    walk_to(screen, "[data-action='dark']")
    said(screen, "Tắt màn hình", "đang tắt")
    press(screen, "Enter")
    expect(screen.page.locator("html[data-dark]")).to_have_count(1)
    said(screen, "Tắt màn hình", "đang bật")
    screen.page.evaluate("window.tape.length = 0")
    walk_to(screen, ".k-title")
    said(screen, "Quý vị cần làm thủ tục gì", "Chạm vào một ô để lấy số", "Có")
    walk_to(screen, "[data-service='ho-tich']")
    said(screen, "Hộ tịch", "Khai sinh, kết hôn, khai tử")
    press(screen, "Enter")
    said(screen, "Hộ tịch", "Quý vị làm thủ tục nào")
    walk_to(screen, "[data-procedure='dang-ky-khai-sinh']")
    press(screen, "Enter")
    said(screen, "Mời quý vị xác nhận", "Đăng ký khai sinh", "Hộ tịch", "Quầy", "vi-1")
    walk_to(screen, "[data-action='take']")
    said(screen, "Lấy số")
    press(screen, "Enter")
    said(screen, "Mời quý vị nhận phiếu", "Giữ phiếu và theo dõi màn hình gọi số", "Số của quý vị là",
         "vi-a", "vi-0", "vi-1", "vi-5", "Đăng ký khai sinh")  # fmt: skip
    said(screen, "Theo dõi trên điện thoại", "Phiếu ra ở khe phía dưới")
    walk_to(screen, "[data-action='home']")
    press(screen, "Enter")
    screen.at("home")
    expect(screen.page.locator("html:not([data-dark]):not([data-aloud])")).to_have_count(1)


def test_a_touch_is_silence_at_once_and_a_new_page_is_read_instead_of_the_old_one(listener: MakeListener):
    screen = listener()
    screen.do("listen")
    said(screen, "Quý vị cần làm thủ tục gì")
    screen.service("ho-tich")
    told = said(screen, "Hộ tịch", "Quý vị làm thủ tục nào")
    place = told.index("stop")
    assert told[place + 1 : place + 3] == ["Hộ tịch", "Quý vị làm thủ tục nào"]
    screen.page.locator(".k-title").click()
    silent = len(spoken.heard(screen.page))
    screen.page.wait_for_timeout(500)
    assert len(spoken.heard(screen.page)) == silent
    screen.do("large")
    said(screen, "Chữ lớn", "đang bật")
    screen.page.locator("[data-value='en']").click()
    said(screen, "Civil status", "Which procedure")


def test_the_volume_has_three_steps_and_the_next_person_begins_in_silence(listener: MakeListener):
    screen = listener()
    tool = screen.page.locator("[data-action='listen']")
    gains = {}
    for text in ("Âm lượng vừa", "Âm lượng to", "Âm lượng nhỏ"):
        tool.click()
        expect(tool).to_have_text(text)
        said(screen, text, "đang bật") if gains else said(screen, "Quý vị cần làm thủ tục gì")
        gains[text] = screen.page.evaluate("window.gain.gain.value")
    assert gains["Âm lượng nhỏ"] < gains["Âm lượng vừa"] < gains["Âm lượng to"] <= 1
    tool.click()
    expect(tool).to_have_text("Nghe hướng dẫn")
    tool.click()
    expect(tool).to_have_text("Âm lượng vừa")
    screen.page.locator(".k-title").click()
    screen.pass_time(61_000)
    expect(tool).to_have_text("Nghe hướng dẫn")


@pytest.mark.thorough
def test_nobody_is_sent_home_while_the_page_is_being_read_to_them(listener: MakeListener):
    screen = listener()
    screen.page.evaluate(ENDLESS)
    screen.do("listen")
    screen.page.wait_for_function("window.tape.length > 0")
    screen.pass_time(200_000)
    screen.at("home")
    expect(screen.page.locator("[data-action='listen']")).to_have_text("Âm lượng vừa")
    screen.pass_time(101_000)
    expect(screen.page.locator("[data-action='listen']")).to_have_text("Nghe hướng dẫn")


@pytest.mark.thorough
def test_paper_in_doubt_and_a_clip_that_is_lost_are_no_silence(listener: MakeListener):
    paper = PaperAgent()
    answering(paper="not_printed", fault="out_of_paper")(paper)
    screen = listener(paper)
    lost = spoken.told()["clips"][spoken.told()["languages"]["vi"]["texts"]["Máy này hết giấy"]]
    screen.page.route(f"**{lost}", lambda route: route.fulfill(status=404))
    on_home("service=ho-tich", "procedure=dang-ky-khai-sinh", "take")(screen)
    screen.do("listen")
    told = said(screen, "Số của quý vị đã được giữ và vẫn có hiệu lực", "Mời quý vị lưu số bằng điện thoại",
                "Số của quý vị là", "vi-a", "vi-0", "vi-1", "vi-5")  # fmt: skip
    assert "Máy này hết giấy" not in told


@pytest.mark.thorough
def test_a_machine_without_a_voice_offers_none_and_its_keys_stay_silent(listener: MakeListener):
    paper = PaperAgent()
    paper.picture["voice"] = None
    screen = listener(paper)
    press(screen, "Escape")
    expect(screen.page.locator("[data-action='listen']")).to_have_count(0)
    assert spoken.heard(screen.page) == []
