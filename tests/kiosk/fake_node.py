"""A small stand-in for the node: real HTTP, one ticket per uuid, and switches for everything that can go wrong."""

from __future__ import annotations

import copy
import hashlib
import json
import threading
import tomllib
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

TOKEN = "kiosk-token"
CALL = "01980000-0000-7000-8000-00000000ca11"
ORDINARY = {"mode": "normal", "services": None, "asks_dossiers": False, "pace_s": 0}
BOOKING_DAY = "2026-11-26"
CENTRE = tomllib.loads((Path(__file__).parents[2] / "config/hanoi.toml").read_text("utf-8"))
WAITS = {
    "ho-tich": (8, 900, 1500), "chung-thuc": (5, 300, 600), "dat-dai": (18, 3600, 4500), "tu-phap": (2, 900, 1500),
    "dang-ky-kinh-doanh": (6, 1200, 1800), "lao-dong": (3, 1200, 1800), "tra-ket-qua": (0, 0, 0),
    "tu-van": (2, 300, 600), "xay-dung": (1, 120, 420), "van-hoa-xa-hoi": (0, 0, 0), "thue-phi": (4, 600, 1200),
}  # fmt: skip
"""People waiting and the told range, in seconds, as they could be on a busy morning."""


def catalogue_of(code: str) -> dict[str, Any]:
    """A catalogue in the node's shape, made of the sample centre; each call gives values of its own."""
    centre = copy.deepcopy(CENTRE)
    branch = next(one for one in centre["branches"] if one["code"] == code)
    services = {one["code"]: one for one in centre["services"]}
    return {
        "centre": {"name": centre["name"], "name_short": centre["name_short"]},
        "branch": {
            "code": code, "kind": branch["kind"], "status": "live", "number": branch.get("number"),
            "name": branch["name"], "address": branch["address"], "timezone": centre["timezone"],
        },
        "services": [_service(services[one], branch.get("offered_at", {})) for one in branch["services"]],
        "counters": [{**one, "zone": centre["zones"][one["zone"]]} for one in branch["counters"]],
        "hours": [
            {**session, "weekday": weekday}
            for weekday in range(5) for session in centre["hours"]["office"]["sessions"]
        ],
        "priority": [
            {"code": one["code"], "name": one["name"]} for one in centre["priorities"] if one["public"]
        ],
        "slip": centre["slip"],
    }  # fmt: skip


def _service(service: dict[str, Any], offered_at: dict[str, str]) -> dict[str, Any]:
    facts = {key: value for key, value in service.items() if key not in ("norm_s", "procedures")}
    facts |= {"open": True, "procedures": service.get("procedures", [])}
    return facts | ({"offered_at": offered_at[service["code"]]} if service["code"] in offered_at else {})


def snapshot_of(catalogue: dict[str, Any]) -> dict[str, Any]:
    services = [
        {
            "code": one["code"], "series": one["series"], "name": one["name"], "name_short": one["name_short"],
            "open": one["open"], "waiting": WAITS[one["code"]][0],
            "estimate": {"low_s": WAITS[one["code"]][1], "high_s": WAITS[one["code"]][2]}, "left": None,
        }
        for one in catalogue["services"] if "offered_at" not in one
    ]  # fmt: skip
    return {
        "branch": catalogue["branch"]["code"], "epoch": 1, "seq": 40, "at": "2026-11-25T08:20:00+07:00",
        "open": True, "always_open": False, "opens_at": None, "closes_at": "2026-11-25T12:00:00+07:00",
        "calls": [], "services": services, "counters": [], "line": [], "notices": [],
    }  # fmt: skip


def booking_of(wish: dict[str, Any], uuid: str, number: str, code: str) -> dict[str, Any]:
    """The next day's first half-hour in the node's shape."""
    return {
        **wish, "id": uuid, "number": number, "series": number[0], "state": "booked", "branch": "cn02",
        "business_day": BOOKING_DAY, "starts_at": f"{BOOKING_DAY}T08:00:00.000+07:00",
        "ends_at": f"{BOOKING_DAY}T08:30:00.000+07:00", "issued_at": "2026-11-25T08:20:11.250+07:00", "code": code,
        "url": f"HTTP://127.0.0.1:8000/T/{code}", "seq": 41,
    }  # fmt: skip


@dataclass
class FakeNode:
    """`away` hangs up on everybody; `lose_replies` does the work and hangs up so many times; `refuse` is a
    code that every new touch is refused with. `asked` are the ticket requests that reached it."""

    branch: str = "cn02"
    away: bool = False
    lose_replies: int = 0
    refuse: str | None = None
    refuse_status: int = 409
    retry_after: str = ""
    """The seconds that a 429 names."""
    settings: dict[str, Any] = field(default_factory=lambda: dict(ORDINARY))
    """Of the kiosk, as the centre file sets them."""
    catalogue: dict[str, Any] = field(init=False)
    snapshot: dict[str, Any] = field(init=False)
    answers: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    asked: list[tuple[str, str | None]] = field(default_factory=list)
    bodies: list[dict[str, Any]] = field(default_factory=list)
    doors: list[str] = field(default_factory=list)
    """At which each of them was: `tickets` or `bookings`."""
    persons: list[str | None] = field(default_factory=list)
    """By whom each ticket request was, as its header said."""
    unchanged: int = 0
    lease: dict[str, Any] | None = None
    """The block of emergency numbers that this kiosk gets; without one it is told that there are none."""
    told: list[tuple[str, dict[str, Any], str | None]] = field(default_factory=list)
    wanted: list[dict[str, Any]] = field(default_factory=list)
    """Print jobs that wait for this kiosk."""
    citizens: dict[str, dict[str, Any]] = field(default_factory=dict)
    """What the bearers of these codes see of their tickets."""
    unwanted: set[str] = field(default_factory=set)
    """Ids of jobs whose claim comes too late."""
    sounds: dict[str, bytes] = field(default_factory=dict)
    """What stands at the paths of its voice."""
    sounds_asked: list[str] = field(default_factory=list)
    rings: int = 0
    """How often the bell was rung."""
    coming: bool = False
    """Somebody has answered the bell."""

    def __post_init__(self) -> None:
        self.catalogue = catalogue_of(self.branch)
        self.snapshot = snapshot_of(self.catalogue)
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (_Handler,), {"node": self}))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05})

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    @property
    def tickets(self) -> list[dict[str, Any]]:
        return [json.loads(body) for status, body in self.answers.values() if status == 201]

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def read(self, path: str) -> dict[str, Any] | None:
        branches = {self.branch: self.catalogue, "cn01-kq": catalogue_of("cn01-kq")}
        pages = {f"/branches/{code}/catalogue": facts for code, facts in branches.items()}
        device = {"name": "Ki-ốt 1", "scope": "kiosk", "branch": self.branch}
        pages["/devices/self"] = {**device, "settings": self.settings}
        pages[f"/branches/{self.branch}/snapshot"] = self.snapshot
        pages |= {f"/tickets/{code}": ticket for code, ticket in self.citizens.items()}
        pages["/devices/self/print-jobs"] = {"jobs": self.wanted}
        pages[f"/branches/{self.branch}/help/{CALL}"] = self.standing()
        return copy.deepcopy(pages.get(path.partition("?")[0]))

    def hear(self, path: str, body: dict[str, Any], key: str | None) -> int:
        """A verdict, a step of a print job or a heartbeat."""
        self.told.append((path, body, key))
        name = path.rpartition("/")[2]
        self.wanted = [one for one in self.wanted if one["id"] != name]
        return 409 if name in self.unwanted else 200

    def ring(self) -> dict[str, Any]:
        self.rings += 1
        return self.standing()

    def standing(self) -> dict[str, Any]:
        at = self.snapshot["at"]
        return {"id": CALL, "called_at": at, "answered_at": at if self.coming else None}

    def told_of(self, end: str) -> list[dict[str, Any]]:
        """The bodies of all that was told at paths with this end."""
        return [body for path, body, _ in list(self.told) if path.endswith(end)]

    def issue(self, door: str, uuid: str, body: dict[str, Any], not_after: str | None) -> tuple[int, bytes]:
        with self._lock:
            self.asked.append((uuid, not_after))
            self.bodies.append(body)
            self.doors.append(door)
            if uuid in self.answers:
                status, answer = self.answers[uuid]
                return (200 if status == 201 else status), answer
            late = not_after and datetime.fromisoformat(not_after) < datetime.fromisoformat(
                self.snapshot["at"]
            )
            no = "too_late" if late else self.refuse
            if no and self.refuse_status == 429:  # not kept: the same touch may ask again
                return self._refusal(no)
            answered = self._booking if door == "bookings" else self._ticket
            self.answers[uuid] = self._refusal(no) if no else answered(uuid, body)
            return self.answers[uuid]

    def _refusal(self, code: str) -> tuple[int, bytes]:
        status = self.refuse_status
        return status, json.dumps(
            {"type": "about:blank", "title": code, "status": status, "code": code}
        ).encode()

    def _ticket(self, uuid: str, body: dict[str, Any]) -> tuple[int, bytes]:
        service = next(one for one in self.catalogue["services"] if one["code"] == body["service"])
        waiting, low_s, high_s = WAITS[service["code"]]
        series = [one for one in self.tickets if one["service"] == service["code"]]
        if "number" in body:
            kept = {key: value for key, value in body.items() if key != "replaces"}
            return 201, json.dumps({**kept, "id": uuid, "series": "E", "ahead": 3, "estimate": None}).encode()
        code = f"7KQ2MX9DTR{len(self.answers):03d}"
        ticket = {
            **body, "id": uuid, "number": f"{service['series']}{len(series) + 15:03d}", "series": service["series"],
            "state": "waiting", "version": 1, "branch": self.branch, "counter": None,
            "issued_at": "2026-11-25T08:20:11.250+07:00", "called_at": None, "ahead": waiting,
            "estimate": {"low_s": low_s, "high_s": high_s}, "code": code, "url": f"HTTP://127.0.0.1:8000/T/{code}",
            "business_day": "2026-11-25", "seq": 41 + len(self.answers),
        }  # fmt: skip
        return 201, json.dumps(ticket, ensure_ascii=False).encode()

    def _booking(self, uuid: str, body: dict[str, Any]) -> tuple[int, bytes]:
        given = len(self.answers)
        return 201, json.dumps(booking_of(body, uuid, f"A{given + 1:03d}", f"7KQ2MX9DTR{given:03d}")).encode()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    node: FakeNode

    def do_GET(self) -> None:
        value = self.node.read(self.path.removeprefix("/api/v1"))
        body = json.dumps(value, ensure_ascii=False).encode()
        etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if self.node.away:
            self.close_connection = True
        elif self.path.startswith("/voice/"):
            self._sound()
        elif not self._may_read():
            self._answer(401, b'{"code":"unauthenticated"}')
        elif value is None:
            self._answer(404, b'{"code":"not_found"}')
        elif self.headers["If-None-Match"] == etag:
            self.node.unchanged += 1
            self._answer(304, b"")
        else:
            self._answer(200, body, etag)

    def _sound(self) -> None:
        body = self.node.sounds.get(self.path)
        etag = f'"{json.loads(body)["version"]}"' if body and self.path.startswith("/voice/kiosk/") else ""
        if etag and self.headers["If-None-Match"] == etag:
            self._answer(304, b"")
        else:
            self.node.sounds_asked.append(self.path)
            self._answer(200 if body else 404, body or b"{}", etag)

    def _may_read(self) -> bool:
        shown = self.headers["Authorization"]
        return shown == f"Bearer {TOKEN}" or (shown is None and "/snapshot" in self.path)

    def do_PUT(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.node.away:
            self.close_connection = True
            return
        self.node.persons.append(self.headers["X-Person"])
        *_, door, uuid = self.path.split("/")
        answer = self.node.issue(door, uuid, body, self.headers["X-Not-After"])
        if self.node.lose_replies:
            self.node.lose_replies -= 1
            self.close_connection = True
            return
        self._answer(*answer)

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.node.away:
            self.close_connection = True
            return
        path, key = self.path.removeprefix("/api/v1"), self.headers["Idempotency-Key"]
        if path.endswith("/leases"):
            self._answer(200 if self.node.lease else 409, json.dumps(self.node.lease or {}).encode())
        elif path == f"/branches/{self.node.branch}/help":
            self._answer(200, json.dumps(self.node.ring()).encode())
        else:
            self._answer(self.node.hear(path, body, key), b"{}")

    def _answer(self, status: int, body: bytes, etag: str = "") -> None:
        self.send_response(status)
        if status == 429 and self.node.retry_after:
            self.send_header("Retry-After", self.node.retry_after)
        if etag:
            self.send_header("ETag", etag)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Quiet."""
