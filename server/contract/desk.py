"""What staff see besides: who waits, at which counter, and why the next is next."""

from __future__ import annotations

from typing_extensions import TypedDict  # pydantic reads these shapes, and needs it before 3.12

from server.contract.devices import DeviceView, EmergencyView, LateView
from server.contract.helping import OpenHelp
from server.contract.public import AgainView, CallView, LineView, ServiceView
from server.contract.tickets import CounterView, Names, OverflowView, PlannedLeg


class DeskTicket(TypedDict):
    """A ticket on the officers' lists. `times` counts its calls at this counter, `calls_left` how many more it may
    have; `hold_until` is when a called ticket may fairly be marked absent; `source` is the name of the kiosk or of
    the officer."""

    id: str
    number: str
    service: str
    procedure: str | None
    then: list[PlannedLeg]
    state: str
    version: int
    priority: str
    language: str
    dossiers: int
    signal: bool
    counter: str | None
    issued_at: str
    wait_start: str
    called_at: str | None
    started_at: str | None
    ended_at: str | None
    times: int
    calls_left: int
    hold_until: str | None
    source: str
    note: str | None
    park_until: str | None
    for_counter: str | None
    for_officer: str | None


class DeskNext(TypedDict):
    """Whom call-next would call at a counter now. `why`: `longest_wait`, `priority` or, of a service that the counter
    only helps with, `overflow`."""

    id: str
    number: str
    why: str


class DeskDone(TypedDict):
    """A leg this counter has dealt with today; `outcome`: done, no_show, parked, returned or transferred. `handling_s`
    is null for what was called on paper: nobody knows how long it took."""

    id: str
    number: str
    service: str
    procedure: str | None
    outcome: str
    ended_at: str
    handling_s: int | None


class DeskToday(TypedDict):
    served: int
    no_show: int
    dossiers: int
    handling_s: int | None


class ProfileView(TypedDict):
    services: list[str]
    overflow: list[OverflowView]


class DeskCounter(CounterView):
    """`services` are what it serves, `overflow` what it helps with, `calls_from` what it would call from now; `given`
    is what it was furnished for or a supervisor has given it since, whatever its officer has learnt of that.
    `idle_until` is when a counter without a ticket is closed by itself if nobody touches it."""

    officer: str | None
    services: list[str]
    overflow: list[OverflowView]
    given: ProfileView
    calls_from: list[str]
    idle_until: str | None
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
    """The public picture and what staff need besides. `recovered_at`: when this node came back after it had been cut
    off, null when it was started in the ordinary way. `arrival`: officers say that a citizen has come before they
    serve."""

    branch: str
    epoch: int
    seq: int
    at: str
    open: bool
    always_open: bool
    opens_at: str | None
    closes_at: str | None
    closed_for: str | None
    holiday: Names | None
    calls: list[CallView]
    older: list[CallView]
    again: list[AgainView]
    services: list[ServiceView]
    counters: list[DeskCounter]
    line: list[LineView]
    notices: list[Names]
    waiting: list[DeskTicket]
    parked: list[DeskTicket]
    no_show: list[DeskTicket]
    today: list[ServiceToday]
    devices: list[DeviceView]
    emergency: list[EmergencyView]
    brought_late: list[LateView]
    help: list[OpenHelp]
    arrival: bool
    recovered_at: str | None
