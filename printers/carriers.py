"""USB, serial lines and the Windows spooler, carried by python-escpos, which knows the devices.

It opens them and takes bytes; what it says of status or success is not believed (`driver` asks the printer)."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from printers.errors import ConnectionClosed, Unreachable
from printers.lines import PIECE

DRAIN_S = 60.0
"""A text ticket at 9600 baud takes a second; a line that needs longer has stopped."""
LOOK_S = 0.005
"""Serial lines of all systems can be asked how much has come; not all can wake who waits."""


@dataclass(frozen=True, slots=True)
class CarriedWay:
    """`make` builds one of python-escpos' printers without opening it, `carry` its line."""

    name: str
    make: Callable[[], Any]
    carry: Callable[[Any, str], CarriedLine]
    answers: bool = True

    def open(self) -> CarriedLine:
        """Errors come from pyusb, pyserial, Windows or the system: all mean that nothing is there."""
        try:
            device = self.make()
            device.open()
        except Exception as error:
            raise Unreachable(f"{self.name}: {error}") from error
        return self.carry(device, self.name)


class CarriedLine:
    """`_write` answers how many bytes were taken, `_read` what has come."""

    def __init__(self, carrier: Any, name: str) -> None:
        self._carrier, self._name = carrier, name

    def send(self, data: bytes, wait_s: float) -> int:
        try:
            return self._write(data[:PIECE], wait_s)
        except Exception as error:
            raise ConnectionClosed(f"{self._name}: {error}") from error

    def hear(self, wait_s: float) -> bytes:
        try:
            return self._read(wait_s)
        except Exception as error:
            raise ConnectionClosed(f"{self._name}: {error}") from error

    def leave(self) -> None:
        """Nothing tells what a carrier does with what it took."""

    def close(self) -> None:
        with suppress(Exception):
            self._carrier.close()

    def _write(self, data: bytes, wait_s: float) -> int:
        self._carrier._raw(data)
        return len(data)

    def _read(self, wait_s: float) -> bytes:
        return b""


class UsbLine(CarriedLine):
    """pyusb tells how much of a transfer got through before its time was over."""

    def _write(self, data: bytes, wait_s: float) -> int:
        from usb.core import USBTimeoutError

        device = self._carrier.device
        with suppress(USBTimeoutError):
            return int(device.write(self._carrier.out_ep, data, _ms(wait_s)))
        return 0

    def _read(self, wait_s: float) -> bytes:
        from usb.core import USBTimeoutError

        device = self._carrier.device
        with suppress(USBTimeoutError):
            return bytes(device.read(self._carrier.in_ep, PIECE, _ms(wait_s)))
        return b""


class SerialLine(CarriedLine):
    """Never blocks in a write: a printer without paper drops its line, and would hold us for ever."""

    def __init__(self, carrier: Any, name: str) -> None:
        super().__init__(carrier, name)
        carrier.device.timeout = carrier.device.write_timeout = 0

    def _write(self, data: bytes, wait_s: float) -> int:
        taken = int(self._carrier.device.write(data) or 0)
        if not taken:
            time.sleep(wait_s)
        return taken

    def _read(self, wait_s: float) -> bytes:
        until = time.monotonic() + wait_s
        while not (data := bytes(self._carrier.device.read(PIECE))) and time.monotonic() < until:
            time.sleep(LOOK_S)
        return data

    def leave(self) -> None:
        """Wait until the system has put everything on the wire; `ConnectionClosed`."""
        until = time.monotonic() + DRAIN_S
        try:
            while self._carrier.device.out_waiting and time.monotonic() < until:
                time.sleep(LOOK_S)
        except Exception as error:
            raise ConnectionClosed(f"{self._name}: {error}") from error

    def close(self) -> None:
        """What a stopped printer did not take is dropped: closing would wait for it."""
        with suppress(Exception):
            self._carrier.device.reset_output_buffer()
        with suppress(Exception):
            self._carrier.device.close()


def usb(vendor: int, product: int) -> CarriedWay:
    def make() -> Any:
        from escpos.printer import Usb

        class SteadyUsb(Usb):  # type: ignore[misc]
            """Without the reset at each opening, after which printers come back under another address."""

            def _configure_usb(self) -> None:
                self.device.set_configuration()

        return SteadyUsb(vendor, product)

    return CarriedWay(f"usb://{vendor:04x}:{product:04x}", make, UsbLine)


def serial(path: str, baud: int) -> CarriedWay:
    def make() -> Any:
        from escpos.printer import Serial

        return Serial(path, baudrate=baud, timeout=0)

    return CarriedWay(f"serial://{path}", make, SerialLine)


def winspool(name: str) -> CarriedWay:
    """It takes a job and tells nobody what became of it: `unverified` is all that can be said."""

    def make() -> Any:
        from escpos.printer import Win32Raw

        return Win32Raw(name)

    return CarriedWay(f"winspool://{name}", make, CarriedLine, answers=False)


def _ms(wait_s: float) -> int:
    """For pyusb, where 0 would mean for ever."""
    return max(1, round(wait_s * 1000))
