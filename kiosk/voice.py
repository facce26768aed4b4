"""The voice of the page: fetched from the node and kept on this machine's disk, so that it reads without a line too."""

from __future__ import annotations

import hashlib
import json
import logging
import re
import threading
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, abort, send_file
from flask.json import dumps

from config.clock import Clock
from kiosk.branch import Branch
from kiosk.upstream import Unreachable, Upstream

EVERY_S = 300.0
"""So soon a kiosk says what the centre has changed."""
AGAIN_S = 10.0
"""After a node that did not answer, or while nobody knows which branch this is."""
LOOK_S = 1.0
TOLD = "voice.json"
CLIP = re.compile(r"/voice/clips/[a-z0-9-]{1,80}\?v=([0-9a-f]{16})", re.ASCII)
"""A clip's address ends with the beginning of the SHA-256 of its file."""
FOR_EVER = "public, max-age=31536000, immutable"

log = logging.getLogger(__name__)


class Voice:
    """What the node told last stands in `voice.json`, with each of its clips under its mark beside it. The file is
    written when all of them are there: the page gets a whole voice, the one before, or none."""

    def __init__(self, upstream: Upstream, branch: Branch, clock: Clock, folder: Path) -> None:
        self._upstream, self._branch, self._clock = upstream, branch, clock
        self._folder = folder
        self._told = _read(folder / TOLD)
        self._look_at = float("-inf")
        self._asked_for: str | None = None
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._work, name="voice", daemon=True)

    @property
    def version(self) -> str | None:
        """Of the voice that the page can have; None while there is none."""
        return str(self._told["version"]) if self._told else None

    def start(self) -> None:
        self._thread.start()

    def stop(self, within_s: float) -> None:
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(within_s)

    def door(self) -> Blueprint:
        blueprint = Blueprint("voice", __name__, url_prefix="/voice")
        blueprint.add_url_rule("/<version>", "told", self._page_view)
        blueprint.add_url_rule("/clips/<mark>", "clip", self._clip)
        return blueprint

    def _page_view(self, version: str) -> Response:
        told = self._told
        if told is None or version != told["version"]:
            abort(404)
        clips = {name: f"/voice/clips/{mark}" for name, mark in _marks(told).items()}
        response = Response(dumps({**told, "clips": clips}), mimetype="application/json")
        response.headers["Cache-Control"] = FOR_EVER
        return response

    def _clip(self, mark: str) -> Response:
        path = self._folder / mark
        if not re.fullmatch(r"[0-9a-f]{16}", mark) or not path.is_file():
            abort(404)
        response = send_file(path.resolve(), "application/octet-stream")
        response.headers["Cache-Control"] = FOR_EVER
        return response

    def _work(self) -> None:
        while not self._stopping.wait(LOOK_S):
            code, now = self._branch.code, self._clock.monotonic()
            if code is None or (now < self._look_at and code == self._asked_for):
                continue
            self._asked_for, self._look_at = code, now + AGAIN_S
            try:
                self._look(code)
                self._look_at = self._clock.monotonic() + EVERY_S
            except Unreachable as problem:
                log.debug("voice: %s", problem)
            except Exception:  # the thread must outlive whatever stands at the node's address
                log.exception("voice")

    def _look(self, code: str) -> None:
        etag = f'"{self.version}"' if self.version else ""
        found = self._upstream.sound(f"/voice/kiosk/{code}", etag)
        if found is None:
            return
        told = json.loads(found.data)
        kept = self._fetch(told)
        if kept is None:
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        _put(self._folder / TOLD, found.data)
        self._told = told
        for path in self._folder.iterdir():
            if path.name not in kept | {TOLD}:
                path.unlink(missing_ok=True)

    def _fetch(self, told: dict[str, Any]) -> set[str] | None:
        """The marks of all clips, each whole on the disk; None when this machine is to stop before that."""
        self._folder.mkdir(parents=True, exist_ok=True)
        for name, mark in _marks(told).items():
            path = self._folder / mark
            if self._stopping.is_set():
                return None
            if path.is_file():
                continue
            clip = self._upstream.sound(told["clips"][name]["url"])
            if clip is None or hashlib.sha256(clip.data).hexdigest()[:16] != mark:
                raise Unreachable(f"{name} came torn")
            _put(path, clip.data)
        return set(_marks(told).values())


def _marks(told: dict[str, Any]) -> dict[str, str]:
    """The mark of each clip; `Unreachable` for addresses that no node of ours gives."""
    found = {name: CLIP.fullmatch(clip["url"]) for name, clip in told["clips"].items()}
    if not all(found.values()):
        raise Unreachable("clips at strange addresses")
    return {name: address[1] for name, address in found.items() if address}


def _put(path: Path, data: bytes) -> None:
    """Whole or not at all: the page may be asking for it."""
    part = path.with_name(f"{path.name}.part")
    part.write_bytes(data)
    part.replace(path)


def _read(path: Path) -> dict[str, Any] | None:
    """What was kept; None on a machine without, or whose disk has lost it."""
    try:
        told: dict[str, Any] = json.loads(path.read_text("utf-8"))
        _marks(told)
        return told if "version" in told else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, Unreachable):
        return None
