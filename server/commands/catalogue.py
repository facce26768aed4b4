"""`moiso apply`: makes the ledger's catalogue equal to a centre file, hot, and never ends a ticket."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, time
from typing import Any

from sqlalchemy import Connection, Table, insert, select, update

from config.centre_facts import Centre
from server.ledger.change import CENTRE, Actor, Ledger, Transaction
from server.ledger.events import FIRST_HASH
from server.ledger.models import book, branch, centre, counter, counter_session, service
from server.queries.line import OPEN

Row = dict[str, Any]
APPLY = Actor("system", "apply")


@dataclass(frozen=True)
class Wanted:
    """One row as the file wants it: where it lives, and the branch whose log tells of it (or none)."""

    table: Table
    key: Row
    values: Row
    branch: str | None

    @property
    def label(self) -> str:
        return f"{self.table.name} {'/'.join(str(part) for part in self.key.values())}"


def apply(ledger: Ledger, wanted: Centre) -> list[str]:
    """Answers what it changed, a line each; an empty list means that nothing had to change."""
    rows = list(_rows(wanted))
    codes = [one.code for one in wanted.branches]
    ledger.change(CENTRE, lambda tx: _open_books(tx, codes))
    return ledger.change(CENTRE, lambda tx: _apply(tx, rows), also=codes)


def _apply(tx: Transaction, rows: list[Wanted]) -> list[str]:
    lines: list[str] = []
    changed: dict[str, list[str]] = {}
    for one in rows:
        line = _write(tx.connection, one)
        if line:
            lines.append(line)
            changed.setdefault(one.branch or CENTRE, []).append(line)
    for code, line in _retire(tx.connection, rows):
        lines.append(line)
        changed.setdefault(code, []).append(line)
    for code, told in changed.items():
        tx.append(code, "branch.configured", f"branch/{code}", APPLY, {"changes": told})
    if lines and CENTRE not in changed:
        tx.append(CENTRE, "branch.configured", "centre", APPLY, {"branches": sorted(changed)})
    return lines


def _open_books(tx: Transaction, codes: list[str]) -> None:
    known = set(tx.connection.execute(select(book.c.code)).scalars())
    for code in codes:
        if code not in known:
            row = {"code": code, "epoch": 1, "seq": 0, "head": FIRST_HASH, "business_day": ""}
            tx.connection.execute(insert(book), row)


def _write(connection: Connection, wanted: Wanted) -> str | None:
    table = wanted.table
    here = [table.c[name] == value for name, value in wanted.key.items()]
    found = connection.execute(select(table).where(*here)).mappings().one_or_none()
    if found is None:
        connection.execute(insert(table), wanted.key | wanted.values)
        return f"+ {wanted.label}"
    differing = [name for name, value in wanted.values.items() if found[name] != value]
    if not differing:
        return None
    connection.execute(update(table).where(*here).values(**wanted.values))
    return (
        f"~ {wanted.label}: {', '.join(_told(found[name], wanted.values[name], name) for name in differing)}"
    )


def _told(old: Any, new: Any, name: str) -> str:
    """Which of the facts differ, or the old and the new value."""
    if name != "facts":
        return f"{name} {old} → {new}"
    before, after = json.loads(old), json.loads(new)
    return ", ".join(key for key in after if before.get(key) != after[key])


def _retire(connection: Connection, rows: list[Wanted]) -> Iterator[tuple[str, str]]:
    """What the file no longer names is put aside, except a counter somebody sits at: that one may finish."""
    named = {one.label for one in rows}
    in_use = {
        (one.branch, one.counter)
        for one in connection.execute(select(counter_session.c.branch, counter_session.c.counter).where(OPEN))
    }
    for row in connection.execute(select(counter).where(~counter.c.retired)).all():
        label = f"counter {row.branch}/{row.code}"
        if label in named:
            continue
        if (row.branch, row.code) in in_use:
            yield row.branch, f"! {label} is in use and stays; apply again once it is closed"
            continue
        here = (counter.c.branch == row.branch) & (counter.c.code == row.code)
        connection.execute(update(counter).where(here).values(retired=True))
        yield row.branch, f"- {label}"
    for row in connection.execute(select(service).where(~service.c.retired)).all():
        if f"service {row.code}" not in named:
            connection.execute(update(service).where(service.c.code == row.code).values(retired=True))
            yield CENTRE, f"- service {row.code}"


def _rows(wanted: Centre) -> Iterator[Wanted]:
    facts = asdict(wanted)
    services, branches = facts.pop("services"), facts.pop("branches")
    yield Wanted(centre, {"code": facts.pop("code")}, {"facts": _text(facts)}, None)
    for position, one in enumerate(services):
        key = {"code": one.pop("code")}
        values = {"series": one.pop("series"), "position": position, "retired": False, "facts": _text(one)}
        yield Wanted(service, key, values, None)
    for position, one in enumerate(branches):
        yield from _branch_rows(one, position)


def _branch_rows(facts: Row, position: int) -> Iterator[Wanted]:
    code, counters = facts.pop("code"), facts.pop("counters")
    columns = {name: facts.pop(name) for name in ("kind", "parent", "status")}
    yield Wanted(branch, {"code": code}, {**columns, "position": position, "facts": _text(facts)}, code)
    for place, one in enumerate(counters):
        key = {"branch": code, "code": one.pop("code")}
        yield Wanted(counter, key, {"position": place, "retired": False, "facts": _text(one)}, code)


def _text(facts: Row) -> str:
    return json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_iso)


def _iso(value: date | time) -> str:
    return value.isoformat()
