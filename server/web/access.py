"""Who may do what: one table names every route; a route that is not in it is closed."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass

from flask import Response, g, redirect, request, url_for
from sqlalchemy import Connection
from werkzeug.wrappers import Response as AnyResponse

from server.commands.device_tokens import first_use
from server.commands.devices import device_of
from server.commands.keypads import keypad_of
from server.commands.scene import Person
from server.contract import Code
from server.queries.house import House
from server.rules.refusals import Refusal
from server.web.node import node

COOKIE = "moiso_session"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})

PUBLIC: frozenset[str] = frozenset({"public"})
SUPERVISORS = frozenset({"supervisor", "admin"})
CALLERS = frozenset({"officer"}) | SUPERVISORS
STAFF = CALLERS | {"reception"}
RECEPTION = frozenset({"reception"}) | SUPERVISORS
DEVICES = frozenset({"kiosk", "display"})
KIOSKS = frozenset({"kiosk"})
DISPLAYS = frozenset({"display"})
KEYPADS = frozenset({"keypad"})
ISSUERS = STAFF | KIOSKS
LOCAL = frozenset({"local"})
"""From this machine without a token, from elsewhere with one of an administrator."""

MAY: dict[str, frozenset[str]] = {
    "static": PUBLIC,
    "brand": PUBLIC,
    "counter.static": PUBLIC,
    "display.static": PUBLIC,
    "pages.home": PUBLIC,
    "pages.phone": PUBLIC,
    "pages.phone_upper": PUBLIC,
    "pages.board": STAFF,
    "pages.boards": STAFF,
    "pages.counters": SUPERVISORS,
    "pages.people": SUPERVISORS,
    "pages.sessions": STAFF,
    "pages.qr": RECEPTION,
    "counter.page": CALLERS,
    "counter.reception": RECEPTION,
    "display.page": PUBLIC,
    "display.worker": PUBLIC,
    "voice.branch": PUBLIC,
    "voice.clip": PUBLIC,
    "media.listed": PUBLIC,
    "media.file": PUBLIC,
    "voice.kiosk": PUBLIC,
    "display.pair": PUBLIC,
    "display.mounting": SUPERVISORS,
    "health.healthz": PUBLIC,
    "health.readyz": PUBLIC,
    "health.metrics": LOCAL,
    "openapi": PUBLIC,
    "session.sign_in": PUBLIC,
    "session.show": PUBLIC,
    "session.sign_out": PUBLIC,
    "session.change_password": STAFF,
    "sign_ins.mine": STAFF,
    "sign_ins.end": STAFF,
    "sign_ins.end_everywhere": STAFF,
    "people.index": SUPERVISORS,
    "people.create": SUPERVISORS,
    "people.change": SUPERVISORS,
    "people.sign_ins": SUPERVISORS,
    "people.sign_out": SUPERVISORS,
    "branches.centre": PUBLIC,
    "branches.catalogue": PUBLIC,
    "branches.snapshot": PUBLIC,
    "branches.events": STAFF,
    "displays.show": PUBLIC,
    "tickets.issue": ISSUERS,
    "tickets.citizen": PUBLIC,
    "tickets.give_back": PUBLIC,
    "bookings.book": ISSUERS,
    "bookings.cancel": RECEPTION,
    "tickets.recall": CALLERS,
    "tickets.start": CALLERS,
    "tickets.finish": CALLERS,
    "tickets.no_show": CALLERS,
    "tickets.printed": KIOSKS,
    "finding.look_up": STAFF,
    "counters.open": CALLERS,
    "counters.profile": SUPERVISORS,
    "counters.press": KEYPADS,
    "counters.pause": CALLERS,
    "counters.resume": CALLERS,
    "counters.close": CALLERS,
    "counters.call_next": CALLERS,
    "counters.finish_and_next": CALLERS,
    "counters.call": CALLERS,
    "counters.keyed_in": CALLERS,
    "counters.undo": CALLERS,
    "counters.take_over": CALLERS,
    "moves.park": CALLERS,
    "moves.resume": STAFF,
    "moves.return_": CALLERS,
    "moves.transfer": STAFF,
    "moves.reinstate": STAFF,
    "moves.reopen": CALLERS,
    "moves.cancel": STAFF,
    "moves.prioritise": STAFF,
    "moves.deprioritise": STAFF,
    "moves.note": STAFF,
    "moves.add_procedure": STAFF,
    "leases.lease": KIOSKS,
    "devices.self": DEVICES | KEYPADS,
    "devices.heartbeat": DEVICES,
    "devices.rotate": DEVICES,
    "pairing.open": PUBLIC,
    "pairing.claim": PUBLIC,
    "pairing.approve": SUPERVISORS,
    "pairing.revoke": SUPERVISORS,
    "print_jobs.ask": ISSUERS,
    "print_jobs.show": ISSUERS,
    "print_jobs.queued": KIOSKS,
    "print_jobs.report": KIOSKS,
    "helping.call": KIOSKS,
    "helping.show": KIOSKS,
    "helping.answer": STAFF,
    "speaking.speaking": DISPLAYS,
}


def guard() -> AnyResponse | None:
    """Before every request: unknown routes fall through to 404, known ones need their role and branch."""
    if request.endpoint is None:
        return None
    allowed = MAY.get(request.endpoint)
    if allowed is None:
        raise Refusal(Code.FORBIDDEN, "this door has no key yet")
    try:
        _check(allowed)
    except Refusal as no:
        if no.code is Code.UNAUTHENTICATED and _wants_page():
            return redirect(url_for("pages.home", next=request.full_path.rstrip("?")))
        raise
    return None


@dataclass(frozen=True)
class Visit:
    """Who asks, and the house they find."""

    person: Person | None
    house: House


def visit() -> Visit:
    """Found once a request."""
    if "visit" not in g:
        here = node()
        with here.ledger.glance() as connection:
            who, house = _who(connection, here.now), here.houses.known(connection)
        g.visit = Visit(who or _newcomer(), house or _house_as_it_is())
    seen: Visit = g.visit
    return seen


def _house_as_it_is() -> House:
    """Read whole, in one moment."""
    here = node()
    with here.ledger.read() as connection:
        return here.houses.of(connection)


def person() -> Person | None:
    """A bearer's token or a browser's session says who asks."""
    return visit().person


def required_person() -> Person:
    found = person()
    if found is None:
        raise Refusal(Code.UNAUTHENTICATED)
    return found


def csrf_token(key: bytes, session: str) -> str:
    """Bound to the session, so that it needs no place of its own."""
    return hmac.new(key, session.encode(errors="replace"), hashlib.sha256).hexdigest()


def _check(allowed: frozenset[str]) -> None:
    public = allowed is PUBLIC or (allowed is LOCAL and request.remote_addr in {"127.0.0.1", "::1"})
    who = None if public else required_person()
    branch = _known_place()
    if who is None:
        return
    if who.role not in (SUPERVISORS if allowed is LOCAL else allowed):
        raise Refusal(Code.FORBIDDEN, "your role may not do this")
    if branch is not None and not who.may_enter(branch):
        raise Refusal(Code.FORBIDDEN, "this is not your branch")
    check_csrf()


def _known_place() -> str | None:
    """The branch that the URL names; an unknown branch, or counter of a page, is 404 before anything else."""
    named = request.view_args or {}
    if any("\x00" in str(name) for name in named.values()):  # PostgreSQL cannot even look for it
        raise Refusal(Code.NOT_FOUND)
    branch: str | None = named.get("branch")
    if branch is not None:
        place = visit().house.branch(branch)
        if "counter" in named and request.method in SAFE:  # a command's 404 is kept under its key
            place.counter(named["counter"])
    return branch


def check_csrf() -> None:
    """Another site can make a browser send the cookie, but cannot read the token."""
    if request.method in SAFE or _bearer() is not None:
        return
    expected = csrf_token(node().secret, request.cookies.get(COOKIE, ""))
    if not hmac.compare_digest(expected.encode(), request.headers.get("X-CSRF-Token", "").encode()):
        raise Refusal(Code.CSRF, "send X-CSRF-Token as GET /api/v1/session gives it")


def _who(connection: Connection, now: int) -> Person | None:
    token, sessions = _bearer(), node().sessions
    if token is not None:
        found = device_of(connection, token) or keypad_of(connection, token)
        return found or sessions.person_of(connection, token, "script", now)
    cookie = request.cookies.get(COOKIE)
    return sessions.person_of(connection, cookie, "browser", now) if cookie else None


def _newcomer() -> Person | None:
    """A device that uses a token for the first time, which is written down."""
    token = _bearer()
    return first_use(node().ledger, token) if token else None


def _bearer() -> str | None:
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else None


def _framed_by() -> str:
    """A counter's page stands in its own small window over other programs; nothing else stands in a frame."""
    return "'self'" if request.endpoint == "counter.page" else "'none'"


def _wants_page() -> bool:
    room = (request.endpoint or "").partition(".")[0]
    return request.method in SAFE and room in {"pages", "counter", "display"}


def harden(response: Response) -> Response:
    """Nothing from elsewhere runs in our pages, and no page of ours runs elsewhere."""
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "no-referrer")
    if response.mimetype == "text/html":
        host = request.host
        response.headers.setdefault(
            "Content-Security-Policy",
            f"default-src 'self'; connect-src 'self' ws://{host} wss://{host}; img-src 'self' data:; "
            f"object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors {_framed_by()}",
        )
        response.headers.setdefault("Cache-Control", "no-store")
    return response
