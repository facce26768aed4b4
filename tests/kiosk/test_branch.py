"""What a kiosk knows of its branch: fresh while the node answers, remembered when it does not, never made up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.branch import FRESH_S, Branch
from kiosk.file import File
from kiosk.journal import Journal
from kiosk.upstream import Unreachable, Upstream
from tests.conftest import StandingClock
from tests.kiosk.conftest import MakeKiosk
from tests.kiosk.fake_node import TOKEN, FakeNode


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    file = File(tmp_path / "journal.db")
    yield Journal(file)
    file.close()


@pytest.fixture
def upstream(node: FakeNode) -> Iterator[Upstream]:
    made = Upstream(node.url, TOKEN)
    yield made
    made.close()


@pytest.fixture
def branch(upstream: Upstream, journal: Journal, clock: StandingClock) -> Branch:
    made = Branch(upstream, journal, clock)
    made.look()
    return made


def test_the_picture_holds_what_the_node_says(branch: Branch, node: FakeNode):
    picture = branch.picture()
    assert (picture["link"], picture["kiosk"], branch.code) == ("live", "Ki-ốt 1", "cn02")
    assert picture["catalogue"] == node.catalogue
    assert picture["snapshot"] == node.snapshot


def test_old_figures_are_not_shown_and_silence_is_a_lost_link(branch: Branch, clock: StandingClock):
    clock.at += timedelta(seconds=FRESH_S)
    assert branch.picture()["snapshot"] is not None
    clock.at += timedelta(seconds=1)
    picture = branch.picture()
    assert (picture["snapshot"], picture["link"]) == (None, "lost")
    assert picture["catalogue"] is not None


def test_what_has_not_changed_is_not_sent_again_and_still_counts_as_fresh(
    branch: Branch, node: FakeNode, clock: StandingClock
):
    clock.at += timedelta(seconds=FRESH_S + 1)
    branch.look()
    assert node.unchanged == 3
    assert branch.picture()["link"] == "live"


def test_a_change_in_the_catalogue_arrives(branch: Branch, node: FakeNode):
    node.catalogue["services"][0]["open"] = False
    branch.look()
    assert branch.picture()["catalogue"] == node.catalogue


def test_a_kiosk_without_its_node_knows_its_branch_from_the_journal(
    branch: Branch, node: FakeNode, upstream: Upstream, journal: Journal, clock: StandingClock
):
    node.away = True
    later = Branch(upstream, journal, clock)
    with pytest.raises(Unreachable):
        later.look()
    picture = later.picture()
    assert (later.code, picture["link"], picture["snapshot"]) == ("cn02", "lost", None)
    assert picture["catalogue"] == node.catalogue


def test_a_token_that_the_node_refuses_is_said_so(node: FakeNode, journal: Journal, clock: StandingClock):
    stranger = Upstream(node.url, "no-token")
    with pytest.raises(Unreachable, match="401 at /devices/self"):
        Branch(stranger, journal, clock).look()
    stranger.close()


def test_the_address_of_another_branch_comes_with_the_service_it_gives(
    upstream: Upstream, journal: Journal, clock: StandingClock
):
    there = FakeNode(branch="cn01")
    there.start()
    line = Upstream(there.url, TOKEN)
    branch = Branch(line, journal, clock)
    branch.look()
    assert branch.picture()["elsewhere"]["cn01-kq"]["address"]["vi"] == "657 Lạc Long Quân"
    line.close()
    there.stop()


def test_the_clock_is_the_nodes(branch: Branch, node: FakeNode, clock: StandingClock):
    node.snapshot["at"] = "2026-11-25T09:00:00+07:00"
    branch.look()
    clock.at += timedelta(seconds=7)
    assert branch.now().isoformat() == "2026-11-25T02:00:07+00:00"


def test_an_older_snapshot_does_not_set_the_clock_back_but_an_older_clock_does(
    branch: Branch, node: FakeNode
):
    node.snapshot["at"] = "2026-11-25T08:19:30+07:00"
    branch.look()
    assert branch.now().isoformat() == "2026-11-25T01:20:00+00:00"
    node.snapshot["at"] = "2026-11-25T08:00:00+07:00"
    branch.look()
    assert branch.now().isoformat() == "2026-11-25T01:00:00+00:00"


def test_the_name_given_to_a_kiosk_wins_over_the_nodes(
    upstream: Upstream, journal: Journal, clock: StandingClock
):
    assert Branch(upstream, journal, clock, "Ki-ốt cửa sau").kiosk == "Ki-ốt cửa sau"


def test_a_kiosk_started_beside_a_dead_node_serves_its_page(make_kiosk: MakeKiosk, node: FakeNode):
    make_kiosk().agent.stop()
    node.away = True
    picture = make_kiosk().picture()
    assert picture["link"] == "lost"
    assert picture["catalogue"]["branch"]["code"] == "cn02"
