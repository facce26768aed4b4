"""A browser profile that pages of a file share: a new one for each page costs as much as all that the page does."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, ViewportSize

NOWHERE = "http://127.0.0.1:9/"


class Profile:
    """Makes pages as a browser does. They share their storage and, once one installs it, their clock: a file uses this
    if all its pages install the clock anew, or none does."""

    def __init__(self, browser: Browser, with_scripts: bool = True) -> None:
        self._context = browser.new_context(base_url=NOWHERE, java_script_enabled=with_scripts)
        self._stay_warm()

    def new_page(self, viewport: ViewportSize) -> Page:
        page = self._context.new_page()
        page.set_viewport_size(viewport)
        return page

    def leave(self, page: Page) -> None:
        """Close it; the next one remembers nothing, and time runs for it."""
        page.evaluate("localStorage.clear()")
        page.clock.resume()
        page.close()

    def close(self) -> None:
        self._context.close()

    def _stay_warm(self) -> None:
        """With its last page a profile would lose its process, with the fonts and scripts that it knows."""
        page = self._context.new_page()
        page.route("**/*", lambda route: route.fulfill(body="<p>", content_type="text/html"))
        page.goto(NOWHERE)
