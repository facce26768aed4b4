"""What axe-core finds on a page whose clock only the test moves."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

AXE = (Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js").read_text("utf-8")
JUDGE = """() => {
  delete window.judged;
  void axe.run().then((found) => {
    window.judged = found.violations.map((one) => one.id + " " + one.nodes[0].target);
  });
}"""


def faults(page: Page) -> list[str]:
    """The rules that are broken, each with its first place."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    page.evaluate(JUDGE)
    for _ in range(100):
        page.clock.run_for(100)
        if page.evaluate("'judged' in window"):
            found: list[str] = page.evaluate("window.judged")
            return found
    raise AssertionError("axe did not come to an end")
