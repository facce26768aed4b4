"""What walls, phones and everybody else may see of a branch."""

from __future__ import annotations

from typing import NotRequired

from typing_extensions import TypedDict  # pydantic reads these shapes, and needs it before 3.12

from server.contract.tickets import CounterView, Estimate, Names


class CallView(TypedDict):
    """One call on the wall. `id` names the call, never the ticket; `signal` says how to call: to be seen, not heard.
    Until it is `announced` a screen of its hall is yet to begin to say it; without a voice it is at once."""

    id: str
    number: str
    service: str
    counter: str
    zone: Names | None
    at: str
    times: int
    state: str
    signal: bool
    announced: bool


class AgainView(TypedDict):
    """A number that was called `at` and taken back while people may have seen it: it waits, and comes again."""

    number: str
    at: str


class ServiceView(TypedDict):
    """`left`: how many numbers the quota still allows now, None where nothing limits them. At 0 it is not `open`,
    and the catalogue says when numbers are given again."""

    code: str
    series: str
    name: Names
    name_short: Names
    open: bool
    waiting: int
    estimate: Estimate | None
    left: int | None


class LineView(TypedDict):
    """`again`: it was called, and the call was taken back."""

    number: str
    service: str
    ahead: int
    low_s: int | None
    high_s: int | None
    again: NotRequired[bool]


class PublicSnapshot(TypedDict):
    """`closed_for`: why no session is on, `holiday` (`holiday` is its name), `lunch` or `hours`, null while one is.
    `again`: the calls of late that were taken back. `older`: calls before those in `calls` that walls of a few counters
    list."""

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
    counters: list[CounterView]
    line: list[LineView]
    notices: list[Names]


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
