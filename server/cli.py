"""The command `moiso`: exit 0 done, 1 the check failed, 2 bad input; an error is one line."""

from __future__ import annotations

import argparse
import gc
import logging
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from gevent import monkey

Command = Callable[[argparse.Namespace], int]

MADE_BEFORE_A_LOOK = 20_000
"""So many new objects before the interpreter looks for circles among them: its usual 700 took a tenth of a start, in
which nothing is let go."""


def main(arguments: list[str] | None = None) -> int:
    gc.set_threshold(MADE_BEFORE_A_LOOK)
    monkey.patch_all()  # before anything else opens a socket: psycopg and the web server wait in greenlets
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)
    given = _parser().parse_args(arguments)
    command: Command = given.command
    try:
        return command(given)
    except _bad_input() as problem:
        print(f"moiso: {_said(problem)}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def _bad_input() -> tuple[type[Exception], ...]:
    from sqlalchemy.exc import SQLAlchemyError

    from config.settings import BadSetting
    from server.ledger.upgrading import WrongShape
    from server.serving import AlreadyRunning
    from server.simulation.run import BadDay
    from server.web.door import BadInput

    return BadSetting, BadInput, BadDay, WrongShape, AlreadyRunning, SQLAlchemyError, OSError, UnicodeError


def _said(problem: Exception) -> str:
    """Of a database's fault the first line: what follows is the statement and an address to read."""
    from sqlalchemy.exc import DBAPIError

    if isinstance(problem, DBAPIError):
        return f"the database cannot be used: {str(problem.orig).partition(chr(10))[0]}"
    return str(problem)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="moiso", description="Queue tickets, calls and kiosks.")
    verbs = parser.add_subparsers(required=True, metavar="COMMAND")
    serve = _verb(verbs, "serve", _serve, "run a node")
    serve.add_argument("--host")
    serve.add_argument("--port")
    apply = _verb(verbs, "apply", _apply, "make the catalogue equal to a centre file")
    apply.add_argument("file", type=Path)
    _verb(verbs, "upgrade-db", _upgrade, "bring the database to the newest shape")
    _verb(verbs, "verify-log", _verify, "check every event of every log")
    _verb(verbs, "doctor", _doctor, "how this node is set up, a fact a line; 1 when something is unsound")
    _verb(verbs, "demo", _demo, "a node, a kiosk and a software printer with the sample centre")
    bench = _verb(verbs, "bench", _bench, "measure this machine and print ratios")
    bench.add_argument("--quick", action="store_true", help="a minute instead of several")
    bench.add_argument(
        "--postgresql", default="", metavar="URL", help="beside pgbench, on a database of its own"
    )
    bench.add_argument(
        "--history", type=int, default=0, metavar="TICKETS", help="only presses, with so many of past days"
    )
    _simulate_options(
        _verb(verbs, "simulate", _simulate, "what another order of calling would have made of a day")
    )
    _people(verbs.add_parser("user", help="accounts of staff").add_subparsers(required=True, metavar="VERB"))
    _devices(
        verbs.add_parser("device", help="kiosks and displays").add_subparsers(required=True, metavar="VERB")
    )
    _voice(verbs.add_parser("voice", help="what the halls say").add_subparsers(required=True, metavar="VERB"))
    return parser


def _voice(verbs: Any) -> None:
    from server.clips import add_verbs

    add_verbs(verbs, _verb)


def _verb(verbs: Any, name: str, command: Command, told: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = verbs.add_parser(name, help=told, description=told)
    parser.set_defaults(command=command)
    return parser


def _people(verbs: Any) -> None:
    add = _verb(verbs, "add", _user_add, "make an account, or change its role, branches and password")
    add.add_argument("name")
    add.add_argument("--role", required=True, choices=("officer", "reception", "supervisor", "admin"))
    add.add_argument(
        "--branch", action="append", default=[], metavar="CODE", help="again for each; none is all"
    )
    add.add_argument(
        "--skill", action="append", default=[], metavar="SERVICE", help="again for each; none is all"
    )
    add.add_argument("--password-stdin", action="store_true", required=True)
    token = _verb(verbs, "token", _user_token, "print a token for this person's scripts, once")
    token.add_argument("name")
    _verb(verbs, "list", _user_list, "name, role, branches, active or off, and when last seen, one a line")
    off = _verb(verbs, "off", _user_off, "sign this person out everywhere and let them in no more")
    off.add_argument("name")
    on = _verb(verbs, "on", _user_on, "let this person sign in again, with the password they had")
    on.add_argument("name")


def _devices(verbs: Any) -> None:
    approve = _verb(verbs, "approve", _device_approve, "let a device in by the code on its screen")
    approve.add_argument("code")
    approve.add_argument("--branch", required=True, metavar="CODE")
    approve.add_argument("--name", required=True, help="of a device that is there: it is replaced")
    listed = _verb(verbs, "list", _device_list, "branch, name, scope and how it fares, one a line")
    listed.add_argument("--branch", default="", metavar="CODE")
    for name, command in (("add", _device_add), ("revoke", _device_revoke)):
        verb = _verb(verbs, name, command, f"{name} a device; `add` prints its token, once")
        verb.add_argument("name")
        verb.add_argument("--branch", required=True, metavar="CODE")
        if name == "add":
            verb.add_argument("--scope", required=True, choices=("kiosk", "display", "keypad"))
            verb.add_argument("--counter", metavar="CODE", help="that a keypad belongs to")


def _serve(given: argparse.Namespace) -> int:
    from config.settings import load
    from server.app import create_app
    from server.ledger.upgrading import ensure_current
    from server.serving import serve, take_lock
    from server.web.control import ControlDoor

    settings = load({"host": given.host, "port": given.port})
    lock = take_lock(settings.var) if settings.on_sqlite else None
    app = create_app(settings)
    ensure_current(app.node.ledger.engines)
    door = ControlDoor(app.node)
    if lock is not None:
        door.open()
    serve(app, settings, ready=lambda url: print(f"listening on {url}", flush=True))
    door.close()
    return 0


def _act(act: str, **asked: Any) -> int:
    """By the running node on SQLite, else by this process alone."""
    from config.settings import load
    from server.acting import act_on

    for line in act_on(load(), act, asked):
        print(line)
    return 0


def _apply(given: argparse.Namespace) -> int:
    return _act("apply", path=str(given.file.resolve()))


def _user_add(given: argparse.Namespace) -> int:
    password = sys.stdin.readline().rstrip("\r\n")
    asked = {"name": given.name, "role": given.role, "branches": given.branch, "skills": given.skill}
    return _act("user add", **asked, password=password)


def _user_token(given: argparse.Namespace) -> int:
    return _act("user token", name=given.name)


def _user_list(_given: argparse.Namespace) -> int:
    return _act("user list")


def _user_off(given: argparse.Namespace) -> int:
    return _act("user switch", name=given.name, active=False)


def _user_on(given: argparse.Namespace) -> int:
    return _act("user switch", name=given.name, active=True)


def _device_add(given: argparse.Namespace) -> int:
    from server.web.door import BadInput

    if (given.scope == "keypad") != (given.counter is not None):
        raise BadInput("a keypad, and nothing else, is given a --counter")
    if given.counter:
        return _act("keypad add", name=given.name, branch=given.branch, at=given.counter)
    return _act("device add", name=given.name, branch=given.branch, scope=given.scope)


def _device_approve(given: argparse.Namespace) -> int:
    return _act("device approve", code=given.code, branch=given.branch, name=given.name)


def _device_list(given: argparse.Namespace) -> int:
    return _act("device list", branch=given.branch)


def _device_revoke(given: argparse.Namespace) -> int:
    return _act("device revoke", name=given.name, branch=given.branch)


def _upgrade(_given: argparse.Namespace) -> int:
    from config.settings import load
    from server.ledger.engines import open_engines
    from server.ledger.upgrading import newest, upgrade
    from server.serving import take_lock

    settings = load()
    lock = take_lock(settings.var) if settings.on_sqlite else None
    upgrade(open_engines(settings.url))
    print(f"the database has shape {newest()}")
    del lock
    return 0


def _verify(_given: argparse.Namespace) -> int:
    from config.settings import load
    from server.ledger.engines import open_engines
    from server.ledger.events import faults
    from server.ledger.upgrading import shape
    from server.web.door import BadInput

    with open_engines(load().url).read() as connection:
        if shape(connection) is None:
            raise BadInput("there is no ledger here yet: `moiso serve` makes one")
        found = list(faults(connection))
    for fault in found:
        print(fault)
    print(f"{len(found)} faults" if found else "every log is whole")
    return 1 if found else 0


def _doctor(_given: argparse.Namespace) -> int:
    from config.settings import load
    from server.doctor import examine

    facts = list(examine(load()))
    print(*facts, sep="\n")
    return 0 if all(fact.sound for fact in facts) else 1


def _demo(_given: argparse.Namespace) -> int:
    from server.demo import run

    return run()


def _simulate_options(parser: argparse.ArgumentParser) -> None:
    from server.rules.policies import Policy

    parser.add_argument(
        "--policy", action="append", choices=[one.value for one in Policy], help="all, unless named"
    )
    parser.add_argument(
        "--day", type=Path, metavar="LOG", help="events of a branch, as GET …/events gives them"
    )
    parser.add_argument("--arrivals", type=float, default=72.0, metavar="PER_HOUR", help="of a made-up day")
    parser.add_argument("--priority", type=float, default=0.12, metavar="SHARE", help="of the people, 0 to 1")
    parser.add_argument("--counters", type=int, default=8)
    parser.add_argument("--days", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--credit", type=int, default=60, metavar="MINUTES")
    parser.add_argument("--picture", type=Path, metavar="FILE.svg")


def _simulate(given: argparse.Namespace) -> int:
    from server.rules.policies import Policy
    from server.simulation.run import Wish, run

    policies = [Policy(one) for one in given.policy or list(Policy)]
    wish = Wish(
        policies, given.credit, given.day, given.arrivals, given.priority, given.counters, given.days,
        given.seed, given.picture,
    )  # fmt: skip
    for line in run(wish):
        print(line)
    return 0


def _bench(given: argparse.Namespace) -> int:
    from server.bench.run import run

    return run(given.quick, given.postgresql, given.history)


if __name__ == "__main__":
    sys.exit(main())
