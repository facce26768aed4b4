"""What the node hears of paper: how each slip ended, and how the printers stand; and what it wants printed here."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable, Mapping
from importlib.metadata import version
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from config.clock import Clock
from kiosk.branch import Branch
from kiosk.emergency import Emergency
from kiosk.jobs import Jobs, PrintJob
from kiosk.journal import Journal
from kiosk.paper import Paper
from kiosk.roll import Roll
from kiosk.upstream import Unreachable, Upstream
from printers.jobs import How, Outcome, State
from server.contract import BURST

EVERY_S = 1.0
"""How often it asks for jobs: so long a clerk waits for paper from another desk's printer at most."""
HEARTBEAT_S = 5.0
LOOK_S = 2.0

log = logging.getLogger(__name__)


class Telling:
    """One thread that talks to the node about paper; a silent node is told everything later."""

    def __init__(
        self,
        upstream: Upstream,
        branch: Branch,
        journal: Journal,
        emergency: Emergency,
        jobs: Jobs,
        roll: Roll,
        clock: Clock,
    ) -> None:
        self._upstream, self._branch, self._journal = upstream, branch, journal
        self._emergency = emergency
        self._jobs, self._roll, self._clock = jobs, roll, clock
        self._paper: Paper | None = None
        self._bursting: Callable[[], bool] = lambda: False
        self._news = threading.Event()
        self._stopped = False
        self._looked_at = self._beat_at = float("-inf")
        self._thread = threading.Thread(target=self._work, name="telling", daemon=True)

    def start(self, paper: Paper, bursting: Callable[[], bool]) -> None:
        """`bursting` tells whether touches come faster than people can touch."""
        self._paper, self._bursting = paper, bursting
        self._thread.start()

    def stop(self, within_s: float) -> None:
        self._stopped = True
        self._news.set()
        if self._thread.is_alive():
            self._thread.join(within_s)

    def news(self) -> None:
        """A job has moved: tell it now."""
        self._news.set()

    def _work(self) -> None:
        while not self._stopped:
            self._news.wait(EVERY_S)
            self._news.clear()
            if self._stopped or self._paper is None:
                return
            try:
                self._once(self._paper)
            except Unreachable as problem:
                log.debug("node: %s", problem)
            except Exception:  # the thread must outlive whatever stands at the node's address
                log.exception("node")

    def _once(self, paper: Paper) -> None:
        now = self._clock.monotonic()
        if now - self._looked_at >= LOOK_S:
            self._looked_at = now
            if paper.look():
                self._beat_at = float("-inf")
        if self._branch.code is None:
            return
        for job in self._jobs.untold():
            if not self._emergency.holds(job.ticket_id):
                self._tell(job)
        self._fetch(paper)
        if now - self._beat_at >= HEARTBEAT_S:
            self._upstream.tell("/devices/self/heartbeat", self._heartbeat(paper))
            self._beat_at = now

    def _tell(self, job: PrintJob) -> None:
        """A step that the node does not take is not told again: it knows better, or has forgotten the ticket."""
        how = None if job.how is How.NONE else job.how
        if job.asked:
            body: Mapping[str, Any] = {"state": job.state, "reason": job.reason, "how": how}
            self._upstream.tell(f"/devices/self/print-jobs/{job.asked}", body)
        else:
            verdict = {
                "copy": job.copy, "verdict": job.state, "reason": job.reason, "how": how,
                "printer": job.printer,
            }  # fmt: skip
            key = uuid5(NAMESPACE_OID, f"{job.ticket}/{job.id}/{job.state}")
            path = f"/branches/{self._branch.code}/tickets/{job.ticket_id}/printed"
            self._upstream.tell(path, verdict, str(key))
        self._jobs.tell(job)

    def _fetch(self, paper: Paper) -> None:
        """Jobs that the node has for this printer: written down, then claimed, then printed."""
        reading = self._upstream.read("/devices/self/print-jobs")
        for one in json.loads(reading.text)["jobs"] if reading else ():
            answer = json.dumps(one["ticket_view"], ensure_ascii=False)
            job = self._jobs.asked_for(one["id"], one["ticket"], answer, one["copy"], self._branch.now())
            if job and self._claim(job):
                paper.put(job)

    def _claim(self, job: PrintJob) -> bool:
        """What the node may have given up since is not printed: who asked is told so."""
        claimed = False
        try:
            step = {"state": State.PREFLIGHT, "reason": None, "how": None}
            claimed = self._upstream.tell(f"/devices/self/print-jobs/{job.asked}", step) is not None
        finally:
            if not claimed:
                self._jobs.end(job.id, Outcome(State.NOT_PRINTED, "not_claimed"), "")
        return claimed

    def _heartbeat(self, paper: Paper) -> dict[str, Any]:
        offset = self._branch.now() - self._clock.now()
        return {
            "version": version("moiso"),
            "printer": {
                "state": "ready" if paper.ready else "blocked",
                "faults": [*paper.faults, *((BURST,) if self._bursting() else ())],
                "paper_left_mm": self._roll.left_mm,
                "ticket_mm": self._roll.ticket_mm,
            },
            "unsynced": len(self._journal.unanswered()) + self._emergency.unsynced,
            "clock_offset_ms": round(offset.total_seconds() * 1000),
        }
