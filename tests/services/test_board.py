"""What the Return page lays side by side is what the return counts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from snt_desk.db.store import Store
from snt_desk.domain import measures
from snt_desk.domain.clock import Month
from snt_desk.domain.figures import Figure
from snt_desk.services import board, imports, returns, team
from snt_desk.services.team import TeamName

GOLDEN = Path(__file__).parents[1] / "golden"
OCTOBER = Month(2026, 10)


@pytest.fixture
def tiny(store: Store) -> TeamName:
    with store.change("Import tiny") as session:
        imports.take(session, imports.read(GOLDEN / "tiny" / "package"), partial=False)
    with store.read() as session:
        return team.named(session, "WHA-1")


def test_each_line_is_the_returns_own_figure(store: Store, tiny: TeamName) -> None:
    with store.read() as session:
        lines = {line.key: line.now for line in board.lines(session, tiny, OCTOBER)}
        counted = {one.key: one.value for one in returns.counted(session, tiny, OCTOBER)}
    assert lines.items() <= counted.items()
    assert {key for key, value in counted.items() if value} <= lines.keys()


def test_last_month_stands_beside_this_one(store: Store, tiny: TeamName) -> None:
    with store.read() as session:
        november = {line.key: line for line in board.lines(session, tiny, OCTOBER.plus(1))}
    key = ("patrols", "patrol_time", "mode", "bicycle")
    assert (november[key].now, november[key].before, november[key].last_year) == (60, 90, 0)
    assert november[key].label == "Patrol time: bicycle"


def test_the_records_behind_each_figure_make_it(store: Store, tiny: TeamName) -> None:
    """Every figure of the month that is not zero, and every table that one can come from."""
    with store.read() as session:
        figures: list[Figure] = [
            one for one in returns.counted(session, tiny, OCTOBER) if one.value
        ]
        assert {one.section for one in figures} >= measures.SECTIONS.keys() - {"consultation"}
        for figure in figures:
            rows = board.behind(session, tiny, OCTOBER, figure.key)
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
