"""What the Return page lays side by side is what the return counts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from snt_desk.db.store import Store
from snt_desk.domain import clock, measures
from snt_desk.domain.clock import Month
from snt_desk.domain.figures import Figure
from snt_desk.services import behind, board, imports, patrols, returns, team
from snt_desk.services.board import FigureLine
from snt_desk.services.returns import Drift, Key
from snt_desk.services.team import TeamName

GOLDEN = Path(__file__).parents[1] / "golden"
OCTOBER = Month(2026, 10)


@pytest.fixture
def tiny(store: Store) -> TeamName:
    with store.change("Import tiny") as session:
        imports.take(session, imports.read(GOLDEN / "tiny" / "package"), partial=False)
    with store.read() as session:
        return team.named(session, "WHA-1")


def looked_at(store: Store, tiny: TeamName, month: Month) -> dict[Key, FigureLine]:
    with store.read() as session:
        draft = returns.draft(session, tiny, month, clock.this_minute())
        found = board.lines(session, tiny, board.compared(session, draft))
    return {line.key: line for line in found}


def test_each_line_is_the_returns_own_figure(store: Store, tiny: TeamName) -> None:
    lines = {key: line.now for key, line in looked_at(store, tiny, OCTOBER).items()}
    with store.read() as session:
        counted = {one.key: one.value for one in returns.counted(session, tiny, OCTOBER)}
    assert lines.items() <= counted.items()
    assert {key for key, value in counted.items() if value} <= lines.keys()


def test_last_month_stands_beside_this_one(store: Store, tiny: TeamName) -> None:
    november = looked_at(store, tiny, OCTOBER.plus(1))
    key = ("patrols", "patrol_time", "mode", "bicycle")
    assert (november[key].now, november[key].before) == (60, 90)
    assert november[key].label == "Patrol time: bicycle"


def test_a_month_with_no_records_says_nothing_rather_than_zero(
    store: Store, tiny: TeamName
) -> None:
    october = looked_at(store, tiny, OCTOBER)
    assert {line.last_year for line in october.values() if line.key[0] == "patrols"} == {None}
    assert october["quality", "legs_without_end", "all", "all"].last_year is None
    assert october["patrols", "patrol_time", "mode", "foot"].now > 0


def test_a_sent_figure_that_has_no_row_any_more_stands_all_the_same(
    store: Store, tiny: TeamName
) -> None:
    gone = ("hotspots", "visits", "hotspot", "H99")
    with store.read() as session:
        draft = returns.draft(session, tiny, OCTOBER, clock.this_minute())
        figures = board.compared(session, draft)
        found = board.lines(session, tiny, figures, [Drift(gone, 4, 0)])
    [line] = [one for one in found if one.key == gone]
    assert (line.now, line.sent, line.section) == (0, 4, "Hot spots")


def test_a_sent_month_is_changed_once_the_records_differ(
    store: Store, tiny: TeamName, tmp_path: Path
) -> None:
    with store.read() as session:
        draft = returns.draft(session, tiny, OCTOBER, clock.this_minute())
    returns.send(store, draft, tmp_path, "own copy")
    assert not changed(store, tiny)
    with store.change("Delete foot patrol") as session:
        [first, *_] = returns.behind(session, tiny, OCTOBER, ("patrols", "patrols", "mode", "foot"))
        patrols.delete(session, first.ref)
    assert changed(store, tiny)


def changed(store: Store, tiny: TeamName) -> bool:
    with store.read() as session:
        states = board.months(session, tiny, OCTOBER.plus(1).last)
        [october] = [one for one in states if one.month == OCTOBER]
        assert october.revision == 1
        return board.is_changed(session, tiny, october).changed


def test_the_records_behind_each_figure_make_it(store: Store, tiny: TeamName) -> None:
    """Every figure of the month that is not zero, and every table that one can come from."""
    with store.read() as session:
        figures: list[Figure] = [
            one for one in returns.counted(session, tiny, OCTOBER) if one.value
        ]
        assert {one.section for one in figures} >= measures.SECTIONS.keys() - {"consultation"}
        for figure in figures:
            rows = behind.behind(session, tiny, OCTOBER, figure.key)
            assert sum(row.amount for row in rows) == figure.value, figure
            assert all(row.what for row in rows), figure


def test_months_go_back_to_the_first_patrol(store: Store, tiny: TeamName) -> None:
    with store.read() as session:
        states = board.months(session, tiny, date(2026, 11, 22))
    assert [(str(one.month), one.over) for one in states] == [
        ("2026-11", False),
        ("2026-10", True),
        ("2026-09", True),
    ]
