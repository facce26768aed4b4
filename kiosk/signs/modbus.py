"""Signs that speak Modbus RTU: each character of the number stands in a 16-bit register of its own."""

from __future__ import annotations

import logging
from collections.abc import Callable

from pymodbus.client import ModbusSerialClient
from pymodbus.exceptions import ModbusIOException
from pymodbus.pdu import ModbusPDU

from kiosk.signs.lines import LineGone, SignSilent
from kiosk.signs.shown import Shown, fitted

ANSWER_S = 0.5
"""A sign answers within some milliseconds; while one is waited for the others are too."""

logging.getLogger("pymodbus").setLevel(logging.CRITICAL + 1)  # the bridge says once what it would repeat


class ModbusLine:
    """Writes `characters` registers from `register` on with function 16; with function 6 the register `flash`, if
    there is one: 1 while the number is being called, else 0."""

    least, most = 1, 247

    def __init__(
        self, port: str, *, baud: int, parity: str, characters: int, register: int, flash: int | None
    ) -> None:
        self.name = port
        self._characters, self._register, self._flash = characters, register, flash
        self._client = ModbusSerialClient(
            port, baudrate=baud, parity=parity, timeout=ANSWER_S, retries=0, name="signs"
        )

    def write(self, address: int, what: Shown) -> None:
        codes = [ord(letter) for letter in fitted(what.text, self._characters)]
        self._ask(lambda: self._client.write_registers(self._register, codes, device_id=address))
        if self._flash is not None:
            value, register = int(what.called), self._flash
            self._ask(lambda: self._client.write_register(register, value, device_id=address))

    def close(self) -> None:
        self._client.close()  # type: ignore[no-untyped-call]

    def _ask(self, question: Callable[[], ModbusPDU]) -> None:
        try:
            answer = question()
        except ModbusIOException:
            raise SignSilent("no answer") from None
        except (
            Exception
        ) as problem:  # pymodbus, pyserial, termios, the system: all mean that the port is not there
            self.close()
            raise LineGone(str(problem)) from None
        if answer.isError():
            raise SignSilent(f"refused, {answer}")
