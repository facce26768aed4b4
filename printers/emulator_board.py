"""The electronics of the software printer: its small memory, its faults, and what it says by itself.

Everything in it waits on one condition, `changed`; what two threads touch is touched holding it."""

from __future__ import annotations

import threading
from collections.abc import Callable

from printers.faults import Fault, Faults


class Ended(Exception):
    """The printer is taken away."""


class Cleared(Exception):
    """The buffers were emptied or the power went: the command that was being obeyed is no more."""


class Board:
    """The line `receive`s into it, the mechanism's thread `take`s out of it; `transmit` reaches who is connected."""

    def __init__(self, size: int) -> None:
        self.changed = threading.Condition()
        self.faults = Faults()
        self.taken = 0
        self.transmit: Callable[[bytes], None] = lambda _data: None
        self._size = size
        self._buffer = bytearray()
        self._items = 0
        self._clearings = self._clearings_seen = 0
        self._hungry = False
        self.ended = False

    # The line's side

    @property
    def room(self) -> int:
        return 0 if self.faults.frozen else max(0, self._size - len(self._buffer))

    def receive(self, data: bytes) -> None:
        with self.changed:
            self._buffer += data
            self.taken += len(data)
            self.changed.notify_all()

    def clear(self) -> None:
        """Forget what has come and is not on paper yet."""
        with self.changed:
            self._buffer.clear()
            self._clearings += 1
            self.changed.notify_all()

    def lose_power(self) -> None:
        """What a power-cycle takes with it; dirt, paper and doors stay as they are."""
        with self.changed:
            self.clear()
            self._items = 0
            self.faults.switch(Fault.FREEZE, on=False)

    def end(self) -> None:
        with self.changed:
            self.ended = True
            self.changed.notify_all()

    # What it says

    def say(self, data: bytes) -> None:
        if not self.faults.silent:
            self.transmit(data)

    def watch(self, items: int) -> None:
        """GS a: report the state now and at each change of these items, or never again."""
        with self.changed:
            self._items = items
            if items:
                self.say(self.faults.report)

    def switch(self, fault: Fault, *, on: bool) -> None:
        """A fault begins or ends; who asked for reports hears of it, waiting paper moves again."""
        with self.changed:
            before = self.faults.watched(self._items)
            self.faults.switch(fault, on=on)
            if self.faults.watched(self._items) != before:
                self.say(self.faults.report)
            self.changed.notify_all()

    # The mechanism's side

    def begin(self) -> None:
        """A new command begins: clearings until now do not concern it. `Ended`."""
        with self.changed:
            self._clearings_seen = self._clearings
            if self.ended:
                raise Ended

    def wait(self, happened: Callable[[], object], within_s: float | None = None) -> None:
        """Until it happened or the time is over; `Cleared` or `Ended` when this command will never be finished."""
        with self.changed:
            self.changed.wait_for(lambda: self._void or happened(), within_s)
            if self.ended:
                raise Ended
            if self._void:
                raise Cleared

    def wait_until_ready(self) -> None:
        self.wait(lambda: not self.faults.stopped)

    def take(self, count: int) -> bytes:
        """So many bytes, in parts: a command may announce more than the memory holds."""
        taken = bytearray()
        with self.changed:
            while len(taken) < count:
                if self._void or self.faults.stopped or not self._buffer:
                    self._hunger()
                part = count - len(taken)
                taken += self._buffer[:part]
                del self._buffer[:part]
                self.changed.notify_all()
        return bytes(taken)

    @property
    def idle(self) -> bool:
        """Everything that came was obeyed, and what comes next is awaited."""
        return self._hungry and not self._buffer

    @property
    def _void(self) -> bool:
        return self.ended or self._clearings != self._clearings_seen

    def _hunger(self) -> None:
        """Until there is something; a printer that is stopped obeys nothing that it has in memory."""
        self._hungry = True
        self.changed.notify_all()
        try:
            self.wait(lambda: self._buffer and not self.faults.stopped)
        finally:
            self._hungry = False
