"""Ogg files that are the same for the same sound: encoders give every stream a number by chance."""

from __future__ import annotations

import struct

SERIAL = 1
PAGE = b"OggS"
HEAD = 27
"""Bytes of a page before its table of segments (RFC 3533)."""
POLYNOMIAL = 0x04C11DB7


def _table() -> list[int]:
    table = []
    for byte in range(256):
        value = byte << 24
        for _ in range(8):
            value = (value << 1 ^ POLYNOMIAL if value & 0x80000000 else value << 1) & 0xFFFFFFFF
        table.append(value)
    return table


TABLE = _table()


def same_serial(data: bytes) -> bytes:
    """The file with `SERIAL` as the number of its stream and every page's checksum made again."""
    made = bytearray()
    place = 0
    while place < len(data):
        page = _page(data, place)
        place += len(page)
        page[14:18] = struct.pack("<I", SERIAL)
        page[22:26] = bytes(4)
        page[22:26] = struct.pack("<I", _checksum(page))
        made += page
    return bytes(made)


def _page(data: bytes, place: int) -> bytearray:
    if data[place : place + 4] != PAGE:
        raise ValueError(f"no Ogg page at {place}")
    segments = data[place + HEAD - 1]
    table = place + HEAD
    length = HEAD + segments + sum(data[table : table + segments])
    return bytearray(data[place : place + length])


def _checksum(page: bytearray) -> int:
    value = 0
    for byte in page:
        value = (value << 8 & 0xFFFFFFFF) ^ TABLE[value >> 24 ^ byte]
    return value
