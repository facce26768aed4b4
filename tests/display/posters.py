"""Pictures and a film such as a centre may have, made here: nothing of anybody's is kept with the tests."""

from __future__ import annotations

import base64
from pathlib import Path

from PIL import Image, ImageDraw
from playwright.sync_api import Page

WIDE, TALL = (1600, 900), (900, 1600)
# A second of a square that changes its colour, as Chromium's own recorder writes it.
RECORD = """async (ms) => {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 64;
  const pen = canvas.getContext("2d");
  const tape = [];
  const recorder = new MediaRecorder(canvas.captureStream(10), { mimeType: "video/webm;codecs=vp8" });
  recorder.ondataavailable = ({ data }) => tape.push(data);
  const done = new Promise((resolve) => { recorder.onstop = resolve; });
  recorder.start();
  for (let at = 0; at < ms; at += 100) {
    pen.fillStyle = `rgb(${(at * 255) / ms}, 80, 120)`;
    pen.fillRect(0, 0, 64, 64);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  recorder.stop();
  await done;
  const bytes = new Uint8Array(await new Blob(tape).arrayBuffer());
  return btoa(String.fromCharCode(...bytes));
}"""


def poster(path: Path, size: tuple[int, int] = WIDE, colour: str = "#c9e4dc") -> Path:
    """A sheet with a frame, so that one sees whether its edges are shown."""
    image = Image.new("RGB", size, colour)
    pen = ImageDraw.Draw(image)
    pen.rectangle((10, 10, size[0] - 11, size[1] - 11), outline="#083f35", width=12)
    pen.ellipse((size[0] // 4, size[1] // 4, size[0] * 3 // 4, size[1] * 3 // 4), fill="#083f35")
    image.save(path)
    return path


def film(page: Page, path: Path, ms: int = 1000) -> Path:
    """Recorded in a page whose clock is the machine's."""
    path.write_bytes(base64.b64decode(page.evaluate(RECORD, ms)))
    return path
