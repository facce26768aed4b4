"""Statements run at the driver: the same answers and the same errors as SQLAlchemy's own, on both engines."""

from __future__ import annotations

import pytest
from sqlalchemy import bindparam, func, insert, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError

from server.ledger.models import book, day_counter
from server.ledger.statements import Statement
from tests.ledger.works import LOGS

ONE = Statement(select(book).where(book.c.code == bindparam("code")))
SOME = Statement(select(book.c.code).where(book.c.code.in_(bindparam("codes", expanding=True))))
FIXED = Statement(select(book.c.code).where(book.c.code.in_(["cn01", "cn03"])).order_by(book.c.code))
FIRST = Statement(select(book.c.code).where(book.c.code != "centre").order_by(book.c.code).limit(1))
COUNT = Statement(select(func.count()).select_from(book))
SET_SEQ = Statement(update(book).where(book.c.code == bindparam("b_code")).values(seq=book.c.seq + 1))
INSERT = Statement(insert(day_counter).returning(*day_counter.c))
DAY = {"branch": "cn02", "business_day": "2026-11-23", "series": "Đ", "last": 1}


def test_a_row_has_its_columns_by_name_and_by_place(ledger):
    with ledger.read() as connection:
        row = ONE.one(connection, {"code": "cn02"})
        told = connection.execute(select(book).where(book.c.code == "cn02")).one()
    assert (row.code, row.seq, row[0]) == (told.code, told.seq, told[0])
    assert tuple(row) == tuple(told)


def test_nothing_found_is_none_or_an_error_as_it_is_asked(ledger):
    with ledger.read() as connection:
        assert ONE.first(connection, {"code": "cn99"}) is None
        assert ONE.all(connection, {"code": "cn99"}) == []
        with pytest.raises(LookupError, match="book"):
            ONE.one(connection, {"code": "cn99"})


@pytest.mark.parametrize("codes", [[], ["cn01"], ["cn03", "cn02"], [*LOGS, "cn99"]], ids=len)
def test_a_list_may_have_any_length_each_time(ledger, codes):
    with ledger.read() as connection:
        found = {row.code for row in SOME.all(connection, {"codes": codes})}
    assert found == set(codes) & set(LOGS)


def test_what_stands_in_the_statement_needs_no_value(ledger):
    with ledger.read() as connection:
        assert [row.code for row in FIXED.all(connection)] == ["cn01", "cn03"]
        assert FIRST.scalar(connection) == "cn01"
        assert COUNT.scalar(connection) == len(LOGS) + 1


def test_a_name_without_a_value_is_an_error_and_never_null(ledger):
    with ledger.read() as connection, pytest.raises((KeyError, SQLAlchemyError)):
        ONE.first(connection, {})


def test_a_change_says_how_many_rows_it_met(ledger):
    assert ledger.change("cn02", lambda tx: SET_SEQ.run(tx.connection, {"b_code": "cn99"})) == 0
    assert ledger.change("cn02", lambda tx: SET_SEQ.run(tx.connection, {"b_code": "cn01"})) == 1


def test_what_is_inserted_comes_back_as_it_was_written(ledger):
    assert ledger.change("cn02", lambda tx: INSERT.one(tx.connection, DAY))._asdict() == DAY


def test_a_broken_rule_of_the_database_is_told_without_the_values(ledger):
    with pytest.raises(IntegrityError) as told:
        ledger.change("cn02", lambda tx: [INSERT.one(tx.connection, DAY) for _ in range(2)])
    assert "Đ" not in str(told.value).partition("DETAIL")[0]
    with ledger.read() as connection:
        series = select(day_counter.c.series).where(day_counter.c.series == DAY["series"])
        assert connection.execute(series).all() == []


@pytest.mark.postgresql
def test_a_connection_that_died_is_told_as_lost_and_not_used_again(big_ledger):
    with big_ledger.engines.writer.connect() as connection:
        connection.connection.dbapi_connection.close()
        with pytest.raises(DBAPIError) as told:
            ONE.first(connection, {"code": "cn02"})
        assert (told.value.connection_invalidated, connection.invalidated) == (True, True)
    with big_ledger.engines.writer.begin() as connection:
        assert ONE.one(connection, {"code": "cn02"}).code == "cn02"
