"""Programs of other houses print on the printer in software, and find it as they find real ones.

ReceiptIO asks, prints and waits for the end as a point of sale does; ReceiptPrinterEncoder writes letters, a QR
code that the printer draws, and a cut. They come with the build, as axe-core does."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from printers.emulator import Emulator
from tests.printers.samples import dots_of
from tests.printers.wire import connect, dots_on

ROOT = Path(__file__).parents[2]
NODE = shutil.which("node") or str(Path(sys.executable).with_name("node"))
URL = "HTTPS://Q.HANOI.EXAMPLE/T/7KQ2MX9DTRW4H"

RECEIPTIO = """
const net = require("net"), connect = net.connect;
net.connect = (port, host) => connect(Number(process.env.PRINTER_PORT), host);  // it knows but 9100
require("receiptio").print(process.argv[1], process.argv[2]).then((result) => console.log(result));
"""
ENCODER = """
const Encoder = require("@point-of-sale/receipt-printer-encoder");
const encoder = new Encoder({ language: "esc-pos", columns: 48, feedBeforeCut: 4 });
const [number, url] = process.argv.slice(1);
const job = encoder.initialize().align("center").size(3, 3).line(number).size(1, 1)
  .qrcode(url, { model: 2, size: 6, errorlevel: "q" }).newline().line(url).cut().encode();
process.stdout.write(Buffer.from(job));
"""


def node(script: str, *arguments: str, **environment: str) -> bytes:
    done = subprocess.run(
        [NODE, "-e", script, *arguments],
        cwd=ROOT, env={**os.environ, **environment}, capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def receiptio(emulator: Emulator, text: str = "^^^A042", options: str = "") -> str:
    """What it says became of the receipt."""
    asked = f"-d 127.0.0.1 -t 20 -l en {options}"
    return node(RECEIPTIO, text, asked, PRINTER_PORT=str(emulator.port)).decode().strip()


@pytest.fixture
def emulator(tmp_path: Path) -> Iterator[Emulator]:
    with Emulator(tmp_path) as running:
        yield running


def test_a_stranger_prints_and_is_told_of_its_success(emulator: Emulator):
    assert receiptio(emulator, f"^^^A042\n\n{{code:{URL}; option:qrcode,6,q}}\n{URL} |") == "success"
    (receipt,) = emulator.receipts
    with Image.open(receipt) as paper:
        (found,) = zxingcpp.read_barcodes(paper.convert("L"))
    assert found.text == URL
    top = dots_on(receipt)[:72]
    assert any("1" in row for row in top)
    assert emulator.strip().height == 0


@pytest.mark.parametrize(
    ("fault", "word"),
    [
        ("paper_out", "paperempty"),
        ("cover_open", "coveropen"),
        ("overheat", "error"),
        ("near_end", "success"),
    ],
)
def test_a_stranger_finds_what_is_wrong_before_it_prints(emulator: Emulator, fault: str, word: str):
    emulator.fault(fault)
    assert receiptio(emulator) == word
    assert len(emulator.receipts) == (word == "success")


def test_a_stranger_is_told_of_paper_that_ends_while_it_prints(emulator: Emulator):
    emulator.after(5, "paper_out")
    assert receiptio(emulator, "^^^A042\n" * 9) == "paperempty"
    assert emulator.receipts == []
    assert emulator.printed_mm == 5


def test_a_stranger_that_only_asks_is_answered(emulator: Emulator):
    assert receiptio(emulator, "", "-q printer") == "online"
    emulator.fault("cover_open")
    assert receiptio(emulator, "", "-q printer") == "coveropen"


def test_a_strangers_bytes_become_letters_and_a_code_that_reads(emulator: Emulator):
    job = node(ENCODER, "A042", URL)
    assert b"\x1d(k" in job
    with connect(emulator) as line:
        line.sendall(job)
        (receipt,) = emulator.await_receipts(1)
    rows = dots_on(receipt)
    assert all("1" in "".join(part) for part in (rows[:72], rows[-120:-60]))
    with Image.open(receipt) as paper:
        (found,) = zxingcpp.read_barcodes(paper.convert("L"))
    assert found.text == URL
    assert "1" not in "".join(dots_of(emulator.strip())), "print that the cutter went through"
