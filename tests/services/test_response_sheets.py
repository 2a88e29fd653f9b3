"""Responses come in from a sheet once, keep their links, and go out and in again unchanged."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select, update

from snt_desk.cli import main
from snt_desk.db import models as m
from snt_desk.db.opening import open_store
from snt_desk.db.store import Store
from snt_desk.domain import clock
from snt_desk.domain.clock import london
from snt_desk.domain.sheet import Grid, Value, propose, understand
from snt_desk.services import response_export, response_lists, responses, sheet_files, sheets
from snt_desk.services.list_files import Order
from snt_desk.services.response_lists import Asked
from snt_desk.services.sheet_around import Within, around
from snt_desk.services.sheets import CHANGED, LOOK, NEW, PROBLEM, SAME, Preview, Report
from snt_desk.services.team import TeamName
from tests.domain.sheets import from_csv
from tests.fixtures_store import ACTOR
from tests.fixtures_team import TEAM, made_team

HEAD = "Date,How,Theme,Place,Count,Comments\n"
ROWS = (
    "14/11/2026,Survey,Anti-social behaviour,Peartree,12,Shouting\n"
    "15/11/2026,Street,Speeding,Shops,3,\n"
    "16/11/2026,Email,Drugs,,1,=dealing\n"
)


@pytest.fixture
def desk(store: Store, team: TeamName, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A team that asked residents twice, the second time without an end."""
    monkeypatch.setattr(clock, "now", lambda: london(2026, 11, 22, 14))
    ask(store, team)
    return store


def ask(store: Store, team: TeamName) -> None:
    spans = (date(2026, 3, 1), date(2026, 4, 30)), (date(2026, 9, 1), None)
    with store.change("Ask residents") as session:
        for number, (opened, closed) in enumerate(spans, 1):
            one = m.Consultation(ref=f"C{number}", team_id=team.id, title=f"Survey {number}")
            one.opened, one.closed = opened, closed
            session.add(one)


def looked(store: Store, grid: Grid, within: Within = None) -> Preview:
    with store.read() as session:
        here = around(session, TEAM, within)
        matching = propose(grid, here)
        assert matching is not None
        assert matching.kind == "responses"
        return sheets.look(session, understand(grid, matching, here))


def taken(store: Store, grid: Grid, within: Within = None, *, partial: bool = False) -> Report:
    understood = looked(store, grid, within).understood
    with store.change("Import responses") as session:
        return sheets.take(session, understood, partial=partial)


def states(preview: Preview) -> list[str]:
    return [line.state for line in preview.lines]


def held(store: Store) -> list[tuple[object, ...]]:
    """What the records hold, by day."""
    with store.read() as session:
        found = response_lists.prepared(session, 1, Asked(orders=(("received", False),)))
        rows = found.lines(session, 0, 100)
    return [
        (row.consultation, row.received.day, row.channel, row.theme, row.place, row.count)
        for row in rows
    ]


def test_the_same_sheet_twice_adds_nothing(desk: Store) -> None:
    assert states(looked(desk, from_csv(HEAD + ROWS))) == [NEW, NEW, NEW]
    assert taken(desk, from_csv(HEAD + ROWS)).written
    expected = [
        ("Survey 2", 14, "Survey", "Anti-social behaviour", "Peartree", 12),
        ("Survey 2", 15, "Street", "Speeding", "Shops", 3),
        ("Survey 2", 16, "Email", "Drugs", "", 1),
    ]
    assert held(desk) == expected
    again = looked(desk, from_csv(HEAD + ROWS))
    assert states(again) == [SAME, SAME, SAME]
    assert again.left_alone == 0
    taken(desk, from_csv(HEAD + ROWS))
    assert held(desk) == expected
    desk.undo()
    assert held(desk) == []


def test_what_a_survey_stamped_is_known_again_too(desk: Store) -> None:
    text = (
        "Timestamp,ID,Theme\n14/11/2026 09:01:02,1,Speeding\n14/11/2026 09:01:02,2,Speeding\n"
        "2026/11/14 9:01:02 am GMT,4,Speeding\n"
        "14/11/2026 10:00:00,3,Speeding\n"
    )
    taken(desk, from_csv(text))
    assert len(held(desk)) == 4
    again = looked(desk, from_csv(text))
    assert (states(again), again.left_alone) == ([SAME] * 4, 0)


def test_a_response_that_was_changed_or_deleted_since_is_left_alone_and_that_is_said(
    desk: Store,
) -> None:
    taken(desk, from_csv(HEAD + ROWS))
    with desk.read() as session:
        refs = session.scalars(select(m.Response.ref).order_by(m.Response.received)).all()
    with desk.change("Change response") as session:
        session.execute(update(m.Response).where(m.Response.ref == refs[0]).values(count=13))
        responses.remove(session, [refs[1]])
    again = looked(desk, from_csv(HEAD + ROWS))
    assert [line.says[0] for line in again.lines] == [
        "It is there already, and was changed since: it is left as it is.",
        "It was there, and was deleted since: it is left out.",
        "It is there already.",
    ]
    taken(desk, from_csv(HEAD + ROWS))
    assert [row[-1] for row in held(desk)] == [13, 1]


def test_a_link_to_a_priority_is_no_change_and_outlives_an_import(
    desk: Store, tmp_path: Path
) -> None:
    taken(desk, from_csv(HEAD + ROWS))
    with desk.read() as session:
        found = response_lists.prepared(session, 1, Asked())
        refs = response_lists.refs_of(session, found.keys)
    with desk.change("Link responses") as session:
        responses.link(session, refs, "T1")
    assert looked(desk, from_csv(HEAD + ROWS)).left_alone == 0
    changed = Grid("", ())
    for name in ("out.csv", "out.xlsx"):
        place = tmp_path / name
        order = Order(place, "Responses", "own copy")
        response_export.write(desk, found.keys, order, report=lambda *_: None)
        [grid] = sheet_files.read(place).sheets
        assert states(looked(desk, grid)) == [SAME, SAME, SAME]
        changed = Grid(grid.name, tuple(_with_count(row) for row in grid.rows))
        assert states(looked(desk, changed)) == [CHANGED, SAME, SAME]
    taken(desk, changed)
    assert held(desk)[-1][-1] == 99, "the newest stands first in the file"
    with desk.read() as session:
        assert set(response_lists.refs_of(session, found.keys)) == set(refs)
        keys = session.scalars(select(m.Priority.id)).all()
        assert responses.said_so(session, keys) == {keys[0]: 12 + 3 + 99}


def _with_count(row: tuple[Value, ...]) -> tuple[Value, ...]:
    return tuple(99 if at == 4 and "Drugs" in row else cell for at, cell in enumerate(row))


def test_a_day_outside_its_consultation_is_worth_a_look_and_stops_nothing(desk: Store) -> None:
    text = "Date,Theme\n31/03/2026,Drugs\n01/05/2026,Drugs\n01/12/2026,Speeding\n"
    in_hand = ("consultations", "C1")
    preview = looked(desk, from_csv(text), in_hand)
    assert states(preview) == [NEW, LOOK, LOOK]
    assert preview.lines[1].cautions == ("The consultation closed on Thu 30 Apr 2026.",)
    assert preview.lines[2].cautions[0] == "Tue 1 Dec 2026 is still to come."
    assert taken(desk, from_csv(text), in_hand).written
    assert {row[0] for row in held(desk)} == {"Survey 1"}


def test_how_to_reach_somebody_is_worth_a_look_and_stops_nothing(desk: Store) -> None:
    text = (
        "Date,Theme,Comments\n14/11/2026,Drugs,Ring me on 01632 960123\n"
        "15/11/2026,Drugs,robin.hale@example.org\n16/11/2026,Drugs,Every day from 8 to 10\n"
    )
    preview = looked(desk, from_csv(text))
    assert states(preview) == [LOOK, LOOK, NEW]
    assert preview.lines[0].cautions == (
        "“01632 960123” is a telephone number. Write what was said, not by whom.",
    )
    assert "is an e-mail address." in preview.lines[1].cautions[0]
    assert taken(desk, from_csv(text)).written
    assert len(held(desk)) == 3


def test_a_response_in_hand_leads_to_its_consultation(desk: Store) -> None:
    taken(desk, from_csv("Date,Theme\n31/03/2026,Drugs\n"))
    with desk.read() as session:
        [ref] = session.scalars(select(m.Response.ref))
        assert around(session, TEAM, ("responses", ref)).in_hand == "C1"
        assert around(session, TEAM, ("consultations", "C2")).in_hand == "C2"
        assert around(session, TEAM, ("patrols", "C2")).in_hand is None
        assert around(session, TEAM).in_hand is None


def test_a_row_with_a_problem_stops_all_or_is_left_out(desk: Store) -> None:
    text = f"{HEAD}{ROWS}17/11/2026,Email,Noisy mopeds,,4,All night\n"
    preview = looked(desk, from_csv(text))
    assert states(preview) == [NEW, NEW, NEW, PROBLEM]
    [problem] = preview.problems
    assert (problem.row, problem.heading, problem.value) == (5, "Theme", "Noisy mopeds")
    assert not taken(desk, from_csv(text)).written
    assert held(desk) == []
    taken(desk, from_csv(text), partial=True)
    assert len(held(desk)) == 3
    bad = sheets.bad_rows(from_csv(text), preview).decode().splitlines()
    assert bad[0] == "Date,How,Theme,Place,Count,Comments,problem"
    assert bad[1].startswith("17/11/2026,Email,Noisy mopeds,,4,All night,")


def test_a_sheet_of_responses_is_taken_from_the_command_line(
    database: Path, team_file: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "survey.csv"
    source.write_text(
        f"Date,Theme,Comments\n{'14/11/2026,Speeding,a'}\n{'15/11/2026,Drugs,b'}\n",
        encoding="utf-8",
    )
    command = ["--database", str(database), "import", str(source), "--team", TEAM]
    assert main(command) == 0
    out, err = capsys.readouterr()
    assert out == "responses added 2 updated 0 unchanged 0 refused 0\n"
    assert "survey.csv: 2 rows: It goes into “Survey 2”." in err
    assert "survey.csv: 2 rows: It does not say how: Other." in err
    assert main(command) == 0
    assert capsys.readouterr().out == "responses added 0 updated 0 unchanged 2 refused 0\n"


@pytest.fixture
def team_file(database: Path) -> None:
    """The same team in a file that is not open."""
    opened = open_store(str(database), ACTOR)
    ask(opened, made_team(opened))
    opened.close()
