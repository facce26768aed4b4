"""The commands that wait in the software printer's memory for their turn, obeyed one by one.

Those it does not know are passed over at their right length (Epson's ESC/POS reference), so that a job for a
better printer does not become letters."""

from __future__ import annotations

from collections.abc import Callable

from printers.emulator_board import Board, Cleared, Ended
from printers.emulator_type import LINE, QrMaker, Typesetter, bitmap, columns
from printers.mechanism import Mechanism

ESC, FS, GS, DLE, LF = 0x1B, 0x1C, 0x1D, 0x10, 0x0A
FIRST_LETTER = 0x20

LENGTHS: dict[int, dict[bytes, int]] = {
    ESC: dict.fromkeys((b" ", b"!", b"%", b"-", b"=", b"?", b"E", b"G", b"K", b"M", b"R", b"T", b"U", b"V", b"e",
                        b"r", b"t", b"u", b"{"), 1)
    | {b"c": 2, b"B": 2, b"p": 3, b"W": 8},
    FS: dict.fromkeys((b"!", b"-", b"C", b"W"), 1) | {b"S": 2, b"p": 2},
    GS: dict.fromkeys((b"B", b"E", b"H", b"T", b"b", b"f", b"h", b"w", b"/"), 1)
    | {b"$": 2, b"L": 2, b"P": 2, b"W": 2, b"\\": 2, b"^": 3, b"g": 4},
    DLE: {b"\x04": 1, b"\x05": 1},
}  # fmt: skip
"""Parameters behind the second byte of a command that changes nothing here; none where it is not listed."""
DLE_DC4 = {1: 2, 2: 2, 3: 5, 7: 1, 8: 7}
"""The same behind the function of DLE DC4, which was obeyed on arrival."""
NAMES = {65: b"26.11", 66: b"moiso", 67: b"moiso emulator", 68: b"0", 69: b""}


class Commands:
    """`obey` runs in a thread of its own until the board's end."""

    def __init__(
        self, board: Board, mechanism: Mechanism, *, asb: bool, process_id: bool, paper_sensor: bool
    ) -> None:
        self._board, self._mechanism = board, mechanism
        self._type = Typesetter(mechanism)
        self._qr = QrMaker()
        self._asb, self._process_id, self._paper_sensor = asb, process_id, paper_sensor
        self._stored: list[tuple[bytes, int, int, tuple[int, int]]] = []
        self._acts: dict[int, dict[bytes, Callable[[], None]]] = {
            ESC: {
                b"@": self._initialize, b"!": self._mode, b"*": self._columns, b"2": self._default_spacing,
                b"3": self._spacing, b"D": self._tabs, b"J": self._feed_rows, b"a": self._align,
                b"d": self._feed_lines, b"$": self._move_to, b"\\": self._move_by, b"i": self._cut_here,
                b"m": self._cut_here,
            },
            FS: {b"(": self._function},
            GS: {
                b"!": self._size, b"(": self._function, b"8": self._long_function, b"I": self._identify,
                b"V": self._cut, b"a": self._reports, b"k": self._barcode, b"r": self._sensor,
                b"v": self._raster, b"*": self._download,
            },
            DLE: {b"\x14": lambda: self._skip(DLE_DC4.get(self._byte(), 0))},
        }  # fmt: skip

    def obey(self) -> None:
        try:
            while True:
                self._board.begin()
                try:
                    self._command()
                except Cleared:
                    self._forget()
        except Ended:
            return

    def _forget(self) -> None:
        self._type.reset()
        self._stored.clear()
        self._qr = QrMaker()

    def _command(self) -> None:
        lead = self._byte()
        if lead in self._acts:
            name = self._board.take(1)
            act = self._acts[lead].get(name)
            if act:
                act()
            else:
                self._skip(LENGTHS[lead].get(name, 0))
        elif lead == LF:
            self._type.end_line()
        elif lead >= FIRST_LETTER:
            self._type.letter(lead)

    def _byte(self) -> int:
        return self._board.take(1)[0]

    def _number(self) -> int:
        return int.from_bytes(self._board.take(2), "little")

    def _skip(self, count: int) -> None:
        self._board.take(count)

    # Letters and lines

    def _initialize(self) -> None:
        """ESC @ also ends the reports (Bixolon SRP-332II, GS a), so who wants them asks behind it."""
        self._forget()
        self._board.watch(0)

    def _mode(self) -> None:
        mode = self._byte()
        self._type.wide, self._type.high = 1 + (mode >> 5 & 1), 1 + (mode >> 4 & 1)

    def _size(self) -> None:
        size = self._byte()
        self._type.wide, self._type.high = 1 + (size >> 4 & 7), 1 + (size & 7)

    def _align(self) -> None:
        self._type.align = min(2, self._byte() & 3)

    def _move_to(self) -> None:
        self._type.move_to(self._number())

    def _move_by(self) -> None:
        self._type.move_to(self._type.position + int.from_bytes(self._board.take(2), "little", signed=True))

    def _default_spacing(self) -> None:
        self._type.spacing = LINE

    def _spacing(self) -> None:
        self._type.spacing = self._byte()

    def _tabs(self) -> None:
        while self._byte():
            pass

    def _feed_lines(self) -> None:
        lines = self._byte()
        printed = self._type.finish()
        self._mechanism.feed(max(0, lines * self._type.spacing - printed))

    def _feed_rows(self) -> None:
        rows = self._byte()
        self._type.finish()
        self._mechanism.feed(rows)

    # Pictures

    def _raster(self) -> None:
        """GS v 0: each row is on paper as soon as it has come; paper that ends leaves a stub."""
        _zero, mode = self._board.take(2)
        wide, high = self._number(), self._number()
        self._type.finish()
        double_wide, times = mode & 1, 1 + (mode >> 1 & 1)
        for _ in range(high):
            row = self._board.take(wide)
            if double_wide:
                row = bytes(bitmap(row, wide * 8, 1, (2, 1)).tobytes())
            for _ in range(times):
                self._type.row(row, len(row) * 8)

    def _columns(self) -> None:
        """ESC *: a stripe of a picture, part of its line."""
        mode, count = self._byte(), self._number()
        deep = 3 if mode & 32 else 1
        data = self._board.take(count * deep)
        if data:
            self._type.piece(columns(data, deep, (1 if mode & 1 else 2, 1 if deep == 3 else 3)))

    def _download(self) -> None:
        wide, high = self._board.take(2)
        self._skip(wide * high * 8)

    def _barcode(self) -> None:
        kind = self._byte()
        if kind >= 65:
            self._skip(self._byte())
        else:
            self._tabs()

    # Functions with their length

    def _function(self) -> None:
        group = self._board.take(1)
        body = self._board.take(self._number())
        {b"H": self._mark, b"L": self._graphics, b"k": self._two_dimensional}.get(group, lambda _body: None)(
            body
        )

    def _long_function(self) -> None:
        group = self._board.take(1)
        body = self._board.take(int.from_bytes(self._board.take(4), "little"))
        if group == b"L":
            self._graphics(body)

    def _mark(self, body: bytes) -> None:
        """GS ( H 48: it is this command's turn only when all before it is on paper."""
        if self._process_id and body[:2] == b"00" and len(body) == 6:
            self._board.say(b"\x37\x22" + body[2:] + b"\x00")

    def _graphics(self, body: bytes) -> None:
        """GS ( L 112 stores a picture, 50 prints what is stored."""
        if body[1:3] == b"p0" and len(body) > 10:
            width, height = (int.from_bytes(body[at : at + 2], "little") for at in (6, 8))
            if width and height:
                self._stored.append((body[10:], width, height, (body[3], body[4])))
        elif body[1:2] in (b"2", b"\x02"):
            self._type.finish()
            stored, self._stored = self._stored, []
            for picture in stored:
                self._type.picture(bitmap(*picture))

    def _two_dimensional(self, body: bytes) -> None:
        """GS ( k: only QR codes (49) are drawn."""
        kind, function, values = body[:1], body[1:2], body[2:]
        if kind != b"1" or not values:
            return
        if function == b"C":
            self._qr.size = values[0]
        elif function == b"E":
            self._qr.level = values[0]
        elif function == b"P":
            self._qr.text = values[1:]
        elif function == b"Q" and (code := self._qr.draw()):
            self._type.finish()
            self._type.picture(code)

    # Cuts and questions

    def _cut_here(self) -> None:
        self._type.finish()
        self._mechanism.cut()

    def _cut(self) -> None:
        """GS V: modes from 65 on bring a feed, and feed the end of the print to the cutter first."""
        mode = self._byte()
        feed = self._byte() if mode >= 65 else None
        self._type.finish()
        self._mechanism.cut(feed)

    def _reports(self) -> None:
        items = self._byte()
        if self._asb:
            self._board.watch(items)

    def _sensor(self) -> None:
        kind = self._byte()
        if self._paper_sensor:
            self._board.say(bytes((self._board.faults.sensors if kind in (1, 49) else 0,)))

    def _identify(self) -> None:
        kind = self._byte()
        self._board.say(b"_" + NAMES[kind] + b"\x00" if kind in NAMES else b"\x02")
