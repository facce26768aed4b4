"""A desk without a node: the browser's requests and its socket are answered from one small queue."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask, Response, render_template, request, send_from_directory
from playwright.sync_api import Page, Route, WebSocketRoute

from config.words import LANGUAGES, say, window
from counter import blueprint
from server.web.qr import qr_code
from tests.conftest import eventually
from tests.counter.facts import FACTS, NOW, Json, at, called, device, names, ticket
from tests.counter.verbs import ME, VERBS
from tests.profile import Profile
from tests.stopped import stop_clock

HOUSE = Path(__file__).parents[2]
ORIGIN = "http://127.0.0.1:9"
FILES = {"brand": HOUSE / "config/brand", "static": HOUSE / "server/static"}
OPENING = {"sid": "s", "upgrades": [], "pingInterval": 25000, "pingTimeout": 600000, "maxPayload": 1 << 20}
SENT = ("x-csrf-token", "idempotency-key", "x-not-after")
DESK = "/counter/cn02/3"


class Desk:
    """Counter 3 as its officer's page sees it; a press changes it as the node would."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.line: list[Json] = []
        self.lists: Json = {"parked": [], "no_show": []}
        self.counter: Json = {
            "code": "3", "state": "closed", "officer": None, "services": ["ho-tich", "chung-thuc"],
            "overflow": [], "calls_from": ["ho-tich", "chung-thuc"],
            "idle_until": None, "since": None, "pause_reason": None, "ticket": None, "done": [],
            "today": {"served": 0, "no_show": 0, "dossiers": 0, "handling_s": None},
        }  # fmt: skip
        self.others: list[Json] = []
        self.devices: list[Json] = [device("Ki-ốt 1")]
        self.calls: list[Json] = []
        self.arrival = True
        self.jobs: dict[str, Json] = {}
        self.found: dict[str, Json] = {}
        self.sought: list[str] = []
        self.taken: list[Json] = []
        self.gives = ""
        self.copy = 2
        self.role = "officer"
        self.services: list[Json] = []
        self.seq = 1
        self.signed_in = True
        self.cut = False
        self.away = False
        self.refuse: str | None = None
        self.errors: list[Json] = []
        self.lose_answers = 0
        self.pushes = True
        self.answers: dict[str, Json] = {}
        self.presses: list[Json] = []
        self.stored: dict[str, Json] = {}
        self.sockets: list[WebSocketRoute] = []
        self.client = pages(self).test_client()
        page.route("**/*", self._serve)
        page.route_web_socket("**/socket.io/**", self._connect)

    def open(self, path: str = DESK) -> None:
        self.page.clock.install(time=NOW)
        self.page.goto(ORIGIN + path)

    def sit(self, active: Json | None = None, officer: str = ME) -> None:
        self.counter.update(state="open", officer=officer, since=at("08:30:00"), ticket=active)

    def line_up(self, *numbers: str) -> None:
        self.line += [ticket(number, "08:20:00", "khai-sinh") for number in numbers]

    def call(self, **changes: object) -> None:
        """A015 has been called to this counter for 38 seconds."""
        self.sit({**called(ticket("A015", "08:20:00", "khai-sinh")), **changes})

    def push(self) -> None:
        self.seq += 1
        for socket in self.sockets:
            socket.send("42" + json.dumps(["snapshot", self.snapshot()]))

    def snapshot(self) -> Json:
        first = self.line[0] if self.line else None
        why = first and ("priority" if first["priority"] != "none" else "longest_wait")
        following = first and {"id": first["id"], "number": first["number"], "why": why}
        counter = {**self.counter, "next": following if self.counter["officer"] else None}
        return {"branch": "cn02", "epoch": 1, "seq": self.seq, "at": NOW, "counters": [counter, *self.others],
                "waiting": self.line, "devices": self.devices, "services": self.services, "emergency": [],
                "help": self.calls, "arrival": self.arrival, **self.lists}  # fmt: skip

    def told(self, what: str = "verb") -> list[str]:
        return [press[what] for press in self.presses]

    def settle(self) -> None:
        """Until the page has shown the effect of the last press."""
        self.page.wait_for_selector('#act-main[aria-disabled="false"]')

    def await_slip(self) -> None:
        """Until the page's wish for a slip has come: its row stands before that."""
        self.page.wait_for_selector("[data-print-state]")
        assert eventually(lambda: bool(self.page.evaluate("true") and self.jobs))

    def end_slip(self, state: str, reason: str | None = None) -> None:
        """The page sees that its slip came to this."""
        self.await_slip()
        for job in self.jobs.values():
            job.update(state=state, reason=reason)
        self.page.wait_for_selector(f'[data-print-state="{state}"]')

    def stop_clock(self) -> None:
        stop_clock(self.page)

    def cut_line(self) -> None:
        self.cut = True
        for socket in self.sockets:
            socket.close()
        self.page.clock.fast_forward(10_000)
        self.page.wait_for_selector('body[data-link="lost"]')

    def _connect(self, socket: WebSocketRoute) -> None:
        if self.cut or self.away:
            socket.close()
            return
        socket.on_message(lambda text: self._greet(socket, str(text)))
        socket.send("0" + json.dumps(OPENING))

    def _greet(self, socket: WebSocketRoute, text: str) -> None:
        if text.startswith("40"):
            socket.send('40{"sid":"t"}')
            self.sockets.append(socket)

    def _serve(self, route: Route) -> None:
        url = urlsplit(route.request.url)
        if self.cut or (self.away and url.path.startswith("/api/")):
            route.abort()
            return
        headers = {name: value for name, value in route.request.headers.items() if name in SENT}
        with self.client.open(f"{url.path}?{url.query}", method=route.request.method, headers=headers,
                              data=route.request.post_data, content_type="application/json") as reply:  # fmt: skip
            body = reply.data
        if route.request.method == "POST" and self.lose_answers > 0:
            self.lose_answers -= 1
            route.abort()
            return
        policy = {"Content-Type": reply.content_type, "Content-Security-Policy": "default-src 'self'"}
        route.fulfill(status=reply.status_code, headers=policy, body=body)

    def press(self, verb: str) -> tuple[Json, int]:
        key, sent = request.headers["Idempotency-Key"], request.headers
        self.presses.append({"verb": verb, "key": key, "token": sent["X-CSRF-Token"],
                             "deadline": sent["X-Not-After"], "body": request.get_json()})  # fmt: skip
        if self.refuse:
            return {"code": self.refuse, "status": 409, "errors": self.errors}, 409
        if key not in self.stored:
            VERBS[verb.partition(" ")[0]](self)
            self.stored[key] = self.answers.get(verb, {"done": verb})
            if self.pushes:
                self.push()
        return self.stored[key], 200


def pages(desk: Desk) -> Flask:
    app = Flask(__name__, template_folder=HOUSE / "server/templates", static_folder=None)
    app.register_blueprint(blueprint)
    app.jinja_env.globals.update(catalogue=lambda _: FACTS, words=merged)

    @app.context_processor
    def language() -> Json:
        chosen = request.args.get("lang", "vi")
        return {"language": chosen, "say": lambda key, **values: say(chosen, key, **values)}

    @app.get("/api/v1/branches/cn02/snapshot")
    def snapshot() -> Json:
        return desk.snapshot()

    @app.post("/api/v1/branches/cn02/<any(tickets, counters, bookings):kind>/<code>/<verb>")
    def press(kind: str, code: str, verb: str) -> Any:
        return desk.press(f"{verb} booking {code}" if kind == "bookings" else verb)

    @app.post("/api/v1/branches/cn02/print-jobs")
    def ask_print() -> Any:
        desk.presses.append({"verb": "print", "body": request.get_json()})
        job = f"job-{len(desk.jobs)}"
        desk.jobs[job] = {
            **request.get_json(),
            "id": job,
            "state": "queued",
            "reason": None,
            "copy": desk.copy,
        }
        return desk.jobs[job], 201

    @app.post("/api/v1/branches/cn02/help/<call>/answer")
    def come(call: str) -> Any:
        return desk.press(f"help {call}")

    @app.get("/api/v1/branches/cn02/print-jobs/<job>")
    def look_at(job: str) -> Any:
        return desk.jobs[job]

    @app.get("/<any(brand, static):root>/<path:name>")
    def file(root: str, name: str) -> Any:
        return send_from_directory(FILES[root], name)

    sign_in_pages(app, desk)
    finding_pages(app, desk)
    return app


def finding_pages(app: Flask, desk: Desk) -> None:
    @app.put("/api/v1/branches/cn02/tickets/<ticket>")
    def take(ticket: str) -> Any:
        desk.taken.append({"id": ticket, **request.get_json()})
        if desk.refuse:
            return {"code": desk.refuse, "status": 409}, 409
        return desk.found[desk.gives]["here"]["ticket"], 201

    @app.get("/reception/cn02/qr/<code>")
    def picture(code: str) -> Any:
        return Response(qr_code(code), mimetype="image/svg+xml")

    @app.get("/api/v1/branches/cn02/tickets")
    def look_up() -> Any:
        desk.sought.append(request.args["find"])
        found = desk.found.get(request.args["find"].upper())
        return found or ({"code": "not_found", "status": 404}, 404)


def sign_in_pages(app: Flask, desk: Desk) -> None:
    @app.get("/")
    def home() -> str:
        return render_template("signin.html", branches=branches() if desk.signed_in else [])

    @app.route("/api/v1/session", methods=["GET", "POST"])
    def session() -> Any:
        if request.method == "POST":
            desk.signed_in = request.get_json() == {"username": ME, "password": "moiso-demo"}
        if not desk.signed_in:
            return {"code": "unauthenticated", "status": 401}, 401
        return {"username": ME, "role": desk.role, "branches": ["cn02"], "csrf_token": "token"}


def branches() -> list[Json]:
    second = {"code": "cn03", "name": names("Chi nhánh số 3", "Branch No. 3"), "counters": ["1", "2"]}
    return [{"code": "cn02", "name": FACTS["branch"]["name"], "counters": list("123456789")}, second]


def merged(*windows: str) -> Json:
    return {one: {k: v for name in windows for k, v in window(one, name).items()} for one in LANGUAGES}


@pytest.fixture
def desk(profile: Profile) -> Iterator[Desk]:
    page = profile.new_page(viewport={"width": 1440, "height": 900})
    yield Desk(page)
    profile.leave(page)
