"""A node of paper: answers the browser from our templates and static files, and plays its socket."""

from __future__ import annotations

import json
import mimetypes
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from playwright.sync_api import Browser, Page, Route, ViewportSize, WebSocketRoute

from config import words
from tests.profile import Profile

HOUSE = Path(__file__).parents[2]
FILES = {"/brand/": HOUSE / "config/brand", "/static/": HOUSE / "server/static"}
PHONE: ViewportSize = {"width": 390, "height": 664}
NOW = "2026-11-25T08:21:30+07:00"
TODAY = NOW[:10]

Json = dict[str, Any]


def names(vi: str, en: str) -> Json:
    return {"vi": vi, "en": en}


CIVIL = names("Hộ tịch", "Civil status")
LAND = names("Đất đai", "Land")
FACTS: Json = {
    "centre": {
        "name": names(
            "Trung tâm Phục vụ hành chính công thành phố Hà Nội",
            "Hanoi Public Administration Service Centre",
        )
    },
    "branch": {
        "code": "cn02",
        "name": names("Chi nhánh số 2", "Branch No. 2"),
        "address": names("85 Dịch Vọng Hậu, Cầu Giấy", "85 Dịch Vọng Hậu, Cầu Giấy"),
        "timezone": "Asia/Ho_Chi_Minh",
    },
    "services": [
        {
            "code": "ho-tich",
            "name": CIVIL,
            "procedures": [
                {
                    "code": "khai-sinh",
                    "name": names("Đăng ký khai sinh", "Birth registration"),
                    "papers": [names("Giấy chứng sinh (bản chính)", "Birth certificate (original)")],
                }
            ],
        },
        {"code": "dat-dai", "name": LAND, "procedures": []},
    ],
    "counters": [],
}


class PaperNode:
    """What a page finds at the other end of the line.

    `pages`: path to HTML by language, with 404 for those `missing`; `answers`: path to JSON; any other path is
    404. `picture` is what a socket gets first.
    """

    def __init__(self) -> None:
        self.pages: dict[str, Callable[[str], str]] = {}
        self.answers: dict[str, Any] = {}
        self.missing: set[str] = set()
        self.picture: Json | None = None
        self.asked: list[str] = []
        self.bytes_sent = 0
        self._sockets: list[WebSocketRoute] = []
        self._templates = Environment(
            loader=FileSystemLoader(HOUSE / "server/templates"),
            undefined=StrictUndefined,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        # As the node writes it: Vietnamese escaped would be three times as long.
        self._templates.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": True}

    def render(self, template: str, language: str, **values: Any) -> str:
        def say(key: str, **places: object) -> str:
            return words.say(language, key, **places)

        def catalogues(*windows: str) -> Json:
            return {
                tongue: {key: text for name in windows for key, text in texts(tongue, name).items()}
                for tongue in words.LANGUAGES
            }

        return self._templates.get_template(template).render(
            language=language, say=say, words=catalogues, catalogue=lambda _: FACTS, **values
        )

    def attach(self, page: Page) -> None:
        page.route("**/*", self._answer)
        page.route_web_socket("**/socket.io/*", self._connect)

    def show(self, picture: Json) -> None:
        self.picture = picture
        self.push("snapshot", picture)

    def push(self, event: str, body: Any) -> None:
        for socket in self._sockets:
            socket.send("42" + json.dumps([event, body]))

    def _connect(self, socket: WebSocketRoute) -> None:
        opening = {"sid": "paper", "upgrades": [], "pingInterval": 25000, "pingTimeout": 60000}
        socket.on_message(lambda message: self._hear(socket, str(message)))
        socket.send("0" + json.dumps({**opening, "maxPayload": 100000}))

    def _hear(self, socket: WebSocketRoute, message: str) -> None:
        if message.startswith("40"):
            socket.send('40{"sid":"paper"}')
            self._sockets.append(socket)
            if self.picture is not None:
                socket.send("42" + json.dumps(["snapshot", self.picture]))

    def _answer(self, route: Route) -> None:
        url = urlsplit(route.request.url)
        self.asked.append(url.path)
        language = parse_qs(url.query).get("lang", ["vi"])[0]
        if url.path in self.pages:
            status = 404 if url.path in self.missing else 200
            self._send(route, self.pages[url.path](language), "text/html; charset=utf-8", status)
        elif url.path in self.answers:
            self._send(route, json.dumps(self.answers[url.path]), "application/json")
        else:
            self._send_file(route, url.path)

    def _send_file(self, route: Route, path: str) -> None:
        for prefix, folder in FILES.items():
            file = folder / path.removeprefix(prefix)
            if path.startswith(prefix) and file.is_file():
                kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
                return self._send(route, file.read_bytes(), kind)
        return route.fulfill(status=404, body="{}", content_type="application/json")

    def _send(self, route: Route, body: str | bytes, kind: str, status: int = 200) -> None:
        raw = body.encode() if isinstance(body, str) else body
        if "font" not in kind:
            self.bytes_sent += len(raw)
        route.fulfill(status=status, body=raw, content_type=kind)


def texts(language: str, name: str) -> Json:
    return dict(words.window(language, name))


@pytest.fixture
def node() -> PaperNode:
    return PaperNode()


@pytest.fixture(scope="module")
def scriptless(browser: Browser) -> Iterator[Profile]:
    """Pages in which no script runs."""
    made = Profile(browser, with_scripts=False)
    yield made
    made.close()


@pytest.fixture
def page(profile: Profile, node: PaperNode) -> Iterator[Page]:
    """A phone's screen whose every request is answered by `node`, on the day that its pictures tell of."""
    page = profile.new_page(PHONE)
    page.clock.set_fixed_time(NOW)
    node.attach(page)
    yield page
    profile.leave(page)
