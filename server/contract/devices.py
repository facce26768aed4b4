"""Kiosks and displays as staff see them, and what becomes of paper."""

from __future__ import annotations

from typing import NotRequired  # pydantic reads these shapes, and needs it before 3.12

from typing_extensions import TypedDict  # pydantic reads these shapes, and needs it before 3.12

from server.contract.tickets import TicketView

BURST = "burst"
"""The fault of a kiosk that was held back by its pace `BURST_TIMES` times within `BURST_WITHIN_S` seconds."""
BURST_TIMES = 5
BURST_WITHIN_S = 60


class PrinterView(TypedDict):
    """`state` is ready, blocked or unknown; `faults` are codes such as `out_of_paper`."""

    state: str
    faults: list[str]
    paper_left_mm: int | None


class WallView(TypedDict):
    """What a wall last told: `shows` is the number on its hero, or its state in a word; `sound` is on, suspended (the
    browser blocks it), muted, missing (it is to speak and has no clips) or none (it is to be silent); `picture_age_s`
    since its picture was confirmed, null while it has none; `behind_s` until all its calls are announced. `faults` are
    codes such as `sound_blocked`. It may be a minute old, like `seen_at`; a fault is told at once."""

    shows: str
    sound: str
    picture_age_s: int | None
    behind_s: int
    faults: list[str]


class DeviceView(TypedDict):
    """`online`: it has spoken within the last minute, a wall within half of one; `seen_at` may be a minute old.
    `display` is what a wall told."""

    name: str
    scope: str
    seen_at: str | None
    online: bool
    printer: PrinterView | None
    display: NotRequired[WallView]


class LeaseView(TypedDict):
    """Numbers that a kiosk may give by itself that day; `url` and a ticket's code make its address."""

    series: str
    first: int
    last: int
    business_day: str
    epoch: int
    url: str


class EmergencyView(TypedDict):
    """A kiosk's emergency numbers of today; `used` are those it has told of, `waiting` of them still wait."""

    kiosk: str
    first: str
    last: str
    used: int
    waiting: int


class LateView(TypedDict):
    """Numbers of an earlier day that a kiosk has brought in today: they came too late for anybody to be called."""

    kiosk: str
    business_day: str
    numbers: int


class CardScan(TypedDict):
    """Who is `elderly_from` years old on the business day is offered priority. `day_key` (hex) makes the hash by which
    one person's numbers of `business_day` are counted; None where nobody is. A kiosk keeps it in memory only."""

    elderly_from: int
    business_day: str
    day_key: str | None


class KioskSettings(TypedDict):
    """How the centre wants this kiosk: `mode` is `normal`, `priority_only` (gives priority numbers only) or
    `assisted` (staff stand beside it); `services` are those it shows and gives, None all; `asks_dossiers`
    everywhere, not only where the service asks; `pace_s` seconds lie between two numbers, 0 none. Without `card_scan`
    it reads no identity card."""

    mode: str
    services: list[str] | None
    asks_dossiers: bool
    pace_s: int
    card_scan: NotRequired[CardScan]


class DeviceSelf(TypedDict):
    """A device as the node knows it; `settings` are a kiosk's, `counter` is a keypad's."""

    id: str
    name: str
    scope: str
    branch: str
    always_open: bool
    protocol: int
    counter: NotRequired[str]
    settings: NotRequired[KioskSettings]


class HeartbeatAnswer(TypedDict):
    """`expected_tickets`: how many this device will probably give in the next hour."""

    at: str
    expected_tickets: int


class PrintJob(TypedDict):
    """`state` is queued, preflight or sending, and at last confirmed, not_printed, unverified or,
    until more is known, in_doubt."""

    id: str
    printer: str
    ticket: str
    number: str
    copy: int
    state: str
    reason: str | None
    how: str | None
    created_at: str
    updated_at: str


class QueuedPrintJob(PrintJob):
    ticket_view: TicketView


class PrintQueue(TypedDict):
    jobs: list[QueuedPrintJob]


class Printout(TypedDict):
    """One copy of a ticket on paper, and what is known of it."""

    ticket: str
    number: str
    copy: int
    verdict: str


class PairingOpened(TypedDict):
    """`code` is for the person who approves; `secret` stays with the machine and fetches its token."""

    code: str
    secret: str
    expires_at: str


class PairedDevice(TypedDict):
    id: str
    name: str
    scope: str
    branch: str


class PairingClaimed(PairedDevice):
    """The token is the same however often it is fetched, until it is used."""

    token: str


class NewToken(TypedDict):
    """The token before it works until this one is used."""

    token: str


class RevokedDevice(TypedDict):
    name: str
    branch: str
