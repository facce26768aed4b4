"""The command `moiso-kiosk`: run a kiosk, print a test slip, drive signs, play a printer in software."""

from __future__ import annotations

import argparse
import logging
import signal
import sqlite3
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

from config.kiosk_settings import SLOTS, kiosk_settings
from config.settings import BadSetting
from printers.errors import BadPicture, UnknownPrinter
from printers.faults import Fault

DONE, NOT_WELL, BAD_INPUT = 0, 1, 2
FASTEST = 1000


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the number is the process's exit code."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    options = vars(_parser().parse_args(arguments))
    command = options.pop("command")
    try:
        return COMMANDS[command](**options)
    except (BadSetting, UnknownPrinter, BadPicture) as problem:
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
    from kiosk import trials

    return trials.print_test(printer)


def probe_printer(printer: str) -> int:
    from kiosk import trials

    return trials.probe_printer(printer)


def bench(touch: bool, tickets: int, morning: bool) -> int:
    from kiosk import bench as paper
    from kiosk import bench_touch
    from kiosk import morning as crowd

    if morning:
        print(crowd.table())
        return DONE
    return bench_touch.run(tickets) if touch else paper.run()


def emulate_printer(port: int, paper: Path, speed: float, page_port: int, fault: list[Fault]) -> int:
    from printers.emulator import Emulator
    from printers.emulator_page import Page

    ended = _signals()
    with Emulator(paper, port=port, speed=speed) as emulator:
        for one in fault:
            emulator.fault(one)
        page = Page(emulator, page_port)
        page.start()
        print(f"listening on tcp://127.0.0.1:{emulator.port}", flush=True)
        print(f"paper and faults: {page.url}", flush=True)
        ended.wait()
        page.stop()
    return DONE


def keys(server: str, token: str, device: Path) -> int:
    """Until the keypad is pulled out; a service manager starts it again."""
    from kiosk.input_events import presses
    from kiosk.keypad import Keypad, NoKeypad, find_place
    from kiosk.upstream import Unreachable, Upstream

    upstream = Upstream(server.rstrip("/"), token)
    try:
        place = find_place(upstream)
        print(f"keys of counter {place.counter} at {place.branch}", flush=True)
        Keypad(upstream, place, lambda line: print(line, flush=True)).follow(presses(device))
    except (NoKeypad, Unreachable) as problem:
        return _fail(str(problem), BAD_INPUT)
    finally:
        upstream.close()
    return _fail("the keypad is gone", NOT_WELL)


def bridge(**flags: Any) -> int:
    from kiosk.signs import cli

    cli.bridge(_signals(), **flags)
    return DONE


def emulate_sign(**flags: Any) -> int:
    from kiosk.signs import cli

    cli.emulate_sign(_signals(), **flags)
    return DONE


def harden(check: bool, print_policy: bool, print_unit: str | None, root: Path) -> int:
    """Each point in a line; 0 when all are well, else 1."""
    from kiosk import hardening, recipe

    if not check:
        print(recipe.policy_text() if print_policy else recipe.UNITS[print_unit or ""].rstrip())
        return DONE
    points = hardening.check(root)
    print(*points, sep="\n")
    return NOT_WELL if any(point.wrong for point in points) else DONE


COMMANDS: dict[str, Callable[..., int]] = {
    "run": run,
    "print-test": print_test,
    "probe-printer": probe_printer,
    "bench": bench,
    "harden": harden,
    "keys": keys,
    "bridge": bridge,
    "emulate-sign": emulate_sign,
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
    for name, told in (
        ("print-test", "print a page that shows how well"),
        ("probe-printer", "find out how a printer confirms its tickets, without paper"),
    ):
        commands.add_parser(name, help=told).add_argument("--printer", required=True, metavar="URL")
    _bench_flags(
        commands.add_parser("bench", help="what a ticket costs until it is paper; figures and their aims")
    )
    _harden_flags(commands.add_parser("harden", help="is this machine locked as kiosk/README.md says"))
    keypad = commands.add_parser("keys", help="a USB keypad calls the next number at one counter (Linux)")
    keypad.add_argument("--server", required=True, metavar="URL", help="the node")
    keypad.add_argument(
        "--token", required=True, help="of `moiso device add NAME --scope keypad --counter CODE`"
    )
    keypad.add_argument(
        "--device", required=True, type=Path, metavar="FILE", help="/dev/input/by-id/…-event-kbd"
    )
    _sign_flags(commands)
    paper = commands.add_parser("emulate-printer", help="a printer in software; tickets become PNG files")
    paper.add_argument("--port", type=_port, default=9100, help="0 picks one")
    paper.add_argument("--paper", type=Path, default=Path("var/paper"), metavar="DIR")
    paper.add_argument("--speed", type=_speed, default=0, metavar="MM_S", help="0 prints at once")
    paper.add_argument("--page-port", type=_port, default=0, help="of its page; 0 picks one")
    paper.add_argument("--fault", type=_fault, action="append", default=[], help=", ".join(Fault))
    return parser


def _run_flags(parser: argparse.ArgumentParser) -> None:
    """No types here: flags and environment are read by the same eyes, in `kiosk_settings`."""
    parser.add_argument("--server", metavar="URL", help="the node")
    parser.add_argument("--token", help="of `moiso device add`; without, it shows a code to be let in by")
    parser.add_argument("--printer", metavar="URL", help="tcp://host:port, preview:///folder …")
    parser.add_argument("--spare-printer", metavar="URL", help="tried when the first cannot print")
    parser.add_argument("--logo", metavar="PNG", help="the centre's own mark on each ticket")
    parser.add_argument("--roll-m", metavar="METRES", help="of paper on a new roll (80)")
    parser.add_argument("--port", help="of the touch page on 127.0.0.1; 0 picks one (8100)")
    parser.add_argument("--data", metavar="DIR", help="the journal's folder (var/kiosk)")
    parser.add_argument("--name", help="as tickets name this kiosk; else as the node does")
    parser.add_argument("--slot", help=f"where paper comes out: {', '.join(SLOTS)}")
    parser.add_argument("--mm", help="pixels per millimetre of this screen; else as found with a card")
    parser.add_argument("--rotate-days", metavar="DAYS", help="after which it changes its token (7; 0 never)")


def _sign_flags(commands: argparse._SubParsersAction[Parser]) -> None:
    signs = commands.add_parser(
        "bridge", help="LED signs over counters, on a serial line, show who is called"
    )
    signs.add_argument("--server", required=True, metavar="URL", help="the node")
    signs.add_argument("--branch", required=True, metavar="CODE")
    each = "again for each sign"
    signs.add_argument("--counter", required=True, action="append", metavar="CODE[=ADDRESS]", help=each)
    signs.add_argument(
        "--sign", required=True, metavar="URL", help="modbus:///dev/ttyUSB0?baud=9600, ascii://…"
    )
    played = commands.add_parser(
        "emulate-sign", help="signs in software on a serial line of their own (Linux)"
    )
    played.add_argument("--kind", required=True, choices=("modbus", "ascii"))
    played.add_argument("--address", type=_count, action="append", default=[], help=f"{each} (1)")


def _bench_flags(parser: argparse.ArgumentParser) -> None:
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--touch", action="store_true", help="from touch to number, beside a node of its own")
    what.add_argument("--morning", action="store_true", help="200 people at 08:00 on one, two, three kiosks")
    parser.add_argument(
        "--tickets", type=_count, default=1000, help="after which --touch looks at memory (1000)"
    )


def _harden_flags(parser: argparse.ArgumentParser) -> None:
    from kiosk.recipe import UNITS

    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--check", action="store_true", help="ok or not ok for each point, with advice")
    what.add_argument("--print-policy", action="store_true", help="Chromium's managed policy")
    what.add_argument("--print-unit", choices=UNITS, help="one of systemd's units")
    parser.add_argument("--root", type=Path, default=Path("/"), help="where the machine's files lie")


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"0 to 65535, not {text!r}")
    return int(text)


def _speed(text: str) -> float:
    speed = float(text)
    if not 0 <= speed <= FASTEST:
        raise argparse.ArgumentTypeError(f"0 to {FASTEST} mm a second, not {text!r}")
    return speed


def _count(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"1 or more, not {text!r}")
    return int(text)


def _fault(text: str) -> Fault:
    if text not in list(Fault):
        raise argparse.ArgumentTypeError(f"one of {', '.join(Fault)}, not {text!r}")
    return Fault(text)


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
