"""An hour of three hundred calls in one hall, on the wall's own clock: each is said once, and soon."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pytest

from config.centre_facts import Voice
from display.voice.hall import Hall as Spoken
from display.voice.hall import voice_view
from display.voice.library import Library
from display.voice.script import Script
from tests.display.hall import URL, Hall
from tests.display.pictures import call
from tests.node import ROOT

pytestmark = pytest.mark.browser
HOUR_S, CALLS = 3600, 300
COUNTERS = [str(number) for number in range(1, 13)]
SOON_S = 20
HEAR = """async ([calls, told]) => {
  const [{ Announcer }, { part, length }] = await Promise.all(
    [import("/static/display/announcer.js"), import("/static/display/speech.js")]);
  const pack = { ...told, clips: { ...told.clips, chime: told.chime } };
  const listed = [];
  window.said = [];
  const speech = {
    loading: false, stop() {},
    say({ id, number, counter }, done, waiting) {
      const words = part(pack, { number, counter }, done, waiting);
      if (words && done === 0) window.said.push([id, Date.now()]);
      return words ? length(pack, words) : 0;
    },
  };
  const announcer = new Announcer({ speech, changed() {} });
  for (const one of calls) {
    setTimeout(() => {
      listed.unshift(one);
      announcer.hear(listed.slice(0, 64), Date.parse(one.at));
    }, one.after);
  }
}"""


def an_hour(seed: int) -> list[dict[str, Any]]:
    """Calls that come as they like, as from a dozen officers who know nothing of each other."""
    chance = Random(seed)
    seconds = sorted(chance.uniform(0, HOUR_S) for _ in range(CALLS))
    return [
        {**call(f"A{place:03}", f"09:{int(at) // 60:02}:{int(at) % 60:02}", chance.choice(COUNTERS)),
         "after": round(1000 * at)}
        for place, at in enumerate(seconds, 1)
    ]  # fmt: skip


@pytest.mark.parametrize(
    "seed", [0, *(pytest.param(seed, marks=pytest.mark.thorough) for seed in range(1, 10))]
)
def test_each_call_of_the_hour_is_said_once_and_nineteen_of_twenty_within_seconds(
    hall: Hall, tmp_path: Path, seed: int
) -> None:
    usual = Script(("vi",), Voice().text, Voice().again)
    pack = voice_view(
        Spoken(usual, usual, tuple(COUNTERS), 3), Library(tmp_path, ROOT / "server/static/vendor/voice")
    )
    calls = an_hour(seed)
    hall.page.goto(f"{URL}/static/display/speech.js")
    hall.page.clock.install(time="2026-11-25T09:00:00+07:00")
    hall.page.clock.pause_at("2026-11-25T09:00:01+07:00")
    began = hall.page.evaluate("Date.now()")
    hall.page.evaluate(HEAR, [calls, pack])
    hall.page.clock.run_for(1000 * (HOUR_S + 120))
    said = hall.page.evaluate("window.said")
    assert sorted(one for one, _ in said) == sorted(one["id"] for one in calls)
    came = {one["id"]: one["after"] for one in calls}
    waited = sorted((at - began - came[one]) / 1000 for one, at in said)
    assert waited[round(0.95 * CALLS)] <= SOON_S, waited[-20:]
