"""Reads what a caller sends: bodies, keys and deadlines, each with its own clear no."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from flask import request
from pydantic import ValidationError

from server.commands.answering import Asked
from server.contract import Code
from server.ledger.answers import Key, fingerprint
from server.rules.cards import PERSON
from server.rules.refusals import Refusal
from server.web.access import required_person
from server.web.api.bodies import Body

B = TypeVar("B", bound=Body)

NAMES_OF_FAULTS = {"missing": "missing", "extra_forbidden": "unknown"}


def body(shape: type[B]) -> B:
    """400 `malformed`, 413, 415 `not_json`, or 422 `invalid` with the place of each fault."""
    raw = _raw()
    if raw and not request.is_json:
        raise Refusal(Code.NOT_JSON, "send application/json")
    value = _parsed(raw) if raw else {}
    try:
        return shape.model_validate(value)
    except ValidationError as problem:
        raise Refusal(Code.INVALID, errors=[_fault(one) for one in problem.errors()]) from None


def command_key(shape: Body) -> Key:
    """Who asks for what under which `Idempotency-Key`."""
    given = request.headers.get("Idempotency-Key")
    if not given:
        raise Refusal(Code.KEY_MISSING, "send Idempotency-Key: a new UUID for each press")
    actor = required_person().actor
    return Key(f"{actor.kind}:{actor.id}", _uuid(given), _asked(shape))


def ticket_key(ticket: str, shape: Body) -> Key:
    """A ticket's own UUID is its key, whoever repeats it."""
    return Key("ticket", ticket, _asked(shape))


def booking_key(booking: str, shape: Body) -> Key:
    """As for a ticket."""
    return Key("booking", booking, _asked(shape))


def asked(shape: Body) -> Asked:
    """A command with all that its headers and body say of it."""
    return Asked(required_person(), command_key(shape), not_after(), getattr(shape, "reason", None))


def not_after() -> datetime | None:
    """`X-Not-After`, by the node's clock."""
    given = request.headers.get("X-Not-After")
    if given is None:
        return None
    try:
        at = datetime.fromisoformat(given.strip())
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        raise Refusal(Code.MALFORMED, "X-Not-After is an RFC 3339 time with an offset")
    return at


def person_hash() -> str | None:
    """`X-Person`: who takes a number, as the kiosk's hash under the key of the day. A header, because a repeat without
    it (the kiosk keeps it in memory only) is still the same question."""
    given = request.headers.get("X-Person")
    if given is None:
        return None
    if required_person().role != "kiosk":
        raise Refusal(Code.FORBIDDEN, "only a kiosk reads cards")
    if not PERSON.fullmatch(given):
        raise Refusal(Code.MALFORMED, "X-Person is 32 hexadecimal digits")
    return given


def _asked(shape: Body) -> str:
    return fingerprint(request.method, request.path, shape.asked())


def _uuid(text: str) -> str:
    try:
        return str(UUID(text.strip()))
    except ValueError:
        raise Refusal(Code.MALFORMED, "Idempotency-Key is a UUID") from None


def _raw() -> bytes:
    """A body that does not say its length is cut at the limit in silence: one that fills it is too large."""
    raw = request.get_data()
    if request.content_length is None and len(raw) == request.max_content_length:
        raise Refusal(Code.TOO_LARGE)
    return raw


def _parsed(raw: bytes) -> Any:
    try:
        return DECODER.decode(raw.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError):
        raise Refusal(Code.MALFORMED, "the body is not JSON") from None


def _no_constant(name: str) -> None:
    raise ValueError(name)


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A key given twice has two meanings: which one would be done?"""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key is given twice")
    return found


DECODER = json.JSONDecoder(parse_constant=_no_constant, object_pairs_hook=_each_once)


def _fault(error: Any) -> dict[str, str]:
    pointer = "".join(f"/{_escaped(str(part))}" for part in error["loc"])
    return {"pointer": pointer, "code": NAMES_OF_FAULTS.get(error["type"], "invalid")}


def _escaped(part: str) -> str:
    """As RFC 6901 writes a name in a JSON pointer; what UTF-8 cannot carry is replaced."""
    return part.replace("~", "~0").replace("/", "~1").encode(errors="replace").decode()
