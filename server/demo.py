"""`moiso demo`: the whole main job on one machine, with a printer in software; ends all it started."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from config import settings as node_settings
from server.acting import act_on
from server.web.door import BadInput

BRANCH = "cn02"
KIOSK = "Ki-ốt sảnh"
"""The centre file names it, and so it is paced; a kiosk of another name is not."""
PASSWORD = "moiso-demo"  # noqa: S105 - made by the demo only, and printed
PEOPLE: tuple[tuple[str, str, list[str]], ...] = (
    ("officer1", "officer", [BRANCH]),
    ("supervisor", "supervisor", []),
    ("admin", "admin", []),
)
SAMPLE = Path(node_settings.__file__).with_name("hanoi.toml")
FOLDER = Path("var/demo")
PATIENCE_S = 30
GRACE_S = 4


@dataclass
class Children:
    """Processes of this demo, ended by their pids."""

    running: list[subprocess.Popen[str]] = field(default_factory=list)

    def start(self, command: list[str], env: dict[str, str]) -> str:
        """Start one and wait for its line "listening on URL"; answers the URL."""
        child = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True)  # noqa: S603
        self.running.append(child)
        assert child.stdout is not None  # noqa: S101 - asked for above
        for line in child.stdout:
            print(f"  {line.rstrip()}")
            if line.startswith("listening on "):
                return line.removeprefix("listening on ").strip()
        raise BadInput(f"{Path(command[0]).name} {command[1]} did not start: exit {child.wait()}")

    def next_line(self) -> str:
        """What the youngest says after where it listens."""
        stdout = self.running[-1].stdout
        return stdout.readline().strip() if stdout else ""

    def wait(self) -> None:
        """Until one of them ends by itself."""
        while all(child.poll() is None for child in self.running):
            time.sleep(0.2)

    def end(self) -> None:
        for child in reversed(self.running):
            with suppress(ProcessLookupError):
                child.terminate()
        deadline = time.monotonic() + GRACE_S
        for child in self.running:
            with suppress(subprocess.TimeoutExpired):
                child.wait(max(0.1, deadline - time.monotonic()))
            if child.poll() is None:
                child.kill()


class Stopped(SystemExit):
    """Somebody asked the demo to end; of this kind because gevent tells the world of any other."""


def run() -> int:
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)
    children = Children()
    try:
        _start(children)
        children.wait()
        print("a part of the demo ended by itself; ending the rest", file=sys.stderr)
        return 1
    except Stopped:
        return 0
    finally:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)
        children.end()


def _stop(_number: int, _frame: object) -> None:
    """Asked once is enough: impatience must not keep the children from being ended."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    raise Stopped


def _start(children: Children) -> None:
    port, kiosk_port = os.environ.get("PORT", "8000"), os.environ.get("KIOSK_PORT", "8100")
    env = _environment(port)
    print("Mời Số demo")
    subprocess.run([_beside("moiso"), "upgrade-db"], env=env, check=True, stdout=subprocess.DEVNULL)  # noqa: S603
    _speak(env)
    node = children.start([_beside("moiso"), "serve", "--port", port], env)
    token = _furnish(env)
    printer = children.start(
        [_beside("moiso-kiosk"), "emulate-printer", "--port", "0", "--paper", str(FOLDER / "paper"),
         "--speed", "250"],
        env,
    )  # fmt: skip
    printer_page = children.next_line().rpartition(" ")[2]
    kiosk = children.start(
        [_beside("moiso-kiosk"), "run", "--server", node, "--token", token, "--printer", printer,
         "--port", kiosk_port, "--data", str(FOLDER / "kiosk")],
        env,
    )  # fmt: skip
    _welcome(node, kiosk, printer_page)


def _environment(port: str) -> dict[str, str]:
    defaults = {
        "MOISO_VAR": str(FOLDER), "MOISO_ALWAYS_OPEN": "1", "MOISO_PUBLIC_URL": f"http://127.0.0.1:{port}",
    }  # fmt: skip
    return {**defaults, **os.environ}


def _speak(env: dict[str, str]) -> None:
    """Once, so that the kiosk reads the sample centre's names aloud too; a machine that cannot speak does without."""
    if (node_settings.load(environment=env).voice_folder / "made" / "pack.json").exists():
        return
    print("  speaking the names of the sample centre", flush=True)
    command = [_beside("moiso"), "voice", "build", "--centre", str(SAMPLE)]
    subprocess.run(command, env=env, check=False, stdout=subprocess.DEVNULL)  # noqa: S603


def _furnish(env: dict[str, str]) -> str:
    """The sample centre, the demo's people, and a token for its kiosk; a second run changes nothing else."""
    settings = node_settings.load(environment=env)
    act_on(settings, "apply", {"path": str(SAMPLE)})
    for name, role, branches in PEOPLE:
        person = {"name": name, "role": role, "branches": branches, "password": PASSWORD}
        act_on(settings, "user add", person)
    (token,) = act_on(settings, "device add", {"name": KIOSK, "branch": BRANCH, "scope": "kiosk"})
    return token


def _beside(command: str) -> str:
    """The command of this very environment, whatever the PATH says."""
    return str(Path(sys.executable).with_name(command))


def _welcome(node: str, kiosk: str, printer_page: str) -> None:
    print(
        f"""
  kiosk     {kiosk}
  counter   {node}/counter/{BRANCH}/1   (officer1, password {PASSWORD})
  wall      {node}/display/{BRANCH}?sound=on   (touch it once: it speaks)
  board     {node}/board/{BRANCH}   (supervisor or admin, same password)
  printer   {printer_page}   (its paper, and every fault at a click; PNG in {FOLDER / "paper"})

  Take a number at the kiosk, open counter 1, press F2. Ctrl-C ends everything.""",
        flush=True,
    )
