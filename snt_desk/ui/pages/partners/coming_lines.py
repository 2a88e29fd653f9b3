"""Meetings of a series that are not written down yet, as lines among the meetings: in grey."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from snt_desk.domain import clock
from snt_desk.services.meetings_to_come import Coming
from snt_desk.services.partner_lists import MeetingRow
from snt_desk.ui.pages.partners.series_records import SeriesRecords
from snt_desk.ui.pages.partners.tables import MEETING_COLUMNS, MeetingLine
from snt_desk.ui.table import Cell, Column


def lines(records: SeriesRecords, priority: str, today: date) -> Iterator[MeetingLine]:
    """Give those of a priority, or all where none is named."""
    for key, one in records.coming.items():
        if priority in {"", one.priority_ref}:
            yield MeetingLine(_row(key, one), today, expected=True)


def _row(key: str, one: Coming) -> MeetingRow:
    return MeetingRow(
        *(key, one.title, one.kind, one.start, one.end, one.priority_ref, one.priority),
        minuted=False,
        partners=one.partners,
    )


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
        if column.title != "Minutes":
            return replace(cell, role="muted")
        if line.row.start <= clock.now():
            return Cell("not written up", tone="warn")
        return Cell("comes again", role="muted")

    return replace(column, show=show)


COLUMNS = tuple(_in_grey(column) for column in MEETING_COLUMNS)
"""Those of meetings; what is not written down yet is in grey."""
