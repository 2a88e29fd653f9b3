"""Which table a sheet is, where its headings are, and which column is which field."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from snt_desk import paths
from snt_desk.domain.sheet import (
    KINDS,
    Grid,
    Kind,
    Matching,
    Value,
    by_name,
    match,
    propose,
    understand,
)
from tests.domain.sheets import around, from_csv
from tests.examples import times

PATROL = "22/11/2026,0930,1100,foot,5652"

# What formats.md §2 lists at the least, beside each field's own name.
LISTED = {
    "patrols": {
        "date": ("date", "Date of patrol", "Day"),
        "start": ("start", "From", "Time out", "Start time"),
        "end": ("end", "To", "Finish", "Time in", "End time"),
        "mode": ("mode", "How", "Transport"),
        "officers": ("officers", "Crew", "Staff", "Who"),
        "place": ("place", "Location", "Where", "Beat"),
        "purpose": ("purpose", "Reason"),
        "priority": ("priority",),
        "operation": ("operation", "Op"),
        "visible": ("visible", "High vis"),
        "note": ("note", "Notes", "Comments", "Remarks"),
        "outcome:arrest": ("arrest", "Arrests", "ARREST"),
        "outcome:stop_search": ("stop_search", "Stop and search", "stop search", "stop_searchs"),
    },
    "members": {
        "collar": ("collar", "Shoulder No", "Collar number"),
        "first_name": ("first_name", "Forename"),
        "last_name": ("last_name", "Surname"),
        "role": ("role", "Rank"),
        "fte_percent": ("fte_percent", "FTE", "FTE %", "FTE%"),
        "from": ("from", "Joined", "Start date"),
        "to": ("to", "Left", "Last day"),
        "cycle_trained": ("cycle_trained", "Cycle", "Bike trained"),
        "driving": ("driving", "Driver"),
        "email": ("email", "E-mail"),
    },
}


@pytest.mark.parametrize(
    ("kind", "field", "heading"),
    [
        (kind, field, said)
        for kind, fields in LISTED.items()
        for field, headings in fields.items()
        for heading in headings
        for said in (heading, heading.upper(), f" {heading}: ", heading.replace(" ", "_"))
    ],
)
def test_a_heading_means_its_field_whatever_its_case_spaces_and_points(
    kind: str, field: str, heading: str
) -> None:
    assert match(from_csv(heading + "\n"), kind, around(), 1).columns == (field,)


def test_no_heading_means_two_fields_of_one_table() -> None:
    for kind in KINDS:
        table = kind.with_outcomes(around().codes)
        assert [words for words, (_, meant) in table.meanings.items() if len(meant) > 1] == []


def test_titles_and_blank_rows_above_the_headings_are_passed_over() -> None:
    grid = from_csv(
        f"Our log\n\nAs of today,,\nDate,Start,End,Mode,Crew\n{PATROL}\n\n{PATROL[:-1]}1"
    )
    matching = propose(grid, around())
    assert matching == Matching("patrols", 4, ("date", "start", "end", "mode", "officers"))
    understood = understand(grid, matching, around())
    assert understood.left_out == ((1, "title"), (2, "blank"), (3, "title"), (6, "blank"))
    assert [line.row for line in understood.lines] == [5, 7]


def test_headings_in_two_rows_are_read_together() -> None:
    grid = from_csv(f"Date,Time,,Mode,Crew\n,out,in,,\n{PATROL}\n")
    matching = propose(grid, around())
    assert matching is not None
    assert (matching.heading_row, matching.heading_rows) == (2, 2)
    assert matching.columns == ("date", "start", "end", "mode", "officers")
    understood = understand(grid, matching, around())
    assert understood.left_out == ()
    assert not understood.lines[0].problems


def test_a_fields_own_name_goes_before_another_and_that_is_said() -> None:
    grid = from_csv(f"Day,Date,Start,End,Mode,Crew\nSun,{PATROL}\n")
    matching = propose(grid, around())
    assert matching is not None
    assert matching.columns[:2] == (None, "date")
    assert matching.notes == ("“Day” is left out: Date is “Date”.",)
    assert not matching.doubts


def test_two_columns_for_one_field_are_left_open_and_that_is_said() -> None:
    grid = from_csv(f"Date,Start,End,Mode,Crew,Notes,Comments\n{PATROL},a,b\n")
    matching = propose(grid, around())
    assert matching is not None
    assert matching.columns[5:] == (None, None)
    assert matching.doubts == ("“Notes” and “Comments” could each be Note. Choose one.",)


def test_a_needed_field_without_a_column_refuses_every_row_and_is_said_once() -> None:
    grid = from_csv("Date,Start,End,Crew\n22/11/2026,0930,1100,5652\n")
    matching = propose(grid, around())
    assert matching is not None
    understood = understand(grid, matching, around())
    assert understood.missing == ("No column is How. Choose the column.",)
    (problem,) = understood.lines[0].problems
    assert (problem.column, problem.field) == (None, "mode")


def test_a_day_in_the_cell_of_the_start_needs_no_column() -> None:
    grid = from_csv("Start,End,Mode,Crew\n22/11/2026 0930,1100,foot,5652\n0930,1100,foot,5652\n")
    matching = propose(grid, around())
    assert matching is not None
    good, bad = understand(grid, matching, around()).lines
    assert not good.problems
    assert [(one.field, one.column) for one in bad.problems] == [("date", None)]


def test_notes_of_a_heading_in_brackets_do_not_count() -> None:
    assert match(from_csv("Start (24 hr)\n"), "patrols", around(), 1).columns == ("start",)


def test_a_total_is_left_out_only_as_the_last_row() -> None:
    grid = from_csv(f"Date,Start,End,Mode,Crew\nTotal,,,,\n{PATROL}\nTotals:,1,,,\n,,,,\n")
    matching = propose(grid, around())
    assert matching is not None
    understood = understand(grid, matching, around())
    assert understood.left_out == ((4, "total"),)
    assert [(line.row, bool(line.problems)) for line in understood.lines] == [(2, True), (3, False)]


def test_headings_that_come_again_are_left_out() -> None:
    head = "Date,Start,End,Mode,Crew\n"
    grid = from_csv(f"{head}{PATROL}\n{head}")
    matching = propose(grid, around())
    assert matching is not None
    assert understand(grid, matching, around()).left_out == ((3, "headings again"),)


@pytest.mark.parametrize("kind", [one.name for one in KINDS])
def test_a_sheet_of_nothing_that_is_said_to_hold_a_table_has_no_rows(kind: str) -> None:
    grid = Grid("Empty", ())
    understood = understand(grid, Matching(kind, 1, ()), around())
    assert (understood.lines, understood.left_out) == ((), ())


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("Officer,Date,Start,End,Duty", "duties"),
        ("Name,Shift,Date,From,To", "duties"),
        ("Who,Reason,From,To", "absences"),
        ("Collar,Forename,Surname", "members"),
        ("Organisation,Type,Telephone", "partners"),
        ("Date,Time,Type of meeting,Subject,Partners present", "meetings"),
        ("Date,Time,Event type,Event,Attendance", "events"),
    ],
)
def test_each_table_is_known_by_its_headings(head: str, kind: str) -> None:
    matching = propose(from_csv(f"{head}\na,b,c,d,e\n"), around())
    assert matching is not None
    assert matching.kind == kind


def test_where_the_headings_fit_two_tables_the_rows_decide() -> None:
    head = "Date,Start,Kind,Title\n"
    meeting = propose(from_csv(f"{head}22/11/2026,0930,ASB panel,November\n"), around())
    event = propose(from_csv(f"{head}22/11/2026,0930,Surgery,Coffee\n"), around())
    assert meeting is not None
    assert event is not None
    assert (meeting.kind, event.kind) == ("meetings", "events")


@pytest.mark.parametrize("text", ["", "a\n", "a,b,c\n1,2,3\n", "Name,Price\nApples,3\n", "\n\n\n"])
def test_a_sheet_that_is_no_table_of_ours_is_not_recognised(text: str) -> None:
    assert propose(from_csv(text), around()) is None


def test_every_field_has_a_name_of_its_own_and_a_label() -> None:
    for kind in KINDS:
        names = [one.name for one in kind.fields]
        assert len(set(names)) == len(names)
        assert all(one.label for one in by_name(kind.name).fields)


CELLS: st.SearchStrategy[Value] = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.sampled_from(
        ["Date", "Start", "End", "Mode", "Crew", "22/11/2026", "0930", "foot", "5652", "Total"]
    ),
    st.integers(-(10**12), 10**12),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.times(),
    st.datetimes(),
    st.timedeltas(),
)
ROWS = st.lists(st.lists(CELLS, max_size=7).map(tuple), max_size=8).map(tuple)


@settings(max_examples=times(30), deadline=None)
@given(ROWS, st.sampled_from(KINDS))
def test_whatever_is_in_a_sheet_every_row_is_understood_left_out_or_refused(
    rows: tuple[tuple[Value, ...], ...], kind: Kind
) -> None:
    head: tuple[Value, ...] = tuple(one.label for one in by_name(kind.name).fields)
    grid = Grid("Any", (head, *rows))
    propose(grid, around())
    matching = match(grid, kind.name, around(), 1)
    understood = understand(grid, matching, around())
    seen = {line.row for line in understood.lines} | {row for row, _ in understood.left_out}
    said = [n for n, row in enumerate(rows, start=2) if any(c not in {None, ""} for c in row)]
    assert set(said[:-1]) <= seen | {1}
    for line in understood.lines:
        assert bool(line.problems) != bool(line.rows)
        assert all(isinstance(text, str) for text in line.shown.values())


GUIDE = paths.resource("guide/sheets.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("title", "kind"), [("## Patrols", "patrols"), ("## People", "members")])
def test_every_heading_in_the_guide_is_understood_as_it_says(title: str, kind: str) -> None:
    part = GUIDE.partition(title)[2].partition("\n## ")[0]
    rows = [line.split("|")[1:3] for line in part.splitlines() if line.startswith("| ")][1:]
    table = by_name(kind).with_outcomes(around().codes)
    labels = {one.label for one in by_name(kind).fields}
    assert {label.strip() for label, _ in rows} >= labels - {"Ref", "Partners"}
    for label, headings in rows:
        for heading in re.findall(r"`([^`]+)`", headings):
            (field,) = match(from_csv(f"{heading}\n"), kind, around(), 1).columns
            assert field, heading
            meant = "Arrest" if label.strip() == "an outcome" else label.strip()
            assert table.field(field).label == meant


def test_every_other_table_in_the_guide_is_recognised_by_what_must_be_there() -> None:
    part = GUIDE.partition("## The other tables")[2].partition("\n## ")[0]
    rows = [line.split("|")[1:4] for line in part.splitlines() if line.startswith("| ")][1:]
    assert len(rows) == 5
    for title, needed, further in rows:
        head = ",".join(re.findall(r"`([^`]+)`", needed + further))
        matching = propose(from_csv(f"{head}\n"), around())
        assert matching is not None
        assert by_name(matching.kind).title == title.strip()
        assert None not in matching.columns
        assert not matching.doubts
