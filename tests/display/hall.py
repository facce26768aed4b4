"""A hall without a node: the browser's requests and its socket are answered by the test."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask, Response, abort, request, send_from_directory
from playwright.sync_api import Page, Route, WebSocketRoute

from config.words import LANGUAGES, say, windows
from display import blueprint
from display.media.doors import doors
from display.media.shelf import Shelf
from tests.display import voice
from tests.display.pictures import Json
from tests.stopped import stop_clock

HOME = Path(__file__).parents[2]
URL = "http://hall.test"
FOLDERS = {"brand": "config/brand", "static": "server/static"}
OPENING = {"sid": "s", "upgrades": [], "pingInterval": 25000, "pingTimeout": 600000, "maxPayload": 1 << 20}


def pages(facts: Json, hall: Hall) -> Flask:
    app = Flask(__name__, template_folder=HOME / "server/templates", static_folder=None)
    app.register_blueprint(blueprint)
    app.register_blueprint(doors(lambda *_: hall.shelf))
    app.jinja_env.globals.update(catalogue=lambda _: facts, words=merged, display=lambda *_: hall.own)

    @app.context_processor
    def language() -> Json:
        chosen = request.args.get("lang", "vi")
        return {"language": chosen, "say": lambda key, **values: say(chosen, key, **values)}

    @app.get("/voice/<branch>")
    def pack(branch: str) -> Json:
        if hall.pack is None:
            abort(404)
        return hall.pack

    @app.get("/voice/clips/<path:name>")
    def clip(name: str) -> Response:
        return Response(voice.clip(name), mimetype="audio/wav") if name in voice.WORDS else abort(404)

    @app.get("/<any(brand, static):root>/<path:name>")
    def file(root: str, name: str) -> Response:
        return send_from_directory(HOME / FOLDERS[root], name)

    return app


def merged(*names: str) -> Json:
    return {one: {k: v for name in names for k, v in windows(name)[one].items()} for one in LANGUAGES}


class Hall:
    """One branch as a wall hears it: `answer` is what `GET …/snapshot` says, None is a dead line; `own` what the
    centre file says of the wall, None is nothing; `greeting` is pushed to a socket that connects, unless the hall
    `refuses` it; `shelf` the folder of its pictures and films."""

    def __init__(self, page: Page, facts: Json) -> None:
        self.page = page
        self.answer: Json | None = None
        self.own: Json | None = None
        self.greeting: Json | None = None
        self.asked = 0
        self.refuses = False
        self.sockets: list[WebSocketRoute] = []
        self.pack: Json | None = None
        self.shelf: Shelf | None = None
        self.client = pages(facts, self).test_client()
        page.route("**/*", self._serve)
        page.route_web_socket("**/socket.io/**", self._connect)

    def open(self, path: str = "/display/cn02", at: str = "2026-11-25T08:34:00+07:00") -> None:
        self.page.clock.install(time=at)
        self.page.goto(URL + path)
        self.page.wait_for_selector("body[data-link]")

    def stop_clock(self) -> None:
        """From here on only the test lets time pass on the wall."""
        stop_clock(self.page)

    def push(self, event: str, body: Json) -> None:
        self.sockets[-1].send("42" + json.dumps([event, body]))

    def _connect(self, socket: WebSocketRoute) -> None:
        socket.on_message(lambda text: self._greet(socket, str(text)))
        socket.send("0" + json.dumps(OPENING))

    def _greet(self, socket: WebSocketRoute, text: str) -> None:
        if not text.startswith("40"):
            return
        if self.refuses:
            socket.send('44{"message":"no"}')
        else:
            socket.send('40{"sid":"t"}')
            self.sockets.append(socket)
            if self.greeting:
                self.push("snapshot", self.greeting)

    def _serve(self, route: Route) -> None:
        url = urlsplit(route.request.url)
        if url.path.endswith("/snapshot"):
            self._answer(route)
            return
        if "/displays/" in url.path:
            route.fulfill(status=200, json=self.own) if self.own else route.fulfill(status=404, json={})
            return
        with self.client.get(f"{url.path}?{url.query}") as reply:
            headers = {
                "Content-Type": str(reply.content_type),
                "Content-Security-Policy": "default-src 'self'",
            }
            route.fulfill(status=reply.status_code, headers=headers, body=reply.get_data())

    def _answer(self, route: Route) -> None:
        self.asked += 1
        if self.answer is None:
            route.abort()
        else:
            route.fulfill(json=self.answer)
