"""PostgreSQL databases for tests: each is lent to one at a time, as the migrations make it.

To make and drop one takes seconds, to empty one a few milliseconds: what comes back is made as new and lent again."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, NullPool, create_engine, delete, insert, make_url, select, text

from server.ledger.engines import open_engines
from server.ledger.models import metadata
from server.ledger.upgrading import upgrade

SHAPE = text(
    "SELECT md5(string_agg(one, ',' ORDER BY one)) FROM ("
    " SELECT oid || relname AS one FROM pg_class WHERE relnamespace = 'public'::regnamespace"
    " UNION ALL SELECT attrelid || attname || attnum FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid"
    " WHERE relnamespace = 'public'::regnamespace"
    " UNION ALL SELECT oid || conname FROM pg_constraint WHERE connamespace = 'public'::regnamespace"
    " UNION ALL SELECT version_num FROM alembic_version) AS everything"
)
"""Another with every table, column, index or constraint that is made, also where one like it was there before."""
END_OTHERS = text("SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = :name")
"""Each is waited for, ten seconds at most."""


class Databases:
    """Of one test process; `server` is the URL of a database beside which others may be made."""

    def __init__(self, server: str) -> None:
        self._server = make_url(server)
        self._admin = create_engine(server, isolation_level="AUTOCOMMIT")
        self._free: list[str] = []
        self._shapes: dict[str, str] = {}
        self._free.append(self._make())
        with self._inside(self._free[0]) as connection:
            tables = metadata.sorted_tables
            self._seeds = {
                one: [dict(row) for row in connection.execute(select(one)).mappings()] for one in tables
            }

    @contextmanager
    def lend(self) -> Iterator[str]:
        """Its URL. Whoever still holds a connection afterwards loses it."""
        name = self._free.pop() if self._free else self._make()
        yield self._url(name)
        self._end_connections(name)
        if self._shape(name) == self._shapes[name]:
            self._empty(name)
        else:
            self._build_anew(name)
        self._free.append(name)

    def drop_all(self) -> None:
        for name in self._shapes:
            self._tell(f"DROP DATABASE {name} WITH (FORCE)")
        self._admin.dispose()

    def _make(self) -> str:
        name = f"moiso_test_{os.getpid()}_{secrets.token_hex(4)}"
        self._tell(f"CREATE DATABASE {name}")
        self._build(name)
        return name

    def _build(self, name: str) -> None:
        engines = open_engines(self._url(name))
        upgrade(engines)
        engines.dispose()
        self._shapes[name] = self._shape(name)

    def _build_anew(self, name: str) -> None:
        with self._inside(name) as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
        self._build(name)

    def _shape(self, name: str) -> str:
        """ "" where the tables are gone."""
        with self._inside(name) as connection:
            if connection.execute(text("SELECT to_regclass('alembic_version')")).scalar() is None:
                return ""
            return str(connection.execute(SHAPE).scalar_one())

    def _end_connections(self, name: str) -> None:
        with self._admin.connect() as connection:
            connection.execute(END_OTHERS, {"name": name})

    def _empty(self, name: str) -> None:
        with self._inside(name) as connection:
            for table in reversed(metadata.sorted_tables):
                connection.execute(delete(table))
            for table, rows in self._seeds.items():
                if rows:
                    connection.execute(insert(table), rows)

    def _url(self, name: str) -> str:
        return self._server.set(database=name).render_as_string(hide_password=False)

    @contextmanager
    def _inside(self, name: str) -> Iterator[Connection]:
        engine = create_engine(self._url(name), poolclass=NullPool)
        with engine.begin() as connection:
            yield connection

    def _tell(self, statement: str) -> None:
        with self._admin.connect() as connection:
            connection.execute(text(statement))
