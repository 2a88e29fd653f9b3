from __future__ import annotations

import csv
from datetime import date

import pytest

from snt_desk.domain.package.tables import TABLES, PackageTable, by_name, key_of, keys_of
from tests.domain.package.made import GOLDEN

each_table = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)


@each_table
def test_the_columns_are_those_of_the_example_in_their_order(table: PackageTable) -> None:
    with (GOLDEN / "tiny" / "package" / table.file).open(encoding="utf-8", newline="") as file:
        assert tuple(next(csv.reader(file))) == table.names


@each_table
def test_every_key_and_reference_is_to_a_column_that_is_there(table: PackageTable) -> None:
    assert set(table.key) <= set(table.names)
    for column in table.columns:
        if column.refers:
            assert by_name(column.refers).key


@each_table
def test_a_row_that_names_rows_of_its_team_says_its_team_or_its_parent(
    table: PackageTable,
) -> None:
    if any(column.own_team for column in table.columns):
        parents = [column.refers for column in table.columns if column.parent]
        assert "team" in table.names or "team" in by_name(str(parents[0])).names


def test_the_tables_come_in_the_order_of_the_format() -> None:
    assert [table.name for table in TABLES] == [
        *("teams", "places", "members", "postings", "duties", "absences", "priorities"),
        *("patrols", "legs", "visits", "outcomes", "partners", "meetings", "actions"),
        *("consultations", "responses", "events", "contacts", "appointments", "campaigns"),
        *("messages", "posts", "nil_sections", "codes"),
    ]


def test_a_key_has_the_values_of_its_columns() -> None:
    posting = ("202", "WHA-1", "pc", 100, date(2021, 5, 1), None)
    assert key_of(by_name("postings"), posting) == ("202", "WHA-1", date(2021, 5, 1))
    outcome = (None, "E1", "arrest", 2)
    assert key_of(by_name("outcomes"), outcome) == (None, "E1", "arrest")


def test_the_keys_of_many_rows_are_those_of_each() -> None:
    teams = [("WHA-1", "North", "Welwyn Hatfield"), ("BRX-1", "East", "Broxbourne")]
    assert list(keys_of(by_name("teams"), teams)) == [("WHA-1",), ("BRX-1",)]
    places = [("WHA-1", "B1", "Centre", "beat", None)]
    assert list(keys_of(by_name("places"), places)) == [("WHA-1", "B1")]


def test_an_unknown_table_has_no_description() -> None:
    with pytest.raises(KeyError):
        by_name("suspects")
