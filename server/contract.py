"""What the node promises to its clients: names of events, codes of refusals, shapes of payloads.

Times are RFC 3339 strings with the branch's offset, durations whole seconds (`*_s`), names maps of
language tags with at least `vi` and `en`. Nothing here imports anything of ours.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NotRequired  # pydantic reads these shapes, and needs it before 3.12

from typing_extensions import TypedDict

PROTOCOL = 1

HEARTBEAT_S = 3
"""Walls and counters hear the version this often; silence of 8 s means a cut line."""
HEARTBEAT_PHONE_S = 15
"""Sockets that follow one ticket hear it less often: there are many of them."""

Names = dict[str, str]


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
    COUNTER_TAKEN = "counter_taken"
    COUNTER_BUSY = "counter_busy"
    COUNTER_NOT_OPEN = "counter_not_open"
    NOBODY_WAITING = "nobody_waiting"
    WRONG_STATE = "wrong_state"
    TOO_LATE = "too_late"
    TOO_LARGE = "too_large"
    NOT_JSON = "not_json"
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
    Code.COUNTER_TAKEN: 409,
    Code.COUNTER_BUSY: 409,
    Code.COUNTER_NOT_OPEN: 409,
    Code.NOBODY_WAITING: 409,
    Code.WRONG_STATE: 409,
    Code.TOO_LATE: 410,
    Code.TOO_LARGE: 413,
    Code.NOT_JSON: 415,
    Code.INVALID: 422,
    Code.IDEMPOTENCY_MISMATCH: 422,
    Code.TOO_MANY: 429,
    Code.INTERNAL: 500,
    Code.BUSY: 503,
}


class Estimate(TypedDict):
    low_s: int
    high_s: int


class TicketView(TypedDict):
    """A ticket as its kiosk and its officers see it (`contract.md` §2)."""

    id: str
    number: str
    series: str
    service: str
    procedure: str | None
    state: str
    version: int
    priority: str
    language: str
    dossiers: int
    branch: str
    counter: str | None
    issued_at: str
    called_at: str | None
    ahead: int | None
    estimate: Estimate | None
    code: str
    url: str
    business_day: str
    seq: int


class CitizenTicket(TypedDict):
    """A ticket as the bearer of its code sees it: no id, no priority reason."""

    number: str
    series: str
    service: str
    procedure: str | None
    state: str
    priority: str
    language: str
    branch: str
    counter: str | None
    zone: Names | None
    issued_at: str
    called_at: str | None
    times: int
    ahead: int | None
    estimate: Estimate | None
    business_day: str
    epoch: int
    seq: int


class CallView(TypedDict):
    """One call on the wall. `id` names the call, never the ticket."""

    id: str
    number: str
    service: str
    counter: str
    zone: Names | None
    at: str
    times: int
    state: str


class ServiceView(TypedDict):
    code: str
    series: str
    name: Names
    name_short: Names
    open: bool
    waiting: int
    estimate: Estimate | None


class CounterView(TypedDict):
    """`state` is open, paused or closed; `ticket_state` called or serving, or None."""

    code: str
    state: str
    number: str | None
    ticket_state: str | None


class CounterAnswer(CounterView):
    """A counter as the verbs on it answer."""

    officer: str | None
    services: list[str]
    since: str | None
    pause_reason: str | None


class Handover(TypedDict):
    """What finish-and-next did; `called` is None when nobody waits."""

    finished: TicketView
    called: TicketView | None


class LineView(TypedDict):
    number: str
    service: str
    ahead: int
    low_s: int | None
    high_s: int | None


class PublicSnapshot(TypedDict):
    branch: str
    epoch: int
    seq: int
    at: str
    open: bool
    always_open: bool
    opens_at: str | None
    closes_at: str | None
    calls: list[CallView]
    services: list[ServiceView]
    counters: list[CounterView]
    line: list[LineView]
    notices: list[Names]


class DeskTicket(TypedDict):
    """A ticket on the officers' lists. `times` counts its calls at this counter; `hold_until` is when
    a called ticket may fairly be marked absent; `source` is the name of the kiosk or of the officer."""

    id: str
    number: str
    service: str
    procedure: str | None
    state: str
    version: int
    priority: str
    language: str
    dossiers: int
    counter: str | None
    issued_at: str
    wait_start: str
    called_at: str | None
    started_at: str | None
    ended_at: str | None
    times: int
    hold_until: str | None
    source: str


class DeskNext(TypedDict):
    """Whom call-next would call at a counter now. `why`: `longest_wait` or `priority`."""

    id: str
    number: str
    why: str


class DeskDone(TypedDict):
    """A ticket this counter has dealt with today; `outcome`: done or no_show."""

    id: str
    number: str
    service: str
    procedure: str | None
    outcome: str
    ended_at: str
    handling_s: int


class DeskToday(TypedDict):
    served: int
    no_show: int
    dossiers: int
    handling_s: int | None


class DeskCounter(CounterView):
    officer: str | None
    services: list[str]
    since: str | None
    pause_reason: str | None
    ticket: DeskTicket | None
    next: DeskNext | None
    done: list[DeskDone]
    today: DeskToday


class ServiceToday(TypedDict):
    """`longest_s`: the wait so far of who has waited longest now."""

    code: str
    issued: int
    served: int
    no_show: int
    waiting: int
    longest_s: int | None


class DeskSnapshot(TypedDict):
    """The public picture and what staff need besides."""

    branch: str
    epoch: int
    seq: int
    at: str
    open: bool
    always_open: bool
    opens_at: str | None
    closes_at: str | None
    calls: list[CallView]
    services: list[ServiceView]
    counters: list[DeskCounter]
    line: list[LineView]
    notices: list[Names]
    waiting: list[DeskTicket]
    parked: list[DeskTicket]
    no_show: list[DeskTicket]
    today: list[ServiceToday]


class Heartbeat(TypedDict):
    branch: str
    epoch: int
    seq: int
    at: str


class Called(TypedDict):
    """To the phone of the called ticket only."""

    number: str
    counter: str
    zone: Names | None
    at: str
    times: int


class ProcedureFacts(TypedDict):
    code: str
    name: Names
    name_short: Names
    papers: list[Names]
    norm_s: int


class ServiceFacts(TypedDict):
    """`why` (when not `open`): `hours`, `last_ticket`, `full`, `staff`; `opens_at` when known.
    `offered_at` names another branch that serves it; then nothing is issued here."""

    code: str
    series: str
    name: Names
    name_short: Names
    hint: Names
    icon: str
    asks_dossiers: bool
    norm_s: int
    open: bool
    why: NotRequired[str]
    opens_at: NotRequired[str]
    offered_at: NotRequired[str]
    procedures: list[ProcedureFacts]


class BranchFacts(TypedDict):
    code: str
    kind: str
    status: str
    number: int | None
    name: Names
    address: Names
    timezone: str


class PriorityFacts(TypedDict):
    code: str
    name: Names


class SessionFacts(TypedDict):
    """One session of one weekday (0 is Monday), times as HH:MM in the branch's zone."""

    weekday: int
    issue_from: str
    start: str
    last_ticket: str
    end: str


class CounterFacts(TypedDict):
    code: str
    zone: Names
    services: list[str]


class Catalogue(TypedDict):
    centre: dict[str, Names]
    branch: BranchFacts
    services: list[ServiceFacts]
    counters: list[CounterFacts]
    hours: list[SessionFacts]
    priority: list[PriorityFacts]
    slip: dict[str, list[Names]]


class Problem(TypedDict):
    """RFC 9457, `application/problem+json`."""

    type: str
    title: str
    status: int
    code: str
    detail: NotRequired[str]
    errors: NotRequired[list[dict[str, str]]]
