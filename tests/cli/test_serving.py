"""`moiso serve`: one writing process, a clear word when it cannot start, and a clean end."""

from __future__ import annotations

import os
import signal
import socket
import stat
import subprocess
import threading

import pytest
import requests
import websocket

from tests.node import BIN, ROOT

CLOCK = "2026-11-25T08:00:00+07:00"


def told(node, *arguments: str) -> str:
    """The one line by which a command of this node says why it cannot."""
    refused = node.cli(*arguments)
    assert (refused.returncode, refused.stdout) == (2, "")
    (line,) = refused.stderr.splitlines()
    assert line.startswith("moiso: ")
    return line.removeprefix("moiso: ")


def test_a_second_node_on_the_same_folder_is_refused(north):
    line = told(north, "serve", "--port", "0")
    assert line == f"a node is already running on {(north.folder / 'var').resolve()}"
    assert requests.get(f"{north.url}/readyz", timeout=10).status_code == 200


def test_a_database_cannot_be_upgraded_under_a_running_node(north):
    assert told(north, "upgrade-db").startswith("a node is already running on ")


def test_a_node_that_was_killed_leaves_the_folder_free(make_node):
    node = make_node().start()
    node.kill()
    assert node.start().url
    assert requests.get(f"{node.url}/readyz", timeout=10).json() == {"ready": True, "database": "here"}


def test_the_back_door_is_for_its_owner_alone(north):
    path = north.folder / "var" / "moiso.sock"
    assert stat.S_ISSOCK(path.stat().st_mode)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE((north.folder / "var" / "secret.key").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"\n",
        b"nonsense\n",
        b"{}\n",
        b'{"act":"fly","asked":{}}\n',
        b'{"act":"apply"}\n',
        b"[]\n",
        b"\xff\n",
    ],
)
def test_nonsense_at_the_back_door_harms_nobody(north, said):
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.settimeout(10)
        line.connect(str(north.folder / "var" / "moiso.sock"))
        line.sendall(said)
        line.shutdown(socket.SHUT_WR)
        line.recv(4096)
    assert north.act("user token", name="ana")[0]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_node_at_once_with_everybody_still_looking(make_node, number):
    """A shell's `&` leaves SIGINT ignored: the node installs its own handler."""
    node = make_node().start().furnish()
    address = node.url.replace("http://", "ws://") + "/socket.io/?EIO=4&transport=websocket"
    watchers = [websocket.create_connection(address, timeout=10) for _ in range(5)]
    for one in watchers:
        one.recv()
        one.send('40{"branch":"cn02","view":"public"}')
    kiosk = node.kiosk()
    busy = threading.Thread(target=_take_until_refused, args=(kiosk,))
    busy.start()
    node.process.send_signal(number)
    assert node.process.wait(5) == 0  # a promise of the contract, not a measure of this machine
    busy.join(30)
    for one in watchers:
        one.close()
    assert not (node.folder / "var" / "moiso.sock").exists()
    assert "Traceback" not in node.log.read_text("utf-8")
    assert node.said("verify-log") == "every log is whole"


def test_an_ignored_sigint_is_heard_all_the_same(make_node):
    node = make_node()
    command = f"trap '' INT; exec {BIN / 'moiso'} serve --port 0"
    process = subprocess.Popen(
        ["/bin/sh", "-c", command], env=node.environment, cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    with process.stdout:
        assert process.stdout.readline().startswith("listening on ")
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 0


def test_a_taken_port_is_told(make_node):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        line = told(make_node(), "serve", "--port", str(taken.getsockname()[1]))
    assert "Address already in use" in line


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("env", "reason"),
    [
        ({"MOISO_ALWAYS_OPN": "1"}, "did you mean 'always_open'?"),
        ({"MOISO_DATABASE": "x"}, "did you mean 'database_url'?"),
        ({"MOISO_ALWAYS_OPEN": "0", "MOISO_CLOCK": CLOCK}, "MOISO_ALWAYS_OPEN=1"),
        ({"MOISO_CLOCK": "yesterday"}, "RFC 3339"),
        ({"MOISO_CLOCK": "2026-11-25T08:00:00"}, "needs an offset"),
        ({"MOISO_ALWAYS_OPEN": "perhaps"}, "must be 1 or 0"),
        ({"MOISO_PORT": "http"}, "whole number"),
        ({"MOISO_PUBLIC_URL": "so.example.vn"}, "http:// or https://"),
        ({"MOISO_DATABASE_URL": "mysql://root@127.0.0.1/moiso"}, "sqlite:/// or postgresql+psycopg://"),
        ({"MOISO_DATABASE_URL": "postgresql+psycopg://u:p@ss:w/rd@127.0.0.1/x"}, "%40"),
        ({"MOISO_SETTINGS": "/nowhere/moiso.toml"}, "no such settings file"),
    ],
)  # fmt: skip
def test_a_setting_that_cannot_be_stops_the_start_with_the_cure(make_node, env, reason):
    assert reason in told(make_node(**env), "serve")


def test_a_setting_of_the_file_yields_to_the_environment_and_that_to_a_flag(make_node, tmp_path):
    file = tmp_path / "moiso.toml"
    file.write_text('public_url = "https://file.example"\nalways_open = true\nport = 1\n')
    node = make_node(MOISO_SETTINGS=str(file), MOISO_PUBLIC_URL="https://env.example").start().furnish()
    assert node.kiosk().take("ho-tich").json()["url"].startswith("HTTPS://ENV.EXAMPLE/T/")


def test_a_misspelt_setting_in_the_file_names_the_file(make_node, tmp_path):
    file = tmp_path / "moiso.toml"
    file.write_text('publik_url = "https://file.example"\n')
    assert told(make_node(MOISO_SETTINGS=str(file)), "serve").startswith(
        f"unknown setting 'publik_url' in {file}"
    )


@pytest.mark.parametrize(
    "command",
    [
        ("serve", "--port", "0"),
        ("apply", "config/hanoi.toml"),
        ("upgrade-db",),
        ("verify-log",),
        ("user", "token", "ana"),
    ],
)
def test_a_postgresql_that_does_not_answer_is_told_in_one_line(make_node, command):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"postgresql+psycopg://nobody@127.0.0.1:{closed.getsockname()[1]}/moiso"
        assert "Connection refused" in told(make_node(MOISO_DATABASE_URL=url), *command)


@pytest.mark.parametrize(
    "command", [("serve", "--port", "0"), ("apply", "config/hanoi.toml"), ("upgrade-db",), ("verify-log",)]
)
def test_a_file_that_is_no_database_is_told_in_one_line(make_node, command):
    node = make_node()
    (node.folder / "var").mkdir()
    (node.folder / "var" / "moiso.db").write_bytes(os.urandom(8192))
    assert told(node, *command) == "the database cannot be used: file is not a database"


@pytest.mark.parametrize(
    "arguments", [(), ("fly",), ("serve", "--speed", "9"), ("serve", "--port", "70000"), ("user",)]
)
def test_a_command_that_is_not_there_is_bad_input(make_node, arguments):
    refused = make_node().cli(*arguments)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "Traceback" not in refused.stderr


def _take_until_refused(kiosk) -> None:
    for _ in range(5000):
        try:
            kiosk.take("ho-tich")
        except requests.RequestException:
            return
