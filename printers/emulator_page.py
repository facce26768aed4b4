"""The page of the software printer: its paper as it comes out, and a switch for everything that can go wrong."""

from __future__ import annotations

import io
import socket
import threading
from pathlib import Path
from typing import Any, TypedDict

from flask import Flask, Response, abort, render_template, request, send_file, send_from_directory
from werkzeug.serving import WSGIRequestHandler, make_server

from config.words import DEFAULT_LANGUAGE, LANGUAGES, window
from printers.emulator import Emulator
from printers.faults import HARMLESS, Fault

HOST = "127.0.0.1"
HOUSE = Path(__file__).parents[1]
FOLDERS = {"/brand": HOUSE / "config/brand", "/static/vendor": HOUSE / "server/static/vendor"}
POLICY = "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
SHOWN = 6
"""Receipts on the page; older ones lie in the folder."""
REBOOT_S = 3
ICONS = {
    Fault.PAPER_OUT: "receipt",
    Fault.NEAR_END: "clock-countdown",
    Fault.COVER_OPEN: "door-open",
    Fault.CUTTER_JAM: "x-circle",
    Fault.OVERHEAT: "warning",
    Fault.OFFLINE: "pause",
    Fault.MUTE: "speaker-slash",
    Fault.FREEZE: "square",
}


class Seen(TypedDict):
    """What the page asks for once a second; `receipts` are file names, the newest first."""

    state: str
    faults: list[str]
    moved_mm: float
    rows: int
    receipts: list[str]
    count: int


class Page:
    """Serves from `start` to `stop`; `port` 0 picks one. For this machine alone."""

    def __init__(self, emulator: Emulator, port: int = 0) -> None:
        with socket.create_server((HOST, port)) as bound:  # werkzeug would end the process for a taken one
            self.port: int = bound.getsockname()[1]
            app = pages(emulator, self.port)
            self._server = make_server(
                HOST, self.port, app, threaded=True, request_handler=Quiet, fd=bound.fileno()
            )
        self._thread = threading.Thread(target=self._server.serve_forever, name="emulator page", daemon=True)

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)


class Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002
        """One page on this machine, once a second."""


def pages(emulator: Emulator, port: int) -> Flask:
    """The Flask application of one printer."""
    app = Flask(__name__, static_folder="static", static_url_path="/static/emulator")
    app.config["MAX_CONTENT_LENGTH"] = 1024
    own = {f"{HOST}:{port}", f"localhost:{port}"}
    app.before_request(lambda: _only_from_here(own))
    app.after_request(_guarded)
    for address, folder in FOLDERS.items():
        app.add_url_rule(
            f"{address}/<path:name>", address, lambda name, at=folder: send_from_directory(at, name)
        )
    _show(app, emulator)
    _switch(app, emulator)
    return app


def _show(app: Flask, emulator: Emulator) -> None:
    @app.get("/")
    def page() -> str:
        asked = request.args.get("lang")
        language = asked if asked in LANGUAGES else DEFAULT_LANGUAGE
        (other,) = set(LANGUAGES) - {language}
        words = {one: window(one, "emulator") for one in LANGUAGES}
        return render_template(
            "emulator.html", language=language, other=other, words=words, w=words[language], icons=ICONS
        )

    @app.get("/api/paper")
    def paper() -> Seen:
        return _seen(emulator)

    @app.get("/strip.png")
    def strip() -> Response:
        picture, data = emulator.strip(), io.BytesIO()
        if not picture.height:
            abort(404)
        picture.save(data, "PNG")
        data.seek(0)
        return send_file(data, "image/png")

    @app.get("/receipts/<name>")
    def receipt(name: str) -> Response:
        cut = {path.name: path.absolute() for path in emulator.receipts}
        if name not in cut:
            abort(404)
        return send_file(cut[name], "image/png")


def _switch(app: Flask, emulator: Emulator) -> None:
    @app.put("/api/faults/<name>")
    def fault(name: str) -> Seen:
        body = request.get_json()
        if name not in list(Fault) or not isinstance(body, dict) or not isinstance(body.get("on"), bool):
            abort(400)
        emulator.fault(name, on=body["on"])
        return _seen(emulator)

    @app.post("/api/acts/<name>")
    def act(name: str) -> Seen:
        if name == "reboot":
            emulator.reboot(REBOOT_S)
        elif name == "new_roll":
            emulator.new_roll()
        else:
            abort(404)
        return _seen(emulator)


def _seen(emulator: Emulator) -> Seen:
    faults, receipts = emulator.faults, emulator.receipts
    state = "stopped" if faults - HARMLESS else "ready" if emulator.idle(0) else "printing"
    return {
        "state": state,
        "faults": [fault for fault in Fault if fault in faults],
        "moved_mm": round(emulator.printed_mm),
        "rows": emulator.strip().height,
        "receipts": [path.name for path in reversed(receipts[-SHOWN:])],
        "count": len(receipts),
    }


def _only_from_here(own: set[str]) -> None:
    """Neither a name that was pointed at this machine nor another page's script gets in."""
    origin = request.headers.get("Origin")
    foreign = origin is not None and origin.removeprefix("http://") not in own
    if request.host not in own or foreign or (request.method not in ("GET", "HEAD") and origin is None):
        abort(403)


def _guarded(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    if not request.path.startswith(("/static/", "/brand/")):
        response.headers["Cache-Control"] = "no-store"
    return response
