"""A screen that follows a node: Engine.IO and Socket.IO spoken by hand over one websocket, every frame kept."""

from __future__ import annotations

import json
import socket
import threading
from contextlib import suppress
from typing import Any

import websocket

from tests.conftest import eventually
from tests.node import NodeProcess

Json = dict[str, Any]
PATH = "/socket.io/?EIO=4&transport=websocket"


class Screen:
    """Connects at once; `snapshots`, `beats` and `called` are what has come, oldest first."""

    def __init__(self, node: NodeProcess, branch: str = "cn02", view: str = "public", /, **more: Any) -> None:
        self.raw: list[str] = []
        self.refused: Any = None
        self.ended = False
        headers = more.pop("headers", {})
        self.wire = websocket.create_connection(
            node.url.replace("http", "ws") + PATH, header=headers, timeout=20, suppress_origin=True
        )
        auth = {"branch": branch, "view": view, **more}
        assert self.wire.recv().startswith("0{")
        self.wire.send("40" + json.dumps(auth))
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def __enter__(self) -> Screen:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def snapshots(self) -> list[Json]:
        return self._of("snapshot")

    @property
    def beats(self) -> list[Json]:
        return self._of("heartbeat")

    @property
    def called(self) -> list[Json]:
        return self._of("called")

    @property
    def last(self) -> Json:
        """The newest picture; waits for the first."""
        assert eventually(lambda: bool(self.snapshots)), self.raw[-3:]
        return self.snapshots[-1]

    def sees(self, seq: int) -> Json:
        """The newest picture, once it is that of `seq` or a later one."""
        assert eventually(lambda: self.last["seq"] >= seq), (self.last["seq"], seq)
        return self.last

    def send(self, text: str) -> None:
        self.wire.send(text)

    def close(self) -> None:
        with suppress(OSError, AttributeError):  # the node may have ended it
            self.wire.sock.shutdown(socket.SHUT_RDWR)  # wakes the reader; closing alone would not
        self.reader.join(10)
        self.wire.shutdown()

    def _of(self, event: str) -> list[Json]:
        start = f'42["{event}",'
        return [json.loads(frame[2:])[1] for frame in list(self.raw) if frame.startswith(start)]

    def _read(self) -> None:
        try:
            while frame := self.wire.recv():
                self._hear(frame)
        except (OSError, websocket.WebSocketException):
            pass
        self.ended = True

    def _hear(self, frame: str) -> None:
        if frame == "2":
            self.wire.send("3")
        elif frame.startswith("44"):
            self.refused = json.loads(frame[2:])
        else:
            self.raw.append(frame)


def without_moment(snapshot: Json) -> Json:
    """A picture apart from when it was drawn."""
    return {key: value for key, value in snapshot.items() if key != "at"}
