"""The register of what touches a person knows every table, and no table that is not there."""

from __future__ import annotations

import re

from server.ledger.models import metadata
from server.ledger.register import NOBODY, REGISTER

PERSONAL = re.compile(r"name$|user|officer|actor|_by$|person|password|phone|mail|birth|address|face|photo")
"""What a column is called when it may be of a person; tables of machines have names too."""


def test_every_table_is_of_somebody_or_of_nobody():
    registered = {one.table for one in REGISTER}
    assert registered | NOBODY.keys() == set(metadata.tables)
    assert registered & NOBODY.keys() == set()


def test_every_column_of_the_register_is_there_and_has_a_reason_and_an_end():
    for one in REGISTER:
        assert one.columns
        assert set(one.columns) <= set(metadata.tables[one.table].columns.keys()), one.table
        assert all((one.of, one.purpose, one.seen_by, one.gone)), one.table


def test_no_column_that_sounds_like_a_person_is_left_out():
    known = {(one.table, column) for one in REGISTER for column in one.columns}
    sounding = {
        (table.name, column.name)
        for table in metadata.tables.values()
        for column in table.columns
        if table.name not in NOBODY and PERSONAL.search(column.name)
    }
    assert sounding - known == set()
    assert ("help_call", "answered_by") in sounding  # the control: the search finds what there is


def test_what_is_of_nobody_has_no_column_that_sounds_like_a_person_but_names_of_machines():
    sounding = {
        (name, column)
        for name in NOBODY
        for column in metadata.tables[name].columns.keys()  # noqa: SIM118
        if PERSONAL.search(column)
    }
    assert sounding == {(name, "name") for name in ("device", "device_state", "keypad", "lease")}
