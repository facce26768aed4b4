"""A small voice: every clip has a length of its own, so that a recording of lengths tells what was said."""

from __future__ import annotations

import io
import math
import struct
import wave
from typing import Any

from playwright.sync_api import Page

Json = dict[str, Any]
RATE = 8000
WORDS = {
    "chime": 310, "vi/moi": 420, "vi/den": 330, "vi/nhac": 440, "vi/cuoi": 460,
    "en/number": 450, "en/to": 340, "en/final": 470,
    **{f"vi/{one}": 100 + 10 * place for place, one in enumerate("0123456789A")},
    **{f"en/{one}": 220 + 5 * place for place, one in enumerate("0123456789A")},
}  # fmt: skip
"""Milliseconds; all different."""
TAPE = """() => {
  window.tape = [];
  window.decoded = 0;
  const decode = BaseAudioContext.prototype.decodeAudioData;
  const start = AudioBufferSourceNode.prototype.start;
  const stop = AudioBufferSourceNode.prototype.stop;
  BaseAudioContext.prototype.decodeAudioData = async function (bytes) {
    const sound = await decode.call(this, bytes);
    window.decoded += 1;
    return sound;
  };
  AudioBufferSourceNode.prototype.start = function (when) {
    window.tape.push(Math.round(this.buffer.duration * 1000));
    return start.call(this, when);
  };
  AudioBufferSourceNode.prototype.stop = function () { window.tape.push("stop"); return stop.call(this); };
}"""


def pack(*languages: str) -> Json:
    """As `GET /voice/{branch}` tells it; the counters are 3 and 7."""
    spoken = languages or ("vi",)
    return {
        "version": "1",
        "gaps_ms": {"clip": 60, "number": 150},
        "chime": _clip("chime"),
        "clips": {name: _clip(name) for name in WORDS if name != "chime"},
        "languages": list(spoken),
        "announce": {
            "vi": ["vi/moi", "{number}", "vi/den", "{counter}"],
            "en": ["en/number", "{number}", "en/to", "{counter}"],
        },
        "again": {one: ["vi/nhac"] for one in spoken},
        "last": {"vi": ["vi/cuoi"], "en": ["en/final"]},
        "last_call": 3,
        "characters": {one: {char: [f"{one}/{char}"] for char in "0123456789A"} for one in spoken},
        "counters": {one: {code: [f"{one}/{code}"] for code in "37"} for one in spoken},
    }


def _clip(name: str) -> Json:
    return {"url": f"/voice/clips/{name}?v=1", "ms": WORDS[name]}


def clip(name: str) -> bytes:
    """A tone of the clip's length, as a WAV file."""
    frames = [round(8000 * math.sin(2 * math.pi * 440 * n / RATE)) for n in range(RATE * WORDS[name] // 1000)]
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setparams((1, 2, RATE, len(frames), "NONE", ""))
        out.writeframes(struct.pack(f"<{len(frames)}h", *frames))
    return file.getvalue()


def record(page: Page) -> None:
    """From now on every page that is opened writes down what its loudspeaker is given, and counts its clips."""
    page.add_init_script(f"({TAPE})()")


def heard(page: Page) -> list[str]:
    """The clips that were begun, and each time that one was stopped."""
    names = {ms: name for name, ms in WORDS.items()}
    return [names.get(one, one) for one in page.evaluate("window.tape")]


def numbers(page: Page) -> list[str]:
    """The numbers of the announcements, in the order in which they were said in the first language."""
    said = heard(page)
    found = []
    for place, name in enumerate(said):
        if name == "vi/moi" and said[place - 1] != "vi/nhac":
            found.append("".join(one.removeprefix("vi/") for one in said[place + 1 : place + 5]))
    return found
