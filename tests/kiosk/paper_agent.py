"""An agent of paper: the kiosk's real page and files, and the answers that a test or a picture needs."""

from __future__ import annotations

import json
from functools import cache
from typing import Any, cast
from urllib.parse import urlsplit

from playwright.sync_api import Page, Route

from kiosk.elsewhere import place_of
from kiosk.qr import qr_code
from kiosk.screens import screens
from tests.kiosk import spoken
from tests.kiosk.fake_node import ORDINARY, WAITS, booking_of, catalogue_of, snapshot_of

ORIGIN = "http://127.0.0.1:9"
NOW = "2026-11-25T08:20:12+07:00"
ADDRESS = "HTTPS://SO.HANOI.GOV.VN/T/7KQ2MX9DTRW4H"
PROBLEMS = (404, 409)

Json = dict[str, Any]


@cache
def file(path: str) -> tuple[int, str, bytes]:
    """As every agent of this kiosk sends it: status, type and bytes."""
    nobody = cast("Any", None)
    agent = screens(nobody, nobody, nobody, nobody, {"slot": "bottom", "mm": None})
    with agent.test_client().get(path) as reply:
        return reply.status_code, reply.content_type, reply.data


class PaperAgent:
    """What the page is told. `picture` is the agent's own; `paper` how the slip of every number ends, with `fault`
    as the reason; `ticket` are changes to every ticket; `no` refuses every number; `silent` answers nothing;
    `bell` and `standing` are the answers of those doors."""

    def __init__(self) -> None:
        catalogue = catalogue_of("cn02")
        results = cast("Any", catalogue_of("cn01-kq"))
        self.picture: Json = {
            "link": "live", "now": NOW, "kiosk": "Ki-ốt 1", "settings": dict(ORDINARY), "catalogue": catalogue,
            "snapshot": snapshot_of(catalogue), "elsewhere": {"cn01-kq": place_of(results)}, "emergency": 0,
            "fault": None, "pairing": None, "pairing_left_s": 0.0, "calibrating": False,
            "trying": False, "voice": spoken.told()["version"],
        }  # fmt: skip
        self.paper: str = "confirmed"
        self.fault: str | None = None
        self.ticket: Json = {}
        self.no: str | None = None
        self.silent = False
        self.bell = "ringing"
        self.standing: Json = {"state": "unknown"}
        self.trial: Json = {"state": None, "advice": None}
        self.asked: list[str] = []
        self._given: dict[str, Json] = {}

    def attach(self, page: Page) -> None:
        page.route("**/*", self._answer)

    def service(self, code: str) -> Json:
        return next(one for one in self.picture["catalogue"]["services"] if one["code"] == code)

    def _answer(self, route: Route) -> None:
        url, method = route.request.url, route.request.method
        self.asked.append(url)
        path = urlsplit(url).path
        if not url.startswith(f"{ORIGIN}/"):
            route.abort()
        elif path.startswith("/voice/clips/"):
            route.fulfill(content_type="audio/wav", body=spoken.clip(path.rpartition("/")[2]))
        elif path.startswith("/voice/"):
            route.fulfill(content_type="application/json", body=spoken.body())
        elif path.startswith("/api/"):
            self._tell(route, method, path.removeprefix("/api/"), route.request.post_data)
        else:
            status, kind, body = file(path)
            route.fulfill(status=status, content_type=kind, body=body)

    def _tell(self, route: Route, method: str, door: str, body: str | None) -> None:
        if self.silent and door != "picture":
            route.abort()
            return
        name, _, rest = door.partition("/")
        answers: dict[str, Any] = {
            "picture": lambda: self.picture,
            "touches": lambda: self._touch(
                rest.partition("/")[0], json.loads(body) if method == "PUT" and body else None
            ),
            "help": lambda: {"state": self.bell},
            "standing": lambda: self.standing,
            "trial": lambda: self.trial,
        }
        route.fulfill(status=200, content_type="application/json", body=json.dumps(answers[name]()))

    def _touch(self, uuid: str, wish: Json | None) -> Json:
        if wish is not None:
            self._given[uuid] = wish
        if self.no:
            return {"state": "refused", "code": self.no}
        wish = self._given[uuid]
        if "later" in wish:
            return self._issued(booking_of(wish, uuid, "A001", ADDRESS[-13:]))
        waiting, low_s, high_s = WAITS[wish["service"]]
        series = self.service(wish["service"])["series"]
        ticket = {
            **wish, "id": uuid, "number": f"{series}015", "series": series, "state": "waiting", "version": 1,
            "branch": "cn02", "counter": None, "issued_at": NOW, "called_at": None, "ahead": waiting,
            "estimate": {"low_s": low_s, "high_s": high_s}, "url": ADDRESS, **self.ticket,
        }  # fmt: skip
        return self._issued(ticket)

    def _issued(self, ticket: Json) -> Json:
        return {"state": "issued", "ticket": ticket, "qr": qr_code(ADDRESS), "paper": self.paper, "fault": self.fault,
                "copy": 1, "again": self.paper in ("in_doubt", "not_printed")}  # fmt: skip
