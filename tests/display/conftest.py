"""A browser and a hall for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from tests.display.hall import Hall
from tests.display.pictures import FACTS, Json


@pytest.fixture
def open_hall(browser: Browser) -> Iterator[Callable[[Json], Hall]]:
    page = browser.new_page(viewport={"width": 1920, "height": 1080})
    yield lambda facts: Hall(page, facts)
    page.close()


@pytest.fixture
def hall(open_hall: Callable[[Json], Hall]) -> Hall:
    return open_hall(FACTS)
