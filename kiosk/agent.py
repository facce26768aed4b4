"""Wires the kiosk's rooms: journal, line to the node, paper and the local web, and keeps them running."""

from __future__ import annotations

import logging
import socket
import threading
from datetime import timedelta
from typing import Any

from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from config.clock import Clock, SystemClock
from config.kiosk_settings import KioskSettings
from kiosk.branch import Branch, Picture
from kiosk.calibration import Calibration
from kiosk.card_reader import CardReader, card_door
from kiosk.emergency import Emergency
from kiosk.file import File
from kiosk.helping import Helping
from kiosk.issuing import Issuing
from kiosk.jobs import Jobs
from kiosk.journal import Journal
from kiosk.keyring import Keyring
from kiosk.pairing import Pairing
from kiosk.paper import Paper
from kiosk.roll import Roll
from kiosk.screens import Look, screens
from kiosk.setting_up import SettingUp
from kiosk.slips import Slips, marks_of
from kiosk.standing import standing
from kiosk.telling import Telling
from kiosk.trying import Trying
from kiosk.upstream import Unreachable, Upstream
from kiosk.voice import Voice
from printers.open import open_printer
from printers.spool import Spool

HOST = "127.0.0.1"
LOOK_EVERY_S = 5
LOST_LOOK_S = 1
"""A node that is back is found within a second or two, and hears what was given without it."""
FIRST_LOOK_S = 1
"""So long the start waits for the node before it shows what the journal remembers."""
STOP_S = 2
KEPT = timedelta(days=7)

log = logging.getLogger(__name__)


class Handler(WSGIRequestHandler):
    """Keeps connections and answers at once: a touch must be a number within 150 ms."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002
        """Quiet: one page on this machine, twice a second."""


class Agent:
    """`BadSetting` or `PrinterError` at once for settings that can never work; else it runs until `stop`."""

    def __init__(self, settings: KioskSettings, clock: Clock | None = None) -> None:
        self._settings = settings
        self._clock = clock or SystemClock()
        spool = Spool([open_printer(url, self._clock) for url in settings.printers])
        marks = marks_of(settings.logo)
        self._file = File(settings.data / "journal.db")
        self._journal, self._jobs = Journal(self._file), Jobs(self._file)
        roll = Roll(self._journal, settings.roll_m * 1000)
        keyring = Keyring(settings.data / "token.json", settings.token, self._clock)
        self._upstream = Upstream(settings.server, keyring.token)
        self._branch = Branch(self._upstream, self._journal, self._clock, settings.name)
        self._emergency = Emergency(self._file, self._journal, self._upstream, self._branch)
        self._telling = Telling(
            self._upstream, self._branch, self._journal, self._emergency, self._jobs, roll, self._clock
        )
        slips = Slips(self._branch, marks)
        self._paper = Paper(spool, slips.page, self._jobs, roll, self._clock, self._telling.news)
        self._cards = CardReader(self._branch, self._clock)
        self._issuing = Issuing(
            self._journal,
            self._jobs,
            self._upstream,
            self._paper,
            self._branch,
            self._emergency,
            self._cards,
            self._clock,
        )
        self._helping = Helping(self._upstream, self._branch, self._clock)
        self._voice = Voice(self._upstream, self._branch, self._clock, settings.data / "voice")
        self._trying = Trying(settings.data / "to-try", spool, self._clock)
        self._pairing = Pairing(
            self._upstream, keyring, self._clock, settings.server, settings.rotate_days, self._forget
        )
        self._upstream.on_refused(self._pairing.refused)
        calibration = Calibration(settings.data / "screen.json", settings.mm)
        look: Look = {"slot": settings.slot, "mm": calibration.mm}
        self._setting_up = SettingUp(self._pairing, keyring, calibration, self._trying, look)
        self._server = self._web(look)
        self._stopped = threading.Event()
        self._looked = threading.Event()
        self._serving = threading.Thread(target=self._server.serve_forever, name="web", daemon=True)
        self._looking = threading.Thread(target=self._look, name="look", daemon=True)

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self._server.port}"

    def start(self) -> None:
        for kept in (self._journal, self._jobs):
            kept.forget(self._clock.now() - KEPT)
        self._emergency.forget((self._clock.now() - KEPT).isoformat())
        self._jobs.resume()
        self._paper.start()
        self._serving.start()
        self._looking.start()
        self._looked.wait(FIRST_LOOK_S)
        self._telling.start(self._paper, lambda: self._issuing.bursting)
        self._pairing.start()
        self._voice.start()

    def stop(self) -> None:
        """End within a few seconds; a question that the node has not answered stays in the journal."""
        self._stopped.set()
        self._issuing.stop()
        self._server.shutdown()
        self._server.server_close()
        self._paper.stop(STOP_S)
        self._looking.join(STOP_S)
        self._telling.stop(STOP_S)
        self._pairing.stop(STOP_S)
        self._voice.stop(STOP_S)
        self._upstream.close()
        self._file.close()

    def _web(self, look: Look) -> BaseWSGIServer:
        app = screens(self._issuing, self._helping, self._picture, lambda: self._paper.fault, look)
        app.register_blueprint(standing(self._upstream))
        app.register_blueprint(card_door(self._cards))
        app.register_blueprint(self._voice.door())
        self._setting_up.doors(app)
        # Bound here, since werkzeug would end the process for a port that is taken.
        with socket.create_server((HOST, self._settings.port)) as bound:
            port = bound.getsockname()[1]
            return make_server(HOST, port, app, threaded=True, request_handler=Handler, fd=bound.fileno())

    def _forget(self) -> None:
        """Let in anew: what was told to the device of before holds no more, and somebody stands before it."""
        self._emergency.return_block()
        self._branch.forget()
        self._trying.begin()

    def _picture(self) -> Picture:
        return self._setting_up.over(self._branch.picture(self._emergency.left, self._voice.version))

    def _look(self) -> None:
        """Keeps the picture fresh and, while the node answers, settles what was left open."""
        told = ""
        while not self._stopped.is_set():
            told = self._look_once(told)
            self._cards.forget_old()
            self._looked.set()
            self._stopped.wait(LOOK_EVERY_S if self._branch.live and not told else LOST_LOOK_S)

    def _look_once(self, told: str) -> str:
        """What went wrong, logged when it is something else than last time."""
        if self._pairing.needed:
            return ""
        try:
            self._branch.look()
            self._emergency.renew()
            self._emergency.bring()
            self._issuing.settle_abandoned()
        except Unreachable as problem:
            if str(problem) != told:
                log.warning("node: %s", problem)
            return str(problem)
        except Exception:  # the thread must outlive whatever stands at the node's address
            log.exception("node")
        return ""
