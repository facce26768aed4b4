"""Every page fits the screen and the finger, in every mode."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.kiosk.conftest import Kiosk, MakeScreen
from tests.kiosk.screen import CROWDED, LANDSCAPE, PORTRAIT

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
@pytest.mark.parametrize("modes", [[], ["language"], ["large"], ["low"], ["language", "large"]], ids="-".join)
def test_every_control_is_large_enough_apart_enough_and_on_the_screen(
    look: MakeScreen, kiosk: Kiosk, size: dict[str, int], modes: list[str]
):
    screen = look(kiosk, size)
    screen.page.evaluate("document.fonts.ready")
    for mode in modes:
        screen.page.locator(f"[data-action='{mode}']").last.click()
    steps: list[Callable[[], object]] = [
        lambda: None, lambda: screen.do("more"), lambda: screen.service("tra-ket-qua"), lambda: screen.do("back"),
        lambda: screen.do("more"), screen.take, lambda: screen.page.locator("[data-action='home']").wait_for(),
        lambda: screen.do("not-out"),
    ]  # fmt: skip
    for step in steps:
        step()
        assert screen.page.evaluate(CROWDED) == []
