"""A list of the log leaves as a file: marked, guarded, noted, whole or not at all."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date, time, timedelta
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import text

from snt_desk.db.store import Store
from snt_desk.domain.clock import london
from snt_desk.domain.patrols import LegDraft, PatrolDraft
from snt_desk.domain.sheet import Grid, propose, understand
from snt_desk.errors import DeskError
from snt_desk.services import (
    list_files,
    patrol_export,
    patrol_log,
    patrols,
    sheet_around,
    sheet_files,
    sheets,
)
from snt_desk.services.patrol_log import Filter
from snt_desk.services.team import TeamName

NIGHT = LegDraft(
    "foot", london(2026, 11, 22, 22, 15), london(2026, 11, 23, 1, 40), "B1", ("1432", "7104")
)
CALLED = "Patrols, November 2026"


def quiet(_done: int, _of: int) -> None:
    pass


def exported(store: Store, team: TeamName, path: Path) -> None:
    with store.read() as session:
        keys = patrol_log.keys(session, team.id, Filter())
    order = list_files.Order(path, CALLED, "own copy")
    patrol_export.write(store, team.id, keys, order, report=quiet)


@pytest.fixture
def logged(store: Store, team: TeamName) -> Store:
    with store.change("Log patrols") as session:
        evil = PatrolDraft((NIGHT,), "priority", "T1", note="=1+1", outcomes={"arrest": 2})
        patrols.log(session, team.id, evil)
        out = LegDraft("bicycle", london(2026, 11, 20, 9), None, None, ("1432",))
        patrols.log(session, team.id, PatrolDraft((out,), operation="Op Sentry", visible=False))
    return store


def test_a_csv_file_has_the_marking_the_headings_and_a_row_for_each_patrol(
    logged: Store, team: TeamName, tmp_path: Path
) -> None:
    path = tmp_path / "patrols.csv"
    exported(logged, team, path)
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    assert rows[0] == [f"OFFICIAL: {CALLED}"]
    night, out = (dict(zip(rows[1], row, strict=True)) for row in rows[2:])
    assert night["Date"] == "22/11/2026"
    assert (night["Start"], night["End"], night["Hours"]) == ("22:15", "01:40", "3:25")
    assert (night["Officers"], night["Full names"]) == ("1432; 7104", "Tom Ridley; Asha Calloway")
    assert (night["Place"], night["Priority"]) == ("Peartree", "Woodhall shops")
    assert (night["Note"], night["Arrest"], night["Officer hours"]) == ("'=1+1", "2", "6:50")
    assert (out["End"], out["Hours"], out["Visible"]) == ("", "", "no")
    assert (out["Operation"], out["Arrest"]) == ("Op Sentry", "")
    assert len({night["Ref"], out["Ref"], ""}) == 3


def test_a_workbook_has_real_dates_and_no_formula_and_the_marking_in_head_and_foot(
    logged: Store, team: TeamName, tmp_path: Path
) -> None:
    path = tmp_path / "patrols.xlsx"
    exported(logged, team, path)
    book = CalamineWorkbook.from_path(path)
    assert book.sheet_names == ["Patrols"]
    rows = book.get_sheet_by_index(0).to_python()
    assert rows[0][0] == f"OFFICIAL: {CALLED}"
    night = dict(zip(rows[1], rows[2], strict=True))
    assert (night["Date"], night["Start"]) == (date(2026, 11, 22), time(22, 15))
    assert night["Hours"] == timedelta(hours=3, minutes=25)
    assert (night["Note"], night["Arrest"]) == ("=1+1", 2)
    with zipfile.ZipFile(path) as parts:
        page = parts.read("xl/worksheets/sheet1.xml").decode()
        about = parts.read("docProps/core.xml").decode()
    assert "<f>" not in page
    assert page.count("&amp;COFFICIAL") == 2
    assert "<dc:creator>SNT Desk</dc:creator>" in about


def noted(store: Store) -> list[tuple[str, str]]:
    with store.read() as session:
        rows = session.execute(text("SELECT label, recipient FROM changes WHERE kind = 'note'"))
        return [(label, recipient) for label, recipient in rows]


@pytest.mark.parametrize("name", ["patrols.csv", "patrols.xlsx"])
def test_a_file_that_comes_back_says_nothing_new_until_it_is_changed(
    logged: Store, team: TeamName, tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    legs = tuple(
        LegDraft("foot", london(2026, 11, 21, at), london(2026, 11, 21, at + 1), place, crew)
        for at, place, crew in ((9, None, ("1432",)), (11, "B1", ("1432", "7104")))
    )
    with logged.change("Log a patrol of two legs") as session:
        patrols.log(session, team.id, PatrolDraft(legs, note="Quiet."))
    exported(logged, team, path)
    [grid] = sheet_files.read(path).sheets
    assert states(logged, team, grid) == ["same"] * 3
    rows = [list(row) for row in grid.rows]
    at, note, end = (rows[1].index(one) for one in ("Legs", "Note", "End"))
    [two] = [row for row in rows[2:] if row[at] in {2, "2"}]
    two[note] = "Busy."
    assert sorted(states(logged, team, Grid("", tuple(map(tuple, rows))))) == [
        *("changed", "same", "same")
    ]
    two[end] = "12:30"
    assert sorted(states(logged, team, Grid("", tuple(map(tuple, rows))))) == [
        *("problem", "same", "same")
    ]


def states(store: Store, team: TeamName, grid: Grid) -> list[str]:
    """What would become of each row of a sheet."""
    with store.read() as session:
        here = sheet_around.around(session, team.code)
        matching = propose(grid, here)
        assert matching is not None
        understood = understand(grid, matching, here)
        return [line.state for line in sheets.look(session, understood).lines]


def test_what_leaves_the_desk_is_noted_with_who_gets_it(
    logged: Store, team: TeamName, tmp_path: Path
) -> None:
    exported(logged, team, tmp_path / "patrols.csv")
    assert noted(logged) == [("Export 2 patrols", "own copy")]
    assert logged.undo_label == "Log patrols"


def test_a_file_that_is_not_ours_is_left_alone(
    logged: Store, team: TeamName, tmp_path: Path
) -> None:
    other = tmp_path / "patrols.csv"
    other.write_text("Dear diary")
    with pytest.raises(DeskError, match="another file"):
        exported(logged, team, other)
    assert other.read_text() == "Dear diary"
    assert noted(logged) == []
    with pytest.raises(DeskError, match="cannot be written"):
        exported(logged, team, tmp_path / "nowhere" / "patrols.csv")
