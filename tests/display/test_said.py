"""The sound itself: a wall says every number as it is read, and the very clips are heard again in its wave."""

from __future__ import annotations

import base64
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page

from config.centre_facts import Voice
from display.voice.script import Script, announcement
from tests.node import ROOT, NodeProcess
from tests.voice.ears import RATE, heard

pytestmark = pytest.mark.browser
BUILT = ROOT / "server/static/vendor/voice"
VIETNAMESE = Script(("vi",), Voice().text, Voice().again)
COUNTERS = [str(number) for number in range(1, 13)]
EVERY = [(f"A{number:03}", COUNTERS[number % 12]) for number in range(1, 1000)]
SOME = [(f"{letter}{(37 * place + 5) % 1000:03}", COUNTERS[place % 12])
        for place, letter in enumerate("ABCDHKLMQT" * 5)]  # fmt: skip
LISTENS_AT, UP_TO_HZ = RATE // 2, 1500
"""Every second sample and what is below this pitch are enough to tell words apart, and cheaper."""
HEAD, SOFT, SLACK = 3 * LISTENS_AT // 10, 6 * LISTENS_AT // 100, LISTENS_AT // 100
"""The first 300 ms of a clip tell which it is; it may begin softly, 60 ms before it is loud."""
LOAD = """async () => {
  const [{ part }, { schedule }] = await Promise.all(
    [import("/static/display/speech.js"), import("/static/display/voice.js")]);
  const pack = await (await fetch("/voice/cn02")).json();
  const buffers = new Map();
  const ear = new OfflineAudioContext(1, 1, 22050);
  for (const [name, { url }] of Object.entries(pack.clips)) {
    buffers.set(name, await ear.decodeAudioData(await (await fetch(url)).arrayBuffer()));
  }
  window.clips = (number, counter) => part({ ...pack, chime: null }, { number, counter }, 0, 9);
  window.wave = async (number, counter) => {
    const said = window.clips(number, counter);
    const seconds = said.reduce((sum, { clip, rest }) => sum + buffers.get(clip).duration + rest / 1000, 0);
    const hall = new OfflineAudioContext(1, Math.ceil(seconds * 22050), 22050);
    schedule(hall, buffers, said, 0, hall.destination);
    const samples = (await hall.startRendering()).getChannelData(0);
    const bytes = new Uint8Array(Int16Array.from(samples, (one) => one * 32767).buffer);
    let text = "";
    for (let at = 0; at < bytes.length; at += 4096) text += String.fromCharCode(...bytes.subarray(at, at + 4096));
    return btoa(text);
  };
}"""


@pytest.fixture(scope="module")
def wall(browser: Any, north: NodeProcess) -> Any:
    page = browser.new_page()
    page.goto(f"{north.url}/display/cn02")
    page.evaluate(LOAD)
    yield page
    page.close()


@pytest.fixture(scope="module")
def words() -> dict[str, np.ndarray]:
    return {path.stem: coarse(heard(path)) for path in sorted(BUILT.glob("vi-*.ogg"))}


def test_every_number_is_said_by_the_clips_that_read_it(wall: Page) -> None:
    told = wall.evaluate("calls => calls.map((one) => window.clips(...one).map(({ clip }) => clip))", EVERY)
    assert told == [announcement(VIETNAMESE, "vi", number, counter) for number, counter in EVERY]


@pytest.mark.parametrize("few", [12, pytest.param(50, marks=pytest.mark.thorough)])
def test_in_the_wave_of_fifty_announcements_the_very_clips_are_heard(
    wall: Page, words: dict[str, np.ndarray], few: int
) -> None:
    for number, counter in SOME[:few]:
        wave = coarse(samples(wall.evaluate("one => window.wave(...one)", [number, counter])))
        assert recognised(wave, words) == announcement(VIETNAMESE, "vi", number, counter), number


def test_a_wave_in_which_a_word_is_missing_is_not_taken_for_the_whole(
    wall: Page, words: dict[str, np.ndarray]
) -> None:
    wave = coarse(samples(wall.evaluate("one => window.wave(...one)", ["A005", "3"])))
    told = recognised(wave, words)
    start = len(words[told[0]]) + LISTENS_AT * 60 // 1000
    silent = wave.copy()
    silent[start : start + len(words[told[1]])] = 0
    assert recognised(silent, words) != told


def samples(text: str) -> np.ndarray:
    return np.frombuffer(base64.b64decode(text), "<i2").astype(float) / 32_767


def coarse(wave: np.ndarray) -> np.ndarray:
    """Half of the samples, and of the sound what does not change within one of them."""
    spectrum = np.fft.rfft(wave)
    spectrum[np.fft.rfftfreq(len(wave), 1 / RATE) > UP_TO_HZ] = 0
    return np.fft.irfft(spectrum, len(wave))[::2]


def recognised(wave: np.ndarray, words: dict[str, np.ndarray]) -> list[str]:
    """The words of a wave, one after another: at each sound the clip that begins most like it; "?" where none does."""
    names, heads = list(words), unit(np.array([np.pad(word, (0, HEAD))[:HEAD] for word in words.values()]))
    found, at = [], 0
    loud = np.abs(wave) > 0.01
    while loud[at:].any():
        first = at + int(loud[at:].argmax())
        start = max(at, first - SOFT)
        tried = first - start + SLACK
        views = unit(np.lib.stride_tricks.sliding_window_view(np.pad(wave[start:], (0, HEAD)), HEAD)[:tried])
        likeness = views @ heads.T
        lag, which = np.unravel_index(likeness.argmax(), likeness.shape)
        found.append(names[which] if likeness[lag, which] > 0.9 else "?")
        # Chromium leaves a little of a clip's faded end out; its tail is passed over, into the gap.
        at = start + int(lag) + len(words[names[which]]) + LISTENS_AT // 33
    return found


def unit(rows: np.ndarray) -> np.ndarray:
    return rows / (np.linalg.norm(rows, axis=1, keepdims=True) + 1e-9)
