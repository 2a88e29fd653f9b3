"""The columns of the people of a team."""

from __future__ import annotations

from datetime import date

from snt_desk.domain import clock
from snt_desk.services.roster import PersonRow
from snt_desk.ui.table import Cell, Column


def _collar(row: PersonRow) -> Cell:
    return Cell(row.collar, role="muted")


def _name(row: PersonRow) -> Cell:
    return Cell(f"{row.first_name} {row.last_name}", role=_ink(row))


def _role(row: PersonRow) -> Cell:

    return Cell(row.title, role=_ink(row))


def _fte(row: PersonRow) -> Cell:
    return Cell(f"{row.fte_percent}", role=_ink(row))


def _since(row: PersonRow) -> Cell:
    return Cell(_day(row.start), role=_ink(row))


def _until(row: PersonRow) -> Cell:
    return Cell(_day(row.last_day) if row.last_day else "", role=_ink(row))


def _trained(row: PersonRow) -> Cell:
    if row.cycle_trained is None:
        return Cell("not known", role="muted", size="small")
    if row.cycle_trained:
        return Cell("Yes", icon="bike", role=_ink(row))
    return Cell("No", role="muted")


def _driving(row: PersonRow) -> Cell:
    if row.driving_label is None:
        return Cell("not known", role="muted", size="small")
    return Cell(row.driving_label, role=_ink(row))


def _ink(row: PersonRow) -> str:
    """Who has left is quieter."""
    return "muted" if has_left(row) else "text"


def has_left(row: PersonRow) -> bool:
    """Whether the last day is over."""
    return row.end is not None and row.end <= clock.today()


def _day(day: date) -> str:
    return clock.long_day(day)


COLUMNS = (
    Column("Collar", _collar, sort="collar", width=84, kept=True),
    Column("Name", _name, sort="last_name", width=150, stretch=True, kept=True),
    Column("Role", _role, sort="title", width=172),
    Column("FTE %", _fte, sort="fte_percent", align="right", width=64),
    Column("Since", _since, sort="start", width=136),
    Column("Until", _until, sort="end", width=136),
    Column("Cycle", _trained, sort="cycle_trained", width=92),
    Column("Driving", _driving, sort="driving_label", width=96),
)
"""Collar and name stay however narrow it is."""
