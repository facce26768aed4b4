"""The command `moiso-kiosk`: run a kiosk, print a test slip, play a printer in software."""

from __future__ import annotations

import argparse
import logging
import signal
import sqlite3
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from config.kiosk_settings import SLOTS, kiosk_settings
from config.settings import BadSetting
from printers.errors import PrinterError, UnknownPrinter

DONE, BAD_INPUT, NOT_PRINTED, UNVERIFIED = 0, 2, 3, 5


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the number is the process's exit code."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    options = vars(_parser().parse_args(arguments))
    command = options.pop("command")
    try:
        return COMMANDS[command](**options)
    except (BadSetting, UnknownPrinter) as problem:
        return _fail(str(problem), BAD_INPUT)
    except OSError as problem:
        return _fail(f"{problem.strerror or problem}", BAD_INPUT)
    except sqlite3.Error as problem:
        return _fail(f"the journal cannot be used: {problem}", BAD_INPUT)


def run(**flags: str | None) -> int:
    from kiosk.agent import Agent

    ended = _signals()
    agent = Agent(kiosk_settings(flags))
    agent.start()
    print(f"listening on {agent.url}", flush=True)
    ended.wait()
    agent.stop()
    return DONE


def print_test(printer: str) -> int:
    from printers.drawing import draw
    from printers.open import open_printer
    from printers.slip import test_slip

    device = open_printer(printer)
    try:
        device.print(draw(test_slip()))
    except UnknownPrinter:
        raise
    except PrinterError as problem:
        return _fail(f"not printed: {problem}", NOT_PRINTED)
    print("sent; this printer's answer cannot confirm that paper came out")
    return UNVERIFIED


def emulate_printer(port: int, paper: Path, speed: float) -> int:
    from printers.emulator import Emulator

    ended = _signals()
    emulator = Emulator(paper, port=port, speed=speed)
    emulator.start()
    print(f"listening on tcp://127.0.0.1:{emulator.port}", flush=True)
    ended.wait()
    emulator.stop()
    return DONE


COMMANDS: dict[str, Callable[..., int]] = {
    "run": run,
    "print-test": print_test,
    "emulate-printer": emulate_printer,
}


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one line; `--help` says the rest."""

    def error(self, message: str) -> NoReturn:
        self.exit(_fail(message, BAD_INPUT))


def _parser() -> Parser:
    parser = Parser(prog="moiso-kiosk", description="The agent on a kiosk machine.")
    commands = parser.add_subparsers(dest="command", required=True)
    _run_flags(commands.add_parser("run", help="serve the touch page of one kiosk"))
    test = commands.add_parser("print-test", help="print a test slip")
    test.add_argument("--printer", required=True, metavar="URL")
    paper = commands.add_parser("emulate-printer", help="a printer in software; tickets become PNG files")
    paper.add_argument("--port", type=_port, default=9100, help="0 picks one")
    paper.add_argument("--paper", type=Path, default=Path("var/paper"), metavar="DIR")
    paper.add_argument("--speed", type=float, default=0, metavar="MM_S", help="0 prints at once")
    return parser


def _run_flags(parser: argparse.ArgumentParser) -> None:
    """No types here: flags and environment are read by the same eyes, in `kiosk_settings`."""
    parser.add_argument("--server", metavar="URL", help="the node")
    parser.add_argument("--token", help="of `moiso device add`; MOISO_KIOSK_TOKEN keeps it out of ps")
    parser.add_argument("--printer", metavar="URL", help="tcp://host:port, preview:///folder …")
    parser.add_argument("--port", help="of the touch page on 127.0.0.1; 0 picks one (8100)")
    parser.add_argument("--data", metavar="DIR", help="the journal's folder (var/kiosk)")
    parser.add_argument("--name", help="as tickets name this kiosk; else as the node does")
    parser.add_argument("--slot", help=f"where paper comes out: {', '.join(SLOTS)}")
    parser.add_argument("--mm", help="pixels per millimetre of this screen")


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"0 to 65535, not {text!r}")
    return int(text)


def _signals() -> threading.Event:
    """Set by SIGINT or SIGTERM; set explicitly, since a shell's `&` leaves SIGINT ignored."""
    ended = threading.Event()
    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, lambda *_: ended.set())
    return ended


def _fail(message: str, code: int) -> int:
    print(f"moiso-kiosk: {message}", file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
