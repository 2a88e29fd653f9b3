"""Meetings of a series that are not written down yet, as lines among the meetings: in grey."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from snt_desk.domain import clock
from snt_desk.services.meetings_to_come import Coming, SeriesRow
from snt_desk.services.partner_lists import MeetingRow
from snt_desk.ui.pages.partners.series_records import SeriesRecords
from snt_desk.ui.pages.partners.tables import ENDED, MEETING_COLUMNS, NOT_WRITTEN_UP, MeetingLine
from snt_desk.ui.table import Cell, Column


def lines(records: SeriesRecords, priority: str, now: datetime) -> Iterator[MeetingLine]:
    """Give those of a priority, or all where none is named; series that have ended come last."""
    today = clock.local_day(now)
    for key, one in records.coming.items():
        if priority in {"", one.priority_ref}:
            group = NOT_WRITTEN_UP if one.start <= now else ""
            yield MeetingLine(_row(key, one), today, expected=True, group=group)
    for series in records.rows:
        if series.next is None and records.first_of(series.ref) == series.ref and not priority:
            yield MeetingLine(_ended(series), today, expected=True, group=ENDED)


def _row(key: str, one: Coming) -> MeetingRow:
    return MeetingRow(
        *(key, one.title, one.kind, one.start, one.end, one.priority_ref, one.priority),
        minuted=False,
        partners=one.partners,
    )


def _ended(one: SeriesRow) -> MeetingRow:
    last = clock.midnight(one.until or clock.today())
    return MeetingRow(one.ref, one.title, "", last, None, None, None, minuted=False)


def day_words(one: Coming) -> str:
    """Say when one is to come: `Tue 8 Dec 2026, 14:00 to 15:30`."""
    day, start = clock.long_day(clock.local_day(one.start)), clock.wall(one.start)
    return f"{day}, {start} to {clock.wall(one.end)}" if one.end else f"{day}, {start}"


def _in_grey(column: Column[MeetingLine]) -> Column[MeetingLine]:
    """Let a column show in grey what is not written down yet, and how that stands."""

    def show(line: MeetingLine) -> str | Cell:
        cell = column.cell(line)
        if not line.expected:
            return cell
        if column.title == "When" and line.group == ENDED:
            return Cell(f"until {clock.long_day(clock.local_day(line.row.start))}", role="muted")
        if column.title != "Minutes":
            return replace(cell, role="muted")
        if line.group == NOT_WRITTEN_UP:
            return Cell("not written up", tone="warn")
        return Cell("" if line.group else "comes again", role="muted")

    return replace(column, show=show)


COLUMNS = tuple(_in_grey(column) for column in MEETING_COLUMNS)
"""Those of meetings; what is not written down yet is in grey."""
