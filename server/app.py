"""Wires every room into one node; nobody imports it but the command line."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask
from flask_socketio import SocketIO

import counter
import display
from config.clock import Clock, SystemClock
from config.settings import NodeSettings, secret
from server.commands.answering import Answering
from server.commands.giving_back import GivingBack
from server.commands.heartbeats import Presence
from server.commands.pairing import Pairing
from server.commands.passwords import Passwords
from server.commands.sessions import Sessions
from server.commands.signing_in import SigningIn
from server.hints import hints
from server.ledger.change import Ledger
from server.ledger.opening import open_ledger
from server.media_doors import media_doors
from server.queries.house import HouseMemory
from server.voice_doors import voice_doors
from server.web import access, health, openapi, pages, problems
from server.web.api import (
    bookings,
    branches,
    counters,
    devices,
    displays,
    finding,
    helping,
    leases,
    moves,
    pairing,
    people,
    print_jobs,
    session,
    sign_ins,
    speaking,
    tickets,
)
from server.web.fanout import FanOut
from server.web.node import EXTENSION, Node
from server.web.pictures import Pictures
from server.web.realtime import Realtime
from server.web.wakeup import WakeUp

LARGEST_BODY = 64 * 1024


@dataclass(frozen=True)
class App:
    """A node that is wired and not yet listening."""

    flask: Flask
    node: Node
    realtime: Realtime


def create_app(settings: NodeSettings, clock: Clock | None = None) -> App:
    clock = clock or SystemClock(settings.clock)
    ledger = open_ledger(settings, clock)
    node = _node(settings, clock, ledger)
    app = Flask("server")
    app.extensions[EXTENSION] = node
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    _doors(app)
    app.register_blueprint(voice_doors(settings))
    app.register_blueprint(media_doors(settings))
    return App(app, node, Realtime(_sockets(app), node, _bell(settings)))


def _bell(settings: NodeSettings) -> WakeUp | None:
    """On SQLite there is one process, which needs none."""
    wanted = settings.redis_url and not settings.on_sqlite
    return WakeUp(settings.redis_url, settings.url) if wanted else None


def _node(settings: NodeSettings, clock: Clock, ledger: Ledger) -> Node:
    houses = HouseMemory(settings.always_open)
    key = secret(settings)
    answering = Answering(ledger, houses, settings.public_url)
    passwords, sessions = Passwords(settings), Sessions(ledger, settings)
    return Node(
        settings=settings,
        clock=clock,
        ledger=ledger,
        houses=houses,
        answering=answering,
        passwords=passwords,
        sessions=sessions,
        signing_in=SigningIn(ledger, passwords, sessions),
        pictures=Pictures(ledger, houses),
        presence=Presence(answering),
        pairing=Pairing(ledger, key),
        giving_back=GivingBack(answering),
        secret=key,
        hints=hints,
    )


def _doors(app: Flask) -> None:
    problems.register(app)
    app.before_request(health.clock_in)
    app.before_request(access.guard)
    app.after_request(access.harden)
    app.after_request(health.count)
    pages.register(app)
    openapi.register(app)
    rooms = (counter.blueprint, display.blueprint)
    doors = (
        session,
        sign_ins,
        people,
        bookings,
        branches,
        tickets,
        finding,
        moves,
        counters,
        devices,
        displays,
        leases,
        pairing,
        print_jobs,
        helping,
        speaking,
        health,
    )
    for blueprint in (*rooms, *(one.blueprint for one in doors)):
        app.register_blueprint(blueprint)


def _sockets(app: Flask) -> SocketIO:
    """gevent is named because an installed eventlet would be picked; the default origin check is same-origin."""
    return SocketIO(
        app,
        async_mode="gevent",
        client_manager=FanOut(),
        transports=["websocket"],  # type: ignore[call-arg]
        http_compression=False,
        ping_interval=25,
        ping_timeout=30,
        max_http_buffer_size=64_000,
        manage_session=False,
    )
