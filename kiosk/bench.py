"""`moiso-kiosk bench`: what a ticket costs until it is paper, on a printer in software as fast as a real one."""

from __future__ import annotations

import secrets
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from PIL import Image

from printers.drawing import draw
from printers.driver import Driver
from printers.emulator import Emulator
from printers.escpos import INITIALIZE, encode
from printers.jobs import Job, State
from printers.mechanism import CUT_S
from printers.open import open_driver
from printers.pages import Page, job_of
from printers.slip import slip_of

SPEED_MM_S = 250.0
TICKETS, ROUNDS, WARM = 200, 9, 20
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
ZONE = {"vi": "Tầng 1, khu A", "en": "Floor 1, area A"}
CATALOGUE: dict[str, Any] = {
    "centre": {"name": {"vi": "Trung tâm Phục vụ hành chính công thành phố Hà Nội",
                        "en": "Hanoi Public Administration Service Centre"}},
    "branch": {"name": {"vi": "Chi nhánh số 2", "en": "Branch No. 2"}, "timezone": "Asia/Ho_Chi_Minh",
               "address": {"vi": "85 Dịch Vọng Hậu, Cầu Giấy", "en": "85 Dich Vong Hau, Cau Giay"}},
    "services": [{"code": "ho-tich", "name": {"vi": "Hộ tịch", "en": "Civil status"}}],
    "counters": [{"code": str(number), "zone": ZONE, "services": ["ho-tich"]} for number in (1, 2, 3)],
    "slip": {
        "rules": [{"vi": "Lấy số miễn phí. Không mua bán, chuyển nhượng số.",
                   "en": "Free of charge. Not for resale or transfer."},
                  {"vi": "Có giá trị trong ngày. Gọi 3 lần không có mặt, số hết hiệu lực.",
                   "en": "Valid today only. Lapses after 3 calls without answer."}],
        "receipt": [{"vi": "Phiếu này không thay thế Giấy tiếp nhận hồ sơ và hẹn trả kết quả.",
                     "en": "This is not a receipt for your application."}],
        "feedback": [{"vi": "Góp ý, phản ánh: quét mã hoặc 1900 1009",
                      "en": "Feedback: scan the code or 1900 1009"}],
    },
}  # fmt: skip


def run() -> int:
    """Prints figures and their aims; judges nothing."""
    _drawing()
    with (
        TemporaryDirectory(prefix="moiso-bench-") as folder,
        Emulator(Path(folder), speed=SPEED_MM_S) as printer,
    ):
        _printing(printer)
    return 0


def picture() -> Image.Image:
    """A ticket that was never drawn before."""
    code = "".join(secrets.choice(LETTERS) for _ in range(13))
    ticket = {
        "number": f"A{secrets.randbelow(900) + 100}", "series": "A", "service": "ho-tich", "priority": "none",
        "ahead": 7, "estimate": {"low_s": 900, "high_s": 1500}, "issued_at": "2026-11-25T08:45:11+07:00",
        "code": code, "url": f"HTTPS://Q.HANOI.EXAMPLE/T/{code}",
    }  # fmt: skip
    return draw(slip_of(ticket, CATALOGUE, "Ki-ốt 1"))


def _drawing() -> None:
    sizes = [len(encode(picture())) for _ in range(WARM)]
    began = time.process_time()
    sizes += [len(encode(picture())) for _ in range(TICKETS)]
    per_s = TICKETS / (time.process_time() - began)
    _say(f"drawn and encoded on one core   {per_s:8.0f} tickets/s   (aim 120)")
    _say(f"bytes of a ticket of 80 mm      {max(sizes):8,} at most     (aim 55,000)")


def _printing(printer: Emulator) -> None:
    """The floor is the same bytes written to the printer's socket until their mark comes back."""
    driver = open_driver(f"tcp://127.0.0.1:{printer.port}")
    floors, spans, wholes = [], [], []
    for number in range(1, ROUNDS + 1):
        job, kept = _one(number, driver)
        floors.append(_timed(partial(_straight, printer.port, job)))
        spans.append(_timed(partial(_driven, driver, number, kept)))
        wholes.append(_timed(partial(_driven, driver, number, Page(lambda _: picture(), str))))
    limit = job.mm / SPEED_MM_S + CUT_S
    _say(f"the printer alone               {1000 * median(floors):8.0f} ms")
    _say(
        f"driven and confirmed, beyond it {1000 * (median(spans) - median(floors)):8.1f} ms          (aim 15)"
    )
    _say(f"paper and cut : from data to confirmed   {limit / median(wholes):.2f} ×   (aim 0.9)")


def _one(number: int, driver: Driver) -> tuple[Job, Page]:
    """A ticket as bytes, and as a page that is drawn already."""
    drawn = picture()
    page = Page(lambda _: drawn, str)
    return job_of(page, number, driver.profile), page


def _driven(driver: Driver, number: int, page: Page) -> None:
    outcome = driver.print(number, page, lambda _state, _reason: None)
    if outcome.state is not State.CONFIRMED:
        raise OSError(f"the bench's own printer failed: {outcome}")


def _straight(port: int, job: Job) -> None:
    with _line(port) as line:
        line.sendall(INITIALIZE + job.data + job.tail)
        heard = b""
        while job.trail not in heard:
            heard += line.recv(256)


@contextmanager
def _line(port: int) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", port)) as line:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        yield line


def _timed(work: Callable[[], None]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - it talks to the person who started it
