"""What a centre is: its services, branches, counters, hours and holidays, as frozen facts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time

Names = dict[str, str]
"""One text by language tag; `vi` and `en` are always there."""


@dataclass(frozen=True)
class PriorityClass:
    """`credit_s` is how much earlier its holder seems to have come; `public` classes are named on kiosks."""

    code: str
    name: Names
    credit_s: int
    public: bool


@dataclass(frozen=True)
class Holiday:
    date: date
    name: Names


@dataclass(frozen=True)
class Procedure:
    """`norm_s` is the planned time of one dossier at the counter; it is still offered on `valid_to`."""

    code: str
    name: Names
    name_short: Names
    papers: tuple[Names, ...]
    norm_s: int
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True)
class Service:
    """A field of work with its own series (the letter of its numbers)."""

    code: str
    series: str
    name: Names
    name_short: Names
    hint: Names
    icon: str
    asks_dossiers: bool
    norm_s: int
    procedures: tuple[Procedure, ...]


@dataclass(frozen=True)
class Session:
    """One stretch of one weekday (0 is Monday). Hours limit the taking of numbers, never calling."""

    weekday: int
    issue_from: time
    start: time
    last_ticket: time
    end: time


@dataclass(frozen=True)
class Overflow:
    """A service that a counter helps with once somebody there has waited `after_s` seconds; None means only while
    nobody waits for what the counter serves itself."""

    service: str
    after_s: int | None


@dataclass(frozen=True)
class Counter:
    """What it serves, and what it helps with."""

    code: str
    zone: Names
    services: tuple[str, ...]
    overflow: tuple[Overflow, ...]


@dataclass(frozen=True)
class Kiosk:
    """What the device of this name does otherwise than the rest. `mode` is `normal`, `priority_only` or
    `assisted` (staff stand beside it); `services` None means all; `pace_s` seconds lie between two
    numbers, 0 means no pace."""

    name: str
    mode: str
    services: tuple[str, ...] | None
    asks_dossiers: bool
    pace_s: int


@dataclass(frozen=True)
class Display:
    """A wall of a branch. It shows these `services` and the calls of these `counters`; None means all. `arrows` say in
    which direction from the screen a counter lies. `volume` is in percent, by `volume_by_hour` another one from that
    hour on; it is silent in each span of `quiet`, and always unless it `speaks`. Screens of one `zone` are heard by
    the same people, None is the whole branch. `hall_m` is how far away the last seat is, `screen_in` the diagonal.
    Between calls it shows what lies in the folder `media`, each picture for `media_seconds`, films with their sound if
    `media_sound`."""

    code: str
    name: Names
    services: tuple[str, ...] | None
    counters: tuple[str, ...] | None
    layout: str
    theme: str
    volume: int
    volume_by_hour: dict[str, int]
    quiet: tuple[tuple[time, time], ...]
    arrows: dict[str, str]
    zone: str | None
    speaks: bool
    hall_m: int | None
    screen_in: int | None
    media: str | None = None
    media_seconds: int = 15
    media_sound: bool = False


@dataclass(frozen=True)
class Quota:
    """Numbers of a service that a branch gives in a day and in a session; None means no limit."""

    service: str
    quota_day: int | None
    quota_session: int | None


@dataclass(frozen=True)
class CardScan:
    """That kiosks may read identity cards, by the `decision` that the centre names. Who is `elderly_from` years
    old is offered priority; `most_a_day` numbers a day for one person at all branches, None means no limit."""

    decision: str
    elderly_from: int
    most_a_day: int | None


@dataclass(frozen=True)
class Limits:
    """`closes_by_forecast`: a service whose line outlasts the session gives no more numbers in it; without it only
    the session's `last_ticket` ends them. Of tickets with more than `bulk_over` dossiers (None: there is no such
    stream) `bulk_at_once` are at a branch's counters while others wait."""

    closes_by_forecast: bool = False
    bulk_over: int | None = None
    bulk_at_once: int = 1


@dataclass(frozen=True)
class Voice:
    """What the loudspeakers of a hall say, in `languages` one after the other. Each `text` has the places `{number}`
    and `{counter}` once; `again` stands before it when a call is repeated, `last` before the last call, after which
    the number lapses. Languages that are off keep texts."""

    languages: tuple[str, ...] = ("vi",)
    text: Names = field(
        default_factory=lambda: {
            "vi": "Xin mời công dân có số {number}, đến quầy số {counter}.",
            "en": "Number {number}, please proceed to counter {counter}.",
        }
    )
    again: Names = field(default_factory=lambda: {"vi": "Xin nhắc lại", "en": "Once again"})
    last: Names = field(default_factory=lambda: {"vi": "Mời lần cuối", "en": "Final call"})


@dataclass(frozen=True)
class Branch:
    """`services` are all its screens list; those in `offered_at` are given at that other branch.

    `number` is None for points and training rooms, `parent` the branch that a point belongs to.
    `sample` names the keys of its table whose values are invented; nothing shows it.
    """

    code: str
    number: int | None
    kind: str
    parent: str | None
    name: Names
    address: Names
    status: str
    live_from: date | None
    sessions: tuple[Session, ...]
    services: tuple[str, ...]
    offered_at: dict[str, str]
    counters: tuple[Counter, ...]
    sample: tuple[str, ...]
    kiosks: tuple[Kiosk, ...] = ()
    quotas: tuple[Quota, ...] = ()
    displays: tuple[Display, ...] = ()


@dataclass(frozen=True)
class Centre:
    """`slip` holds the lines printed on every ticket, those of `rules`, `receipt`, `feedback`,
    `footer` that the centre has.

    An officer may mark a called ticket absent `no_show_hold_s` after the call; `recall_limit` is the number of
    calls after which it lapses, as its slip says. `order` is `credit` or `fcfs` (nobody's priority counts).
    Without `arrival` an officer need not say that the citizen has come: a called ticket can be finished at once.
    A counter that nobody has touched for `counter_idle_s` is closed. Without `card_scan` no kiosk reads a card.
    """

    code: str
    name: Names
    name_short: Names
    timezone: str
    priorities: tuple[PriorityClass, ...]
    no_show_hold_s: int
    recall_limit: int
    slip: dict[str, tuple[Names, ...]]
    notices: tuple[Names, ...]
    holidays: tuple[Holiday, ...]
    services: tuple[Service, ...]
    branches: tuple[Branch, ...]
    counter_idle_s: int = 10_800
    order: str = "credit"
    arrival: bool = True
    card_scan: CardScan | None = None
    limits: Limits = Limits()
    voice: Voice = Voice()
