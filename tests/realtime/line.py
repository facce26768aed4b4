"""A line to a real server that can be cut, frozen and mended while it is in use."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress

CHUNK = 4096


class Line:
    """Listens on a port of its own and passes on to `target`, until it is told otherwise."""

    def __init__(self, target: tuple[str, int]) -> None:
        self._target = target
        self._flows = threading.Event()
        self._flows.set()
        self._open: list[socket.socket] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._start()

    def cut(self) -> None:
        """As when the server is killed: what is open ends, and nobody answers."""
        if self._listener.fileno() < 0:
            return
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)  # wakes who accepts; closing alone would not
        self._accepting.join()
        self._listener.close()
        self._end_all()

    def freeze(self) -> None:
        """As when the server is stopped: connections stand, and nothing comes."""
        self._flows.clear()

    def mend(self) -> None:
        self._flows.set()
        if self._listener.fileno() < 0:
            self._listener = socket.create_server(("127.0.0.1", self.port))
            self._start()

    def close(self) -> None:
        self._flows.set()
        self.cut()

    def _start(self) -> None:
        self._accepting = threading.Thread(target=self._accept, args=(self._listener,), daemon=True)
        self._accepting.start()

    def _accept(self, listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                near, _ = listener.accept()
                self._connect(near)

    def _connect(self, near: socket.socket) -> None:
        try:
            far = socket.create_connection(self._target)
        except OSError:  # the server is away, and so is whoever wanted it
            near.close()
            return
        self._open += [near, far]
        for pair in ((near, far), (far, near)):
            threading.Thread(target=self._pass, args=pair, daemon=True).start()

    def _pass(self, source: socket.socket, sink: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(CHUNK):
                self._flows.wait()
                sink.sendall(data)
            sink.shutdown(socket.SHUT_WR)

    def _end_all(self) -> None:
        for one in self._open:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()
        self._open.clear()
