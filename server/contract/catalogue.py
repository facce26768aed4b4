"""What a branch offers: services, procedures, counters and hours."""

from __future__ import annotations

from typing import NotRequired  # pydantic reads these shapes, and needs it before 3.12

from typing_extensions import TypedDict

from server.contract.tickets import Names


class ProcedureFacts(TypedDict):
    code: str
    name: Names
    name_short: Names
    papers: list[Names]
    norm_s: int


class ServiceFacts(TypedDict):
    """`why` (when not `open`): `hours`, `last_ticket`, `full` (the quota of the session or the day is used up),
    `closing` (the line outlasts the session; it may open again before `opens_at`), `staff`; `opens_at`, when numbers
    are given again, when known. `booking_day` (while quota or time is out): the first day for which a kiosk gives a
    number now, as YYYY-MM-DD.
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
    booking_day: NotRequired[str]
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
