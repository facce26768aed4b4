"""A card shown to a real kiosk beside a real node leaves nothing of itself: no file, no log, no table, no address."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import unicodedata
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.conftest import MakeNode, eventually
from tests.node import HANOI, NodeProcess

MOISO_KIOSK = Path(sys.executable).with_name("moiso-kiosk")
CARD = "012345678901|987654321|NGUYỄN VĂN ẨN|02031950|Nam|Ngõ 7 Hàng Thử|01012021"
WISH = {
    "service": "chung-thuc",
    "procedure": None,
    "priority": "none",
    "language": "vi",
    "dossiers": 1,
    "then": [],
}
SPELLINGS = (
    "012345678901", "012 345 678 901", "987654321", "NGUYỄN VĂN ẨN", "NGUYEN VAN AN", "Nguyễn Văn Ẩn", "VĂN ẨN",
    "02031950", "02/03/1950", "2/3/1950", "02-03-1950", "1950-03-02", "19500302", "1950, 3, 2", "Hàng Thử",
    "01012021", "2021-01-01",
)  # fmt: skip


def forms(text: str) -> list[bytes]:
    """As it could stand in a file: composed or not, in UTF-8 or 16, as JSON escapes it, in an address."""
    from base64 import b64encode
    from urllib.parse import quote

    composed = [unicodedata.normalize(form, text) for form in ("NFC", "NFD")]
    found = [one.encode(code) for one in composed for code in ("utf-8", "utf-16-le")]
    found += [one.encode("unicode_escape") for one in composed] + [quote(one).encode() for one in composed]
    return [*found, b64encode(text.encode()).rstrip(b"=")]


@dataclass
class Kiosk:
    """`moiso-kiosk run` as a process, both its outputs in one log."""

    node: NodeProcess
    token: str
    folder: Path
    process: subprocess.Popen[str] | None = None
    url: str = ""
    urls: list[str] = field(default_factory=list)

    @property
    def log(self) -> Path:
        return self.folder / "kiosk.log"

    def start(self) -> Kiosk:
        self.folder.mkdir(exist_ok=True)
        command = [MOISO_KIOSK, "run", "--port", "0", "--server", self.node.url, "--token", self.token,
                   "--printer", f"preview://{self.folder}/slips", "--data", self.folder / "data"]  # fmt: skip
        with self.log.open("a") as log:
            self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True)
        assert self.process.stdout is not None
        self.url = self.process.stdout.readline().removeprefix("listening on ").strip()
        assert eventually(lambda: bool(self.picture().get("settings", {}).get("card_scan")))
        return self

    def picture(self) -> dict[str, Any]:
        told: dict[str, Any] = requests.get(f"{self.url}/api/picture", timeout=5).json()
        return told

    def show(self, text: str) -> dict[str, Any]:
        told: dict[str, Any] = self._ask("POST", "/api/card", {"text": text}).json()
        return told

    def take(self, card: str) -> dict[str, Any]:
        told: dict[str, Any] = self._ask("PUT", f"/api/touches/{uuid.uuid4()}", WISH, {"X-Card": card}).json()
        return told

    def _ask(
        self, method: str, path: str, body: object, headers: dict[str, str] | None = None
    ) -> requests.Response:
        answer = requests.request(method, self.url + path, json=body, headers=headers, timeout=30)
        self.urls.append(str(answer.request.url))
        return answer

    def end(self) -> None:
        process, self.process = self.process, None
        if process is not None and process.stdout is not None:
            process.send_signal(signal.SIGTERM)
            process.wait(10)
            process.stdout.close()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def node(request: pytest.FixtureRequest, make_node: MakeNode, tmp_path: Path) -> NodeProcess:
    """It lets a person have two numbers."""
    database = request.getfixturevalue("postgres_url") if request.param == "postgresql" else ""
    made = make_node("node", MOISO_DATABASE_URL=database).start()
    table = '[card_scan]\ndecision = "QĐ 12"\nmost_a_day = 2\n[slip]\n'
    (tmp_path / "centre.toml").write_text(HANOI.read_text("utf-8").replace("[slip]\n", table), "utf-8")
    made.act("apply", path=str(tmp_path / "centre.toml"))
    return made


@pytest.fixture
def kiosk(node: NodeProcess, tmp_path: Path) -> Iterator[Kiosk]:
    (token,) = node.act("device add", name="Ki-ốt 1", branch="cn02", scope="kiosk")
    made = Kiosk(node, token, tmp_path / "kiosk").start()
    yield made
    made.end()


def dump(node: NodeProcess) -> bytes:
    """Every row of every table, as text."""
    from sqlalchemy import text

    from server.ledger.engines import open_engines
    from server.ledger.models import metadata

    url = node.env["MOISO_DATABASE_URL"]
    if not url:
        with sqlite3.connect(f"file:{node.folder}/var/moiso.db?mode=ro", uri=True) as line:
            told = "\n".join(line.iterdump())
        line.close()
        return told.encode()
    engines = open_engines(url)
    with engines.read() as connection:
        rows = [
            str(row) for name in metadata.tables for row in connection.execute(text(f"SELECT * FROM {name}"))
        ]
    engines.dispose()
    return "\n".join(rows).encode()


def places(kiosk: Kiosk) -> dict[str, bytes]:
    """Everything that both machines keep, by where."""
    found = {
        str(one): one.read_bytes()
        for folder in (kiosk.folder, kiosk.node.folder)
        for one in folder.rglob("*")
        if one.is_file()
    }
    said = b"".join(one for name, one in found.items() if name.endswith(".log"))
    return found | {"logs": said, "tables": dump(kiosk.node), "addresses": "\n".join(kiosk.urls).encode()}


def traces(kiosk: Kiosk, spellings: tuple[str, ...] = SPELLINGS) -> list[tuple[str, str]]:
    kept = places(kiosk)
    wanted = [(text, form) for text in spellings for form in forms(text)]
    return sorted({(where, text) for where, told in kept.items() for text, form in wanted if form in told})


def test_nothing_of_a_card_is_kept_anywhere(kiosk: Kiosk):
    told = kiosk.show(CARD)
    assert (told["state"], told["elderly"]) == ("read", True)
    first = kiosk.take(told["card"])
    assert first["state"] == "issued"
    assert traces(kiosk) == []  # while both run, and logs of databases hold the last writes
    broken = CARD.replace("|02031950|", "|x|").replace("|01012021", "|y")
    assert kiosk.show(broken) == {"state": "unreadable"}
    kiosk.end()
    kiosk.node.kill()
    kiosk.node.start()
    kiosk.start()
    second, third = (kiosk.take(kiosk.show(CARD)["card"]) for _ in range(2))
    assert second["state"] == "issued"
    assert third == {"state": "refused", "code": "person_limit"}  # the key and the count outlive a restart
    kiosk.end()
    kiosk.node.stop()
    kept = places(kiosk)
    for text in (first["ticket"]["id"], second["ticket"]["number"]):
        assert text.encode() in kept["tables"]
        assert any(text.encode() in told for where, told in kept.items() if where.endswith("journal.db"))
    assert traces(kiosk) == []


def test_the_search_finds_what_is_there(kiosk: Kiosk):
    """The control: each place is searched, and each spelling is known."""
    planted = {
        kiosk.folder / "data" / "planted.bin": "\x00012345678901\x00",
        kiosk.node.folder / "var" / "planted.json": '{"name": "NGUY\\u1ec4N V\\u0102N \\u1ea8N"}',
        kiosk.log: "WARNING 02/03/1950",
    }
    for file, text in planted.items():
        with file.open("a") as opened:
            opened.write(text)
    kiosk.urls.append("http://127.0.0.1/api/card?text=NGUY%E1%BB%84N%20V%C4%82N%20%E1%BA%A8N")
    kiosk.node.act("user add", name="an-02031950", role="officer", branches=[], password="moiso-demo")
    found = traces(kiosk)
    assert {where for where, _ in found} >= {*map(str, planted), "logs", "tables", "addresses"}
    assert {text for _, text in found} >= {"012345678901", "NGUYỄN VĂN ẨN", "02/03/1950", "02031950"}
