"""The examples of spreadsheets: every row right, every bad one refused by row and column."""

from __future__ import annotations

import pytest

from snt_desk.domain.package import by_name
from snt_desk.domain.package.cells import text_of
from snt_desk.domain.sheet import Understood
from tests.domain.sheets import TEAM, example, truth, understood

SHEETS = ("patrols-a.csv", "members-b.xlsx")


def made(sheet: Understood, table: str) -> list[dict[str, str]]:
    """The rows of a table, with a patrol's ref as the truth has it."""
    described = by_name(table)
    rows = []
    for line in sheet.lines:
        for row in line.rows.get(table, ()):
            said = {
                column.name: text_of(column, value) if value is not None else ""
                for column, value in zip(described.columns, row, strict=True)
            }
            rows.append(
                {
                    name: f"row-{line.row}" if line.made and text == line.ref else text
                    for name, text in said.items()
                }
            )
    return rows


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("patrols-a.csv", "patrols"),
        ("patrols-a.csv", "legs"),
        ("patrols-a.csv", "outcomes"),
        ("members-b.xlsx", "members"),
        ("members-b.xlsx", "postings"),
    ],
)
def test_every_good_row_is_understood_as_it_was_meant(name: str, table: str) -> None:
    assert made(understood(example(name)), table) == truth(name, table)


@pytest.mark.parametrize("name", SHEETS)
def test_every_bad_row_is_refused_with_its_column_field_and_value(name: str) -> None:
    refused = [
        (str(one.row), one.heading, one.field, one.value)
        for line in understood(example(name)).lines
        for one in line.problems
    ]
    wanted = [
        (one["row"], one["column"], one["field"], one["value"]) for one in truth(name, "refused")
    ]
    assert sorted(refused) == sorted(wanted)


@pytest.mark.parametrize("name", SHEETS)
def test_every_row_that_is_no_data_is_left_out_and_named(name: str) -> None:
    sheet = understood(example(name))
    assert [(str(row), why) for row, why in sheet.left_out] == [
        (one["row"], one["why"]) for one in truth(name, "left_out")
    ]


@pytest.mark.parametrize("name", SHEETS)
def test_every_column_is_matched_and_nothing_is_in_doubt(name: str) -> None:
    matching = understood(example(name)).matching
    assert None not in matching.columns
    assert not matching.doubts


def test_each_refusal_says_what_to_do_in_a_sentence() -> None:
    for line in understood(example("patrols-a.csv")).lines:
        for one in line.problems:
            assert one.problem.endswith("."), one
            assert len(one.problem) < 160, one


def test_the_clock_change_nights_are_named_with_what_to_write() -> None:
    said = {
        one.row: one.problem
        for line in understood(example("patrols-a.csv")).lines
        for one in line.problems
    }
    assert "never was: the clocks went forward" in said[8]
    assert "Write 0130 BST or 0130 GMT." in said[34]


def test_the_same_sheet_makes_the_same_refs_and_no_two_of_them_are_alike() -> None:
    first, second = (understood(example("patrols-a.csv")) for _ in range(2))
    refs = [line.ref for line in first.lines if line.ref]
    assert refs == [line.ref for line in second.lines if line.ref]
    assert len(set(refs)) == len(refs)
    assert all(len(ref) <= 40 for ref in refs)
    assert first.team == TEAM
