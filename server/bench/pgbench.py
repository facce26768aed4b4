"""The same statements without us: what pgbench does with them on the same PostgreSQL."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

import psycopg
from sqlalchemy import make_url

from server.bench.site import a_database, a_node
from server.bench.table import Table
from server.bench.tickets import CLIENTS, Figures, compare, described, over_http, rates

BRANCHES = ("cn10", "cn11", "cn12")
"""Their lines are as empty in the beginning as those of the trial over HTTP."""
TPS = re.compile(r"tps = ([\d.]+)")
PLACE = re.compile(r"%\((\w+)\)s")
FIRST = r"""SELECT quote_literal(gen_random_uuid()::text) AS id,
  quote_literal(upper(substr(md5(random()::text), 1, 13))) AS code \gset m_
BEGIN;
"""


def table(url: str, seconds: float) -> Table:
    """On a database of its own, made beside the one that `url` names and dropped afterwards."""
    with a_database(url) as ours, a_node(ours) as site, TemporaryDirectory(prefix="moiso-bench-") as folder:
        rivals = over_http(site, seconds)
        if shutil.which("pgbench"):
            scripts = _scripts(ours, Path(folder))
            rivals["pgbench"] = lambda clients: _pgbench(ours, scripts[clients], clients, seconds)
        found = compare(rivals)
    made = described("PostgreSQL", found)
    if "pgbench" in found:
        made.row("the same statements by pgbench, /s", rates(found["pgbench"]))
        made.ratio("tickets : pgbench", rates(found["tickets"]), rates(found["pgbench"]))
    return made


def _scripts(url: str, folder: Path) -> dict[int, Path]:
    """For each number of clients a script of its own, in a branch of its own."""
    scripts = {clients: folder / f"{clients}.sql" for clients in CLIENTS}
    for script, branch in zip(scripts.values(), BRANCHES, strict=True):
        script.write_text(_script(url, branch), "utf-8")
    return scripts


def _pgbench(url: str, script: Path, clients: int, seconds: float) -> Figures:
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    done = subprocess.run(  # noqa: S603 - found on the PATH of who asked for it
        ["pgbench", "-n", "-f", script, "-c", str(clients), "-T", str(max(1, round(seconds))), plain],  # noqa: S607
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    found = TPS.search(done.stdout)
    if found is None:
        raise OSError(f"pgbench: {done.stderr.strip()[-300:]}")
    return {"per_s": float(found[1])}


@dataclass
class Recorded:
    """One ticket as it was written: what must differ in the next one becomes a variable of pgbench."""

    ticket: str
    statements: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def script(self) -> str:
        """The whole transaction; the head of the log and the number come from its own answers."""
        return FIRST + "".join(self._statement(*one) for one in self.statements) + "COMMIT;\n"

    def _statement(self, text: str, values: dict[str, Any]) -> str:
        written = PLACE.sub(lambda place: self._literal(place[1], values), text)
        if written.endswith("FOR UPDATE"):
            return f"{written} \\gset book_\n\\set next :book_seq + 1\n"
        return f"{written} \\gset count_\n" if "RETURNING" in written else f"{written};\n"

    def _literal(self, name: str, values: dict[str, Any]) -> str:
        value = values[name]
        if name in ("seq", "b_seq", "issued_seq"):
            return ":next"
        if name in ("number", "code") and "number" in values:
            return ":count_last" if name == "number" else ":m_code"
        if isinstance(value, str):
            return _quoted(value).replace(self.ticket, "' || :m_id || '")
        return _plain(value)


def _plain(value: Any) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, bool | int):
        return str(value)
    return f"'\\x{bytes(value).hex()}'::bytea"


def _quoted(text: str) -> str:
    return "('" + text.replace("'", "''") + "')"


def _script(url: str, branch: str) -> str:
    """What the product itself sends for its second ticket of the day."""
    from sqlalchemy import event

    from server.bench import engine

    class Keeping(psycopg.Cursor[Any]):
        """Keeps what it is told to execute."""

        def execute(self, query: Any, params: Any = None, **more: Any) -> Any:
            ticket.statements.append((query, dict(params or {})))
            return super().execute(query, params, **more)

    answering = engine.furnished(engine.Job(1, 0), url)
    ticket = Recorded(str(uuid4()))
    engine.issue(answering, str(uuid4()), branch)

    def keep(connection: Any, *_more: Any) -> None:
        connection.cursor_factory = Keeping

    event.listen(answering.ledger.engines.writer, "checkout", keep)
    engine.issue(answering, ticket.ticket, branch)
    answering.ledger.close()
    return ticket.script()
