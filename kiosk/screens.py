"""The local web: the touch page, its files, and the small API that only this page uses."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import UnionType
from typing import Any, TypedDict
from uuid import UUID

from flask import Flask, Response, abort, render_template, request, send_from_directory
from werkzeug.exceptions import HTTPException
from werkzeug.http import HTTP_STATUS_CODES

from config.words import LANGUAGES, window
from kiosk.branch import Picture
from kiosk.helping import Bell, Helping
from kiosk.issuing import Issuing, OtherBody
from kiosk.jobs import PrintJob, TooManyCopies
from kiosk.journal import LATER, State, Touch, UnknownTouch
from kiosk.qr import qr_code

HOUSE = Path(__file__).parents[1]
FOLDERS = {"/brand": HOUSE / "config/brand", "/static/vendor": HOUSE / "server/static/vendor"}
TIMES = HOUSE / "server/static"
"""`times.js` there writes times for every window; the kiosk must not write them otherwise."""
WISH: dict[str, type | UnionType] = {
    "service": str,
    "procedure": str | None,
    "priority": str,
    "language": str,
    "dossiers": int,
    "then": list,
}
"""What a touch asks for, and of which type; whether it can be had the node decides."""
FOR_LATER = WISH.keys() - {"priority", "then"}
"""What a number of a later day is asked for with."""
SIGNAL = "signal"
"""A wish that only those say who have it, so that everybody else's is understood by every node."""
NO: dict[type[Exception], int] = {OtherBody: 422, UnknownTouch: 404, TooManyCopies: 409}
POLICY = "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"


class Look(TypedDict):
    """How the page is set up on this machine."""

    slot: str
    mm: float | None


def screens(
    issuing: Issuing,
    helping: Helping,
    picture: Callable[[], Picture],
    fault: Callable[[], str | None],
    look: Look,
) -> Flask:
    """The Flask application of this kiosk."""
    app = Flask(__name__, static_folder="static", static_url_path="/static/kiosk")
    app.config["MAX_CONTENT_LENGTH"] = 4096
    app.after_request(_guarded)
    app.register_error_handler(HTTPException, _problem)
    _files(app)

    @app.get("/")
    def page() -> str:
        return render_template("kiosk.html", words=_words(), look=look)

    @app.get("/api/picture")
    def current() -> dict[str, Any]:
        return {**picture(), "fault": fault()}

    _touches(app, issuing)
    _bell(app, helping)
    return app


def _touches(app: Flask, issuing: Issuing) -> None:
    """A touch, its number and its slips."""

    def told(touch: Touch) -> dict[str, Any]:
        return _told(touch, issuing.slip(touch.uuid))

    @app.put("/api/touches/<uuid:uuid>")
    def take(uuid: UUID) -> dict[str, Any]:
        return told(issuing.take(str(uuid), _wish(), request.headers.get("X-Card", "")))

    @app.get("/api/touches/<uuid:uuid>")
    def touch(uuid: UUID) -> dict[str, Any]:
        return told(issuing.look(str(uuid)))

    @app.post("/api/touches/<uuid:uuid>/slips")
    def print_again(uuid: UUID) -> dict[str, Any]:
        issuing.print_again(str(uuid))
        return told(issuing.look(str(uuid)))

    for problem, status in NO.items():
        app.register_error_handler(problem, lambda _, status=status: _refused(status))


def _bell(app: Flask, helping: Helping) -> None:
    """A call for a member of staff, and how it stands."""

    @app.post("/api/help")
    def ring() -> dict[str, Bell]:
        return {"state": helping.ring()}

    @app.get("/api/help")
    def bell() -> dict[str, Bell]:
        return {"state": helping.look()}


def _files(app: Flask) -> None:
    for address, folder in FOLDERS.items():
        app.add_url_rule(
            f"{address}/<path:name>", address, lambda name, at=folder: send_from_directory(at, name)
        )
    app.add_url_rule("/static/times.js", "times", lambda: send_from_directory(TIMES, "times.js"))


def _words() -> dict[str, dict[str, Any]]:
    windows = ("times", "listen", "kiosk")
    return {
        one: {key: text for name in windows for key, text in window(one, name).items()} for one in LANGUAGES
    }


def _wish() -> str:
    """The request's body as one canonical text, so that the same wish is the same text."""
    body = request.get_json()
    if not isinstance(body, dict) or not _is_wish(body):
        abort(400)
    return json.dumps(body, sort_keys=True)


def _is_wish(body: dict[str, Any]) -> bool:
    """Whether it has all that a number of today is asked for with, or one of a later day, and nothing else."""
    wanted, more = (FOR_LATER, LATER) if LATER in body else (WISH.keys(), SIGNAL)
    return (
        body.keys() - {more} == wanted
        and body.get(more, True) is True
        and all(isinstance(body[one], WISH[one]) and not isinstance(body[one], bool) for one in wanted)
        and all(_is_procedure(one) for one in body.get("then", ()))
    )


def _is_procedure(one: object) -> bool:
    """A further procedure of the visit, as the page sends it."""
    return (
        isinstance(one, dict)
        and set(one) == {"service", "procedure"}
        and isinstance(one["service"], str)
        and isinstance(one["procedure"], str | None)
    )


def _told(touch: Touch, slip: PrintJob | None) -> dict[str, Any]:
    """A touch as the page needs it; an unknown end counts as away."""
    if touch.state is State.OPEN or touch.answer is None:
        return {"state": "away"}
    if touch.state is State.REFUSED:
        return {"state": "refused", "code": touch.answer}
    ticket = json.loads(touch.answer)
    return {
        "state": "issued",
        "ticket": ticket,
        "qr": qr_code(ticket["url"]),
        "paper": slip.state if slip else None,
        "fault": slip.reason if slip else None,
        "copy": slip.copy if slip else 1,
        "again": slip.may_be_repeated if slip else False,
    }


def _refused(status: int) -> tuple[dict[str, str], int]:
    return {"code": HTTP_STATUS_CODES[status].lower().replace(" ", "_")}, status


def _problem(problem: HTTPException) -> tuple[dict[str, str], int]:
    return {"code": problem.name.lower().replace(" ", "_")}, problem.code or 500


def _guarded(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    if request.path.startswith("/api/") or request.path == "/":
        response.headers["Cache-Control"] = "no-store"
    return response
