"""What every table is made of: one metadata with named constraints, and the types of columns."""

from __future__ import annotations

from typing import Any, Protocol

from sqlalchemy import BigInteger, MetaData, String


class Record(Protocol):
    """A row of any of these tables, or of a join of them: columns by name and by place."""

    def __getattr__(self, column: str) -> Any: ...

    def __getitem__(self, place: int) -> Any: ...

    def __hash__(self) -> int: ...


metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

CODE = String(32)
UUID = String(36)
DAY = String(10)
MOMENT = BigInteger
NAME = String(64)
