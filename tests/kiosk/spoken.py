"""A voice for the page: every text of the sample centre is a clip whose samples tell which one it is."""

from __future__ import annotations

import json
import struct
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from config.centre import load_centre
from display.voice.kiosk import Guide, guide_clips, guide_view
from display.voice.library import Library, Sound
from server.voice import kiosk_words, names_said
from tests.node import HANOI

LONGEST = {
    "vi": "Đăng ký khai sinh kết hợp đăng ký nhận cha, mẹ, con có yếu tố nước ngoài",
    "en": "Birth registration with recognition of a parent or child, foreign element",
}
"""Of a real procedure, longer than any of the sample centre's."""
RATE, LEVEL = 8000, 30
TAPE = f"""() => {{
  window.tape = [];
  const {{ start, stop }} = AudioBufferSourceNode.prototype;
  AudioBufferSourceNode.prototype.start = function () {{
    const samples = this.buffer.getChannelData(0);
    window.tape.push(Math.round(samples[samples.length >> 1] * 32768 / {LEVEL}) - 1);
    return start.call(this);
  }};
  AudioBufferSourceNode.prototype.stop = function () {{ window.tape.push("stop"); return stop.call(this); }};
}}"""
UNSAID = """async (told) => {
  const { choicesOf, controlLines, linesOf } = await import("/static/kiosk/reading.js");
  const { spoken, tongueOf } = await import("/static/kiosk/tongue.js");
  const own = document.documentElement.lang;
  const all = JSON.parse(document.getElementById("words").textContent);
  const t = (language) => (key, values = {}) => {
    const text = all[language][key];
    return (typeof text === "string" ? text : text[values.n === 1 ? "one" : "other"])
      .replace(/\\{(\\w+)\\}/g, (_, place) => values[place]);
  };
  const tongues = Object.fromEntries(["vi", "en"].map((one) => [one, tongueOf(told[one], t(one))]));
  const place = document.querySelector("#veil:not([hidden])") || document.getElementById("kiosk");
  const lines = [...linesOf(place).map((text) => ({ text })),
    ...[...choicesOf(place), ...document.querySelectorAll("nav button")].flatMap((one) => controlLines(one, t(own)))];
  const missing = ({ text, language }) => spoken(text, tongues[language || own]).missing;
  return lines.flatMap((one) => missing(one).map((word) => `${word}: ${one.text}`));
}"""
"""Words on the page and its tools that nothing was spoken for."""

Json = dict[str, Any]


class _Everything(Library):
    """A library in which each clip is there."""

    def __init__(self) -> None:
        super().__init__(Path("nowhere"))
        self.names: list[str] = []

    def find(self, name: str) -> Sound:
        if name not in self.names:
            self.names.append(name)
        return Sound(Path(name), 20, f"{self.names.index(name):016x}", "made")


@cache
def _guide() -> Guide:
    facts = asdict(load_centre(HANOI))
    names = names_said(facts["services"], facts["priorities"], facts["branches"])
    longest = {language: {**said, LONGEST[language]: LONGEST[language]} for language, said in names.items()}
    return Guide(kiosk_words(), longest)


@cache
def _texts() -> dict[str, str]:
    """What each clip says."""
    clips = guide_clips(_guide().words) | guide_clips(_guide().names)
    return {name: one.text for name, one in clips.items()}


@cache
def _told() -> tuple[Json, list[str]]:
    library = _Everything()
    view: Any = guide_view(_guide(), library)
    view["clips"] = {name: f"/voice/clips/{library.names.index(name)}" for name in view["clips"]}
    return view, library.names


def told() -> Json:
    """As the kiosk's agent tells its page."""
    return _told()[0]


@cache
def body() -> str:
    return json.dumps(told())


def tongues() -> Json:
    """What `UNSAID` needs."""
    languages: Json = told()["languages"]
    return languages


def clip(place: str) -> bytes:
    """The sound of a clip, by its place in the list: a short silence of its own height, as a WAV file."""
    frames = struct.pack("<160h", *[LEVEL * (int(place) + 1)] * 160)
    head = struct.pack(
        "<4sI4s4sIHHIIHH4sI", b"RIFF", 36 + len(frames), b"WAVE", b"fmt ", 16, 1, 1, RATE, 2 * RATE, 2, 16,
        b"data", len(frames),
    )  # fmt: skip
    return head + frames


def record(page: Page) -> None:
    """From now on every page that is opened writes down what its loudspeaker is given."""
    page.add_init_script(f"({TAPE})()")


def heard(page: Page) -> list[str]:
    """What was said, a clip's words each; "stop" where one was cut off."""
    names = _told()[1]
    said = [one if one == "stop" else names[one] for one in page.evaluate("window.tape")]
    return [_texts().get(one, one) for one in said]
