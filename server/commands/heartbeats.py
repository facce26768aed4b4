"""How devices fare: what they say every few seconds is kept in memory, and written down when it is news."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from functools import partial

from sqlalchemy import bindparam, insert, select, update

from server.commands.answering import Answering
from server.commands.scene import NODE, Person, Scene
from server.contract import BURST, BURST_TIMES, BURST_WITHIN_S
from server.ledger.change import microseconds
from server.ledger.events import canonical
from server.ledger.models import Record, device_state
from server.ledger.statements import Statement
from server.queries.devices import expected_tickets
from server.rules.alarms import alarms, wall_alarms
from server.rules.ordering import MICROSECONDS
from server.rules.pacing import Attempts

STORED_EVERY_US = 60 * MICROSECONDS
SILENT_US = 60 * MICROSECONDS
DARK_US = 30 * MICROSECONDS
"""A hall looks at its wall all the time, at a kiosk once: a wall that says nothing is missed sooner."""
PAPER_LOW = "paper_low"

ONE = (device_state.c.branch == bindparam("b_branch")) & (device_state.c.name == bindparam("b_name"))
SELECT_STATE = Statement(select(device_state).where(ONE))
SELECT_ONLINE = Statement(select(device_state).where(device_state.c.online))
INSERT_STATE = Statement(insert(device_state))
FACTS = (
    "device", "version", "printer", "faults", "paper_left_mm", "ticket_mm", "unsynced", "clock_offset_ms",
    "online", "seen_at", "display",
)  # fmt: skip
UPDATE_STATE = Statement(
    update(device_state).where(ONE).values({name: bindparam(f"f_{name}") for name in FACTS})
)
SET_OFFLINE = Statement(update(device_state).where(ONE).values(online=bindparam("f_online")))


@dataclass(frozen=True)
class Wall:
    """What a wall shows (a number, or its state in a word), its sound (`on`, `suspended`, `muted`, `missing`, `none`),
    since how many seconds its picture was not confirmed (None: it has none), and how long its announcements will be
    behind."""

    shows: str
    sound: str
    picture_age_s: int | None
    behind_s: int = 0


@dataclass(frozen=True)
class Beat:
    """What a device says of itself; `printer` is ready, blocked, unknown, or None where there is none. `wall` is a
    display's."""

    version: str
    printer: str | None
    faults: frozenset[str]
    paper_left_mm: int | None
    ticket_mm: int | None
    unsynced: int
    clock_offset_ms: int | None
    wall: Wall | None = None

    @property
    def news(self) -> object:
        """What is written down as soon as it changes; the rest goes with it, or within a minute."""
        return self.version, self.printer, self.faults

    def alarming(self, unsynced_before: int) -> Beat:
        """With what is an alarm by rule."""
        found = alarms(self.clock_offset_ms, self.unsynced, unsynced_before)
        if self.wall is not None:
            found |= wall_alarms(self.wall.sound, self.wall.picture_age_s, self.wall.behind_s)
        return replace(self, faults=self.faults | found)

    def knowing(self, expected: int) -> Beat:
        """With `paper_low` if the roll will not last for the tickets of the next hour."""
        if self.paper_left_mm is None or self.ticket_mm is None:
            return self
        low = self.paper_left_mm < expected * self.ticket_mm
        return replace(self, faults=self.faults | {PAPER_LOW}) if low else self


@dataclass(frozen=True)
class Heard:
    """The last word of a device at this node, and what of it is in the ledger."""

    at: int
    stored_at: int
    said: Beat
    news: object
    expected: int
    counted_at: int


class Presence:
    def __init__(self, answering: Answering) -> None:
        self._answering = answering
        self._heard: dict[tuple[str, str], Heard] = {}
        self._held_back = Attempts(BURST_TIMES, BURST_WITHIN_S * MICROSECONDS)

    @property
    def _now(self) -> int:
        return microseconds(self._answering.ledger.clock.now())

    def beat(self, who: Person, said: Beat) -> int:
        """Answers how many tickets are expected of this device in the next hour."""
        now, place = self._now, (who.branches[0], who.name)
        known = self._heard.get(place)
        if known is None or now - known.counted_at >= STORED_EVERY_US:
            expected, counted_at = self._expected(who), now
        else:
            expected, counted_at = known.expected, known.counted_at
        unsynced_before = known.said.unsynced if known else 0
        beat = self._alarmed(place, said.knowing(expected).alarming(unsynced_before))
        stored_at = known.stored_at if known else 0
        if known is None or known.news != beat.news or now - stored_at >= STORED_EVERY_US:
            self._answering.at_once(place[0], who, partial(_store, beat=beat))
            stored_at = now
        self._heard[place] = Heard(now, stored_at, said, beat.news, expected, counted_at)
        return expected

    def held_back(self, who: Person) -> None:
        """It asked for a number sooner than its pace allows; too often is an alarm, at once.

        A device that has not spoken to this node yet is alarmed about with its first word.
        """
        place = (who.branches[0], who.name)
        self._held_back.note(place, self._now)
        known = self._heard.get(place)
        if known is not None and self._held_back.are_used_up(place, self._now):
            self.beat(who, known.said)

    def _alarmed(self, place: tuple[str, str], beat: Beat) -> Beat:
        if not self._held_back.are_used_up(place, self._now):
            return beat
        return replace(beat, faults=beat.faults | {BURST})

    def end_silent(self) -> None:
        """Say of whom nothing was heard for a minute, of a wall for half of one, that it is offline; safe to ask at any
        time."""
        with self._answering.ledger.read() as connection:
            rows = SELECT_ONLINE.all(connection)
        for row in rows:
            place = (row.branch, row.name)
            if self._silent(place, row.seen_at, SILENT_US if row.display is None else DARK_US):
                self._answering.at_once(row.branch, NODE, partial(_go_offline, found=row))
                self._heard.pop(place, None)

    def _silent(self, place: tuple[str, str], seen_at: int, after_us: int) -> bool:
        """The row of a device that speaks to another node, or spoke before this one started, may be a minute old."""
        heard = self._heard.get(place)
        if heard is not None and heard.at >= seen_at:
            return self._now - heard.at >= after_us
        return self._now - seen_at >= after_us + STORED_EVERY_US

    def _expected(self, who: Person) -> int:
        if who.role != "kiosk":
            return 0
        answering = self._answering
        with answering.ledger.read() as connection:
            branch = answering.houses.of(connection).branch(who.branches[0])
            return expected_tickets(connection, branch, who.name, answering.ledger.clock.now())


def _store(scene: Scene, beat: Beat) -> None:
    place = {"b_branch": scene.branch.code, "b_name": scene.person.name}
    before = SELECT_STATE.first(scene.tx.connection, place)
    _tell(scene, before, beat)
    facts = {
        "device": scene.person.actor.id, "version": beat.version, "printer": beat.printer,
        "faults": canonical(sorted(beat.faults)), "paper_left_mm": beat.paper_left_mm,
        "ticket_mm": beat.ticket_mm, "unsynced": beat.unsynced, "clock_offset_ms": beat.clock_offset_ms,
        "online": True, "seen_at": scene.now,
        "display": None if beat.wall is None else canonical(asdict(beat.wall)),
    }  # fmt: skip
    if before is None:
        row = {"branch": scene.branch.code, "name": scene.person.name, **facts}
        INSERT_STATE.run(scene.tx.connection, row)
    else:
        named = {f"f_{name}": value for name, value in facts.items()}
        UPDATE_STATE.run(scene.tx.connection, place | named)


def _tell(scene: Scene, before: Record | None, beat: Beat) -> None:
    """Into the branch's story: that it is there again, each new fault, and each that is gone."""
    subject, known = f"device/{scene.person.actor.id}", {"device": scene.person.name}
    if before is None or not before.online:
        scene.append("device.online", subject, known)
    faults = set(json.loads(before.faults)) if before is not None else set()
    for fault in sorted(beat.faults - faults):
        scene.append("device.fault", subject, known | {"fault": fault})
    for fault in sorted(faults - beat.faults):
        scene.append("device.recovered", subject, known | {"fault": fault})


def _go_offline(scene: Scene, found: Record) -> None:
    place = {"b_branch": found.branch, "b_name": found.name}
    row = SELECT_STATE.one(scene.tx.connection, place)
    if row.online and row.seen_at == found.seen_at:  # it has not spoken meanwhile, here or elsewhere
        scene.append("device.offline", f"device/{row.device}", {"device": row.name})
        SET_OFFLINE.run(scene.tx.connection, place | {"f_online": False})
