"""Trying the machine out before its first citizen: staff touch marks, print a test slip, scan something."""

from __future__ import annotations

import logging
import threading
from pathlib import Path
from typing import TypedDict

from flask import Blueprint, abort

from config.clock import Clock
from config.words import LANGUAGES, say
from printers.jobs import State
from printers.pages import Page
from printers.spool import Spool
from printers.testpage import PLAIN, test_page
from server.contract import Names

CONFLICT = 409

log = logging.getLogger(__name__)


class Told(TypedDict):
    """The last test slip: its `state` as of any slip, None before the first, and what to do when it failed."""

    state: str | None
    advice: Names | None


class Trying:
    """Begins when the machine is let in by a code on its screen, lasts over restarts, and ends with the word of the
    person before it. Before and after that its doors are shut: no citizen can print a test slip."""

    def __init__(self, mark: Path, spool: Spool, clock: Clock) -> None:
        """`mark` is the file that is there as long as nobody has said that all is well."""
        self._mark, self._spool, self._clock = mark, spool, clock
        self._told: Told = {"state": None, "advice": None}
        self._printing = threading.Lock()

    @property
    def due(self) -> bool:
        return self._mark.exists()

    def begin(self) -> None:
        self._mark.touch()

    def doors(self) -> Blueprint:
        """`POST /api/trial/slips` prints one, `GET /api/trial` tells of it, `DELETE /api/trial` ends the trial."""
        blueprint = Blueprint("trial", __name__, url_prefix="/api/trial")
        blueprint.before_request(lambda: None if self.due else abort(CONFLICT))
        blueprint.add_url_rule("", "told", lambda: self._told)
        blueprint.add_url_rule("/slips", "print", self._print, methods=["POST"])
        blueprint.add_url_rule("", "end", self._end, methods=["DELETE"])
        return blueprint

    def _end(self) -> dict[str, bool]:
        self._mark.unlink(missing_ok=True)
        return {"due": False}

    def _print(self) -> Told:
        """One slip at a time: whoever asks while it is printed is told of that one."""
        if self._printing.acquire(blocking=False):
            self._told = {"state": State.QUEUED, "advice": None}
            threading.Thread(target=self._work, name="trial", daemon=True).start()
        return self._told

    def _work(self) -> None:
        try:
            number = int(
                self._clock.now().timestamp()
            )  # far above the numbers of slips, and another each time
            page = Page(test_page, lambda: PLAIN)
            outcome, _ = self._spool.print(number, page, lambda *_: None, lambda: False)
            self._told = {"state": outcome.state, "advice": _advice(outcome.reason)}
        except Exception:  # the page must hear of an end, whatever broke
            log.exception("test slip")
            self._told = {"state": State.IN_DOUBT, "advice": None}
        finally:
            self._printing.release()


def _advice(reason: str | None) -> Names | None:
    if not reason:
        return None
    vi, en = (say(language, f"slip.advice_{reason}") for language in LANGUAGES)
    return {"vi": vi, "en": en}
