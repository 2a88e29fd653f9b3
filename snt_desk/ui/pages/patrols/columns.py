"""What a patrol is as a line of the log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from snt_desk.domain import clock
from snt_desk.services.patrol_log import PatrolRow
from snt_desk.ui.pages.patrols.offers import mode_words
from snt_desk.ui.table import Cell, Column

_SO_FAR = 24 * 60
"""Minutes: whoever is out for longer has forgotten to come back, and no sum is made of it."""


@dataclass(frozen=True)
class LogLine:
    """A patrol, and what its line depends on besides: the minute, and what modes are called."""

    row: PatrolRow
    at: datetime
    labels: Mapping[str, str]

    @property
    def id(self) -> str:
        """The patrol's ref: it stays whatever happens to the rows."""
        return self.row.ref


def _date(line: LogLine) -> str:
    day, today = clock.local_day(line.row.start), clock.local_day(line.at)
    return clock.short_day(day) if day.year == today.year else _with_year(day)


def _with_year(day: date) -> str:
    return clock.long_day(day).partition(" ")[2]


def _back(line: LogLine) -> Cell:
    if line.row.end is None:
        return Cell("out", role="accent", bold=True)
    return Cell(clock.wall(line.row.end))


def _hours(line: LogLine) -> Cell:
    row = line.row
    if row.end is not None:
        return Cell(clock.hours(row.minutes))
    so_far = clock.minutes_between(row.start, line.at)
    shown = row.legs == 1 and 0 <= so_far <= _SO_FAR
    return Cell(clock.hours(so_far) if shown else "", role="muted")


def _how(line: LogLine) -> Cell:
    words, icon = mode_words(line.row.mode, line.labels)
    return Cell(words, icon=icon, sub=f"{line.row.legs} legs" if line.row.legs > 1 else "")


def _reason(line: LogLine) -> str:
    row = line.row
    return f"Priority: {row.priority}" if row.priority else row.purpose


def _note(line: LogLine) -> str:
    return " ".join(line.row.note.split())


COLUMNS: tuple[Column[LogLine], ...] = (
    Column("Date", _date, sort="start", width=104, quiet_repeats=True),
    Column("Out", lambda line: clock.wall(line.row.start), width=58),
    Column("In", _back, width=58),
    Column("Hours", _hours, align="right", width=62),
    Column("How", _how, width=132),
    Column("Crew", lambda line: ", ".join(line.row.crew), width=136),
    Column("Place", lambda line: line.row.place, width=124),
    Column("For", _reason, width=190),
    Column("Note", _note, width=280, stretch=True),
)
