"""Keys of a keypad as Linux tells them: `struct input_event` from a file under /dev/input."""

from __future__ import annotations

import contextlib
import fcntl
import os
import stat
import struct
from collections.abc import Iterator
from pathlib import Path

EVENT = struct.Struct("llHHi")
"""Seconds, microseconds, type, code, value: the kernel's input event on this machine's word size."""
EV_KEY, PRESSED = 1, 1
"""A key that is held repeats with value 2, which is no press."""
EVIOCGRAB = 0x40044590
"""Take the keys for oneself, so that they do not also type into the program in front."""


def presses(path: Path) -> Iterator[int]:
    """Key codes, one for each press, until the keypad is pulled out. OSError when it cannot be opened or taken."""
    with path.open("rb", buffering=0) as device:
        if stat.S_ISCHR(os.fstat(device.fileno()).st_mode):
            fcntl.ioctl(device, EVIOCGRAB, 1)
        with contextlib.suppress(OSError):  # pulled out in the middle of reading
            while len(record := device.read(EVENT.size)) == EVENT.size:
                _, _, kind, code, value = EVENT.unpack(record)
                if (kind, value) == (EV_KEY, PRESSED):
                    yield code
