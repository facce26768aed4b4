"""`moiso-kiosk bridge` and `emulate-sign` as they are started: from the node to the sign, and the ways to end."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.kiosk.fake_node import FakeNode
from tests.kiosk.test_cli import KIOSK, said

LONGEST_STORY = 20


@contextmanager
def running(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen([KIOSK, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.terminate()
        process.communicate(timeout=20)


def heard(process: subprocess.Popen[str], line: str) -> bool:
    """Whether it says this line sooner or later; a process that ends has said all."""
    assert process.stdout
    return any(process.stdout.readline().rstrip("\n") == line for _ in range(LONGEST_STORY))


def test_a_call_goes_from_the_node_to_the_sign_and_the_end_leaves_it_blank(node: FakeNode):
    free = {"code": "3", "state": "open", "number": None, "ticket_state": None}
    node.snapshot["counters"] = [free]
    with running("emulate-sign", "--kind", "modbus", "--address", "7") as signs:
        assert signs.stdout
        port = signs.stdout.readline().removeprefix("signs on ").strip()
        url = f"modbus://{port}?flash=9"
        with running(
            "bridge", "--server", node.url, "--branch", "cn02", "--counter", "3=7", "--sign", url
        ) as bridge:
            assert heard(bridge, f"signs of counters 3=7 at cn02 on {port}")
            assert heard(signs, "sign 7:      ")
            node.snapshot |= {"seq": 41, "counters": [{**free, "number": "A015", "ticket_state": "called"}]}
            assert heard(signs, "sign 7: A015 ")
            assert heard(signs, "sign 7: 9=1")
            bridge.send_signal(signal.SIGTERM)
            assert bridge.wait(20) == 0
            assert heard(signs, "sign 7:      ")
        signs.send_signal(signal.SIGTERM)
        assert signs.wait(20) == 0


@pytest.mark.parametrize(
    ("branch", "counter", "sentence"),
    [
        ("cn02", "99", "branch cn02 has no counter 99"),
        ("cn77", "3", "the node has no branch cn77"),
    ],
)
def test_a_place_that_the_node_does_not_have_is_one_line_and_exit_code_2(
    node: FakeNode, branch: str, counter: str, sentence: str
):
    line = ["--sign", "ascii:///dev/null"]
    done = said("bridge", "--server", node.url, "--branch", branch, "--counter", counter, *line)
    assert (done.returncode, done.stderr) == (2, f"moiso-kiosk: {sentence}\n")


def test_a_wrong_url_is_one_line_and_exit_code_2():
    flags = ["--server", "127.0.0.1:8000", "--branch", "cn02", "--counter", "3"]
    done = said("bridge", *flags, "--sign", "modbus:///dev/ttyUSB0")
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert "--server must be an address" in done.stderr
