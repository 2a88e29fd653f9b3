"""A spreadsheet is looked at, taken as one change, and known again the next time."""

from __future__ import annotations

import re
import shutil
from collections.abc import Generator
from contextlib import suppress
from datetime import date, datetime, time
from pathlib import Path

import pytest
import xlsxwriter
from sqlalchemy import func, select

from snt_desk.db import models as m
from snt_desk.db.opening import open_store
from snt_desk.db.store import Store
from snt_desk.domain.clock import london
from snt_desk.domain.package import by_name
from snt_desk.domain.package.cells import text_of
from snt_desk.domain.patrols import LegDraft, PatrolDraft
from snt_desk.domain.sheet import Grid, Matching, match, propose, understand
from snt_desk.services import exports, patrols, sheet_memory, sheets
from snt_desk.services.sheet_around import around
from snt_desk.services.sheets import CHANGED, LOOK, NEW, PROBLEM, SAME
from tests.db.rows import all_rows
from tests.domain.sheets import TEAM, example, from_csv, from_xlsx, truth
from tests.fixtures_store import ACTOR
from tests.services.sheet_team import seen, settle, taken

HEAD = "Date,Start,End,Mode,Crew,Place,Purpose,Priority,Note,Arrests\n"
ROW = "22/11/2026,0930,1100,foot,5652,High Street,Rural,PR1,Quiet,1\n"


@pytest.fixture(scope="module")
def team_file(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The team of the examples, made once; copy it, never open it."""
    path = tmp_path_factory.mktemp("team") / "desk.db"
    shutil.copyfile(template, path)
    opened = open_store(str(path), ACTOR)
    settle(opened)
    opened.close()
    return path


@pytest.fixture
def desk(team_file: Path, database: Path) -> Generator[Store]:
    """The team of the examples, and nothing that it has done."""
    shutil.copyfile(team_file, database)
    opened = open_store(str(database), ACTOR)
    yield opened
    opened.close()


def written(store: Store, table: str) -> list[dict[str, str]]:
    """The rows of a table as an export has them."""
    described = by_name(table)
    with store.read() as session:
        rows = exports.package_rows(session, None)[table]
    return [
        {
            column.name: text_of(column, value) if value is not None else ""
            for column, value in zip(described.columns, row, strict=True)
        }
        for row in rows
    ]


def without_refs(rows: list[dict[str, str]]) -> list[tuple[str, ...]]:
    return sorted(
        tuple(text for name, text in row.items() if name not in {"ref", "patrol"}) for row in rows
    )


def only(store: Store, grid: Grid) -> sheets.PreviewLine:
    (line,) = seen(store, grid).lines
    return line


def log_of(store: Store) -> m.Patrol:
    with store.read() as session:
        patrol = session.scalars(select(m.Patrol)).one()
        session.expunge(patrol)
        return patrol


def in_xlsx(grid: Grid, path: Path) -> Path:
    """The same sheet as a spreadsheet program saves it: days and times are no texts."""
    book = xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy"})
    sheet = book.add_worksheet(grid.name)
    clock_face = book.add_format({"num_format": "hh:mm"})
    for row, cells in enumerate(grid.rows):
        for column, cell in enumerate(cells):
            text = str(cell or "")
            if re.fullmatch(r"\d\d/\d\d/2026", text):
                day, month, year = map(int, text.split("/"))
                with suppress(ValueError):
                    sheet.write_datetime(row, column, datetime(year, month, day))
                    continue
            if re.fullmatch(r"[012]\d:\d\d", text) and int(text[:2]) < 24:
                hour, minute = map(int, text.split(":"))
                sheet.write_number(row, column, (hour * 60 + minute) / 1440, clock_face)
            elif text.isdecimal() and len(text) < 3:
                sheet.write_number(row, column, int(text))
            else:
                sheet.write_string(row, column, text)
    book.close()
    return path


def test_the_same_sheet_in_xlsx_makes_the_same_patrols(desk: Store, tmp_path: Path) -> None:
    grid = example("patrols-a.csv")
    taken(desk, grid, partial=True)
    typed = from_xlsx(in_xlsx(grid, tmp_path / "log.xlsx"))
    assert {type(cell) for row in typed.rows for cell in row} >= {str, float, date, time}
    preview = seen(desk, typed)
    assert {line.row for line in preview.lines if line.state == PROBLEM} == {
        int(one["row"]) for one in truth("patrols-a.csv", "refused")
    }
    assert {line.state for line in preview.lines} == {SAME, PROBLEM}


@pytest.mark.parametrize(
    ("name", "tables"),
    [
        ("patrols-a.csv", ("patrols", "legs", "outcomes")),
        ("members-b.xlsx", ("members", "postings")),
    ],
)
def test_every_row_of_the_truth_is_written(desk: Store, name: str, tables: tuple[str, ...]) -> None:
    before = {table: written(desk, table) for table in tables}
    assert taken(desk, example(name), partial=True).written
    for table in tables:
        new = [row for row in written(desk, table) if row not in before[table]]
        assert without_refs(new) == without_refs(truth(name, table))


@pytest.mark.parametrize("name", ["patrols-a.csv", "members-b.xlsx"])
def test_the_same_sheet_twice_adds_nothing_and_says_so(
    desk: Store, database: Path, name: str
) -> None:
    taken(desk, example(name), partial=True)
    before, label = all_rows(database), desk.undo_label
    again = taken(desk, example(name), partial=True, label="Once more")
    assert {line.state for line in again.preview.lines} <= {SAME, PROBLEM}
    assert all(one.added == one.updated == 0 for one in again.tables)
    assert all_rows(database) == before
    assert desk.undo_label == label


def test_with_a_problem_nothing_is_written(desk: Store, database: Path) -> None:
    before = all_rows(database)
    report = taken(desk, example("patrols-a.csv"))
    assert not report.written
    assert all_rows(database) == before


def test_an_import_is_one_step_and_its_undo_leaves_no_trace(desk: Store, database: Path) -> None:
    before = all_rows(database)
    taken(desk, example("patrols-a.csv"), partial=True, label="Import patrols-a.csv")
    assert desk.undo_label == "Import patrols-a.csv"
    desk.undo()
    assert all_rows(database) == before


def test_an_import_that_was_undone_can_be_taken_again(desk: Store) -> None:
    taken(desk, from_csv(HEAD + ROW))
    desk.undo()
    assert only(desk, from_csv(HEAD + ROW)).state == NEW


def test_a_row_changed_since_is_left_alone_and_that_is_said(desk: Store, database: Path) -> None:
    taken(desk, from_csv(HEAD + ROW))
    ref = log_of(desk).ref
    with desk.change("Change it") as session:
        session.scalars(select(m.Patrol)).one().note = "Not so quiet"
    before = all_rows(database)
    line = only(desk, from_csv(HEAD + ROW))
    assert (line.state, line.line.ref) == (SAME, ref)
    assert line.says == ("It is there already, and was changed since: it is left as it is.",)
    taken(desk, from_csv(HEAD + ROW))
    assert all_rows(database) == before


def test_a_row_deleted_since_is_left_out_and_that_is_said(desk: Store, database: Path) -> None:
    taken(desk, from_csv(HEAD + ROW))
    with desk.change("Delete it") as session:
        patrols.delete(session, session.scalars(select(m.Patrol.ref)).one())
    before = all_rows(database)
    line = only(desk, from_csv(HEAD + ROW))
    assert line.says == ("It was there, and was deleted since: it is left out.",)
    taken(desk, from_csv(HEAD + ROW))
    assert all_rows(database) == before
    desk.undo()
    assert only(desk, from_csv(HEAD + ROW)).says == ("It is there already.",)
    desk.redo()
    assert only(desk, from_csv(HEAD + ROW)).says[0].startswith("It was there")


def test_a_mark_of_the_same_meaning_makes_the_same_ref(desk: Store) -> None:
    taken(desk, from_csv(HEAD + ROW))
    other = "22 Nov 26,9.30am,11:00,walking,PS Rainbirdly,PB1,RURAL,Under-age alcohol sales,Quiet,1"
    assert only(desk, from_csv(HEAD + other)).state == SAME


def test_a_row_with_a_ref_updates_its_record_and_says_what_was(desk: Store) -> None:
    head = "Ref,Date,Start,End,Mode,Crew,Note,Arrests\n"
    taken(desk, from_csv(head + "P-1,22/11/2026,0930,1100,foot,5652,Quiet,2\n"))
    line = only(desk, from_csv(head + "P-1,22/11/2026,0930,1130,bike,5652,Quiet,3\n"))
    assert line.says == (
        "How was On foot.",
        "In was 11:00 on Sun 22 Nov 2026.",
        "Arrest was 2.",
    )
    report = taken(desk, from_csv(head + "P-1,22/11/2026,0930,1130,bike,5652,Quiet,3\n"))
    assert [(one.table, one.added, one.updated, one.unchanged) for one in report.tables] == [
        ("patrols", 0, 0, 1),
        ("legs", 0, 1, 0),
        ("outcomes", 0, 1, 0),
    ]
    assert written(desk, "legs")[0]["mode"] == "bicycle"


def test_what_the_sheet_has_no_column_for_stays_as_it_is(desk: Store) -> None:
    head = "Ref,Date,Start,End,Mode,Crew,Place,Purpose,Note,High vis,Arrests\n"
    row = "P-1,22/11/2026,0930,1100,foot,5652,PB1,rural,Quiet,no,2\n"
    taken(desk, from_csv(head + row))
    less = "Ref,Date,Start,End,Mode,Crew\nP-1,22/11/2026,0930,1100,foot,6241\n"
    line = only(desk, from_csv(less))
    assert line.says == (
        "Crew was Rainbirdly 5652.",
        "Arrest stays 2: an import takes nothing away.",
    )
    taken(desk, from_csv(less))
    patrol = log_of(desk)
    assert (patrol.purpose, patrol.note, patrol.visible) == ("rural", "Quiet", False)


def test_a_patrol_of_several_legs_is_not_changed_by_a_row(desk: Store) -> None:
    taken(desk, from_csv("Ref,Date,Start,End,Mode,Crew\nP-1,22/11/2026,0930,1100,foot,5652\n"))
    with desk.change("Go on by car") as session:
        patrol = session.scalars(select(m.Patrol)).one()
        start, end = london(2026, 11, 22, 12), london(2026, 11, 22, 13)
        patrol.legs.append(
            m.Leg(leg=2, team_id=patrol.team_id, mode="vehicle", start=start, end=end)
        )
    line = only(
        desk, from_csv("Ref,Date,Start,End,Mode,Crew\nP-1,22/11/2026,0930,1000,foot,5652\n")
    )
    assert line.state == PROBLEM
    assert line.problems[0].heading == "Ref"
    assert "several legs" in line.problems[0].problem


def test_a_ref_of_another_team_is_refused_by_its_column(desk: Store) -> None:
    with desk.change("Another team") as session:
        other = m.Team(code="BRX-1", name="Broxbourne", district="Broxbourne")
        session.add(other)
        session.flush()
        session.add(m.Patrol(ref="P-1", team_id=other.id, purpose="other", visible=True))
    line = only(
        desk, from_csv("Ref,Date,Start,End,Mode,Crew\nP-1,22/11/2026,0930,1100,foot,5652\n")
    )
    (problem,) = line.problems
    assert (problem.row, problem.heading, problem.value) == (2, "Ref", "P-1")
    assert "another team, BRX-1" in problem.problem


# --- Members ----------------------------------------------------------------------------------

PEOPLE = "Collar,Forename,Surname,Rank,FTE,Start date,Left,E-mail\n"


def test_a_member_is_known_by_the_collar_and_a_change_is_said(desk: Store) -> None:
    line = only(desk, from_csv(PEOPLE + "5652,Imogen,Rainbirdly,Sgt,1,01/01/2020,,i@example.org\n"))
    assert (line.state, line.says) == (CHANGED, ("E-mail was empty.",))


def test_a_member_keeps_what_the_sheet_does_not_speak_of(desk: Store) -> None:
    with desk.change("Give a grade") as session:
        session.scalars(select(m.Member).where(m.Member.collar == "5652")).one().driving = "basic"
    taken(desk, from_csv("Collar,Forename,Surname\n5652,Immy,Rainbirdly\n"))
    with desk.read() as session:
        one = session.scalars(select(m.Member).where(m.Member.collar == "5652")).one()
        assert (one.first_name, one.driving) == ("Immy", "basic")


def test_a_leaving_date_is_the_last_day(desk: Store) -> None:
    row = "5652,Imogen,Rainbirdly,Sgt,100%,01/01/2020,30/11/2026,\n"
    assert only(desk, from_csv(PEOPLE + row)).says == ("Last day was empty.",)
    taken(desk, from_csv(PEOPLE + row))
    with desk.read() as session:
        posting = session.scalars(
            select(m.Posting).join(m.Member).where(m.Member.collar == "5652")
        ).one()
        assert posting.to == date(2026, 12, 1)


def test_a_posting_that_overlaps_is_refused_by_its_column(desk: Store) -> None:
    line = only(desk, from_csv(PEOPLE + "5652,Imogen,Rainbirdly,Sgt,1,01/06/2024,,\n"))
    (problem,) = line.problems
    assert (problem.heading, problem.field) == ("Start date", "from")
    assert "overlaps" in problem.problem


def test_of_a_refused_row_no_part_is_written(desk: Store, database: Path) -> None:
    before = all_rows(database)
    rows = "5652,Immy,Rainbirdly,Sgt,1,01/06/2024,,\n"
    report = taken(desk, from_csv(PEOPLE + rows), partial=True)
    assert [one.refused for one in report.tables] == [1, 1]
    assert all_rows(database) == before


def test_what_a_good_row_says_of_somebody_is_written_beside_a_refused_one(desk: Store) -> None:
    rows = "1,Jo,Bloggley,PC,1,01/06/2024,,\n1,Jo,Bloggley,PC,1,01/07/2024,,\n"
    report = taken(desk, from_csv(PEOPLE + rows), partial=True)
    assert [line.state for line in report.preview.lines] == [NEW, PROBLEM]
    assert [(one.table, one.added) for one in report.tables] == [("members", 1), ("postings", 1)]
    with desk.read() as session:
        assert session.scalar(select(func.count()).where(m.Member.collar == "1")) == 1


def test_somebody_who_came_back_has_two_rows(desk: Store) -> None:
    rows = "1,Jo,Bloggley,PC,1,01/01/2020,31/12/2020,\n1,Jo,Bloggley,PC,1,01/01/2022,,\n"
    report = taken(desk, from_csv(PEOPLE + rows))
    assert [(one.table, one.added) for one in report.tables] == [("members", 1), ("postings", 2)]
    with desk.read() as session:
        assert session.scalar(select(func.count()).where(m.Member.collar == "1")) == 1


# --- What looks odd ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("22/11/2026,0930,1100,bike,5652", "not cycle-trained"),
        ("22/11/2026,0930,1100,car,5652", "no driving grade"),
        ("22/11/2026,0900,1800,foot,5652", "longer than eight hours"),
        ("22/11/2019,0930,1100,foot,5652", "not posted to this team"),
        ("22/11/2099,0930,1100,foot,5652", "in the future"),
        ("20/11/2026,0930,1100,foot,5652", "is on sickness"),
        ("21/11/2026,1630,1700,foot,5652", "has no duty then"),
    ],
)
def test_a_row_that_looks_odd_is_to_be_looked_at(desk: Store, row: str, said: str) -> None:
    with desk.change("Roster") as session:
        team = session.scalars(select(m.Team.id)).one()
        who = session.scalars(select(m.Member.id).where(m.Member.collar == "5652")).one()
        morning = (london(2026, 11, 21, 7), london(2026, 11, 21, 15))
        ill = (london(2026, 11, 20), london(2026, 11, 21))
        session.add(
            m.Duty(
                ref="D", member_id=who, team_id=team, code="early", start=morning[0], end=morning[1]
            )
        )
        session.add(m.Absence(ref="A", member_id=who, kind="sickness", start=ill[0], end=ill[1]))
    line = only(desk, from_csv(f"Date,Start,End,Mode,Crew\n{row}\n"))
    assert line.state == LOOK
    assert any(said in caution for caution in line.cautions), line.cautions


def test_two_patrols_at_once_are_seen_in_the_log_and_in_the_sheet(desk: Store) -> None:
    head = "Date,Start,End,Mode,Crew\n"
    taken(desk, from_csv(head + "22/11/2026,0930,1100,foot,5652\n"))
    rows = "22/11/2026,1000,1130,foot,5652\n22/11/2026,1115,1200,foot,5652\n"
    first, second = seen(desk, from_csv(head + rows)).lines
    assert first.cautions == (
        "Sgt Rainbirdly is on another patrol then: foot, 09:30 to 11:00.",
        "Sgt Rainbirdly is on another patrol then: row 3 of this sheet, 11:15 to 12:00.",
    )
    assert second.cautions == (
        "Sgt Rainbirdly is on another patrol then: row 2 of this sheet, 10:00 to 11:30.",
    )


def test_of_many_patrols_at_once_three_are_named(desk: Store) -> None:
    rows = "".join(f"22/11/2026,10{minute:02},1130,foot,5652\n" for minute in range(6))
    lines = seen(desk, from_csv(f"Date,Start,End,Mode,Crew\n{rows}")).lines
    assert lines[0].cautions == (
        "Sgt Rainbirdly is on another patrol then: row 3 of this sheet, 10:01 to 11:30.",
        "Sgt Rainbirdly is on another patrol then: row 4 of this sheet, 10:02 to 11:30.",
        "Sgt Rainbirdly is on another patrol then: row 5 of this sheet, 10:03 to 11:30.",
        "Sgt Rainbirdly is on more patrols then.",
    )
    assert [line.state for line in lines] == [LOOK] * 6


def test_a_patrol_typed_already_is_found_among_many_at_once(desk: Store) -> None:
    with desk.read() as session:
        team_id = session.scalars(select(m.Team.id)).one()
    leg = LegDraft("foot", london(2026, 11, 22, 9, 30), london(2026, 11, 22, 10), "PB1", ("5652",))
    with desk.change("Type it") as session:
        patrols.log(session, team_id, PatrolDraft((leg,)))
    more = "".join(ROW.replace("0930", f"09{minute}") for minute in range(10, 29))
    cautions = seen(desk, from_csv(HEAD + more + ROW)).lines[-1].cautions
    assert cautions[0] == "This is logged already: foot, 09:30 to 10:00."
    assert len(cautions) == 1 + 3 + 1


def test_a_row_is_to_be_looked_at_just_where_something_is_said_of_it(desk: Store) -> None:
    with desk.change("Ill, and closed") as session:
        who = session.scalars(select(m.Member.id).where(m.Member.collar == "5652")).one()
        ill = (london(2026, 10, 10, 12), london(2026, 10, 20))
        session.add(m.Absence(ref="A", member_id=who, kind="sickness", start=ill[0], end=ill[1]))
        one = session.scalars(select(m.Priority).where(m.Priority.ref == "PR1")).one()
        one.status, one.closed, one.result = "closed", date(2026, 10, 12), "resolved"
    kinds = [
        f"{hours},{mode},5652,{priority}\n"
        for hours in ("0900,1000", "1300,1400", "1401,2201", "1401,2202")
        for mode in ("foot", "bicycle", "vehicle")
        for priority in ("", "PR1")
    ]
    rows = "".join(f"{day}/10/2026,{row}" for day, row in enumerate(kinds, start=1))
    lines = seen(desk, from_csv(f"Date,Start,End,Mode,Crew,Priority\n{rows}")).lines
    assert [line.state == LOOK for line in lines] == [bool(line.cautions) for line in lines]
    assert {line.state for line in lines} == {LOOK, NEW}


def test_a_patrol_that_was_typed_already_is_pointed_at(desk: Store) -> None:
    with desk.read() as session:
        team_id = session.scalars(select(m.Team.id)).one()
    leg = LegDraft("foot", london(2026, 11, 22, 9, 30), london(2026, 11, 22, 10), "PB1", ("5652",))
    with desk.change("Type it") as session:
        patrols.log(session, team_id, PatrolDraft((leg,)))
    (caution,) = only(desk, from_csv(HEAD + ROW)).cautions
    assert caution == "This is logged already: foot, 09:30 to 10:00."


def test_a_priority_that_was_closed_by_then_is_pointed_at(desk: Store) -> None:
    with desk.change("Close it") as session:
        one = session.scalars(select(m.Priority).where(m.Priority.ref == "PR1")).one()
        one.status, one.closed, one.result = "closed", date(2026, 11, 1), "resolved"
    row = "22/11/2026,0930,1100,foot,5652,,,PR1,,\n"
    assert only(desk, from_csv(HEAD + row)).cautions == (
        "The priority “Under-age alcohol sales” was closed by then.",
    )


def test_what_looks_odd_is_written_all_the_same(desk: Store) -> None:
    head = "Date,Start,End,Mode,Crew\n"
    assert taken(desk, from_csv(head + "22/11/2026,0930,1100,bike,5652\n")).written
    assert log_of(desk).purpose == "other"


# --- Mending, and the next sheet --------------------------------------------------------------


def test_bad_rows_below_headings_in_two_rows_can_be_taken_again(desk: Store) -> None:
    head = "Date,Times,,How,Crew\n,From,To,,\n"
    grid = from_csv(f"Our log\n{head}22/11/2026,0930,1100,foot,Nobodyly\n")
    text = sheets.bad_rows(grid, seen(desk, grid)).decode()
    assert text.startswith("Date,Times,,How,Crew,\r\n,From,To,,,problem\r\n")
    mended = from_csv(text.replace("Nobodyly", "5652"))
    assert [line.state for line in seen(desk, mended).lines] == [NEW]
    again = from_csv(text)
    assert sheets.bad_rows(again, seen(desk, again)).decode() == text


def test_partners_in_the_crew_go_with_the_patrol_and_that_is_said(desk: Store) -> None:
    taken(desk, from_csv("Organisation,Type\nOpen Table outreach,voluntary\nOwl,school\n"))
    head = "Date,Start,End,Mode,Crew,Partners\n22/11/2026,0930,1100,foot,"
    grid = from_csv(f'{head}"Rainbirdly, Open Table outreach",Owl; Open Table outreach\n')
    line = only(desk, grid)
    assert line.state == NEW
    assert line.says == ("Open Table outreach goes with the patrol as a partner.",)
    assert line.shown["officers"] == "Rainbirdly 5652, Open Table outreach"
    assert taken(desk, grid).written
    with desk.read() as session:
        found = session.execute(select(m.Partner.ref, m.Partner.name))
        names = dict(found.all())
    [leg] = written(desk, "legs")
    assert leg["officers"] == "5652"
    assert [names[ref] for ref in leg["partners"].split(";")] == ["Owl", "Open Table outreach"]
    assert only(desk, grid).state == SAME


@pytest.mark.parametrize(
    ("raw", "file"),
    [
        ("=1+1", "'=1+1"),
        (" @home", "' @home"),
        ("'=1+1", "'=1+1"),
        ("'tis late", "'tis late"),
        ("''tis late", "''tis late"),
        ("-5", "-5"),
    ],
)
def test_a_note_in_the_bad_rows_means_what_it_meant(desk: Store, raw: str, file: str) -> None:
    row = (date(2026, 11, 22), "0930", "1100", "hovercraft", "5652", raw)
    grid = Grid("Log", (("Date", "Start", "End", "Mode", "Crew", "Note"), row))
    again = from_csv(sheets.bad_rows(grid, seen(desk, grid)).decode())
    assert again.rows[1][5] == file
    assert only(desk, again).shown["note"] == only(desk, grid).shown["note"]


def test_the_bad_rows_can_be_mended_and_taken(desk: Store) -> None:
    grid = from_csv(HEAD + ROW + ROW.replace("0930", "late").replace("Quiet", "=1+1"))
    preview = taken(desk, grid, partial=True).preview
    text = sheets.bad_rows(grid, preview).decode()
    assert text == (
        HEAD.replace("Arrests\n", "Arrests,problem\r\n")
        + "22/11/2026,late,1100,foot,5652,High Street,Rural,PR1,'=1+1,1,"
        '"Start: “late” is not a time. Write it as 2215, 22:15 or 10.15pm."\r\n'
    )
    mended = from_csv(text.replace("late", "1200").replace("1100", "1300"))
    assert taken(desk, mended).written
    with desk.read() as session:
        assert set(session.scalars(select(m.Patrol.note))) == {"Quiet", "=1+1"}


def test_a_file_that_is_still_bad_gets_no_second_column(desk: Store) -> None:
    grid = from_csv(HEAD + ROW.replace("0930", "late"))
    once = sheets.bad_rows(grid, seen(desk, grid))
    again = from_csv(once.decode())
    assert sheets.bad_rows(again, seen(desk, again)) == once


def test_a_matching_is_remembered_for_the_next_such_sheet(desk: Store) -> None:
    grid = from_csv("When it was,Out,Back,Mode,Crew\n22/11/2026,0930,1100,foot,5652\n")
    with desk.read() as session:
        here = around(session, TEAM)
    by_hand = Matching("patrols", 1, ("date", "start", "end", "mode", "officers"))
    assert propose(grid, here) != by_hand
    with desk.change("Remember") as session:
        sheet_memory.remember(session, grid, by_hand)
    with desk.read() as session:
        remembered = sheet_memory.remembered(session)
    moved = Grid("Other", ((None,), *grid.rows))
    found = propose(moved, here, remembered)
    assert found == Matching("patrols", 2, by_hand.columns)
    assert not any(line.problems for line in understand(moved, found, here).lines)


@pytest.mark.parametrize(
    "kept",
    [
        *("", "{", "7", "null", '{"kind": 1}', "[7]", "[[]]", "[" * 100_000),
        '[{"kind": "patrols", "headings": [["date"]], "columns": [null]}]',
        '[{"kind": "patrols", "headings": 7, "columns": []}]',
        '[{"kind": "rockets", "headings": ["date", "start"], "columns": ["date", "start"]}]',
        '[{"kind": "patrols", "headings": ["date", "start"], "columns": ["date", "launch"]}]',
        '[{"kind": "patrols", "headings": ["date", "start"], "columns": ["date", "date"]}]',
        '[{"kind": "patrols", "headings": ["date", "start"], "columns": ["date", "outcome:gone"]}]',
    ],
)
def test_what_is_remembered_may_be_anything(desk: Store, kept: str) -> None:
    grid = from_csv("Date,Start\n22/11/2026,0930\n")
    with desk.change("By hand") as session:
        session.add(m.Setting(key="import.sheets", value=kept))
    with desk.read() as session:
        here, found = around(session, TEAM), sheet_memory.remembered(session)
    assert propose(grid, here, found) == propose(grid, here)
    with desk.change("Remember") as session:
        sheet_memory.remember(session, grid, Matching("patrols", 1, ("date", None)))
    with desk.read() as session:
        assert sheet_memory.remembered(session)[-1].columns == ("date", None)


def test_a_chosen_table_is_matched_anew(desk: Store) -> None:
    with desk.read() as session:
        here = around(session, TEAM)
    grid = from_csv("Who,Date,Start,End,Duty\n5652,22/11/2026,0700,1500,early\n")
    assert match(grid, "patrols", here, 1).columns == ("officers", "date", "start", "end", None)


# --- The other tables -------------------------------------------------------------------------

OTHERS: dict[str, tuple[str, list[tuple[str, ...]]]] = {
    "duties": (
        (
            "Name,Date,Start,Finish,Shift,Notes\n"
            "PS Rainbirdly,22/11/2026,0700,1500,early,\n5942,22 Nov 26,2200,0600,Night,Swap\n"
        ),
        [
            ("5652", "HSM-3", "2026-11-22T07:00+00:00", "2026-11-22T15:00+00:00", "early", ""),
            ("5942", "HSM-3", "2026-11-22T22:00+00:00", "2026-11-23T06:00+00:00", "night", "Swap"),
        ],
    ),
    "absences": (
        (
            "Officer,Reason,First day,Last day,Comments\n"
            "5652,Annual leave,20/11/2026,22/11/2026,Away\n"
            "6241,court,23/11/26 0930,23/11/26 1200,\n"
        ),
        [
            (
                "5652",
                "2026-11-20T00:00+00:00",
                "2026-11-23T00:00+00:00",
                "annual_leave",
                "",
                "Away",
            ),
            ("6241", "2026-11-23T09:30+00:00", "2026-11-23T12:00+00:00", "court", "", ""),
        ],
    ),
    "partners": (
        (
            "Organisation,Type,Contact person,Tel,E-mail\n"
            "Hertsmere Homes,Housing provider,Pat Bramblecote,01632 960 001,pat@example.org\n"
        ),
        [
            (
                *("HSM-3", "Hertsmere Homes", "housing_provider", "Pat Bramblecote"),
                *("pat@example.org", "01632 960 001"),
            )
        ],
    ),
    "meetings": (
        (
            "Date of meeting,Time,Until,Type of meeting,Subject,Where,Staff,Priority,Minutes\n"
            "22/11/2026,1000,1130,ASB panel,November panel,PB1,5652 & 6241,PR1,All agreed\n"
        ),
        [
            (
                *("HSM-3", "asb_panel", "November panel", "2026-11-22T10:00+00:00"),
                *("2026-11-22T11:30+00:00", "PB1", "", "5652;6241", "PR1", "All agreed"),
            )
        ],
    ),
    "events": (
        (
            "Event date,Time,Finish,Event type,Event,Aim,Location,Officers,Attendees,Arrests\n"
            "22/11/2026,10am,noon,Surgery,Coffee,Consult,PB2,5652,14,\n"
            "22/11/2026,10am,12.00,Surgery,Coffee,Consult,PB2,5652,14,1\n"
        ),
        [
            (
                *("HSM-3", "surgery", "Coffee", "consult", "2026-11-22T10:00+00:00"),
                *("2026-11-22T12:00+00:00", "PB2", "5652", "14", ""),
            )
        ],
    ),
}


@pytest.mark.parametrize("table", OTHERS)
def test_each_other_table_is_recognised_taken_and_known_again(desk: Store, table: str) -> None:
    text, wanted = OTHERS[table]
    report = taken(desk, from_csv(text), partial=True)
    assert report.preview.understood.kind == table
    assert sorted(tuple(row.values())[1:] for row in written(desk, table)) == wanted
    again = taken(desk, from_csv(text), partial=True)
    assert {line.state for line in again.preview.lines} <= {SAME, PROBLEM}


def test_a_partner_of_the_same_name_is_pointed_at(desk: Store) -> None:
    text = OTHERS["partners"][0]
    taken(desk, from_csv(text))
    line = only(desk, from_csv(text.replace("960 001", "960 002")))
    assert line.state == LOOK
    assert line.cautions == ("There is a partner called Hertsmere Homes already.",)


def test_an_outcome_of_an_event_is_counted(desk: Store) -> None:
    taken(desk, from_csv(OTHERS["events"][0]), partial=True)
    (outcome,) = written(desk, "outcomes")
    assert (outcome["patrol"], outcome["kind"], outcome["count"]) == ("", "arrest", "1")
