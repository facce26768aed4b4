"""A wall that is dark, mute or old, as the board tells it."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.pages.test_boards import kiosk, picture, watch

pytestmark = pytest.mark.browser


def wall(name: str, *faults: str, **changes: Any) -> dict[str, Any]:
    display = {"shows": "A015", "sound": "on", "picture_age_s": 1, "faults": list(faults)}
    return kiosk(name, scope="display", printer=None, display=display, **changes)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("vi", ["Bảng 1Màn hình không phát được tiếng. Khởi động lại màn hình; tạm gọi số bằng lời.",
                "Bảng 1Màn hình thiếu tiếng đọc số. Gọi số bằng lời và báo bộ phận kỹ thuật (moiso voice check).",
                "Bảng 2Mất liên lạc từ 10:12. Màn hình có thể đã tắt: kiểm tra nguồn điện và mạng, gọi số bằng lời.",
                "Bảng 3Loa của màn hình đang tắt tiếng. Bật lại âm lượng.",
                "Bảng 3Màn hình đang hiện thông tin cũ. Khởi động lại màn hình."]),
        ("en", ["Bảng 1The screen cannot play sound. Start it again; call numbers by voice meanwhile.",
                "Bảng 1The screen has no clips to speak with. Call by voice and tell the technicians "
                "(moiso voice check).",
                "Bảng 2No connection since 10:12. The screen may be dark: check its power and network, "
                "call numbers by voice.",
                "Bảng 3The screen's loudspeaker is muted. Turn the volume up again.",
                "Bảng 3The screen shows an old picture. Start it again."]),
    ],
)  # fmt: skip
def test_a_wall_that_is_dark_mute_or_old_is_told_with_what_to_do(
    page: Page, node: Any, language: str, told: list[str]
):
    walls = [wall("Bảng 1", "sound_blocked", "sound_missing"), wall("Bảng 2", online=False),
             wall("Bảng 3", "sound_muted", "picture_old"), wall("Bảng 4")]  # fmt: skip
    watch(page, node, picture({}, devices=walls), language)
    expect(page.locator("#troubles li")).to_have_text(told)
    expect(page.locator("#devices li").last).to_have_text(
        "Bảng 4Đã kết nối" if language == "vi" else "Bảng 4Connected"
    )
