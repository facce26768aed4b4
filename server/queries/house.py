"""The catalogue as the rest of the node reads it: one centre, its branches, services and counters."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from config.centre_facts import Voice
from server.contract import Code, Names
from server.ledger.change import SELECT_VERSION
from server.ledger.models import branch, centre, counter, service
from server.rules.bulk import BulkRules
from server.rules.calendar import Hours, Session
from server.rules.cards import CardRules
from server.rules.kiosks import NORMAL, KioskRules, Mode
from server.rules.ordering import CARRIED_OVER, Order
from server.rules.profiles import Overflow, Profile, profile
from server.rules.quotas import Quota
from server.rules.refusals import Refusal

Facts = dict[str, Any]

COUNTER_IDLE_S = 10_800
"""For a centre that was applied before it could be set."""
ISSUING_STATUSES = frozenset({"live", "training"})


@dataclass(frozen=True)
class Service:
    code: str
    series: str
    facts: Facts
    procedures: Mapping[str, Facts]

    def norm_s(self, procedure: str | None) -> int:
        """Seconds of work that one dossier means, as the centre's norm says; a ticket means that for each of its."""
        facts = self.procedures.get(procedure or "", self.facts)
        return int(facts["norm_s"])


@dataclass(frozen=True)
class Counter:
    code: str
    zone: Names
    profile: Profile


@dataclass(frozen=True)
class Branch:
    code: str
    kind: str
    status: str
    facts: Facts
    hours: Hours
    services: tuple[str, ...]
    offered_at: Mapping[str, str]
    counters: Mapping[str, Counter]
    kiosks: Mapping[str, KioskRules]
    quotas: Mapping[str, Quota]
    displays: Mapping[str, Facts]

    @property
    def walls(self) -> set[frozenset[str]]:
        """The counters of each wall that does not show all of them."""
        few = (one["counters"] for one in self.displays.values())
        return {frozenset(counters) for counters in few if counters is not None}

    @property
    def zone(self) -> ZoneInfo:
        return self.hours.zone

    def counter(self, code: str) -> Counter:
        try:
            return self.counters[code]
        except KeyError:
            raise Refusal(Code.NOT_FOUND, "no such counter") from None

    def kiosk(self, name: str) -> KioskRules:
        """Of the device with this name."""
        return self.kiosks.get(name, NORMAL)


@dataclass(frozen=True)
class House:
    """Everything of one version of the centre's log; immutable, so threads may share it."""

    version: tuple[int, int]
    centre: Facts
    services: Mapping[str, Service]
    branches: Mapping[str, Branch]
    credits: Mapping[str, int]
    order: Order
    arrival: bool
    counter_idle_s: int
    card_scan: CardRules | None
    closes_by_forecast: bool
    bulk: BulkRules | None
    voice: Voice

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.centre["timezone"])

    def branch(self, code: str) -> Branch:
        try:
            return self.branches[code]
        except KeyError:
            raise Refusal(Code.NOT_FOUND, "no such branch") from None


class HouseMemory:
    """Keeps the last house read; a newer version of the centre's log makes it read again."""

    def __init__(self, always_open: bool = False) -> None:
        self._always_open = always_open
        self._house: House | None = None

    def of(self, connection: Connection) -> House:
        row = SELECT_VERSION.one(connection)
        return self.at(connection, (row.epoch, row.seq))

    def known(self, connection: Connection) -> House | None:
        """The last one, if it is still the centre's; asked with a single statement."""
        row, house = SELECT_VERSION.one(connection), self._house
        return house if house is not None and house.version == (row.epoch, row.seq) else None

    def at(self, connection: Connection, version: tuple[int, int]) -> House:
        """The house of a version that is known to be the connection's."""
        house = self._house
        if house is None or house.version != version:
            house = self._house = read_house(connection, version, self._always_open)
        return house


def read_house(connection: Connection, version: tuple[int, int], always_open: bool) -> House:
    row = connection.execute(select(centre.c.facts)).one_or_none()
    facts: Facts = json.loads(row.facts) if row else {"priorities": [], "holidays": [], "timezone": "UTC"}
    order = Order(facts.get("order", Order.CREDIT))
    return House(
        version=version,
        centre=facts,
        services=_services(connection),
        branches=_branches(connection, facts, always_open),
        credits={one["code"]: _credit(order, one) for one in facts["priorities"]},
        order=order,
        arrival=facts.get("arrival", True),
        counter_idle_s=facts.get("counter_idle_s", COUNTER_IDLE_S),
        card_scan=_card_scan(facts.get("card_scan")),
        closes_by_forecast=facts.get("limits", {}).get("closes_by_forecast", False),
        bulk=_bulk(facts.get("limits", {})),
        voice=_voice(facts.get("voice")),
    )


def _credit(order: Order, priority: Facts) -> int:
    """Seconds; first come, first served knows no priority, but who was put off to this day still comes first."""
    counts = order is not Order.FCFS or priority["code"] == CARRIED_OVER
    return int(priority["credit_s"]) if counts else 0


def _card_scan(facts: Facts | None) -> CardRules | None:
    return CardRules(facts["decision"], facts["elderly_from"], facts["most_a_day"]) if facts else None


def _bulk(limits: Facts) -> BulkRules | None:
    over = limits.get("bulk_over")
    return None if over is None else BulkRules(over, limits["bulk_at_once"])


def _voice(facts: Facts | None) -> Voice:
    """The usual words for a centre that was applied before it could choose them, or those of the last call."""
    if not facts:
        return Voice()
    last = facts.get("last", Voice().last)
    return Voice(tuple(facts["languages"]), facts["text"], facts["again"], last)


def _services(connection: Connection) -> dict[str, Service]:
    rows = connection.execute(select(service).where(~service.c.retired).order_by(service.c.position))
    found = {}
    for row in rows:
        facts = json.loads(row.facts)
        procedures = {one["code"]: one for one in facts["procedures"]}
        found[row.code] = Service(row.code, row.series, facts, procedures)
    return found


def _branches(connection: Connection, centre_facts: Facts, always_open: bool) -> dict[str, Branch]:
    counters = _counters(connection)
    closed = frozenset(date.fromisoformat(one["date"]) for one in centre_facts["holidays"])
    zone = ZoneInfo(centre_facts["timezone"])
    found = {}
    for row in connection.execute(select(branch).order_by(branch.c.position)):
        facts = json.loads(row.facts)
        found[row.code] = Branch(
            code=row.code,
            kind=row.kind,
            status=row.status,
            facts=facts,
            hours=Hours(zone, _sessions(facts["sessions"]), closed, always_open),
            services=tuple(facts["services"]),
            offered_at=facts["offered_at"],
            counters=counters.get(row.code, {}),
            kiosks={one["name"]: _kiosk(one) for one in facts.get("kiosks", ())},
            quotas={one["service"]: _quota(one) for one in facts.get("quotas", ())},
            displays={one["code"]: one for one in facts.get("displays", ())},
        )
    return found


def _counters(connection: Connection) -> dict[str, dict[str, Counter]]:
    found: dict[str, dict[str, Counter]] = {}
    for row in connection.execute(select(counter).where(~counter.c.retired).order_by(counter.c.position)):
        facts = json.loads(row.facts)
        entry = Counter(row.code, facts["zone"], profile_of(facts["services"], facts.get("overflow", [])))
        found.setdefault(row.branch, {})[row.code] = entry
    return found


def profile_of(services: list[str], overflow: list[Facts]) -> Profile:
    return profile(services, [Overflow(one["service"], one["after_s"]) for one in overflow])


def _kiosk(facts: Facts) -> KioskRules:
    services = facts["services"]
    return KioskRules(
        mode=Mode(facts["mode"]),
        services=None if services is None else tuple(services),
        asks_dossiers=facts["asks_dossiers"],
        pace_s=facts["pace_s"],
    )


def _quota(facts: Facts) -> Quota:
    return Quota(facts["quota_day"], facts["quota_session"])


def _sessions(rows: list[Facts]) -> tuple[Session, ...]:
    moments = ("issue_from", "start", "last_ticket", "end")
    return tuple(
        Session(one["weekday"], *(time.fromisoformat(one[moment]) for moment in moments)) for one in rows
    )
