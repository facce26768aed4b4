"""What the model does with numbers for a later day: the first free half-hour, and in the line when it comes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from tests.commands.forecast import NORM_S
from tests.commands.moves import FROM, WholeOffice
from tests.commands.office import HOLIDAYS, SERIES, SESSIONS
from tests.commands.ticket import HANOI, No, Ticket

COUNTERS = {"ho-tich": 3, "chung-thuc": 5, "dat-dai": 4, "tu-phap": 3}
"""How many counters of branch 2 serve it."""
HALF_HOUR = timedelta(minutes=30)


@dataclass
class Later:
    id: str
    number: str
    service: str
    start: datetime
    dossiers: int
    state: str = "booked"

    @property
    def day(self) -> date:
        return self.start.date()


@dataclass
class LaterOffice(WholeOffice):
    later: dict[str, Later] = field(default_factory=dict)
    ahead_given: Counter[tuple[date, str]] = field(default_factory=Counter)

    def begin_day(self) -> None:
        before = self.day
        super().begin_day()
        if self.day != before:
            self._take_over()
        expected = [one for one in self.later.values() if one.state == "booked" and one.start <= self.now]
        for one in sorted(expected, key=lambda one: (one.start, one.number)):
            self._enter(one)

    def book(self, name: str, service: str, dossiers: int, by_kiosk: bool) -> Later:
        if by_kiosk and self._gives(service):
            raise No("wrong_state")
        start = self._first_free(service, NORM_S[service] * dossiers)
        series = SERIES[service]
        self.ahead_given[start.date(), series] += 1
        number = f"{series}{self.ahead_given[start.date(), series]:03}"
        self.later[name] = Later(name, number, service, start, dossiers)
        return self.later[name]

    def give_back(self, name: str) -> str:
        """By its holder, who says no reason; what is cancelled already stays so."""
        one: Ticket | Later = self.tickets.get(name) or self.later[name]
        if one.state == "cancelled":
            return one.state
        if one.state not in (*FROM["cancel"], "booked"):
            raise No("wrong_state")
        one.state = "cancelled"
        if isinstance(one, Ticket):
            one.acts += 1
        return one.state

    def cancel_booking(self, officer: str, name: str) -> str:
        """By staff, and only until it is a ticket."""
        one = self.later[name]
        if one.state != "booked":
            raise No("wrong_state")
        if not officer.endswith("!"):
            raise No("invalid")
        one.state = "cancelled"
        return one.state

    def _take_over(self) -> None:
        """Numbers given ahead come first; whom nobody saw on their day is absent."""
        today = self.local.date()
        for (day, series), count in self.ahead_given.items():
            if day == today:
                self.given[series] = count
        for one in self.later.values():
            if one.state == "booked" and one.day < today:
                one.state = "no_show"

    def _enter(self, one: Later) -> None:
        one.state = "entered"
        turn = (one.start - timedelta(days=1), len(self.tickets))
        self.tickets[one.id] = Ticket(
            one.id, one.number, one.service, one.start, turn, "carried_over", [], one.start, one.dossiers
        )

    def _gives(self, service: str) -> bool:
        try:
            self._door()
        except No:
            return False
        return not self._outlasts(service)

    def _first_free(self, service: str, work_s: int) -> datetime:
        """At most half of the counters' time is given away; a slot that nobody has takes anybody."""
        room = COUNTERS[service] * HALF_HOUR.total_seconds() / 2
        mine = [one for one in self.later.values() if one.service == service and one.state != "cancelled"]
        for slot in self._slots():
            taken = sum(NORM_S[service] * one.dossiers for one in mine if one.start == slot)
            if not taken or taken + work_s <= room:
                return slot
        raise No("service_full")

    def _slots(self) -> list[datetime]:
        days = (self.local.date() + timedelta(days=offset) for offset in range(1, 30))
        return [
            datetime.combine(day, begin, HANOI) + HALF_HOUR * count
            for day in days
            if day.weekday() < 5 and day not in HOLIDAYS
            for begin, _ in SESSIONS
            for count in range(8)
        ]
