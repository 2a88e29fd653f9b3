"""What goes with a return so that a stranger can read it."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from dataclasses import replace
from typing import Any

import pytest

from snt_desk.domain import figures, metadata, returns
from snt_desk.domain.clock import Month
from snt_desk.domain.returns import MonthlyReturn, Note
from tests.domain.made_facts import facts, leg, patrol, t

MADE = MonthlyReturn(
    team="WHA-1",
    month=Month(2026, 10),
    revision=2,
    as_at=t("2026-11-09T09:00"),
    figures=figures.compute(
        facts(patrols=(patrol(leg("2026-10-07T10:00", "2026-10-07T11:00"), priority="T1"),))
    ),
    notes=(Note("priority", "T1", "Speeding"), Note("risk", "", "Two of us leave")),
    anchor="41:9f2c",
)
FIGURES = returns.csv_text("WHA-1", MADE.month, 2, MADE.figures)
NOTES = returns.notes_csv("WHA-1", MADE.month, 2, MADE.notes)


def described(made: MonthlyReturn = MADE) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(metadata.metadata_json(made))
    return found


def columns(number: int) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = described()["tables"][number]["tableSchema"]["columns"]
    return found


def test_both_files_are_described_by_their_names() -> None:
    assert described()["@context"][0] == "http://www.w3.org/ns/csvw"
    assert [table["url"] for table in described()["tables"]] == [
        "snt-return_WHA-1_2026-10_r2.csv",
        "snt-return_WHA-1_2026-10_r2-notes.csv",
    ]


def test_the_marking_the_anchor_and_as_at_are_there() -> None:
    found = described()
    assert found["dc:accessRights"] == "OFFICIAL"
    assert "41:9f2c" in found["dc:provenance"]
    assert found["dc:date"] == "2026-11-09T09:00+00:00"
    assert found["dc:temporal"] == "2026-10"


def test_the_fingerprints_are_those_of_the_files() -> None:
    given = [table["schema:sha256"] for table in described()["tables"]]
    assert given == [hashlib.sha256(text.encode()).hexdigest() for text in (FIGURES, NOTES)]


def test_the_same_return_gives_the_same_text_and_another_another() -> None:
    assert metadata.metadata_json(MADE) == metadata.metadata_json(replace(MADE))
    other = replace(MADE, notes=MADE.notes[:1])
    assert metadata.metadata_json(MADE) != metadata.metadata_json(other)


@pytest.mark.parametrize(("number", "text"), [(0, FIGURES), (1, NOTES)])
def test_every_column_is_described_in_the_order_of_the_file(number: int, text: str) -> None:
    assert [one["name"] for one in columns(number)] == text.splitlines()[0].split(",")
    assert all(one["dc:description"] for one in columns(number))


@pytest.mark.parametrize(("number", "text"), [(0, FIGURES), (1, NOTES)])
def test_every_cell_is_what_its_column_says(number: int, text: str) -> None:
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert rows
    for row in rows:
        for column in columns(number):
            assert fits(row[column["name"]], column), (column["name"], row)


def fits(cell: str, column: dict[str, Any]) -> bool:
    datatype = column["datatype"]
    if not cell:
        return not column["required"]
    if datatype == "gYearMonth":
        return re.fullmatch(r"\d{4}-\d\d", cell) is not None
    if datatype == "string":
        return True
    if datatype["base"] == "integer":
        return int(cell) >= int(datatype["minimum"])
    return re.search(datatype["format"], cell) is not None


def test_the_key_of_the_figures_is_unique() -> None:
    key = described()["tables"][0]["tableSchema"]["primaryKey"]
    rows = [tuple(row[one] for one in key) for row in csv.DictReader(io.StringIO(FIGURES))]
    assert len(set(rows)) == len(rows)
