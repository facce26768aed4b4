"""Statements written once in SQLAlchemy's language and run many times at the driver.

SQLAlchemy takes 60-90 µs to execute a statement that costs SQLite 5, and a ticket needs a dozen of them
(`moiso bench` shows what that is worth). Pools, transactions and errors stay SQLAlchemy's.
"""

from __future__ import annotations

import collections
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql import ClauseElement, Insert
from sqlalchemy.sql.compiler import SQLCompiler

from server.ledger.models import Record

C = TypeVar("C", bound=ClauseElement)
Values = Mapping[str, Any]
NOTHING: Values = {}
named_tuple: Any = collections.namedtuple


class Statement(Generic[C]):
    """A select, insert, update or delete with bound names, built at import and compiled at its first use.

    Every name needs a value; an insert takes the same names each time. Errors of the driver
    come as SQLAlchemy's `DBAPIError`.
    """

    def __init__(self, clause: C) -> None:
        self.clause = clause
        self._for: dict[str, _Prepared] = {}

    def all(self, connection: Connection, values: Values = NOTHING) -> list[Record]:
        form, cursor = self._execute(connection, values)
        return list(map(form.record(cursor), cursor.fetchall()))

    def first(self, connection: Connection, values: Values = NOTHING) -> Record | None:
        form, cursor = self._execute(connection, values)
        rows = cursor.fetchall()
        return form.record(cursor)(rows[0]) if rows else None

    def one(self, connection: Connection, values: Values = NOTHING) -> Record:
        """`LookupError` when there is none."""
        found = self.first(connection, values)
        if found is None:
            raise LookupError(str(self.clause))
        return found

    def scalar(self, connection: Connection, values: Values = NOTHING) -> Any:
        """The first column of the first row."""
        return self.one(connection, values)[0]

    def run(self, connection: Connection, values: Values = NOTHING) -> int:
        """Answers how many rows it met."""
        return int(self._execute(connection, values)[1].rowcount)

    def _execute(self, connection: Connection, values: Values) -> tuple[_Form, Any]:
        dialect = connection.dialect
        prepared = self._for.get(dialect.name)
        if prepared is None:
            names = list(values) if isinstance(self.clause, Insert) else None
            compiled: Any = self.clause.compile(dialect=dialect, column_keys=names)
            prepared = self._for[dialect.name] = _Prepared(compiled)
        form = prepared.form(values)
        driver: Any = connection.connection.dbapi_connection
        try:
            return form, driver.execute(form.sql, form.bound(values))
        except dialect.loaded_dbapi.Error as fault:
            raise _told(connection, form.sql, fault) from fault


class _Prepared:
    """A statement in one engine's words; each length of its lists (`IN`) is a form of its own."""

    def __init__(self, compiled: SQLCompiler) -> None:
        self._compiled = compiled
        binds = {name: bind for bind, name in compiled.bind_names.items()}
        self._constants = {name: bind.value for name, bind in binds.items() if not bind.required}
        self._lists = [name for name, bind in binds.items() if bind.expanding and bind.required]
        self._forms: dict[tuple[int, ...], _Form] = {}

    def form(self, values: Values) -> _Form:
        lengths = tuple([len(values[name]) for name in self._lists])
        found = self._forms.get(lengths)
        if found is None:
            found = self._forms[lengths] = self._expanded(values)
        return found

    def _expanded(self, values: Values) -> _Form:
        compiled = self._compiled
        state = compiled.construct_expanded_state({**self._constants, **values})
        return _Form(state.statement, self._constants, state.positiontup, state.parameter_expansion)


@dataclass
class _Form:
    """The text that a driver takes; `order` where it takes values by place, `lists` names their elements."""

    sql: str
    constants: dict[str, Any]
    order: Sequence[str] | None
    lists: Mapping[str, Iterable[str]]
    row: Callable[[Any], Record] | None = None

    def bound(self, values: Values) -> Any:
        given = {**self.constants, **values}
        for name, elements in self.lists.items():
            given.update(zip(elements, given[name], strict=True))
        return given if self.order is None else [given[name] for name in self.order]

    def record(self, cursor: Any) -> Callable[[Any], Record]:
        """Makes a tuple a row with named columns; the first answer tells the names."""
        if self.row is None:
            self.row = named_tuple("Row", [column[0] for column in cursor.description])._make
        return self.row


def _told(connection: Connection, sql: str, fault: Exception) -> BaseException:
    """As SQLAlchemy tells it: without values, and with the connection given up when it is gone."""
    dialect: Any = connection.dialect
    gone = bool(dialect.is_disconnect(fault, connection.connection.dbapi_connection, None))
    if gone:
        connection.invalidate(fault)
    return DBAPIError.instance(
        sql, None, fault, dialect.loaded_dbapi.Error,
        hide_parameters=True, connection_invalidated=gone, dialect=dialect,
    )  # fmt: skip
