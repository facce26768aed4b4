"""A kiosk's screen in a real Chromium, and the finger of the person before it."""

from __future__ import annotations

from playwright.sync_api import FloatRect, Page, expect

from tests.conftest import eventually
from tests.kiosk.paper_agent import ORIGIN, PaperAgent

PORTRAIT = {"width": 1080, "height": 1920}
LANDSCAPE = {"width": 1280, "height": 1024}
PATIENCE_MS = 15_000
CROWDED = """() => {
  const mm = parseFloat(getComputedStyle(document.documentElement).getPropertyValue("--mm"));
  const touchable = document.querySelectorAll(":is(#kiosk:not([inert]), #veil) button");
  const controls = [...touchable].map((one) => [one, one.getBoundingClientRect()]);
  const wrong = [];
  const name = (one) => one.textContent.trim().slice(0, 30);
  for (const [one, box] of controls) {
    if (Math.min(box.width, box.height) < 19.9 * mm) wrong.push(`under 20 mm: ${name(one)}`);
    if (box.bottom > innerHeight || box.right > innerWidth) wrong.push(`off the screen: ${name(one)}`);
  }
  controls.forEach(([one, a], index) => controls.slice(index + 1).forEach(([other, b]) => {
    const apart = Math.max(a.left - b.right, b.left - a.right, a.top - b.bottom, b.top - a.bottom);
    if (apart < 3 * mm - 0.5) wrong.push(`under 3 mm apart: ${name(one)} / ${name(other)}`);
  }));
  const { scrollHeight, scrollWidth } = document.documentElement;
  if (scrollHeight > innerHeight || scrollWidth > innerWidth) wrong.push("scrolls");
  return wrong;
}"""

WEAR = """([language, modes]) => {
  const tool = (action, more = "") => document.querySelector(`.k-tools [data-action="${action}"]${more}`);
  tool("language", `[data-value="${language}"]`).click();
  for (const mode of ["large", "contrast", "low"]) {
    if ((tool(mode).getAttribute("aria-pressed") === "true") !== modes.includes(mode)) tool(mode).click();
  }
}"""
NOW, LATER = "2026-11-25T08:20:00+07:00", "2026-11-25T08:20:01+07:00"


class Screen:
    """A person's finger on a kiosk."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.outside: list[str] = []
        page.set_default_timeout(PATIENCE_MS)
        page.on("request", lambda asked: asked.url.startswith(url) or self.outside.append(asked.url))
        page.on("pageerror", lambda problem: self.outside.append(str(problem)))
        page.goto(url)
        expect(page.locator("body:not([data-state='starting'])")).to_be_visible(timeout=PATIENCE_MS)

    @classmethod
    def on_paper(cls, page: Page, paper: PaperAgent) -> Screen:
        """On an agent of paper, with a clock that only `pass_time` moves."""
        page.clock.install(time=NOW)
        page.clock.pause_at(LATER)
        paper.attach(page)
        screen = cls(page, ORIGIN)
        page.evaluate("document.fonts.ready")
        screen.pass_time(300)
        return screen

    def pass_time(self, ms: int) -> None:
        """On the clock of `on_paper`."""
        self.page.clock.run_for(ms)

    def wear(self, language: str, *modes: str) -> None:
        """This language and exactly these modes, whatever was before."""
        self.page.evaluate(WEAR, [language, list(modes)])
        self.pass_time(300)

    def at(self, state: str) -> None:
        expect(self.page.locator(f"body[data-state='{state}']")).to_be_visible(timeout=PATIENCE_MS)

    def service(self, code: str) -> None:
        self.page.locator(f"[data-service='{code}']").click()

    def procedure(self, code: str) -> None:
        self.page.locator(f"[data-procedure='{code}']").click()

    def do(self, action: str) -> None:
        self.page.locator(f"[data-action='{action}']").click()

    def take(self, action: str = "take") -> str:
        """Three touches."""
        self.service("ho-tich")
        self.procedure("dang-ky-khai-sinh")
        self.do(action)
        return self.number()

    def number(self) -> str:
        return self.page.locator("[data-number]").inner_text()

    def box(self, selector: str) -> FloatRect:
        """Where it stands, px; measured again when the page is drawn anew under the rule."""
        found: list[FloatRect] = []

        def measured() -> bool:
            box = self.page.locator(selector).bounding_box()
            found.extend([box] if box else [])
            return bool(found)

        assert eventually(measured), f"{selector} stands nowhere"
        return found[-1]

    def reads(self, text: str) -> None:
        expect(self.page.locator("#kiosk")).to_contain_text(text)
