"""Every state of the wall in every theme, shape and language: `python -m tests.display.film FOLDER [STATE …]`."""

from __future__ import annotations

import sys
from itertools import product
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.conftest import CHROMIUM_FLAGS, chromium
from tests.display.hall import Hall
from tests.display.scenes import HALL, SCENES, play, settle

SHAPES = {"landscape": (1920, 1080), "portrait": (1080, 1920)}
THEMES = ("dark", "light", "contrast")


def main(folder: Path, wanted: list[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playing:
        browser = playing.chromium.launch(executable_path=chromium(), args=CHROMIUM_FLAGS)
        for shape, name, theme, language in product(SHAPES, wanted or SCENES, THEMES, ("vi", "en")):
            width, height = SHAPES[shape]
            page = browser.new_page(viewport={"width": width, "height": height})
            hall = Hall(page, HALL)
            play(hall, name, theme=theme)
            hall.open(f"/display/cn02?display=sanh&lang={language}")
            settle(hall, name)
            page.screenshot(path=folder / f"{name}-{shape}-{theme}-{language}.png")
            page.close()
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
