"""The command line: one line for each mistake, a page when ready, an end when asked."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
import requests

from printers.emulator import Emulator
from tests.conftest import eventually
from tests.kiosk.conftest import NO_PRINTER
from tests.kiosk.fake_node import TOKEN, FakeNode

KIOSK = Path(sys.executable).with_name("moiso-kiosk")
RUN = ["run", "--server", "http://127.0.0.1:1", "--token", "t", "--printer", NO_PRINTER, "--port", "0"]


def said(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([KIOSK, *arguments], text=True, capture_output=True, timeout=30, check=False)


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["run", "--token", "t", "--printer", NO_PRINTER], "--server is missing"),
        ([*RUN, "--server", "127.0.0.1:8000"], "http://127.0.0.1:8000"),
        ([*RUN, "--server", "http://[::1"], "--server must be an address"),
        ([*RUN, "--port", "70000"], "0 to 65535"),
        ([*RUN, "--slot", "up"], "bottom, right, left, none"),
        ([*RUN, "--mm", "wide"], "pixels per millimetre"),
        ([*RUN, "--mm", "0"], "between 1 and 20"),
        ([*RUN, "--token", " "], "--token is empty"),
        ([*RUN, "--printer", "lpt1"], "lpt1"),
        (["print-test", "--printer", "lpt1"], "lpt1"),
        (["print-test"], "--printer"),
        (["emulate-printer", "--port", "x"], "--port"),
        (["emulate-printer", "--port", "70000"], "0 to 65535"),
        (["sing"], "sing"),
    ],
)
def test_a_bad_input_is_one_line_and_exit_code_2(arguments: list[str], word: str, tmp_path: Path):
    done = said(*arguments, *(["--data", str(tmp_path)] if arguments[0] == "run" else []))
    assert done.returncode == 2
    assert word in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_taken_port_is_one_line_and_exit_code_2(tmp_path: Path, printer: Emulator):
    done = said(*RUN, "--data", str(tmp_path), "--port", str(printer.port))
    assert done.returncode == 2
    assert done.stderr.startswith("moiso-kiosk: Address already in use")
    assert len(done.stderr.splitlines()) == 1


def test_a_journal_that_is_none_is_one_line_and_exit_code_2(tmp_path: Path):
    (tmp_path / "journal.db").write_text("no database, " * 100)
    done = said(*RUN, "--data", str(tmp_path))
    assert done.returncode == 2
    assert done.stderr == "moiso-kiosk: the journal cannot be used: file is not a database\n"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_kiosk_says_where_it_listens_and_ends_when_asked(
    number: signal.Signals, node: FakeNode, tmp_path: Path
):
    # A shell's `&` leaves SIGINT ignored: so does this one.
    command = (
        f"trap '' INT; exec {KIOSK} {' '.join(RUN)} --server {node.url} --token {TOKEN} --data {tmp_path}"
    )
    process = subprocess.Popen(["/bin/sh", "-c", command], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    url = process.stdout.readline().removeprefix("listening on ").strip()
    assert requests.get(f"{url}/api/picture", timeout=5).json()["link"] == "live"
    process.send_signal(number)
    assert process.wait(5) == 0
    process.stdout.close()


def test_a_test_slip_to_no_printer_was_not_printed():
    done = said("print-test", "--printer", NO_PRINTER)
    assert (done.returncode, done.stdout) == (3, "")
    assert len(done.stderr.splitlines()) == 1


def test_a_test_page_is_confirmed_or_the_exit_code_tells(printer: Emulator):
    url = f"tcp://127.0.0.1:{printer.port}"
    done = said("print-test", "--printer", url)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(printer.receipts) == 1
    assert said("print-test", "--printer", f"{url}?confirm=none").returncode == 5
    printer.after(10, "cutter_jam")
    broken = said("print-test", "--printer", url)
    assert (broken.returncode, broken.stdout) == (4, "")
    assert "in doubt" in broken.stderr
    assert said("print-test", "--printer", url).returncode == 3


def test_a_probe_says_how_to_write_the_printer_down(printer: Emulator):
    url = f"tcp://127.0.0.1:{printer.port}"
    done = said("probe-printer", "--printer", f"{url}?profile=58mm")
    assert done.returncode == 0
    assert done.stdout.splitlines()[1].split()[-1] == f"{url}?profile=58mm&confirm=process_id"
    printer.fault("cover_open")
    refused = said("probe-printer", "--printer", url)
    assert refused.returncode == 3
    assert "Close it until it clicks" in refused.stderr
    assert said("probe-printer", "--printer", "preview:///tmp").returncode == 2


def test_the_printer_in_software_prints_until_it_is_ended(tmp_path: Path):
    process = subprocess.Popen(
        [KIOSK, "emulate-printer", "--port", "0", "--paper", tmp_path], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    url = process.stdout.readline().removeprefix("listening on ").strip()
    assert said("print-test", "--printer", url).returncode == 0
    assert eventually(lambda: len(list(tmp_path.glob("*.png"))) == 1)
    process.send_signal(signal.SIGTERM)
    assert process.wait(5) == 0
    process.stdout.close()
