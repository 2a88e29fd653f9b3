"""The columns of the table of contacts that still have details."""

from __future__ import annotations

from snt_desk.domain import clock
from snt_desk.services.retention import Row
from snt_desk.ui.named import one_line
from snt_desk.ui.pages.retention import words
from snt_desk.ui.table import Cell, Column


def _state(row: Row) -> Cell:
    text, tone = words.state(row, clock.today())
    return Cell(text, tone=tone) if text else Cell()


def _day(row: Row) -> str:
    if row.review_on is None:
        return ""
    return clock.long_day(row.review_on)


def _received(row: Row) -> Cell:
    day = clock.local_day(row.received)
    return Cell(clock.long_day(day), copied=clock.write_instant(row.received))


COLUMNS: tuple[Column[Row], ...] = (
    Column("State", _state, width=110, kept=True),
    Column("Review on", _day, width=135, kept=True),
    Column("Received", _received, width=135),
    Column("By", lambda row: row.channel, width=95),
    Column("Subject", lambda row: one_line(row.subject), width=180, stretch=True, kept=True),
    Column("Owner", lambda row: row.owner, width=130),
    Column("Status", lambda row: row.status, width=110),
    Column("Ref", lambda row: Cell(row.id, role="muted"), width=110),
)
