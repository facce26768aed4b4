"""The push: with `fanout`, all that knows Socket.IO. Sockets are told the picture; what they send changes nothing."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable
from typing import Any

import gevent
from flask import request
from flask_socketio import SocketIO, join_room
from gevent.event import Event
from socketio.exceptions import ConnectionRefusedError as Refused
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from server.commands.answering import as_json
from server.commands.scene import Person
from server.contract import HEARTBEAT_PHONE_S, HEARTBEAT_S, Heartbeat, Push, View
from server.ledger.change import CENTRE, microseconds
from server.ledger.models import book
from server.queries.times import rfc3339
from server.rules.numbering import read_code
from server.web.access import person
from server.web.api.branches import may_see_desk
from server.web.desk_watch import DeskWatch
from server.web.fanout import FanOut
from server.web.node import Node
from server.web.pictures import Kind, Picture
from server.web.wakeup import WakeUp

GATHER_S = 0.1
"""The first change goes out at once; what follows within this time goes out together."""
ANSWERS_FIRST_MS = 30
"""So long at most a desk's picture waits for presses that are under way."""
RETRY_S = 1.0
"""A change that could not be told, because the database was away, is tried again after this time."""
MINUTE_S = 60
SILENCE_S = 10
"""How often the node looks for devices and print jobs of which nothing is heard."""
WATCH_S = 2
"""How often it looks whether who sees a desk may still see it."""

log = logging.getLogger(__name__)


class Realtime:
    def __init__(self, sockets: SocketIO, node: Node, bell: WakeUp | None = None) -> None:
        self._sockets = sockets
        self._fan: FanOut = sockets.server.manager  # type: ignore[attr-defined]
        self._node = node
        self._bell = bell
        self._desks = DeskWatch(node)
        self._dirty: dict[str, Event] = {}
        self._sent: dict[tuple[str, Kind], Picture] = {}
        self._rung: dict[str, set[str]] = defaultdict(set)
        self._versions: dict[str, tuple[int, int]] = {}
        self._greenlets: list[gevent.Greenlet[Any, Any]] = []
        self._stopped = False
        sockets.on_event("connect", self._connect)
        sockets.on_event("disconnect", self._disconnect)

    def start(self) -> None:
        self._safely(self._node.end_days)
        self._node.ledger.listen(self.told)
        if self._bell:
            self._node.ledger.listen(self._bell.ring)
            self._bell.start(self.told)
        self._every(HEARTBEAT_S, lambda: self._beat((Kind.WALL, Kind.DESK)))
        self._every(HEARTBEAT_PHONE_S, lambda: self._beat((Kind.PUBLIC,)))
        self._every(self._node.settings.poll_s, self._poll)
        self._every(SILENCE_S, self._node.end_silence)
        self._every(WATCH_S, self._close_desks)
        self._every(self._node.sessions.written_every_s, self._node.sessions.write_seen)
        self._greenlets.append(gevent.spawn(self._minutes))

    def stop(self) -> None:
        self._stopped = True
        gevent.killall(self._greenlets, timeout=2)
        if self._bell:
            self._bell.stop()

    def told(self, changed: frozenset[str]) -> None:
        """A commit changed these logs; called by `change`, so it only marks them."""
        branches = self._node.pictures.branches() if CENTRE in changed else changed
        for branch in branches:
            self._mark(branch)

    def _mark(self, branch: str) -> None:
        if branch not in self._dirty:
            self._dirty[branch] = Event()
            self._greenlets.append(gevent.spawn(self._tell_changes, branch, self._dirty[branch]))
        self._dirty[branch].set()

    def _tell_changes(self, branch: str, dirty: Event) -> None:
        while True:
            dirty.wait()
            dirty.clear()
            sent = self._sent_of(branch)
            if not self._safely(lambda: self._tell(branch)):
                dirty.set()  # the screens have not heard of it yet
                gevent.sleep(RETRY_S)
            elif self._sent_of(branch) != sent:  # what was no news to anybody need not delay what is
                gevent.sleep(GATHER_S)

    def _let_answers_go_first(self) -> None:
        """A desk's picture takes longer to draw than many answers to leave: who pressed at the same moment is not made
        to wait for it."""
        for _ in range(ANSWERS_FIRST_MS):
            gevent.sleep(0.001)
            if not self._node.ledger.busy:
                return

    def _sent_of(self, branch: str) -> list[Picture | None]:
        return [self._sent.get((branch, kind)) for kind in Kind]

    def _tell(self, branch: str) -> None:
        """Walls first: people look at them; then the phones, then the desks."""
        for kind in Kind:
            if self._fan.peopled(room(branch, kind)):
                if kind is Kind.DESK:
                    self._let_answers_go_first()
                self._emit_picture(branch, kind)
                if kind is Kind.WALL:
                    gevent.sleep(0)
        self._ring(branch)

    def _emit_picture(self, branch: str, kind: Kind) -> None:
        picture = self._node.pictures.get(branch, kind)
        if self._sent.get((branch, kind)) is picture:  # the poll sees this process's own commits too
            return
        self._sent[branch, kind] = picture
        self._fan.push(Push.SNAPSHOT.value, picture.body, room(branch, kind))

    def _ring(self, branch: str) -> None:
        """Phones of tickets that are called and were not told of this call yet."""
        if not self._fan.peopled(room(branch, Kind.PUBLIC)):
            return
        rings = self._node.pictures.rings(branch)
        for one in rings:
            if one.id not in self._rung[branch]:
                self._fan.push(Push.CALLED.value, as_json(one.called), phone_room(one.code))
        self._rung[branch] = {one.id for one in rings}

    def _minutes(self) -> None:
        while True:
            now = self._node.clock.now().timestamp()
            gevent.sleep(MINUTE_S - now % MINUTE_S + 0.01)
            self._safely(self._minute)

    def _minute(self) -> None:
        """Opening, closing and estimates change without an event; a new day ends the old one."""
        self._node.end_days()
        for (branch, kind), before in list(self._sent.items()):
            if self._fan.peopled(room(branch, kind)):
                picture = self._node.pictures.get(branch, kind)
                if picture.unchanged_part != before.unchanged_part:
                    self._emit_picture(branch, kind)

    def _poll(self) -> None:
        """What other processes wrote on the same database is seen by its seq."""
        with self._node.ledger.read() as connection:
            rows = connection.execute(select(book.c.code, book.c.epoch, book.c.seq)).all()
        for row in rows:
            version = (row.epoch, row.seq)
            if self._versions.get(row.code) != version:
                self._versions[row.code] = version
                self.told(frozenset({row.code}))

    def _beat(self, kinds: tuple[Kind, ...]) -> None:
        at = self._node.clock.now()
        house = self._node.house()
        for (branch, kind), picture in list(self._sent.items()):
            if kind in kinds:
                beat: Heartbeat = {
                    "branch": branch,
                    "epoch": picture.version[0],
                    "seq": picture.version[1],
                    "at": rfc3339(microseconds(at), house.branch(branch).zone),
                }
                self._fan.push(Push.HEARTBEAT.value, as_json(beat), room(branch, kind))
        self._fan.cut_slow_readers()

    def _close_desks(self) -> None:
        """Before those whose sign-in has ended; their page comes back and is told no."""
        for sid in self._desks.over():
            self._desks.leave(sid)
            self._sockets.server.disconnect(sid)  # type: ignore[attr-defined]

    def _connect(self, auth: Any) -> None:
        try:
            self._admit(auth if isinstance(auth, dict) else {})
        except SQLAlchemyError as fault:
            log.warning("a screen could not be greeted: %s", fault)
            raise Refused("busy") from None

    def _admit(self, asked: dict[str, Any]) -> None:
        """First into the room, then the greeting: a change while it is drawn reaches the room."""
        branch, view, code = asked.get("branch"), asked.get("view", View.PUBLIC.value), asked.get("code")
        if not isinstance(branch, str) or branch not in self._node.house().branches:
            raise Refused("not_found")
        who = self._staff(branch, asked.get("token")) if view == View.DESK.value else None
        kind = Kind.DESK if who else _public_kind(view, code)
        if not self._fan.peopled(room(branch, kind)):
            self._sent.pop((branch, kind), None)
        join_room(room(branch, kind))
        if kind is Kind.PUBLIC:
            join_room(phone_room(read_code(str(code))))
        picture = self._node.pictures.get(branch, kind)
        self._sent.setdefault((branch, kind), picture)
        sid: str = request.sid  # type: ignore[attr-defined]
        self._fan.push(Push.SNAPSHOT.value, picture.body, sid)
        self._fan.attach(sid, request.environ["wsgi.websocket"])
        if who:
            self._desks.enter(sid, who.session, branch)

    def _staff(self, branch: str, token: object) -> Person:
        who = self._node.script(token) if isinstance(token, str) else person()
        if who is None or not may_see_desk(who, branch):
            raise Refused("forbidden")
        return who

    def _disconnect(self, *_reason: object) -> None:
        sid: str = request.sid  # type: ignore[attr-defined]
        self._desks.leave(sid)
        self._fan.detach(sid)

    def _every(self, seconds: float, work: Callable[[], None]) -> None:
        def loop() -> None:
            while True:
                gevent.sleep(seconds)
                self._safely(work)

        self._greenlets.append(gevent.spawn(loop))

    def _safely(self, work: Callable[[], None]) -> bool:
        """Whether it was done; a database that is away for a while must not end the push for ever."""
        try:
            work()
        except SQLAlchemyError as fault:
            log.warning("the push could not read the ledger: %s", fault)
        except Exception:
            log.exception("the push stumbled")
        else:
            return True
        if self._stopped:
            raise gevent.GreenletExit  # killed in the middle of a read, which came as a fault of the driver
        return False


def _public_kind(view: object, code: object) -> Kind:
    if view != View.PUBLIC.value:
        raise Refused("invalid")
    return Kind.PUBLIC if isinstance(code, str) and code else Kind.WALL


def room(branch: str, kind: Kind) -> str:
    return f"{kind.value}:{branch}"


def phone_room(code: str) -> str:
    return f"code:{code}"
