from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from snt_desk.domain.package import (
    TABLES,
    Reading,
    Row,
    Standing,
    check,
    key_of,
    mentioned,
    read,
)
from tests.domain.package.made import (
    GOLDEN,
    Tables,
    added,
    changed,
    checked,
    good,
    only,
    reading,
    refused,
    said,
    standing,
)


@pytest.mark.parametrize("name", ["tiny/package", "county.zip"])
def test_an_example_may_be_written_whole(name: str) -> None:
    found = read(GOLDEN / name)
    result = check(found, Standing())
    assert said(result) == []
    assert result.accepted == found.rows
    assert set(result.refused.values()) == {0}


def test_the_year_is_good_with_its_twelve_legs_on_which_nobody_is() -> None:
    found = read(GOLDEN / "year" / "package")
    assert sum(not row[6] and not row[7] for row in found.rows["legs"]) == 12
    result = check(found, Standing())
    assert said(result) == []
    assert result.accepted == found.rows


def test_the_good_package_is_good(tmp_path: Path) -> None:
    found = reading(good(), tmp_path)
    result = check(found, Standing())
    assert said(result) == []
    assert result.accepted == found.rows


def test_the_same_package_twice_is_good_both_times(tmp_path: Path) -> None:
    result = checked(good(), tmp_path, standing(good(), tmp_path))
    assert said(result) == []
    assert refused(result) == {}


@pytest.mark.parametrize(
    ("table", "again", "problem"),
    [
        ("teams", 0, "teams.csv 4 code: Row 2 has the same code. Keep one."),
        ("places", 0, "places.csv 6 code: Row 2 has the same team and code. Keep one."),
        (
            *("postings", 0),
            "postings.csv 6 from: Row 2 has the same collar and team and from. Keep one.",
        ),
        ("duties", 0, "duties.csv 3 ref: Row 2 has the same ref. Keep one."),
        ("legs", 2, "legs.csv 5 leg: Row 4 has the same patrol and leg. Keep one."),
        (
            *("visits", 1),
            "visits.csv 4 start: Row 3 has the same patrol and leg and start. Keep one.",
        ),
        ("outcomes", 0, "outcomes.csv 4 kind: Row 2 has the same patrol and kind. Keep one."),
        ("outcomes", 1, "outcomes.csv 4 kind: Row 3 has the same event and kind. Keep one."),
        ("campaigns", 0, "campaigns.csv 3 tag: Row 2 has the same tag. Keep one."),
        (
            *("nil_sections", 0),
            "nil_sections.csv 3 section: Row 2 has the same team and month and section. Keep one.",
        ),
    ],
)
def test_a_key_stands_once(tmp_path: Path, table: str, again: int, problem: str) -> None:
    tables = good()
    result = checked(added(tables, table, tables[table][again]), tmp_path)
    assert problem in said(result)
    assert refused(result)[table] >= 1


def test_a_patrol_and_an_event_of_one_ref_are_two(tmp_path: Path) -> None:
    event = {**good()["events"][0], "ref": "P1"}
    outcome = {"patrol": "", "event": "P1", "kind": "arrest", "count": "1"}
    tables = added(added(good(), "events", event), "outcomes", outcome)
    assert said(checked(tables, tmp_path)) == []


def test_of_two_rows_with_one_key_the_first_is_kept(tmp_path: Path) -> None:
    result = checked(added(good(), "patrols", {**good()["patrols"][0], "note": "x"}), tmp_path)
    assert refused(result) == {"patrols": 1}
    assert ("P1", "Two groups moved on") in [
        (row[0], row[-1]) for row in result.accepted["patrols"]
    ]


def test_a_leg_twice_takes_its_patrol_for_nobody_knows_which_is_right(tmp_path: Path) -> None:
    tables = good()
    result = checked(added(tables, "legs", tables["legs"][2]), tmp_path)
    assert refused(result) == {"patrols": 1, "legs": 2}


def test_problems_of_reading_and_of_checking_stand_in_order(tmp_path: Path) -> None:
    tables = changed(good(), "duties", 0, {"code": "golf"})
    tables = changed(tables, "members", 3, {"driving": "fast"})
    tables = changed(tables, "members", 1, {"cycle_trained": "perhaps", "first_name": ""})
    result = checked(tables, tmp_path)
    assert [
        (one.file, one.row, one.column) for one in result.problems if "refused" not in one.problem
    ] == [
        ("members.csv", 3, "first_name"),
        ("members.csv", 3, "cycle_trained"),
        ("members.csv", 5, "driving"),
        ("duties.csv", 2, "code"),
    ]
    assert refused(result)["members"] == 2


def test_what_the_database_is_asked_for_is_all_that_the_package_names(tmp_path: Path) -> None:
    names = mentioned(reading(good(), tmp_path))
    assert names["teams"] == {("WHA-1",), ("BRX-1",)}
    assert names["patrols"] == {("P1",), ("P2",)}
    assert names["legs"] == {("P1", 1), ("P1", 2), ("P2", 1)}
    assert names["partners"] == {("O1",), ("O9",)}
    assert names["campaigns"] == {("#Week",)}
    alone = mentioned(reading(only(good(), "visits", "posts", "legs"), tmp_path))
    assert alone["patrols"] == {("P1",), ("P2",)}
    assert alone["messages"] == {("W1",)}
    assert alone["members"] == {("202",), ("303",), ("707",)}
    assert alone["partners"] == {("O1",)}


# --- At random ------------------------------------------------------------------------------

SPOILT = st.lists(
    st.tuples(
        st.sampled_from([table.name for table in TABLES if table.name != "codes"]),
        st.integers(0, 3),
        st.integers(0, 11),
        st.sampled_from(
            [
                "",
                "P1",
                "P2",
                "O9",
                "T9",
                "B9",
                "H1",
                "202",
                "808",
                "WHA-1",
                "BRX-1",
                "1",
                "2",
                "2026-10-03T22:30+01:00",
                "2026-10-05T11:00+01:00",
                "2021-06-01",
                "closed",
            ]
        ),
    ),
    max_size=6,
)


def spoilt(changes: list[tuple[str, int, int, str]]) -> Tables:
    """The good package with some cells changed, or rows left out."""
    tables = good()
    for name, at, column, cell in changes:
        rows = tables[name]
        heading = next(table for table in TABLES if table.name == name).names
        if column >= len(heading):
            tables[name] = rows[:at] + rows[at + 1 :]
        elif at < len(rows):
            tables = changed(tables, name, at, {heading[column]: cell})
    return tables


def as_reading(rows: Mapping[str, list[Row]]) -> Reading:
    lines = {name: list(range(2, len(found) + 2)) for name, found in rows.items()}
    return Reading(rows={**Reading().rows, **rows}, lines={**Reading().lines, **lines})


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(SPOILT, SPOILT)
def test_whatever_is_wrong_what_is_accepted_holds_as_a_whole(
    tmp_path: Path,
    first: list[tuple[str, int, int, str]],
    second: list[tuple[str, int, int, str]],
) -> None:
    """Two packages one after the other, each spoilt: afterwards nothing is amiss."""
    there: dict[str, dict[tuple[object, ...], Row]] = {table.name: {} for table in TABLES}
    for changes in (first, second):
        found = reading(spoilt(changes), tmp_path)
        visited = {(there["patrols"][row[0],][1], row[2]) for row in there["visits"].values()}
        result = check(found, Standing(there, frozenset(visited)))
        for table in TABLES:
            accepted = result.accepted[table.name]
            there[table.name].update((key_of(table, row), row) for row in accepted)
            broken = len(found.rows[table.name]) + len(found.broken[table.name])
            assert len(accepted) + result.refused[table.name] == broken
        rows_with_problems = {(one.file, one.row) for one in result.problems}
        assert len(rows_with_problems) == sum(result.refused.values())
    everything = {name: list(rows.values()) for name, rows in there.items()}
    assert said(check(as_reading(everything), Standing())) == []
