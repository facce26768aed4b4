"""A kiosk that was cut off in the middle: what stood in its journal is settled, and nobody gets two numbers."""

from __future__ import annotations

import signal
import subprocess
import sys
import uuid
from datetime import timedelta
from pathlib import Path
from threading import Thread

import pytest
import requests

from config.clock import SystemClock
from kiosk.branch import Branch
from kiosk.card_reader import CardReader
from kiosk.emergency import Emergency
from kiosk.file import File
from kiosk.issuing import ABANDONED_S, Issuing
from kiosk.jobs import Jobs
from kiosk.journal import Journal, State
from kiosk.paper import Paper
from kiosk.roll import Roll
from kiosk.upstream import Upstream
from printers.pages import Page
from printers.spool import Spool
from printers.testpage import test_page as page_for
from tests.conftest import MakeNode, StandingClock, eventually
from tests.kiosk.conftest import MORNING, NO_PRINTER, WISH, MakeKiosk
from tests.kiosk.fake_node import TOKEN, FakeNode

BIN = Path(sys.executable).parent
LONG_AGO = MORNING - timedelta(hours=1)
NO_PAGE = Page(page_for, str)
BODY = '{"dossiers": 1, "language": "vi", "priority": "none", "procedure": null, "service": "ho-tich", "then": []}'


class Process:
    """`moiso-kiosk run` as a person would run it."""

    def __init__(self, node: str, token: str, data: Path) -> None:
        command = [BIN / "moiso-kiosk", "run", "--port", "0", "--server", node, "--token", token,
                   "--printer", NO_PRINTER, "--data", data]  # fmt: skip
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        assert self.process.stdout is not None
        self.url = self.process.stdout.readline().removeprefix("listening on ").strip()

    def touch(self, uuid: str) -> None:
        """A finger that does not live to see the answer."""
        try:
            requests.put(f"{self.url}/api/touches/{uuid}", json=WISH, timeout=30)
        except requests.RequestException:
            return

    def end(self, by: signal.Signals) -> int:
        self.process.send_signal(by)
        code = self.process.wait(10)
        assert self.process.stdout is not None
        self.process.stdout.close()
        return code


@pytest.fixture
def killed(node: FakeNode, tmp_path: Path, new_touch: str) -> str:
    """A touch whose agent was killed after the node had given the number and before it was told."""
    node.lose_replies = 1000
    agent = Process(node.url, TOKEN, tmp_path / "kiosk")
    finger = Thread(target=agent.touch, args=[new_touch])
    finger.start()
    assert eventually(lambda: len(node.asked) > 0)
    agent.end(signal.SIGKILL)
    finger.join()
    node.lose_replies = 0
    return new_touch


def test_a_touch_cut_off_by_a_kill_is_settled_at_the_restart_as_unclaimed(
    killed: str, node: FakeNode, make_kiosk: MakeKiosk
):
    kiosk = make_kiosk()
    assert eventually(lambda: kiosk.journal().touch(killed).state is State.UNCLAIMED)
    assert len(node.tickets) == 1
    assert {uuid for uuid, _ in node.asked} == {killed}


def test_who_still_stands_there_after_the_restart_gets_the_number(
    killed: str, node: FakeNode, make_kiosk: MakeKiosk
):
    told = make_kiosk().touch(killed).json()
    assert told["ticket"] == node.tickets[0]
    assert len(node.tickets) == 1


def test_an_old_touch_that_the_node_never_heard_of_makes_no_number(
    node: FakeNode, tmp_path: Path, make_kiosk: MakeKiosk, new_touch: str
):
    Journal(File(tmp_path / "kiosk/journal.db")).keep(new_touch, BODY, LONG_AGO)
    kiosk = make_kiosk()
    assert eventually(lambda: kiosk.journal().touch(new_touch).state is State.REFUSED)
    assert kiosk.journal().touch(new_touch).answer == "too_late"
    assert node.tickets == []


def test_a_real_node_makes_no_number_for_an_old_touch_and_one_for_a_new_one(
    make_node: MakeNode, tmp_path: Path, new_touch: str
):
    real = make_node().start().furnish()
    (token,) = real.act("device add", name="Ki-ốt 2", branch="cn02", scope="kiosk")
    journal = Journal(File(tmp_path / "kiosk/journal.db"))
    journal.keep(new_touch, BODY, SystemClock().now() - timedelta(hours=1))
    agent, fresh = Process(real.url, token, tmp_path / "kiosk"), str(uuid.uuid4())
    try:
        assert eventually(lambda: journal.touch(new_touch).answer == "too_late")
        agent.touch(fresh)
        assert journal.touch(fresh).state is State.ANSWERED
    finally:
        assert agent.end(signal.SIGTERM) == 0
    desk = real.script("ana").get("/api/v1/branches/cn02/snapshot?view=desk").json()
    assert [one["id"] for one in desk["waiting"]] == [fresh]


def test_a_touch_is_not_settled_behind_the_back_of_who_may_still_try_again(
    node: FakeNode, tmp_path: Path, clock: StandingClock, new_touch: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("kiosk.issuing.PATIENCE_S", 0)
    file, upstream = File(tmp_path / "journal.db"), Upstream(node.url, TOKEN)
    journal, jobs = Journal(file), Jobs(file)
    branch = Branch(upstream, journal, clock)
    branch.look()
    paper = Paper(Spool([]), lambda *_: NO_PAGE, jobs, Roll(journal, 1), clock, lambda: None)
    issuing = Issuing(
        journal, jobs, upstream, paper, branch, Emergency(file, journal, upstream, branch),
        CardReader(branch, clock), clock,
    )  # fmt: skip
    node.away = True
    assert issuing.take(new_touch, BODY).state is State.OPEN
    node.away = False
    issuing.settle_abandoned()
    assert node.asked == []
    clock.at += timedelta(seconds=ABANDONED_S + 1)
    issuing.settle_abandoned()
    assert [uuid for uuid, _ in node.asked] == [new_touch]
    upstream.close()
    file.close()
