"""A page's clock that only the test moves."""

from __future__ import annotations

from playwright.sync_api import Error, Page

AHEAD_MS = (500, 2000, 8000)
"""The clock runs on until it is told to stop, and cannot be stopped in its past: a busy machine needs more."""


def stop_clock(page: Page) -> None:
    for ahead in AHEAD_MS:
        at = page.evaluate(f"new Date(Date.now() + {ahead}).toISOString()")
        try:
            page.clock.pause_at(at)
        except Error:
            if ahead == AHEAD_MS[-1]:
                raise
        else:
            return
