"""Names of pushed events and of every refusal, with the HTTP status it travels with."""

from __future__ import annotations

from enum import StrEnum
from typing import NotRequired  # pydantic reads these shapes, and needs it before 3.12

from typing_extensions import TypedDict

PROTOCOL = 1

HEARTBEAT_S = 3
"""Walls and counters hear the version this often; silence of 8 s means a cut line."""
HEARTBEAT_PHONE_S = 15
"""Sockets that follow one ticket hear it less often: there are many of them."""


class Push(StrEnum):
    """Socket.IO events, node to client; clients send none."""

    SNAPSHOT = "snapshot"
    HEARTBEAT = "heartbeat"
    CALLED = "called"


class View(StrEnum):
    PUBLIC = "public"
    DESK = "desk"


class Code(StrEnum):
    """Every "no" the node can say, with the HTTP status it travels with (`STATUS`)."""

    MALFORMED = "malformed"
    KEY_MISSING = "key_missing"
    UNAUTHENTICATED = "unauthenticated"
    FORBIDDEN = "forbidden"
    CSRF = "csrf"
    NOT_FOUND = "not_found"
    METHOD_NOT_ALLOWED = "method_not_allowed"
    BRANCH_CLOSED = "branch_closed"
    SERVICE_CLOSED = "service_closed"
    SERVICE_FULL = "service_full"
    PERSON_LIMIT = "person_limit"
    COUNTER_TAKEN = "counter_taken"
    COUNTER_BUSY = "counter_busy"
    COUNTER_NOT_OPEN = "counter_not_open"
    NOT_SKILLED = "not_skilled"
    NUMBER_TAKEN = "number_taken"
    NOBODY_WAITING = "nobody_waiting"
    RECALL_LIMIT = "recall_limit"
    WRONG_STATE = "wrong_state"
    NOT_APPROVED = "not_approved"
    TOO_LATE = "too_late"
    TOO_LARGE = "too_large"
    NOT_JSON = "not_json"
    RANGE = "range_not_satisfiable"
    INVALID = "invalid"
    IDEMPOTENCY_MISMATCH = "idempotency_mismatch"
    TOO_MANY = "too_many"
    INTERNAL = "internal"
    BUSY = "busy"


STATUS: dict[Code, int] = {
    Code.MALFORMED: 400,
    Code.KEY_MISSING: 400,
    Code.UNAUTHENTICATED: 401,
    Code.FORBIDDEN: 403,
    Code.CSRF: 403,
    Code.NOT_FOUND: 404,
    Code.METHOD_NOT_ALLOWED: 405,
    Code.BRANCH_CLOSED: 409,
    Code.SERVICE_CLOSED: 409,
    Code.SERVICE_FULL: 409,
    Code.PERSON_LIMIT: 409,
    Code.COUNTER_TAKEN: 409,
    Code.COUNTER_BUSY: 409,
    Code.COUNTER_NOT_OPEN: 409,
    Code.NOT_SKILLED: 409,
    Code.NUMBER_TAKEN: 409,
    Code.NOBODY_WAITING: 409,
    Code.RECALL_LIMIT: 409,
    Code.WRONG_STATE: 409,
    Code.NOT_APPROVED: 409,
    Code.TOO_LATE: 410,
    Code.TOO_LARGE: 413,
    Code.NOT_JSON: 415,
    Code.RANGE: 416,
    Code.INVALID: 422,
    Code.IDEMPOTENCY_MISMATCH: 422,
    Code.TOO_MANY: 429,
    Code.INTERNAL: 500,
    Code.BUSY: 503,
}


class Problem(TypedDict):
    """RFC 9457, `application/problem+json`."""

    type: str
    title: str
    status: int
    code: str
    detail: NotRequired[str]
    errors: NotRequired[list[dict[str, str]]]
