"""Listens: gevent's server with the websocket handler, ended cleanly by SIGTERM or SIGINT."""

from __future__ import annotations

import fcntl
import gc
import logging
import signal
import socket
from collections.abc import Callable
from pathlib import Path
from typing import IO

import gevent
from gevent.event import Event
from gevent.pywsgi import WSGIServer
from geventwebsocket.handler import WebSocketHandler

from config.settings import NodeSettings
from server.app import App
from server.running import Running

BACKLOG = 4096
GRACE_S = 2
SILENT_S = 60
"""A screen answers a ping every 25 s; a line that says nothing for this long is dead and is let go."""

log = logging.getLogger(__name__)


class AlreadyRunning(RuntimeError):
    """Another process writes this SQLite ledger: one writing process, always."""


class QuietHandler(WebSocketHandler):  # type: ignore[misc]
    """No line a request: the metrics count them."""

    def run_websocket(self) -> None:
        """Without a limit a phone that froze would keep its line, and its greenlet, for ever."""
        self.socket.settimeout(SILENT_S)
        super().run_websocket()

    def log_request(self) -> None:
        """Says nothing."""


def take_lock(var: Path) -> IO[str]:
    """Hold `moiso.lock`, or say who does; the kernel lets it go with the process."""
    var.mkdir(parents=True, exist_ok=True)
    file = (var / "moiso.lock").open("a+")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        raise AlreadyRunning(f"a node is already running on {var.resolve()}") from None
    return file


def listener(host: str, port: int) -> socket.socket:
    """Accepted sockets inherit TCP_NODELAY: without it pywsgi's two writes cost 44 ms a request."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    made.bind((host, port))
    made.listen(BACKLOG)
    made.setblocking(False)
    return made


def serve(app: App, settings: NodeSettings, ready: Callable[[str], None]) -> None:
    """Serve until a signal comes; `ready` hears the URL."""
    entrance = listener(settings.host, settings.port)
    server = WSGIServer(entrance, app.flask, handler_class=QuietHandler, log=None, error_log=log)
    stopped = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        gevent.signal_handler(number, stopped.set)
    with Running(settings.var) as running:
        if running.after_a_cut:
            app.node.recover()
        running.forget_the_cut()
        app.realtime.start()
        server.start()
        gc.freeze()
        ready(f"http://{_shown(settings.host)}:{entrance.getsockname()[1]}")
        stopped.wait()
        server.stop(timeout=GRACE_S)
        app.realtime.stop()
        app.node.ledger.close()


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host
